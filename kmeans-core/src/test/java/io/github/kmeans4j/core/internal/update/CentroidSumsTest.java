package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Sums that follow the moves of rows, against sums made anew. */
class CentroidSumsTest {
  private static CentroidSums sums(
      double[][] rows, double @Nullable [] weights, int k, Workers workers) {
    RowStore store = RowStore.of(Points.of(rows), Kernels.get());
    return new CentroidSums(store, DataProfile.of(store, workers), weights, k, workers);
  }

  private static Moves moves(int n, int[] from, int[] to) {
    Moves moves = new Moves(n, 3);
    for (int chunk = 0; chunk < moves.chunks(); chunk++) {
      for (int i = moves.first(chunk); i < moves.end(chunk); i++) {
        if (from[i] != to[i]) {
          moves.add(chunk, i, from[i]);
        }
      }
    }
    return moves;
  }

  @Example
  void rowsComeAndGo() {
    double[][] rows = {{1, 10}, {3, 30}, {5, 50}, {100, 0}};
    double[] center = new double[2];
    try (Workers workers = new Workers(1)) {
      CentroidSums sums = sums(rows, null, 3, workers);
      int[] labels = {0, 0, 0, 1};
      sums.apply(moves(4, new int[] {-1, -1, -1, -1}, labels), labels);
      sums.center(0, center, 0);
      assertArrayEquals(new double[] {3, 30}, center);
      assertEquals(3, sums.heavyRows(0));
      assertEquals(1, sums.clusters().weight(1).value());
      assertEquals(0, sums.heavyRows(2));
      int[] next = {0, 0, 1, 1};
      sums.apply(moves(4, labels, next), next);
      sums.center(0, center, 0);
      assertArrayEquals(new double[] {2, 20}, center);
      sums.center(1, center, 0);
      assertArrayEquals(new double[] {52.5, 25}, center);
      assertTrue(sums.clusters().hasChanged(0) && sums.clusters().hasChanged(1));
      assertFalse(sums.clusters().hasChanged(2));
      sums.centerWithout(0, new int[] {1}, center);
      assertArrayEquals(new double[] {1, 10}, center);
      sums.apply(moves(4, next, next), next);
      assertFalse(sums.clusters().hasChanged(0) || sums.clusters().hasChanged(1));
    }
  }

  @Example
  void rowsWithoutWeightAreNotHeavy() {
    double[][] rows = {{1}, {3}, {5}};
    double[] center = new double[1];
    try (Workers workers = new Workers(1)) {
      CentroidSums sums = sums(rows, new double[] {0, 0.5, 1.5}, 2, workers);
      int[] labels = {0, 1, 1};
      sums.apply(moves(3, new int[] {-1, -1, -1}, labels), labels);
      assertEquals(0, sums.heavyRows(0));
      assertEquals(2, sums.heavyRows(1));
      sums.center(1, center, 0);
      assertEquals((0.5 * 3 + 1.5 * 5) / 2, center[0]);
    }
  }

  @Property(tries = 60)
  void manyMovesLoseNothing(
      @ForAll boolean weighted,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int k = 4;
    int d = 1 + random.nextInt(600);
    double[][] rows = new double[n][d];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = random.nextDouble();
      for (int c = 0; c < d; c++) {
        // Columns of moderate span, and some of the whole range of double.
        int size = c % 7 == 3 ? random.nextInt(-150, 140) : random.nextInt(-6, 9);
        rows[i][c] = random.nextDouble(-1, 1) * Math.pow(10, size);
      }
    }
    int[] labels = new int[n];
    java.util.Arrays.fill(labels, -1);
    try (Workers workers = new Workers(threads)) {
      CentroidSums sums = sums(rows, weighted ? weights : null, k, workers);
      for (int pass = 0; pass < 30; pass++) {
        int[] next = new int[n];
        for (int i = 0; i < n; i++) {
          next[i] = random.nextInt(k);
        }
        sums.apply(moves(n, labels, next), next);
        labels = next;
      }
      double[] center = new double[d];
      for (int j = 0; j < k; j++) {
        if (sums.heavyRows(j) > 0) {
          sums.center(j, center, 0);
          int c = random.nextInt(d);
          assertEquals(mean(rows, weighted ? weights : null, labels, j, c), center[c]);
        }
      }
    }
  }

  @Example
  void manyColumnsAreSummedInSlices() {
    for (int d : new int[] {1023, 1024, 1025, 2500}) {
      for (double scale : new double[] {1, 0.1}) {
        double[][] rows = new double[4][d];
        for (int c = 0; c < d; c++) {
          rows[0][c] = scale * c;
          rows[1][c] = scale * c * 3;
          rows[2][c] = scale * (c + 7);
          rows[3][c] = scale * -c;
        }
        double[] weights = {0.5, 0.25, 3, 1};
        for (double[] w : new double[][] {null, weights}) {
          try (Workers workers = new Workers(2)) {
            CentroidSums sums = sums(rows, w, 3, workers);
            int[] labels = {2, 2, 0, 2};
            sums.apply(moves(4, new int[] {-1, -1, -1, -1}, labels), labels);
            double[] center = new double[d];
            sums.center(2, center, 0);
            for (int c = 0; c < d; c++) {
              assertEquals(mean(rows, w, labels, 2, c), center[c]);
            }
            assertEquals(3, sums.heavyRows(2));
            sums.center(0, center, 1);
            assertArrayEquals(rows[2], center);
          }
        }
      }
    }
  }

  private static double mean(
      double[][] rows, double @Nullable [] weights, int[] labels, int j, int c) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weight = BigDecimal.ZERO;
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] == j) {
        BigDecimal w = new BigDecimal(weights == null ? 1 : weights[i]);
        sum = sum.add(w.multiply(new BigDecimal(rows[i][c])));
        weight = weight.add(w);
      }
    }
    // So many digits that no double lies between the exact quotient and this one.
    return sum.divide(weight, new MathContext(400)).doubleValue() + 0.0;
  }
}
