package io.github.kmeans4j.core.internal.lloyd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.ReorderedRows;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lloyd's iteration on more and more rows, against the same by the plain definition. */
class GrowingRunTest {
  private static final int N = 1700;
  private static final int D = 17;
  private static final int[] ROWS = {512, 512, 512, 1024, 1024, N, N, N, N};

  /** What decides which path sums and inertia take. */
  enum Kind {
    /** Sums and squares are exact. */
    BYTES,
    /** Neither is. */
    DOUBLES,
    /** Rounding would be felt in squares that are not taken from differences. */
    FAR_OFF,
    /** Sums of weighted rows are compensated. */
    WEIGHTED
  }

  @ParameterizedTest
  @EnumSource
  void everyPassIsLloydsOnTheRowsSoFar(Kind kind) {
    for (int k : new int[] {1, 7, 40}) {
      check(kind, k);
    }
  }

  private static void check(Kind kind, int k) {
    SplittableRandom random = new SplittableRandom(k);
    double[][] rows = rows(kind, random);
    double @Nullable [] weights = null;
    if (kind == Kind.WEIGHTED) {
      weights = random.doubles(N, 0, 3).map(w -> w < 1 ? 0 : w).toArray();
    }
    int[] order = new int[N];
    Arrays.setAll(order, i -> (int) (i * 701L % N)); // 701 and 1700 have no common factor
    double[][] ordered = new double[N][];
    double[] orderedWeights = new double[N];
    for (int i = 0; i < N; i++) {
      ordered[i] = rows[order[i]];
      orderedWeights[i] = weights == null ? 1 : weights[order[i]];
    }
    double[][] centroids = new double[k][];
    for (int j = 0; j < k; j++) {
      centroids[j] = rows[j].clone();
    }
    try (Workers workers = new Workers(2)) {
      FitRows fitted = FitRows.of(points(kind, rows), Kernels.get(), workers).reordered(order);
      LloydRun run =
          new LloydRun(
              fitted,
              new EuclideanDistance(),
              weights == null ? null : orderedWeights,
              EmptyClusterPolicy.KEEP,
              centroids);
      Naive first = null;
      for (int pass = 0; pass < ROWS.length; pass++) {
        if (pass == 0 || ROWS[pass] != ROWS[pass - 1]) {
          if (fitted.store() instanceof ReorderedRows view && ROWS[pass] < N) {
            view.gather(ROWS[pass], workers);
          }
          run.extend(ROWS[pass]);
        }
        double[][] from = run.centroids();
        run.iterate();
        Naive naive = new Naive(ordered, orderedWeights, ROWS[pass], from);
        String where = kind + ", k=" + k + ", pass " + pass;
        assertEquals(ROWS[pass], run.rows());
        assertArrayEquals(naive.labels, Arrays.copyOf(run.labels(), ROWS[pass]), where);
        assertEquals(naive.inertia, run.inertia(), 1e-11 * naive.inertia + 1e-300, where);
        for (int j = 0; j < k; j++) {
          double scale = kind == Kind.FAR_OFF ? 1e6 : 1;
          assertArrayEquals(naive.centers[j], run.updatedShown().get()[j], 1e-12 * scale, where);
        }
        if (pass == 0 || ROWS[pass] != ROWS[pass - 1]) {
          first = naive;
        }
        checkUncertainty(run, first, naive.heavy, kind, where);
        double gain = naive.gain(from);
        assertEquals(gain, run.gain(), 1e-6 * gain + 1e-12 * naive.inertia, where);
        run.advance();
      }
    }
  }

