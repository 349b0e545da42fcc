package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sums.PackedSums;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Sums and means of the columns that matter are those of all columns. */
class SparseSumsTest {
  @Property(tries = 200)
  void centersAreThoseOfAllColumns(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(40);
    int d = 1 + random.nextInt(150);
    int k = 1 + random.nextInt(5);
    boolean wide = random.nextInt(4) == 0;
    int[] starts = new int[n + 1];
    int[] columns = new int[n * d];
    double[] values = new double[n * d];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        if (random.nextInt(15) == 0) {
          double value = random.nextInt(-2, 3) * (random.nextBoolean() ? 1 : 0.1);
          columns[at] = c;
          values[at++] = wide && c % 7 == 0 ? value * Math.scalb(1.0, -random.nextInt(300)) : value;
        }
      }
      starts[i + 1] = at;
    }
    double[] weights = random.nextBoolean() ? null : random.doubles(n, 0.5, 3).toArray();
    SparseRows store =
        (SparseRows)
            RowStore.of(Points.ofSparseRows(starts, columns, values, d), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SumGrid grid = DataProfile.of(store, workers).grid(store, weights, workers);
      SparseSums sums = new SparseSums(store, grid, weights, k, workers);
      CentroidSums dense = new CentroidSums(store, grid, weights, k, workers);
      SparseCentroid[] centroids = SparseCentroid.of(new double[k][d]);
      int[] labels = new int[n];
      Arrays.fill(labels, -1);
      for (int pass = 0; pass < 8; pass++) {
        Moves moves = new Moves(n, 16);
        for (int chunk = 0; chunk < moves.chunks(); chunk++) {
          for (int i = moves.first(chunk); i < moves.end(chunk); i++) {
            int label = labels[i] < 0 || random.nextInt(3) == 0 ? random.nextInt(k) : labels[i];
            if (label != labels[i]) {
              moves.add(chunk, i, labels[i]);
              labels[i] = label;
            }
          }
        }
        sums.apply(moves, labels);
        dense.apply(moves, labels);
        checkSums(sums.clusters(), dense.clusters(), d);
        checkMeans(sums, dense, centroids, d, random);
      }
    }
  }

  /** A mean that underflows from below is −0, in dense rows too; a column that is left has +0. */
  @Example
  void aColumnThatIsLeftKeepsNoNegativeZero() {
    int[] starts = {0, 2, 3, 4, 5};
    int[] columns = {0, 1, 0, 0, 0};
    double[] values = {1, -Double.MIN_VALUE, 1, 1, 7};
    SparseRows store =
        (SparseRows)
            RowStore.of(Points.ofSparseRows(starts, columns, values, 2), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SumGrid grid = DataProfile.of(store, workers).grid(store, null, workers);
      SparseSums sums = new SparseSums(store, grid, null, 2, workers);
      int[] labels = {-1, -1, -1, -1};
      SparseCentroid first = moved(sums, labels, SparseCentroid.of(new double[2]), 0, 0, 0, 1);
      assertArrayEquals(new double[] {1, -0.0}, first.expand(2));
      SparseCentroid second = moved(sums, labels, first, 1, 0, 0, 1);
      assertArrayEquals(new double[] {1, 0.0}, second.expand(2));
      SparseCentroid third = moved(sums, labels, second, 1, 0, 0, 0);
      assertArrayEquals(new double[] {3, 0.0}, third.expand(2));
    }
  }

  /** Gives rows other labels, and returns the mean of cluster 0. */
  private static SparseCentroid moved(
      SparseSums sums, int[] labels, SparseCentroid former, int... next) {
    Moves moves = new Moves(labels.length, labels.length);
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != next[i]) {
        moves.add(0, i, labels[i]);
        labels[i] = next[i];
      }
    }
    sums.apply(moves, labels);
    return sums.mean(0, former, 0);
  }

  private static void checkSums(ClusterSums sums, ClusterSums dense, int d) {
    double[] upper = new double[d];
    double[] lower = new double[d];
    double[] expectedUpper = new double[d];
    double[] expectedLower = new double[d];
    for (int j = 0; j < dense.heavy.length; j++) {
      assertEquals(dense.heavyRows(j), sums.heavyRows(j));
      assertEquals(dense.hasChanged(j), sums.hasChanged(j));
      dense.pairs(j, expectedUpper, expectedLower);
      sums.pairs(j, upper, lower);
      assertArrayEquals(expectedUpper, upper);
      assertArrayEquals(expectedLower, lower);
      int[] every = IntStream.range(0, d).toArray();
      sums.pairs(j, every, upper, lower);
      assertArrayEquals(expectedUpper, upper);
      assertArrayEquals(expectedLower, lower);
      PackedSums packed = Objects.requireNonNull(sums.packed);
      int[] columns = packed.columns(j);
      assertArrayEquals(
          IntStream.range(0, d).filter(c -> expectedUpper[c] != 0).toArray(), columns);
      if (sums.arePlain()) {
        assertEquals(dense.explained(j), sums.explained(j));
      }
    }
  }

  /** Updates that are given up, and centroids that come from elsewhere, change no mean. */
  private static void checkMeans(
      SparseSums sums,
      CentroidSums dense,
      SparseCentroid[] centroids,
      int d,
      SplittableRandom random) {
    for (int j = 0; j < centroids.length; j++) {
      SparseCentroid former = centroids[j];
      SparseCentroid mean = sums.mean(j, former, 0);
      if (sums.heavyRows(j) == 0) {
        assertSame(former, mean);
        continue;
      }
      double[] expected = former.expand(d);
      boolean same = Arrays.equals(expected, center(dense, j, d));
      dense.center(j, expected, 0);
      assertArrayEquals(expected, mean.expand(d));
      assertArrayEquals(expected, center(sums, j, d));
      assertEquals(same, former == mean);
      switch (random.nextInt(8)) {
        case 0 -> {}
        case 1 -> {
          double[] other = mean.expand(d);
          other[random.nextInt(d)] = random.nextInt(3);
          centroids[j] = SparseCentroid.of(other);
        }
        default -> centroids[j] = mean;
      }
    }
  }

  private static double[] center(Centers centers, int j, int d) {
    double[] center = new double[d];
    centers.center(j, center, 0);
    return center;
  }
}
