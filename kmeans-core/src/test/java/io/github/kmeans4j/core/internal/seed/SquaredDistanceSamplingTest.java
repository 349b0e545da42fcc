package io.github.kmeans4j.core.internal.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.RowStore;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Many centers at once, some of them equal, by few columns and many, with a filter or without, or
 * all measured.
 */
class SquaredDistanceSamplingTest {

  @Property(tries = 120)
  void rowsBelongToTheFirstOfTheirNearestCenters(
      @ForAll @IntRange(max = 2) int kind,
      @ForAll @IntRange(min = 200, max = 900) int n,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll @IntRange(min = 1, max = 150) int count,
      @ForAll boolean weighted,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        rows[i][c] =
            switch (kind) {
              case 0 -> random.nextInt(4); // many ties
              case 1 -> 1e7 + random.nextInt(1000) / 8.0; // far off
              default -> random.nextGaussian();
            };
      }
      if (i % 4 == 0) {
        rows[i] = rows[i / 2].clone();
      }
    }
    int first = random.nextInt(n);
    int[] others = random.ints(count, 0, n).sorted().distinct().filter(i -> i != first).toArray();
    Points points = Points.of(rows);
    RowStore store = RowStore.of(points, Kernels.get());
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Seeding seeding = new Seeding(random, new EuclideanDistance(), weighted ? ones : null, 2);
    try (SquaredDistanceSampling sampling =
        new SquaredDistanceSampling(points, 1 + count, 1 + count, seeding)) {
      sampling.choose(first);
      sampling.chooseAll(others);
      double[][] centers = sampling.centers();
      assertEquals(1 + others.length, centers.length);
      double[] weights = new double[centers.length];
      for (int i = 0; i < n; i++) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < centers.length; j++) {
          double distanceSq = store.squaredDistanceFast(i, centers[j]);
          if (distanceSq < least) {
            least = distanceSq;
            nearest = j;
          }
        }
        assertEquals(least, sampling.loss(i), "row " + i);
        weights[nearest]++;
      }
      assertArrayEquals(weights, sampling.centerWeights());
    }
  }
}
