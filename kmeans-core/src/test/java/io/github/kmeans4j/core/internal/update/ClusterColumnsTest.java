package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Centers of the columns that matter are those of all columns, and no column is missed. */
class ClusterColumnsTest {
  @Example
  void listsAscend() {
    ClusterColumns columns = new ClusterColumns(2, 200);
    double[] centroid = new double[200];
    centroid[199] = 1;
    centroid[64] = -0.0;
    centroid[3] = 2;
    columns.add(1, centroid);
    assertArrayEquals(new int[0], columns.of(0));
    assertArrayEquals(new int[] {3, 64, 199}, columns.of(1));
    assertSame(columns.of(1), columns.of(1));
    columns.remove(1, 64);
    assertArrayEquals(new int[] {3, 199}, columns.of(1));
    assertEquals(2, columns.size(1));
    assertEquals(0, columns.size(0));
  }

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
    RowStore store =
        RowStore.of(Points.ofSparseRows(starts, columns, values, d), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      CentroidSums sums =
          new CentroidSums(store, DataProfile.of(store, workers), weights, k, workers);
      double[][] centroids = new double[k][d];
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
        checkCenters(sums, centroids, random);
      }
    }
  }

  /**
   * A mean that underflows from below is −0. The array that holds it is written to again after the
   * column has been left, when nobody writes to that column any more.
   */
  @Example
  void aColumnThatIsLeftKeepsNoNegativeZero() {
    int[] starts = {0, 2, 3, 4, 5};
    int[] columns = {0, 1, 0, 0, 0};
    double[] values = {1, -Double.MIN_VALUE, 1, 1, 7};
    RowStore store =
        RowStore.of(Points.ofSparseRows(starts, columns, values, 2), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      CentroidSums sums = new CentroidSums(store, DataProfile.of(store, workers), null, 2, workers);
      double[] first = moved(sums, new double[2], 0, 0, 0, 1);
      assertArrayEquals(new double[] {1, -0.0}, first);
      double[] second = moved(sums, first, 1, 0, 0, 1);
      assertArrayEquals(new double[] {1, 0.0}, second);
      double[] third = moved(sums, second, 1, 0, 0, 0);
      assertSame(first, third, "the spare array");
      assertArrayEquals(new double[] {3, 0.0}, third);
    }
  }

  private final int[] labels = {-1, -1, -1, -1};

  /** Gives rows other labels, and returns the mean of cluster 0. */
  private double[] moved(CentroidSums sums, double[] former, int... next) {
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

  /** Updates that are given up, and centroids that come from elsewhere, change no mean. */
  private static void checkCenters(
      CentroidSums sums, double[][] centroids, SplittableRandom random) {
    ClusterColumns found = sums.columns();
    assertNotNull(found);
    for (int j = 0; j < centroids.length; j++) {
      if (sums.heavyRows(j) == 0) {
        continue;
      }
      double[] former = centroids[j];
      double[] copy = former.clone();
      double[] expected = former.clone();
      sums.center(j, expected, 0);
      double[] mean = sums.mean(j, former, 0);
      assertArrayEquals(expected, mean);
      assertArrayEquals(copy, former, "it is still the centroid of this pass");
      assertEquals(Arrays.equals(former, expected), former == mean);
      for (int c = 0; c < expected.length; c++) {
        if (expected[c] != 0 || former[c] != 0) {
          assertTrue(Arrays.binarySearch(found.of(j), c) >= 0, "column " + c);
        }
      }
      switch (random.nextInt(8)) {
        case 0 -> {}
        case 1 -> {
          centroids[j] = mean.clone();
          centroids[j][random.nextInt(mean.length)] = random.nextInt(3);
          found.add(j, centroids[j]);
        }
        default -> centroids[j] = mean;
      }
    }
  }
}