  /**
   * σ² / (n − 1), where the squares are of differences to the centroids, or if exact to means, in
   * the first pass over so many rows, and n is that of the last one.
   */
  private static void checkUncertainty(
      LloydRun run, Naive first, int[] heavy, Kind kind, String where) {
    for (int j = 0; j < heavy.length; j++) {
      double[] spread = kind == Kind.BYTES ? first.aboutMeans : first.aboutCentroids;
      double perRow = first.weight[j] == 0 ? 0 : spread[j] / first.weight[j];
      double expected =
          heavy[j] < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(perRow / (heavy[j] - 1));
      assertEquals(expected, run.uncertainty(j), 1e-9 * expected, where + ", cluster " + j);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clustersFailOnlyOnceAllRowsTakePart(boolean all) {
    double[][] rows = new double[600][1];
    Arrays.setAll(rows, i -> new double[] {i});
    try (Workers workers = new Workers(1)) {
      LloydRun run =
          new LloydRun(
              FitRows.of(Points.of(rows), Kernels.get(), workers),
              new EuclideanDistance(),
              null,
              EmptyClusterPolicy.FAIL,
              new double[][] {{0}, {1e6}});
      run.extend(all ? 600 : 512);
      if (all) {
        assertThrows(EmptyClusterException.class, run::iterate);
      } else {
        assertEquals(512, run.iterate());
        run.advance();
        run.extend(600);
        assertThrows(EmptyClusterException.class, run::iterate);
      }
    }
  }

  @Test
  void otherOrderIsTheSameRows() {
    SplittableRandom random = new SplittableRandom(1);
    int[] order = {4, 0, 3};
    for (Kind kind : Kind.values()) {
      RowStore base = RowStore.of(points(kind, rows(kind, random)), Kernels.get());
      RowStore view = base.reordered(order);
      double[] c = random.doubles(D, 0, 200).toArray();
      double[] other = new double[D];
      base.copy(3, other);
      assertEquals(3, view.rows());
      assertEquals(D, view.columns());
      for (int i = 0; i < order.length; i++) {
        double[] row = new double[D];
        double[] sum = new double[D];
        view.copy(i, row);
        view.addTo(i, 1, sum);
        assertArrayEquals(row, sum);
        assertEquals(base.squaredDistance(order[i], c), view.squaredDistance(i, c));
        assertEquals(base.squaredDistanceFast(order[i], c), view.squaredDistanceFast(i, c));
        assertEquals(
            base.squaredDistanceFast(order[i], other), view.squaredDistanceFast(i, 2, other));
        float[] loaded = new float[D];
        float[] expected = new float[D];
        PortableKernel kernel = new PortableKernel();
        base.load(kernel, order[i], new float[D], 1, expected, 0);
        view.load(kernel, i, new float[D], 1, loaded, 0);
        assertArrayEquals(expected, loaded);
      }
      assertEquals(base.scaleFor(3), view.scaleFor(3));
      RowStore again = view.reordered(new int[] {2, 0});
      double[] expected = new double[D];
      double[] row = new double[D];
      base.copy(order[2], expected);
      again.copy(0, row);
      assertArrayEquals(expected, row);
      base.copy(order[0], expected);
      again.copy(1, row);
      assertArrayEquals(expected, row);
    }
  }

  @Test
  void gatheredRowsAreTheSame() {
    SplittableRandom random = new SplittableRandom(9);
    int[] order = random.ints(900, 0, N).distinct().toArray();
    float[][] floats = new float[N][D];
    for (float[] row : floats) {
      for (int c = 0; c < D; c++) {
        row[c] = (float) random.nextDouble();
      }
    }
    List<Points> all = new ArrayList<>(List.of(Points.of(floats)));
    for (Kind kind : Kind.values()) {
      all.add(points(kind, rows(kind, random)));
    }
    double[] c = random.doubles(D, 0, 200).toArray();
    try (Workers workers = new Workers(2)) {
      for (Points points : all) {
        RowStore base = RowStore.of(points, Kernels.get());
        RowStore view = base.reordered(order);
        for (int count : new int[] {3, 3, 600, order.length}) {
          view.gather(count, workers);
          for (int i = 0; i < order.length; i++) {
            double[] expected = new double[D];
            double[] row = new double[D];
            base.copy(order[i], expected);
            view.copy(i, row);
            assertArrayEquals(expected, row);
            double[] sum = new double[D];
            view.addTo(i, 1, sum);
            assertArrayEquals(expected, sum);
            assertEquals(base.squaredDistance(order[i], c), view.squaredDistance(i, c));
            assertEquals(base.squaredDistanceFast(order[i], c), view.squaredDistanceFast(i, c));
            assertEquals(base.prefetch(order[i]), view.prefetch(i));
            float[] loaded = new float[D];
            float[] wanted = new float[D];
            base.load(base.kernel, order[i], new float[D], 1, wanted, 0);
            view.load(base.kernel, i, new float[D], 1, loaded, 0);
            assertArrayEquals(wanted, loaded);
          }
        }
      }
    }
  }

  @Test
  void distancesOfManyBytesToTheOriginAreExact() {
    byte[] bytes = new byte[2 * 40_000];
    new java.util.Random(2).nextBytes(bytes);
    RowStore store = RowStore.of(Points.ofUnsignedBytes(bytes, 2, 40_000), Kernels.get());
    long sum = 0;
    for (int c = 40_000; c < 80_000; c++) {
      sum += (bytes[c] & 0xFF) * (bytes[c] & 0xFF);
    }
    assertEquals(sum, store.squaredDistanceFast(1, new double[40_000]));
  }

  private static double[][] rows(Kind kind, SplittableRandom random) {
    double[][] rows = new double[N][D];
    for (double[] row : rows) {
      for (int c = 0; c < D; c++) {
        row[c] =
            switch (kind) {
              case BYTES -> random.nextInt(256);
              case FAR_OFF -> 1e6 + random.nextDouble();
              default -> random.nextDouble(-1, 1);
            };
      }
    }
    return rows;
  }

  private static Points points(Kind kind, double[][] rows) {
    if (kind != Kind.BYTES) {
      return Points.of(rows);
    }
    byte[] bytes = new byte[N * D];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) rows[i / D][i % D];
    }
    return Points.ofUnsignedBytes(bytes, N, D);
  }

