package io.github.kmeans4j.core.internal.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.core.internal.work.Chunks;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupWidthTest {
  private static int groups(int n, int k, int most) {
    return Chunks.count(k, GroupWidth.of(n, k, 16, most));
  }

  @Test
  void oneGroupUpTo32Centroids() {
    assertEquals(1, groups(60_000, 32, 64));
    assertEquals(3, groups(60_000, 33, 64));
  }

  @Test
  void aGroupForEach16CentroidsUpToTheLimit() {
    assertEquals(16, groups(60_000, 256, 64));
    assertEquals(64, groups(60_000, 1024, 64));
    assertEquals(33, groups(60_000, 1040, 64)); // of two panels each
    assertEquals(1, groups(60_000, 256, 0));
  }

  @Test
  void noArrayOfBoundsIsTooLarge() {
    assertEquals(2, groups(1_000_000_000, 256, 64));
    assertEquals(1, groups(2_000_000_000, 256, 64));
  }

  @Property
  void groupsKeepToTheFormulaOfTheDocs(
      @ForAll @IntRange(min = 1, max = 10_000) int k,
      @ForAll @IntRange(min = 1, max = 64) int most) {
    int groups = groups(1000, k, most);
    int formula = k <= 32 ? 1 : Math.min((k + 15) / 16, most);
    assertTrue(groups <= formula, () -> groups + " groups for k = " + k);
    assertTrue(k <= 32 || most < (k + 15) / 16 || groups == formula);
  }
}
