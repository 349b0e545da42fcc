package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which rows empty clusters move to, and what that leaves of others, in hand-made cases. */
class RelocationTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  /** The centroids after a pass that ended in the given labels. */
  private static final class Case {
    final double[][] rows;
    final int[] labels;
    final double[][] centroids;
    final double[][] next;
    final CentroidSums sums;
    final Relocation relocation;

    Case(
        double[][] rows,
        double @Nullable [] weights,
        int[] labels,
        double[][] centroids,
        EmptyClusterPolicy policy,
        Workers workers) {
      this.rows = rows;
      this.labels = labels;
      this.centroids = centroids;
      int k = centroids.length;
      RowStore store = RowStore.of(Points.of(rows), Kernels.get());
      sums = new CentroidSums(store, DataProfile.of(store, workers), weights, k, workers);
      Moves moves = new Moves(rows.length, 512);
      for (int i = 0; i < rows.length; i++) {
        moves.add(i / 512, i, -1);
      }
      sums.apply(moves, labels);
      next = new double[k][];
      for (int j = 0; j < k; j++) {
        next[j] = centroids[j];
        if (sums.heavyRows(j) > 0) {
          next[j] = new double[rows[0].length];
          sums.center(j, next[j], 0);
        }
      }
      relocation = new Relocation(store, new EuclideanDistance(), weights, policy, workers);
    }

    boolean apply(int rowsSoFar) {
      return apply(rowsSoFar, 100);
    }

    boolean apply(int rowsSoFar, double inertia) {
      return relocation.apply(3, inertia, rowsSoFar, labels, centroids, sums, next);
    }

    boolean apply() {
      return apply(rows.length);
    }
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private Case of(
      double[][] rows, double @Nullable [] weights, int[] labels, double[][] centroids) {
    return of(rows, weights, labels, centroids, EmptyClusterPolicy.RELOCATE);
  }

  private Case of(
      double[][] rows,
      double @Nullable [] weights,
      int[] labels,
      double[][] centroids,
      EmptyClusterPolicy policy) {
    return new Case(rows, weights, labels, centroids, policy, workers);
  }

  @Test
  void theFarthestRowIsTakenEvenIfItIsTheFirst() {
    Case c = of(column(-9, 1, 2, 3), null, new int[4], column(0, 50));
    assertTrue(c.apply());
    assertArrayEquals(new double[] {-9}, c.next[1]);
    assertArrayEquals(new double[] {2}, c.next[0]);
    Case last = of(column(1, 2, 3, -9), null, new int[4], column(0, 50));
    assertTrue(last.apply());
    assertArrayEquals(new double[] {-9}, last.next[1]);
  }

  @Test
  void eachEmptyClusterTakesARowOfItsOwn() {
    Case c = of(column(0, 9, 7, 1), null, new int[4], column(0, 50, 60));
    assertTrue(c.apply());
    assertArrayEquals(new double[] {9}, c.next[1]);
    assertArrayEquals(new double[] {7}, c.next[2]);
    assertArrayEquals(new double[] {0.5}, c.next[0]);
  }

  @Test
  void noClusterGivesItsLastRow() {
    // Cluster 0 has two rows far off, of which it keeps one; cluster 1 has the next farthest ones.
    Case c = of(column(90, 80, 101, 103), null, new int[] {0, 0, 1, 1}, column(0, 100, 1e3, 2e3));
    assertTrue(c.apply());
    assertArrayEquals(new double[] {90}, c.next[2]);
    assertArrayEquals(new double[] {80}, c.next[0]);
    assertArrayEquals(new double[] {103}, c.next[3]);
    assertArrayEquals(new double[] {101}, c.next[1]);
  }

  @Test
  void rowsWithoutWeightAreNeitherTakenNorCounted() {
    double[] weights = {1, 2, 0, 0};
    Case c = of(column(1, 2, 90, -90), weights, new int[4], column(0, 50));
    assertTrue(c.apply());
    assertArrayEquals(new double[] {2}, c.next[1]);
    assertArrayEquals(new double[] {1}, c.next[0]);
    Case one = of(column(1, 90, -90), new double[] {1, 0, 0}, new int[3], column(0, 50));
    assertFalse(one.apply());
    assertArrayEquals(new double[] {50}, one.next[1]);
  }

  @Test
  void rowsOnTheirCentroidAreNotTaken() {
    Case c = of(column(4, 4, 4), null, new int[3], column(4, 50));
    double[] kept = c.next[0];
    assertFalse(c.apply());
    assertSame(kept, c.next[0]);
    assertArrayEquals(new double[] {50}, c.next[1]);
  }

  @Test
  void amongRowsEquallyFarOffTheSmallestIsTakenWhereverItStands() {
    double[][] rows = {{3, 4}, {5, 0}, {-3, 4}, {-3, -4}, {4, -3}, {0, 5}};
    for (int shift = 0; shift < rows.length; shift++) {
      double[][] turned = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        turned[i] = rows[(i + shift) % rows.length];
      }
      Case c = of(turned, null, new int[6], new double[][] {{0, 0}, {50, 50}});
      assertTrue(c.apply());
      assertArrayEquals(new double[] {-3, -4}, c.next[1]);
    }
  }

  @Test
  void amongEqualRowsTheHeaviestIsTakenWhereverItStands() {
    // −0 and 0 are equal; what is left of the cluster is 4 rows at 0 and one at 7.
    for (double[] weights : new double[][] {{1, 2, 5, 3, 9}, {5, 1, 2, 3, 9}, {1, 2, 3, 5, 9}}) {
      Case c = of(column(-0.0, 0, -0.0, 0, 1), weights, new int[5], column(10, 50));
      assertTrue(c.apply());
      assertArrayEquals(new double[] {0.0}, c.next[1]);
      assertArrayEquals(new double[] {9 / 15.0}, c.next[0]);
    }
  }

  @Test
  void onlyRowsThatTakePartAreTaken() {
    double[][] rows = new double[1500][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i % 700;
    }
    rows[1200][0] = 5000;
    rows[1499][0] = 6000;
    Case all = of(rows, null, new int[1500], column(0, 1e5));
    assertTrue(all.apply());
    assertArrayEquals(new double[] {6000}, all.next[1]);
    Case some = of(rows, null, new int[1500], column(0, 1e5));
    assertTrue(some.apply(1499));
    assertArrayEquals(new double[] {5000}, some.next[1]);
    Case few = of(rows, null, new int[1500], column(0, 1e5));
    assertTrue(few.apply(1024));
    assertArrayEquals(new double[] {699}, few.next[1]);
  }

  @Test
  void clustersKeepTheirCentroidsAfterAsManyVainRelocationsAsThereAreClusters() {
    Case c = of(column(0, 3, 5), null, new int[3], column(0, 50));
    for (double inertia : new double[] {7, 7, 6, 8, 6}) {
      assertTrue(c.apply(3, inertia));
    }
    double[][] before = c.next.clone();
    assertFalse(c.apply(3, 6));
    assertFalse(c.apply(3, 9));
    assertArrayEquals(before, c.next);
    assertTrue(c.apply(3, 5));
    assertTrue(c.apply(3, 5));
    assertTrue(c.apply(3, 5));
    assertFalse(c.apply(3, 5));
    c.relocation.restart();
    assertTrue(c.apply(3, 5));
    assertArrayEquals(new double[] {5}, c.next[1]);
  }

  /** One row after the other, each by a look at all of them. */
  private static int[] oneByOne(
      double[][] rows, double[] weights, int[] labels, double[][] centroids, int most) {
    int[] heavy = heavy(weights, labels, centroids.length);
    boolean[] taken = new boolean[rows.length];
    int[] found = new int[most];
    for (int count = 0; count < most; count++) {
      int best = -1;
      for (int i = 0; i < rows.length; i++) {
        boolean possible = weights[i] > 0 && heavy[labels[i]] > 1 && !taken[i];
        double loss = loss(rows[i], centroids[labels[i]]);
        if (possible && loss > 0) {
          double least = best < 0 ? -1 : loss(rows[best], centroids[labels[best]]);
          int order = best < 0 ? 0 : Arrays.compare(rows[i], rows[best]);
          boolean before = order < 0 || order == 0 && best >= 0 && weights[i] > weights[best];
          best = loss > least || loss == least && before ? i : best;
        }
      }
      if (best < 0) {
        return Arrays.copyOf(found, count);
      }
      taken[best] = true;
      heavy[labels[best]]--;
      found[count] = best;
    }
    return found;
  }

  private static int[] heavy(double[] weights, int[] labels, int k) {
    int[] heavy = new int[k];
    for (int i = 0; i < labels.length; i++) {
      heavy[labels[i]] += weights[i] > 0 ? 1 : 0;
    }
    return heavy;
  }

  private static double loss(double[] row, double[] centroid) {
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      sum += (row[c] - centroid[c]) * (row[c] - centroid[c]);
    }
    return sum;
  }

  private static Points sparse(double[][] rows) {
    int[] starts = new int[rows.length + 1];
    int[] columns = new int[rows.length * rows[0].length];
    double[] values = new double[columns.length];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < rows[i].length; c++) {
        if (rows[i][c] != 0) {
          columns[at] = c;
          values[at++] = rows[i][c];
        }
      }
      starts[i + 1] = at;
    }
    return Points.ofSparseRows(
        starts, Arrays.copyOf(columns, at), Arrays.copyOf(values, at), rows[0].length);
  }

  @Test
  void manyRowsAtOnceAreThoseThatAreFoundOneByOne() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      int n = random.nextInt(1, 60);
      int full = random.nextInt(1, 20);
      int range = random.nextInt(1, 9); // few values, so that losses and rows are often equal
      double[][] rows = new double[n][3];
      double[] weights = new double[n];
      int[] labels = new int[n];
      double[][] centroids = new double[full + 40][3];
      for (int i = 0; i < n; i++) {
        Arrays.setAll(rows[i], c -> random.nextInt(range));
        weights[i] = random.nextInt(4);
        labels[i] = random.nextInt(full);
      }
      for (double[] centroid : centroids) {
        Arrays.setAll(centroid, c -> random.nextInt(range));
      }
      int most = random.nextInt(1, 40);
      int[] heavy = heavy(weights, labels, centroids.length);
      int[] expected = oneByOne(rows, weights, labels, centroids, most);
      for (Points points : List.of(Points.of(rows), sparse(rows))) {
        int[] found =
            relocation(points, weights).farthest(n, labels, centroids, j -> heavy[j], most);
        assertArrayEquals(expected, found, "round " + round + ", " + points);
      }
    }
  }

  private Relocation relocation(Points points, double @Nullable [] weights) {
    return new Relocation(
        RowStore.of(points, Kernels.get()),
        new EuclideanDistance(),
        weights,
        EmptyClusterPolicy.RELOCATE,
        workers);
  }

  /** Rows of 100 clusters, of 30 rows each, and no two equally far from their centroids. */
  private static double[][] thousands() {
    double[][] rows = new double[3000][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i + 1;
    }
    return rows;
  }

  @Test
  void thousandsOfRowsTakeAFewLooksAtEachRow() {
    double[][] rows = thousands();
    int[] labels = new int[rows.length];
    Arrays.setAll(labels, i -> i % 100);
    AtomicInteger looks = new AtomicInteger();
    int[] found =
        relocation(Points.of(rows), null)
            .farthest(
                rows.length,
                labels,
                new double[2100][1],
                j -> {
                  looks.incrementAndGet();
                  return 30;
                },
                2000);
    assertEquals(2000, found.length);
    assertEquals(2999, found[0]);
    assertEquals(1000, found[1999]);
    assertTrue(looks.get() <= 10 * rows.length, looks + " looks");
  }

  @Test
  void anInterruptEndsTheSearchForRowsWithinAChunk() {
    double[][] rows = thousands();
    AtomicInteger looks = new AtomicInteger();
    IntToLongFunction heavyRows =
        j -> {
          Thread.currentThread().interrupt();
          looks.incrementAndGet();
          return rows.length;
        };
    Relocation relocation = relocation(Points.of(rows), null);
    assertThrows(
        FitInterruptedException.class,
        () ->
            relocation.farthest(
                rows.length, new int[rows.length], new double[2001][1], heavyRows, 2000));
    assertTrue(Thread.interrupted());
    assertTrue(looks.get() <= 512, looks + " looks");
  }

  @Test
  void policiesHold() {
    double[][] rows = column(0, 3, 5);
    double[][] start = column(0, 50, 60);
    Case keep = of(rows, null, new int[3], start, EmptyClusterPolicy.KEEP);
    assertFalse(keep.apply());
    assertArrayEquals(new double[] {50}, keep.next[1]);
    Case fail = of(rows, null, new int[3], start, EmptyClusterPolicy.FAIL);
    EmptyClusterException thrown = assertThrows(EmptyClusterException.class, fail::apply);
    assertEquals(
        "cluster 1 lost its last row in iteration 3 and the policy for empty clusters is FAIL",
        thrown.getMessage());
    assertFalse(fail.apply(2));
    assertFalse(of(rows, null, new int[] {0, 1, 2}, start, EmptyClusterPolicy.FAIL).apply());
  }
}
