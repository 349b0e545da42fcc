package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of direct losses, of whole numbers that are added in a long as well. */
class InertiaTest {
  private static final int ROWS = 1100;
  private static final int COLUMNS = 3;
  private static final int K = 4;

  @ParameterizedTest
  @CsvSource({"1, 1", "511, 1", "512, 2", "513, 2", "1024, 3", "1100, 1", "1100, 3"})
  void everyPositionCountsOnce(int n, int threads) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] rows = new double[ROWS][];
    Arrays.setAll(rows, i -> random.ints(COLUMNS, 0, 100).asDoubleStream().toArray());
    double[][] centroids = new double[K][];
    Arrays.setAll(centroids, j -> random.ints(COLUMNS, 0, 100).asDoubleStream().toArray());
    double[] weights = random.ints(ROWS, 0, 5).asDoubleStream().toArray();
    int[] labels = random.ints(n, 0, K).toArray();
    int[] order = random.ints(n, 0, ROWS).toArray(); // some rows twice
    RowStore store = RowStore.of(Points.of(rows), Kernels.get());
    try (Workers workers = new Workers(threads)) {
      for (int[] positions : new int[][] {null, order}) {
        for (double[] w : new double[][] {null, weights}) {
          double expected = expected(rows, positions, n, labels, centroids, w);
          assertEquals(expected, Inertia.direct(store, positions, labels, centroids, w, workers));
          int half = n / 2;
          assertEquals(
              expected(rows, positions, half, labels, centroids, w),
              Inertia.direct(store, positions, half, labels, centroids, w, workers));
        }
      }
    }
  }

  @Property(tries = 100)
  void doesNotDependOnTheBlocksThatRowsComeIn(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 2000) int n) {
    double[][] rows = new double[n][2];
    int[] labels = new int[n];
    double[][] centroids = {{0.3, 1e9}, {-4, 1e-9}};
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(2);
      for (int c = 0; c < 2; c++) {
        rows[i][c] = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4);
      }
    }
    RowStore all = RowStore.of(Points.of(rows), Kernels.get());
    for (int i = 0; i < n; i++) {
      exact = exact.add(new BigDecimal(all.squaredDistanceFast(i, centroids[labels[i]])));
    }
    for (int block : new int[] {n, 1 + random.nextInt(n), 700}) {
      ExactSum inertia = new ExactSum();
      try (Workers workers = new Workers(1 + random.nextInt(3))) {
        for (int from = 0; from < n; from += block) {
          int to = Math.min(n, from + block);
          RowStore store =
              RowStore.of(Points.of(Arrays.copyOfRange(rows, from, to)), Kernels.get());
          int[] part = Arrays.copyOfRange(labels, from, to);
          Inertia.addDirect(inertia, store, null, to - from, part, centroids, null, workers);
        }
      }
      assertEquals(exact.doubleValue(), inertia.value());
    }
  }

  private static double expected(
      double[][] rows,
      int @Nullable [] positions,
      int n,
      int[] labels,
      double[][] centroids,
      double @Nullable [] weights) {
    long sum = 0;
    for (int p = 0; p < n; p++) {
      int row = positions == null ? p : positions[p];
      double loss = Euclidean.squared(rows[row], centroids[labels[p]]);
      sum += (long) (weights == null ? loss : weights[row] * loss);
    }
    return sum;
  }
}