  /** One pass over the first rows by the plain definition. */
  private static final class Naive {
    final int[] labels;
    final double[][] centers;
    final double[] weight;
    final int[] heavy;
    final double[] aboutCentroids;
    final double[] aboutMeans;
    double inertia;

    Naive(double[][] rows, double[] weights, int n, double[][] centroids) {
      int k = centroids.length;
      labels = new int[n];
      centers = new double[k][D];
      weight = new double[k];
      heavy = new int[k];
      aboutCentroids = new double[k];
      aboutMeans = new double[k];
      for (int i = 0; i < n; i++) {
        int nearest = 0;
        for (int j = 1; j < k; j++) {
          if (Euclidean.squared(rows[i], centroids[j])
              < Euclidean.squared(rows[i], centroids[nearest])) {
            nearest = j;
          }
        }
        labels[i] = nearest;
        double part = weights[i] * Euclidean.squared(rows[i], centroids[nearest]);
        inertia += part;
        aboutCentroids[nearest] += part;
        weight[nearest] += weights[i];
        heavy[nearest] += weights[i] > 0 ? 1 : 0;
        for (int c = 0; c < D; c++) {
          centers[nearest][c] += weights[i] * rows[i][c];
        }
      }
      for (int j = 0; j < k; j++) {
        for (int c = 0; c < D; c++) {
          centers[j][c] = heavy[j] == 0 ? centroids[j][c] : centers[j][c] / weight[j];
        }
      }
      for (int i = 0; i < n; i++) {
        aboutMeans[labels[i]] += weights[i] * Euclidean.squared(rows[i], centers[labels[i]]);
      }
    }

    /** By how much the means lower the inertia of these labels. */
    double gain(double[][] from) {
      double gain = 0;
      for (int j = 0; j < weight.length; j++) {
        gain += weight[j] * Euclidean.squared(from[j], centers[j]);
      }
      return gain;
    }
  }
}
