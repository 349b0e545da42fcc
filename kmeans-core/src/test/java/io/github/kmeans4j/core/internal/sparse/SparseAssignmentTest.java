package io.github.kmeans4j.core.internal.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** After every pass each label must be that of the plain definition, and each bound must hold. */
class SparseAssignmentTest {
  private static final int PASSES = 10;

  @Property(tries = 150)
  void boundsHold(
      @ForAll @IntRange(min = 1, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 50) int d,
      @ForAll @IntRange(min = 1, max = 200) int k,
      @ForAll boolean scaled,
      @ForAll boolean doubles,
      @ForAll boolean signed,
      @ForAll long seed) {
    check(n, d, k, 4, scaled ? 1e-9 : 1, doubles, signed, seed);
  }

  /** Rows of many chunks. */
  @Property(tries = 12)
  void boundsHoldInManyChunks(
      @ForAll @IntRange(min = 600, max = 3000) int n,
      @ForAll @IntRange(min = 16, max = 40) int d,
      @ForAll @IntRange(min = 2, max = 70) int k,
      @ForAll boolean signed,
      @ForAll long seed) {
    check(n, d, k, 4, 1, false, signed, seed);
  }

  /** Rows of which most share no column with most centroids, some of which are equal. */
  @Property(tries = 60)
  void boundsHoldWhereFewColumnsAreShared(
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 100, max = 300) int d,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll boolean scaled,
      @ForAll boolean doubles,
      @ForAll boolean signed,
      @ForAll long seed) {
    check(n, d, k, d / 2, scaled ? 1e-9 : 1, doubles, signed, seed);
  }

  /** A calm centroid comes nearer, while one that is far off is watched and none is wild. */
  @Example
  void aBoundThatIsNoNumberProvesNothing() {
    double[][] rows = {{1.1, 0}, {1.1, 0}};
    Points points =
        Points.ofSparseRows(new int[] {0, 1, 2}, new int[] {0, 0}, new double[] {1.1, 1.1}, 2);
    SparseRows store = (SparseRows) RowStore.of(points, new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SparseAssignment assignment = new SparseAssignment(new SparseFrame(store, 200), 3, workers);
      double[][] centroids = {{1, 0}, {0, 1}, {200, 0}};
      assignment.assign(centroids);
      assertArrayEquals(new int[] {0, 0}, assignment.labels());
      assignment.lower[0] = Float.NaN;
      double[][] moved = {centroids[0], {1.1, 0}, {190, 0}};
      assignment.assign(moved);
      assertEquals(2, assignment.drift.watched);
      assertEquals(Double.POSITIVE_INFINITY, assignment.drift.leastWildSq);
      for (int i = 0; i < rows.length; i++) {
        checkRow(assignment, rows[i], i, moved, "row " + i);
      }
    }
  }

  private static void check(
      int n, int d, int k, int rarity, double unit, boolean doubles, boolean signed, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    int[] starts = new int[n + 1];
    int[] columns = new int[n * d];
    double[] values = new double[n * d];
    float[] floats = new float[n * d];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int c = d - 1; c >= 0; c--) {
        if (random.nextInt(rarity) == 0) {
          rows[i][c] =
              (float)
                  (unit
                      * (random.nextInt(3) + random.nextInt(2) * 0.3)
                      * (signed && random.nextBoolean() ? -1 : 1));
          columns[at] = c;
          floats[at] = (float) rows[i][c];
          values[at++] = rows[i][c];
        }
      }
      starts[i + 1] = at;
    }
    Points points =
        doubles
            ? Points.ofSparseRows(starts, columns, values, d)
            : Points.ofSparseRows(starts, columns, floats, d);
    SparseRows store = (SparseRows) RowStore.of(points, new PortableKernel());
    double[][] centroids = new double[k][];
    for (int j = 0; j < k; j++) { // rows, some of them twice, so that there are ties
      centroids[j] = rows[random.nextInt(n)].clone();
    }
    try (Workers workers = new Workers(1)) {
      SparseFrame frame = new SparseFrame(store, DataProfile.of(store, workers).max());
      SparseAssignment assignment = new SparseAssignment(frame, k, workers);
      for (int pass = 1; pass <= PASSES; pass++) {
        assignment.assign(centroids);
        long present =
            Stream.of(centroids)
                .flatMapToDouble(DoubleStream::of)
                .filter(v -> Double.doubleToRawLongBits(v) != 0)
                .count();
        boolean few = pass == 1 && present <= (long) k * d / 32;
        assertEquals(few, assignment.centroids.shared != null, "centroids of few values");
        for (int i = 0; i < n; i++) {
          checkRow(assignment, rows[i], i, centroids, "pass " + pass + ", row " + i);
        }
        centroids = moved(centroids, rows, unit, random);
      }
    }
  }

  private static void checkRow(
      SparseAssignment assignment, double[] row, int i, double[][] centroids, String where) {
    int nearest = 0;
    for (int j = 1; j < centroids.length; j++) {
      if (Euclidean.squared(row, centroids[j]) < Euclidean.squared(row, centroids[nearest])) {
        nearest = j;
      }
    }
    int label = assignment.labels()[i];
    assertEquals(nearest, label, where);
    double scale = assignment.frame.scale;
    int place = 0;
    while (assignment.order[place] != i) {
      place++;
    }
    float lower = assignment.lower[place];
    float upper = assignment.upper[place];
    double own = score(row, centroids[label]) * scale * scale;
    assertTrue(
        upper >= own - 1e-14 * scale * scale,
        () -> where + ": upper bound " + upper + " of " + own);
    for (int j = 0; j < centroids.length; j++) {
      if (j != label) {
        double score = score(row, centroids[j]) * scale * scale;
        assertTrue(
            lower <= score + 1e-14 * scale * scale,
            () -> where + ": lower bound " + lower + " of " + score);
      }
    }
  }

  private static double score(double[] row, double[] centroid) {
    double score = 0;
    for (int c = 0; c < row.length; c++) {
      score += centroid[c] * centroid[c] - 2 * row[c] * centroid[c];
    }
    return score;
  }

  /** Some stay, which is the same array; some creep, some jump to a row, some become dense. */
  private static double[][] moved(
      double[][] centroids, double[][] rows, double unit, SplittableRandom random) {
    double[][] next = centroids.clone();
    int often = 1 + random.nextInt(6);
    for (int j = 0; j < next.length; j++) {
      switch (random.nextInt(often * 4)) {
        case 0 -> next[j] = rows[random.nextInt(rows.length)].clone();
        case 1, 2 -> {
          next[j] = next[j].clone();
          next[j][random.nextInt(next[j].length)] += unit * 0.02 * random.nextDouble(-1, 1);
        }
        case 3 -> {
          next[j] = next[j].clone();
          for (int c = 0; c < next[j].length; c++) {
            next[j][c] += unit * 0.01 * random.nextDouble(-1, 1);
          }
        }
        default -> {}
      }
    }
    return next;
  }
}
