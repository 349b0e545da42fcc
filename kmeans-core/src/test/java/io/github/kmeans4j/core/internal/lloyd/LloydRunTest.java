package io.github.kmeans4j.core.internal.lloyd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.ManhattanDistance;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Passes that are worked out by hand. */
class LloydRunTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private LloydRun run(
      double[][] rows, double @Nullable [] weights, DistanceMetric metric, double[][] start) {
    FitRows fit = FitRows.of(Points.of(rows), Kernels.get(), workers);
    return new LloydRun(fit, metric, weights, EmptyClusterPolicy.RELOCATE, start);
  }

  @Test
  void inertiaIsTheSumOfLossesInAnyMetric() {
    double[] weights = {1, 2, 1, 3};
    LloydRun run = run(column(0, 3, 8, 9), null, new ManhattanDistance(), column(1, 10));
    LloydRun weighted = run(column(0, 3, 8, 9), weights, new ManhattanDistance(), column(1, 10));
    assertEquals(4, run.iterate());
    assertEquals(1 + 2 + 2 + 1, run.inertia());
    assertEquals(4, weighted.iterate());
    assertEquals(1 + 4 + 2 + 3, weighted.inertia());
    assertEquals(1, weighted.iterations());
    run.advance();
    assertEquals(0, run.iterate());
    assertEquals(1.5 + 1.5 + 0.5 + 0.5, run.inertia());
    assertTrue(run.isFixedPoint());
    assertEquals(0, run.shift());
  }

  @Test
  void distancesAreCounted() {
    LloydRun run = run(column(0, 3, 8, 9), null, new ManhattanDistance(), column(1, 10));
    assertEquals(0, run.distances());
    run.iterate();
    assertEquals(8, run.distances());
    run.advance();
    run.assignFinally();
    assertEquals(16, run.distances());
    assertEquals(1, run.iterations());
  }

  @Test
  void movesAreMeasuredInTheSpreadOfTheData() {
    double[][] rows = {{0, 7}, {2, 7}, {10, 7}, {12, 7}};
    double[][] start = {{1.5, 7}, {10, 7}};
    LloydRun run = run(rows, null, new EuclideanDistance(), start);
    run.iterate();
    // Moves by 0.5 and 1; the mean variance of the columns is that of 0, 2, 10, 12 and 0.
    assertEquals(1.25 / ((36 + 16 + 16 + 36) / 4 / 2), run.relativeShiftSq(), 1e-15);
    assertEquals(1, run.shift());
    LloydRun other = run(rows, null, new ManhattanDistance(), start.clone());
    other.iterate();
    assertThrows(IllegalStateException.class, other::relativeShiftSq);
  }

  @Test
  void relocationGoesOnAfterAPassThatLostWhatItGained() {
    // The mean does not minimise this loss, so that what relocation gains is lost at first.
    DistanceMetric root = (a, b) -> Math.sqrt(Math.abs(a[0] - b[0]));
    LloydRun run = run(column(7, 3, 4, 8, 3, 7, 3, 2, 2), null, root, column(24, 3, 27, 7));
    run.iterate();
    // 4, 8, 2 and 2 are 1 off; the smallest ones go to clusters 0 and 2.
    assertEquals(4, run.inertia());
    assertArrayEquals(new double[] {2}, run.updatedShown().get()[0]);
    assertArrayEquals(new double[] {2}, run.updatedShown().get()[2]);
    run.advance();
    run.iterate();
    assertArrayEquals(new int[] {3, 1, 1, 3, 1, 3, 1, 0, 0}, run.labels());
    assertEquals(4.337, run.inertia(), 0.001);
    assertArrayEquals(new double[] {4}, run.updatedShown().get()[2]);
    run.advance();
    run.iterate();
    assertArrayEquals(new int[] {3, 1, 2, 3, 1, 3, 1, 0, 0}, run.labels());
    assertEquals(1.971, run.inertia(), 0.001);
    assertTrue(run.isFixedPoint());
  }

  @Test
  void rowsOnTheirCentroidsHaveNoInertia() {
    double[][] rows = new double[600][2];
    for (double[] row : rows) {
      Arrays.fill(row, 251);
    }
    LloydRun run = run(rows, null, new EuclideanDistance(), new double[][] {{251, 251}});
    run.extend(512);
    run.iterate();
    assertEquals(0, run.inertia());
    run.advance();
    run.extend(600);
    run.iterate();
    assertEquals(0, run.inertia());
    assertTrue(run.isFixedPoint());
  }
}
