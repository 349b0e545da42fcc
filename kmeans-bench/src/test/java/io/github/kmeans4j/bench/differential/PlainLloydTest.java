package io.github.kmeans4j.bench.differential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.StopReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The plain definition on inputs whose answers are known without it. */
class PlainLloydTest {
  private Metric metric = Metric.EUCLIDEAN;
  private EmptyClusterPolicy policy = EmptyClusterPolicy.RELOCATE;
  private int maxIterations = 50;

  private static double[][] column(double... values) {
    double[][] rows = new double[values.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {values[i]};
    }
    return rows;
  }

  private Course run(double[][] rows, double[] weights, double[][] start) {
    Setup setup = new Setup(Layout.DOUBLE_ROWS, metric, policy, maxIterations, 1);
    return PlainLloyd.run(
        new Problem(0, "", setup, rows, weights, start),
        (iteration, cluster, before) -> {
          throw new AssertionError("no decision is near");
        });
  }

  @Test
  void ordinaryRun() {
    Course course = run(column(0, 1, 10, 11, 12), null, column(0, 1));
    assertArrayEquals(new int[] {0, 1, 1, 1, 1}, course.passes.get(0).labels);
    assertEquals(5, course.passes.get(0).moved);
    assertEquals(81 + 100 + 121, course.passes.get(0).inertia);
    assertEquals(7.5, course.passes.get(0).shift);
    assertArrayEquals(new int[] {0, 0, 1, 1, 1}, course.labels);
    assertArrayEquals(column(0.5, 11), course.centroids);
    assertEquals(2.5, course.inertia);
    assertEquals(3, course.passes.size());
    assertEquals(StopReason.CONVERGED, course.reason);
  }

  @Test
  void theLastAssignmentFollowsTheLastUpdate() {
    maxIterations = 1;
    Course course = run(column(0, 1, 10, 11, 12), null, column(0, 1));
    assertEquals(StopReason.MAX_ITERATIONS, course.reason);
    assertArrayEquals(column(0, 8.5), course.centroids);
    assertArrayEquals(new int[] {0, 0, 1, 1, 1}, course.labels);
    assertEquals(1 + 2.25 + 6.25 + 12.25, course.inertia);
  }

  @Test
  void aClusterMovesToTheFarthestRowAndItsDonorForgetsIt() {
    Course course = run(column(0.1, 1000), new double[] {1, 1e17}, column(0.2, 5000));
    assertEquals(1, course.passes.get(0).relocated);
    assertArrayEquals(column(0.1, 1000), course.passes.get(0).updated);
    Course weighted =
        run(column(0.1, 0.25, 0.3, 1000), new double[] {0.7, 0.7, 0.7, 1e15}, column(0.2, 5000));
    assertEquals(0.65 / 3, weighted.passes.get(0).updated[0][0], 1e-16);
  }

  @Test
  void relocationGoesOnWhileItLowersTheInertia() {
    Course course = run(column(0, 0, 10, 10.1), null, column(0.3, 10.05, 5000));
    assertEquals(0, course.inertia);
    assertEquals(2, course.passes.stream().mapToInt(pass -> pass.relocated).sum());
  }

  @Test
  void emptyClustersStayWhereTheyAreIfTheyAreKept() {
    policy = EmptyClusterPolicy.KEEP;
    Course course = run(column(0, 2), null, column(0, 5000));
    assertArrayEquals(column(1, 5000), course.centroids);
  }

  @Test
  void amongEqualLossesTheSmallestRowThenTheHeaviestMoves() {
    maxIterations = 1;
    Course smallest = run(column(-2, 2, 2, -2), null, column(0, 5000));
    assertEquals(-2, smallest.passes.get(0).updated[1][0]);
    assertEquals(2.0 / 3, smallest.passes.get(0).updated[0][0]);
    double[] weights = {1, 1, 1, 3};
    Course heaviest = run(column(-2, 2, 2, -2), weights, column(0, 5000));
    assertEquals(-2, heaviest.passes.get(0).updated[1][0]);
    assertEquals(2.0 / 3, heaviest.passes.get(0).updated[0][0]);
  }

  @Test
  void rowsWithoutWeightDecideNothing() {
    double[] weights = {1, 1, 0};
    Course course = run(column(0, 2, 1000), weights, column(0, 5000));
    assertArrayEquals(column(0, 2), course.passes.get(0).updated);
    assertArrayEquals(new int[] {0, 1, 1}, course.labels);
    assertEquals(0, course.inertia);
  }

  @Test
  void noClusterGivesItsLastRow() {
    Course course = run(column(3, 3), null, column(0, 5000));
    assertEquals(1, course.passes.get(0).relocated);
    Course alone = run(column(3), null, column(0, 5000));
    assertEquals(0, alone.passes.get(0).relocated);
  }

  @Test
  void mediansCompareExactWeights() {
    metric = Metric.MANHATTAN;
    double[] weights = new double[10];
    Arrays.fill(weights, 0.1);
    double[][] rows = column(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertEquals(4.5, run(rows, weights, column(1)).centroids[0][0]);
    assertEquals(4.5, run(rows, null, column(1)).centroids[0][0]);
    assertEquals(25, run(rows, null, column(1)).inertia);
    weights[9] = Math.nextUp(0.1);
    assertEquals(5, run(rows, weights, column(1)).centroids[0][0]);
  }

  @Test
  void theMeanOfAnyRangeIsRoundedOnce() {
    double[][] rows = column(9.969e36, 1e20, 300, 292);
    Course course = run(rows, null, column(292, 292, 292));
    assertTrue(course.passes.size() > 1);
    assertEquals(32, course.inertia);
  }
}
