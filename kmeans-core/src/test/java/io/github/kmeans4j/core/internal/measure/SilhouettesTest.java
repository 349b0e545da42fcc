package io.github.kmeans4j.core.internal.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Silhouettes are their definition, whatever counts as a large cluster, in any order, by anyone.
 */
class SilhouettesTest {
  private static final DoubleConsumer NOBODY = share -> {};
  private static final Pairs PAIRS = new Pairs() {};

  /** Most values of rows are 0, some are equal, and columns stand in any order. */
  @Property(tries = 100)
  void thoseOfSparseRowsAreTheirDefinition(
      @ForAll Random random,
      @ForAll @IntRange(min = 3, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 60) int d,
      @ForAll @IntRange(min = 0, max = 6) int style) {
    double[][] rows = DistanceTileTest.rows(random, n, d, style);
    int[] starts = new int[n + 1];
    int[] columns = new int[n * d];
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      int at = starts[i];
      for (int c = d - 1; c >= 0; c--) {
        if (random.nextInt(5) > 0) {
          rows[i][c] = 0;
        } else {
          columns[at] = c;
          values[at++] = rows[i][c];
        }
      }
      starts[i + 1] = at;
    }
    int k = 2 + random.nextInt(Math.min(9, n - 2));
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i < k ? i : random.nextInt(k);
    }
    Partition clusters = Partition.of(labels, "labels");
    Points points = Points.ofSparseRows(starts, columns, values, d);
    double[] actual = Silhouettes.of(points, clusters, null, 1, PAIRS, NOBODY, i -> i);
    assertArrayEquals(plain(rows, labels, k), actual, 4 * CenteredRows.ERROR);
    for (int large : new int[] {1, 2 + n / 5, 2 + n / 2}) {
      assertArrayEquals(
          actual, Silhouettes.of(points, clusters, null, 2, PAIRS, large, NOBODY, i -> i));
    }
  }

  @Property(tries = 150)
  void silhouettesAreTheirDefinition(
      @ForAll Random random,
      @ForAll @IntRange(min = 3, max = 400) int n,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll @IntRange(min = 0, max = 6) int style) {
    double[][] rows = DistanceTileTest.rows(random, n, d, style);
    int k = 2 + random.nextInt(Math.min(9, n - 2));
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      // Cluster 0 has half of all, the others fewer and fewer rows, down to one.
      labels[i] = i < k ? i : Math.min(k - 1, Integer.numberOfTrailingZeros(random.nextInt()));
    }
    Partition clusters = Partition.of(labels, "labels");
    Points points = Points.of(rows);
    double[] expected = plain(rows, labels, k);
    double[] actual = Silhouettes.of(points, clusters, null, 1, PAIRS, NOBODY, i -> i);
    assertArrayEquals(expected, actual, d <= 16 ? 1e-13 : 4 * CenteredRows.ERROR);
    for (int threads = 1; threads <= 4; threads++) {
      for (int large : new int[] {1, 2 + n / 5, 2 + n / 2}) {
        assertArrayEquals(
            actual, Silhouettes.of(points, clusters, null, threads, PAIRS, large, NOBODY, i -> i));
      }
    }
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
    double[][] permuted = new double[n][];
    int[] renamed = new int[n];
    double[] moved = new double[n];
    for (int i = 0; i < n; i++) {
      permuted[i] = rows[order[i]];
      renamed[i] = 100 - labels[order[i]];
      moved[i] = actual[order[i]];
    }
    assertArrayEquals(
        moved,
        Silhouettes.of(
            Points.of(permuted),
            Partition.of(renamed, "labels"),
            null,
            2,
            PAIRS,
            2 + n / 3,
            NOBODY,
            i -> i));
  }

  @Property(tries = 60)
  void progressRisesToOne(
      @ForAll @IntRange(min = 4, max = 400) int n,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll @IntRange(min = 2, max = 500) int large,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[][] rows = DistanceTileTest.rows(random, n, 3, 0);
    int[] labels = new int[n];
    Arrays.setAll(labels, i -> i < 3 ? i % 2 : random.nextInt(3) / 2);
    List<Double> shares = new ArrayList<>();
    Silhouettes.of(
        Points.of(rows),
        Partition.of(labels, "labels"),
        null,
        threads,
        PAIRS,
        large,
        shares::add,
        i -> i);
    double before = 0;
    for (double share : shares) {
      assertTrue(share > before, () -> "shares " + shares);
      before = share;
    }
    assertEquals(1, before);
  }

  @Test
  void aListenerThatThrowsEndsTheWork() {
    double[][] rows = DistanceTileTest.rows(new Random(4), 300, 2, 0);
    int[] labels = new int[300];
    Arrays.setAll(labels, i -> i % 2);
    IllegalStateException enough = new IllegalStateException("enough");
    AtomicInteger calls = new AtomicInteger();
    Throwable thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                InternalMeasures.silhouettes(
                    Points.of(rows),
                    labels,
                    new EuclideanDistance(),
                    1,
                    share -> {
                      calls.incrementAndGet();
                      throw enough;
                    }));
    assertSame(enough, thrown);
    assertEquals(1, calls.get());
  }

  private static double[] plain(double[][] rows, int[] labels, int k) {
    int n = rows.length;
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      ExactSums sums = new ExactSums(k);
      int[] sizes = new int[k];
      for (int j = 0; j < n; j++) {
        if (j != i) {
          sums.add(labels[j], Norms.ofDifference(rows[i], rows[j]));
          sizes[labels[j]]++;
        }
      }
      double nearest = Double.POSITIVE_INFINITY;
      for (int c = 0; c < k; c++) {
        nearest = c == labels[i] ? nearest : Math.min(nearest, sums.value(c) / sizes[c]);
      }
      double within = sums.value(labels[i]) / sizes[labels[i]];
      double larger = Math.max(within, nearest);
      result[i] = sizes[labels[i]] == 0 || larger == 0 ? 0 : (nearest - within) / larger;
    }
    return result;
  }

  /** But for pairs within a block of rows, about a fifth of them here. */
  @Test
  void pairsWithLargeClustersAreMeasuredOnce() {
    int[] labels = new int[2100];
    Arrays.fill(labels, 2000, labels.length, 1);
    int once = measuredRows(labels, 200);
    int inBothOrders = measuredRows(labels, 3000);
    assertTrue(once < 0.75 * inBothOrders, once + " and " + inBothOrders);
  }

  /** The blocks are of up to 512 rows, or eight panels, of which each meets all rows otherwise. */
  @Test
  void pairsOfSmallClustersAreMeasuredOnceToo() {
    int[] labels = new int[2100];
    Arrays.setAll(labels, i -> i % 30);
    int inBothOrders = 2100 / 64 * 2100;
    int once = measuredRows(labels, 200);
    assertTrue(once < 0.75 * inBothOrders, once + " and " + inBothOrders);
  }

  /** How many rows a panel meets, summed up over all panels of a thread. */
  private static int measuredRows(int[] labels, int large) {
    AtomicInteger measured = new AtomicInteger();
    Pairs counting =
        new Pairs() {
          @Override
          public void products(
              double[] rows, int count, double[] panels, int panel, int d, double[] sums) {
            measured.addAndGet(count);
            Pairs.super.products(rows, count, panels, panel, d, sums);
          }
        };
    double[][] rows = DistanceTileTest.rows(new Random(3), labels.length, 20, 0);
    Partition clusters = Partition.of(labels, "labels");
    Silhouettes.of(Points.of(rows), clusters, null, 1, counting, large, NOBODY, i -> i);
    return measured.get();
  }

  @Test
  void interruptionEndsTheWorkAndItsThreads() {
    double[][] rows = new double[300][1];
    int[] labels = new int[300];
    Arrays.setAll(labels, i -> i % 2);
    AtomicInteger calls = new AtomicInteger();
    Thread caller = Thread.currentThread();
    DistanceMetric metric =
        (a, b) -> {
          if (calls.incrementAndGet() == 100) {
            caller.interrupt();
          }
          return 1;
        };
    try {
      assertThrows(
          FitInterruptedException.class,
          () ->
              Silhouettes.of(
                  Points.of(rows),
                  Partition.of(labels, "labels"),
                  metric,
                  1,
                  PAIRS,
                  NOBODY,
                  i -> i));
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      Thread.interrupted();
    }
    // The block that was begun is ended: 64 rows, each with 299 others.
    assertEquals(64 * 299, calls.get());
  }
}
