package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table is what its names say. */
class CasesTest {
  @Test
  void namesAreUniqueAndTellTheClusters() {
    Set<String> names = new HashSet<>();
    for (Case c : Cases.all()) {
      assertTrue(names.add(c.name()), c.name());
      assertTrue(c.name().endsWith("-" + c.k()), c.name());
      assertTrue(c.data().rows() >= c.k(), c.name());
      assertTrue(c.passes() > 0, c.name());
      assertTrue((long) c.data().rows() * c.data().columns() < Integer.MAX_VALUE, c.name());
    }
  }

  @Test
  void namesOfDrawnDataTellTheColumns() {
    for (Case c : Cases.all()) {
      String head = c.name().substring(0, c.name().lastIndexOf('-'));
      if (head.matches(".*[0-9]")) {
        assertTrue(head.matches("[a-z]+" + c.data().columns()), c.name());
      }
    }
  }

  @Test
  void heldOutDataAreNoneOfTheTuned() {
    Set<String> tuned =
        Cases.choose(List.of(), Group.TUNED, false).stream()
            .map(c -> c.data().fileName())
            .collect(Collectors.toSet());
    for (Case c : Cases.choose(List.of(), Group.HELD_OUT, false)) {
      assertTrue(!tuned.contains(c.data().fileName()), c.name());
    }
  }

  @Test
  void quickIsAPartOfEachGroup() {
    for (Group group : Group.values()) {
      int all = Cases.choose(List.of(), group, false).size();
      int quick = Cases.choose(List.of(), group, true).size();
      assertTrue(0 < quick && quick < all, group + ": " + quick + " of " + all);
    }
  }

  @Test
  void casesAreChosenByName() {
    List<Case> chosen = Cases.choose(List.of("blobs2-8", "pixels-64"), Group.SMALL, true);
    assertEquals(List.of("blobs2-8", "pixels-64"), chosen.stream().map(Case::name).toList());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Cases.choose(List.of("blobs"), Group.TUNED, false))
            .getMessage();
    assertEquals("there is no case blobs; --list names them all", message);
  }

  @Test
  void limitsOnlyLower() {
    Case c = Cases.choose(List.of("blobs2-8"), Group.TUNED, false).get(0);
    assertEquals(c, c.atMost(Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertEquals("blobs2-8: 70 × 2, K = 8, at most 1 pass", c.atMost(70, 1).describe());
    assertEquals("blobs-70x2-50-seed1.npy", c.atMost(70, 1).data().fileName());
  }
}
