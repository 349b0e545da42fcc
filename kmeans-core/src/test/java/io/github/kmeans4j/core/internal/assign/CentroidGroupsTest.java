package io.github.kmeans4j.core.internal.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CentroidGroupsTest {
  /** Every centroid has one place, and all groups but the last are full. */
  @Property(tries = 200)
  void isAnOrderOfAllCentroids(
      @ForAll @IntRange(min = 1, max = 300) int k,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = 1, max = 64) int width,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] coordinates = new float[k * size];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = random.nextInt(4);
    }
    CentroidGroups groups = CentroidGroups.near(coordinates, k, size, Math.min(width, k));
    int[] sorted = groups.order.clone();
    Arrays.sort(sorted);
    for (int j = 0; j < k; j++) {
      assertEquals(j, sorted[j]);
      assertEquals(j, groups.order[groups.position[j]]);
      assertEquals(groups.position[j] / Math.min(width, k), groups.of(j));
    }
    assertEquals(groups.of(groups.order[k - 1]) + 1, groups.count);
  }

  /** Four heaps at the corners of a long rectangle that stands askew; neighbours share no heap. */
  @Test
  void keepsNeighboursTogether() {
    SplittableRandom random = new SplittableRandom(3);
    int k = 64;
    float[] coordinates = new float[2 * k];
    for (int j = 0; j < k; j++) {
      double along = 100 * (j & 1) + random.nextDouble();
      double across = 30 * (j >> 1 & 1) + random.nextDouble();
      coordinates[2 * j] = (float) (0.8 * along - 0.6 * across);
      coordinates[2 * j + 1] = (float) (0.6 * along + 0.8 * across);
    }
    CentroidGroups groups = CentroidGroups.near(coordinates, k, 2, 16);
    for (int j = 4; j < k; j++) {
      assertEquals(groups.of(j & 3), groups.of(j), "centroid " + j);
    }
  }

  @Test
  void keepsTheOrderOfWhatDoesNotDiffer() {
    float[] coordinates = new float[3 * 40];
    Arrays.fill(coordinates, 1.5f);
    CentroidGroups groups = CentroidGroups.near(coordinates, 40, 3, 8);
    assertArrayEquals(CentroidGroups.one(40).order, groups.order);
    assertEquals(5, groups.count);
  }
}
