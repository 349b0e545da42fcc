package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run ends where the squared moves come to that part of the mean variance of the columns. */
class RelativeToleranceTest {
  private static final int N = 3000;
  private static final int D = 5;
  private static final LloydKMeans LLOYD = new LloydKMeans(12).withSeed(3).withThreads(2);

  /** What each iteration of a fit to the fixed point came to, by the plain definition. */
  private static List<Double> course(Points points, double[] weights) {
    double variance = meanVariance(points, weights);
    List<Double> relative = new ArrayList<>();
    FitListener watcher =
        FitListener.watching(
            progress -> {
              DMatrixRMaj from = progress.centroids();
              DMatrixRMaj to = progress.updatedCentroids();
              double sum = 0;
              for (int i = 0; i < from.getNumElements(); i++) {
                sum += (to.get(i) - from.get(i)) * (to.get(i) - from.get(i));
              }
              relative.add(sum / variance);
            });
    LLOYD.withListener(watcher).fit(points, weights);
    return relative;
  }

  private static double meanVariance(Points points, double[] weights) {
    double weight = Arrays.stream(weights).sum();
    double sum = 0;
    for (int c = 0; c < D; c++) {
      double mean = 0;
      for (int i = 0; i < N; i++) {
        mean += weights[i] * points.get(i, c) / weight;
      }
      for (int i = 0; i < N; i++) {
        sum += weights[i] * Math.pow(points.get(i, c) - mean, 2) / weight;
      }
    }
    return sum / D;
  }

  @ParameterizedTest
  @EnumSource(
      value = Data.Kind.class,
      names = {"BYTES", "FLOATS", "DOUBLES", "INTEGERS_FAR_OFF", "HUGE", "CONSTANT_COLUMNS"})
  void endsAtTheFirstIterationThatMovesLittle(Data.Kind kind) {
    Points points = Points.of(Data.of(kind, N, D, 7));
    double[] ones = new double[N];
    Arrays.fill(ones, 1);
    double[] mixed = new Random(2).doubles(N).toArray();
    for (double[] weights : List.of(ones, mixed)) {
      List<Double> course = course(points, weights);
      for (double tolerance : new double[] {1e-2, 1e-4, 1e-6}) {
        int expected = 0;
        while (expected < course.size() && !(course.get(expected) <= tolerance)) {
          expected++;
        }
        Clustering c = LLOYD.withRelativeTolerance(tolerance).fit(points, weights);
        assertEquals(expected + 1, c.iterations(), kind + ", " + tolerance);
        if (expected + 1 < course.size()) {
          assertEquals(StopReason.TOLERANCE, c.stopReason());
          assertTrue(c.isConverged());
        }
        assertArrayEquals(c.predict(points), c.labels());
        if (weights == ones) {
          assertEquals(
              expected + 1, LLOYD.withRelativeTolerance(tolerance).fit(points).iterations());
        }
      }
    }
  }

  @Test
  void theDefaultGoesToTheFixedPoint() {
    double[][] rows = Data.of(Data.Kind.FLOATS, N, D, 7);
    assertEquals(StopReason.CONVERGED, LLOYD.fit(rows).stopReason());
    assertFalse(LLOYD.toString().contains("relative"), LLOYD.toString());
    assertTrue(LLOYD.withRelativeTolerance(1e-4).toString().contains("relativeTolerance=1.0E-4"));
  }

  /** There is no variance that a move could be compared with. */
  @Test
  void equalRowsEndAtTheFixedPoint() {
    Clustering c =
        new LloydKMeans(1)
            .withRelativeTolerance(0.5)
            .withInitializer((points, k, seeding) -> new DMatrixRMaj(new double[][] {{3}}))
            .fit(new double[][] {{1}, {1}});
    assertEquals(StopReason.CONVERGED, c.stopReason());
    assertEquals(2, c.iterations());
    assertEquals(1, c.centroid(0)[0]);
  }

  @Test
  void whicheverToleranceIsMetFirstEndsTheRun() {
    double[][] rows = Data.of(Data.Kind.FLOATS, N, D, 7);
    int absolute = LLOYD.withTolerance(0.01).fit(rows).iterations();
    int relative = LLOYD.withRelativeTolerance(1e-6).fit(rows).iterations();
    assertTrue(absolute < relative);
    assertEquals(
        absolute, LLOYD.withTolerance(0.01).withRelativeTolerance(1e-6).fit(rows).iterations());
    assertEquals(
        relative, LLOYD.withTolerance(1e-9).withRelativeTolerance(1e-6).fit(rows).iterations());
  }
}
