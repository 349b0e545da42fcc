package io.github.kmeans4j.core.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * After every pass each label must be that of the plain definition and each gap must hold: a wrong
 * bound goes unseen as long as no row needs it, so gaps are looked at themselves.
 */
class ProjectedAssignmentTest {
  private static final int PASSES = 10;

  /** What the rows are like. */
  enum Shape {
    /** Few directions and a little noise: what a projection is made for. */
    FLAT,
    /** The same in every direction: nothing to gain. */
    ROUND,
    /** Rows that lie between two centroids, nearer and nearer to the middle. */
    NEAR_TIES,
    /** Few distinct rows. */
    REPEATED,
    /** Whole numbers as bytes have them. */
    BYTES
  }

  /** How the centroids move from one pass to the next. */
  enum Motion {
    /** All a little, as late in a fit. */
    CREEP,
    /** One far, the others not at all. */
    JUMP_OF_ONE,
    /** All to new places. */
    SCATTER,
    /** Not at all. */
    NONE
  }

  @Property(tries = 120)
  void labelsAndGapsHold(
      @ForAll Shape shape,
      @ForAll Motion motion,
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 2, max = 60) int d,
      @ForAll @IntRange(min = 1, max = 80) int k,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll boolean farOff,
      @ForAll long seed) {
    check(shape, motion, n, d, k, size, farOff ? 1e6 : 0, 1, seed);
  }

  @Example
  void hugeAndTinyValuesHoldToo() {
    for (double scale : new double[] {1e-150, 1e-30, 1e30, 1e140}) {
      for (Shape shape : new Shape[] {Shape.FLAT, Shape.NEAR_TIES}) {
        check(shape, Motion.CREEP, 300, 40, 36, 8, 0, scale, 5);
        check(shape, Motion.CREEP, 300, 40, 5, 8, 1e3, scale, 6);
      }
    }
  }

  @Example
  void centroidsBeyondTheRangeOfFloatsAreDecidedPlainly() {
    for (int k : new int[] {3, 60}) {
      double[][] rows = rows(Shape.FLAT, 600, 40, 0, 1, new SplittableRandom(2));
      double[][] centroids = rows(Shape.FLAT, k, 40, 0, 1, new SplittableRandom(4));
      for (int j = 0; j < k; j++) {
        centroids[j][7] = 1e100 * (k - j);
      }
      RowStore store = RowStore.of(Points.of(rows), Kernels.get());
      try (Workers workers = new Workers(1)) {
        SinglePrecision frame = frame(store, workers);
        ProjectedAssignment assignment =
            assignment(frame, Subspace.of(frame, 8, workers), k, workers);
        for (int pass = 1; pass <= 4; pass++) {
          assignment.assign(centroids);
          for (int i = 0; i < rows.length; i++) {
            checkRow(assignment, rows[i], i, centroids, pass);
          }
          double[][] next = rows(Shape.FLAT, k, 40, 0, 1, new SplittableRandom(pass));
          next[0][7] = pass % 2 == 0 ? 1e100 : 0; // one far off, then none
          centroids = next;
        }
      }
    }
  }

  @Example
  void manyClustersHoldToo() {
    for (Shape shape : Shape.values()) {
      check(shape, Motion.CREEP, 600, 20, 500, 6, 0, 1, 9);
    }
  }

  @Example
  void isChosenWhereRowsDifferInFewDirections() {
    assertNotNull(chosen(Shape.FLAT, 6000, 400, 100));
    assertNotNull(chosen(Shape.FLAT, 6000, 400, 1500), "few rows for each cluster");
    assertNotNull(chosen(Shape.FLAT, 6000, 128, 5000), "many clusters");
    assertNull(chosen(Shape.ROUND, 6000, 400, 100), "no direction is worth more than another");
    assertNull(chosen(Shape.FLAT, 6000, 60, 100), "few columns");
    assertNull(chosen(Shape.FLAT, 6000, 100, 20), "distances that cost little");
    assertNull(chosen(Shape.FLAT, 600, 400, 100), "few rows");
    assertNull(chosen(Shape.FLAT, 3000, 400, 20), "few pairs for the search");
    assertNull(chosen(Shape.FLAT, 6000, 400, 1), "one cluster");
  }

  @Example
  void theSameBitsForAnyNumberOfThreads() {
    double[][] rows = rows(Shape.FLAT, 3000, 40, 0, 1, new SplittableRandom(3));
    float[] expected = gapsAfterPasses(rows, 1);
    for (int threads : new int[] {2, 3, 7}) {
      org.junit.jupiter.api.Assertions.assertArrayEquals(expected, gapsAfterPasses(rows, threads));
    }
  }

  private static float[] gapsAfterPasses(double[][] rows, int threads) {
    RowStore store = RowStore.of(Points.of(rows), Kernels.get());
    try (Workers workers = new Workers(threads)) {
      SinglePrecision frame = frame(store, workers);
      ProjectedAssignment assignment =
          assignment(frame, Subspace.of(frame, 10, workers), 40, workers);
      SplittableRandom random = new SplittableRandom(8);
      double[][] centroids = rows(Shape.FLAT, 40, 40, 0, 1, random);
      for (int pass = 0; pass < 4; pass++) {
        assignment.assign(centroids);
        centroids = moved(Motion.CREEP, Shape.FLAT, centroids, 0, 1, random);
      }
      float[] gaps = new float[rows.length];
      for (int i = 0; i < gaps.length; i++) {
        gaps[i] = assignment.gap(i, 17);
      }
      return gaps;
    }
  }

  private static Assignment chosen(Shape shape, int n, int d, int k) {
    double[][] rows = rows(shape, n, d, 0, 1, new SplittableRandom(1));
    double[][] centroids = Arrays.copyOf(rows, k);
    try (Workers workers = new Workers(2)) {
      FitRows fit = FitRows.of(Points.of(rows), Kernels.get(), workers);
      return ProjectedAssignment.of(fit, centroids);
    }
  }

  private static ProjectedAssignment assignment(
      SinglePrecision frame, Subspace subspace, int k, Workers workers) {
    Projection projection = new Projection(frame, subspace);
    return new ProjectedAssignment(frame, projection, k, workers);
  }

  private static SinglePrecision frame(RowStore store, Workers workers) {
    return new SinglePrecision(store, DataProfile.of(store, workers));
  }

  private static void check(
      Shape shape,
      Motion motion,
      int n,
      int d,
      int k,
      int size,
      double offset,
      double scale,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(shape, n, d, offset, scale, random);
    double[][] centroids = rows(shape, k, d, offset, scale, random);
    RowStore store = RowStore.of(Points.of(rows), Kernels.get());
    try (Workers workers = new Workers(2)) {
      SinglePrecision frame = frame(store, workers);
      Subspace subspace = Subspace.of(frame, Math.min(size, d), workers);
      if (subspace.size == 0) {
        return; // all rows are the same
      }
      ProjectedAssignment assignment = assignment(frame, subspace, k, workers);
      for (int pass = 1; pass <= PASSES; pass++) {
        assignment.assign(centroids);
        for (int i = 0; i < n; i++) {
          checkRow(assignment, rows[i], i, centroids, pass);
        }
        centroids = moved(motion, shape, centroids, offset, scale, random);
      }
    }
  }

  private static void checkRow(
      ProjectedAssignment assignment, double[] row, int i, double[][] centroids, int pass) {
    double[] squares = new double[centroids.length];
    int nearest = 0;
    for (int j = 0; j < centroids.length; j++) {
      squares[j] = Euclidean.squared(row, centroids[j]);
      nearest = squares[j] < squares[nearest] ? j : nearest;
    }
    String where = "pass " + pass + ", row " + i;
    assertEquals(nearest, assignment.labels()[i], where);
    double unit = assignment.scale() * assignment.scale();
    for (int j = 0; j < centroids.length; j++) {
      if (j != nearest) {
        double gap = (squares[j] - squares[nearest]) * unit;
        double rounding = 1e-12 * (squares[j] + squares[nearest]) * unit;
        float bound = assignment.gap(i, j);
        int other = j;
        assertTrue(
            !(bound > gap + rounding),
            () -> where + ", centroid " + other + ": bound " + bound + " of a gap of " + gap);
      }
    }
  }

  private static double[][] rows(
      Shape shape, int n, int d, double offset, double scale, SplittableRandom random) {
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      int source = shape == Shape.REPEATED ? random.nextInt(7) : i;
      SplittableRandom r = shape == Shape.REPEATED ? new SplittableRandom(source) : random;
      double a = r.nextDouble(-1, 1);
      double b = r.nextDouble(-1, 1);
      for (int c = 0; c < d; c++) {
        double noise = r.nextDouble(-1, 1);
        double value =
            switch (shape) {
              case FLAT, REPEATED -> a * Math.sin(c) + b * Math.cos(2.0 * c) + 0.1 * noise;
              case ROUND -> noise;
              case NEAR_TIES ->
                  c == 0 ? i % 3 - 1 + Math.pow(10, -(i % 17)) * a : Math.sin(c + i % 3);
              case BYTES -> Math.rint(128 + 100 * a * Math.sin(c) + 20 * noise);
            };
        rows[i][c] = (offset + value) * scale;
      }
    }
    return rows;
  }

  private static double[][] moved(
      Motion motion,
      Shape shape,
      double[][] centroids,
      double offset,
      double scale,
      SplittableRandom random) {
    int k = centroids.length;
    int d = centroids[0].length;
    double[][] next = new double[k][];
    for (int j = 0; j < k; j++) {
      next[j] = centroids[j].clone();
    }
    switch (motion) {
      case CREEP -> {
        for (double[] centroid : next) {
          for (int c = 0; c < d; c++) {
            centroid[c] += 0.01 * scale * random.nextDouble(-1, 1);
          }
        }
      }
      case JUMP_OF_ONE -> next[random.nextInt(k)] = rows(shape, 1, d, offset, scale, random)[0];
      case SCATTER -> next = rows(shape, k, d, offset, scale, random);
      case NONE -> {}
    }
    return next;
  }
}
