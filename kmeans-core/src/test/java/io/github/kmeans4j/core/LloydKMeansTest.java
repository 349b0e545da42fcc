package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Small fits worked out by hand, and every way a fit can end. */
class LloydKMeansTest {
  /** Two groups on a line: 0, 1, 2 and 10, 11, 15. */
  private static final double[][] LINE = {{0}, {1}, {2}, {10}, {11}, {15}};

  private static LloydKMeans from(double... centroids) {
    return new LloydKMeans(centroids.length)
        .withInitializer(Initializer.of(new DMatrixRMaj(centroids.length, 1, true, centroids)))
        .withThreads(1);
  }

  @Test
  void eachIterationIsWorkedOutByHand() {
    // From 0 and 1: {0} | {1,2,10,11,15}, means 0 and 7.8; {0,1,2} | {10,11,15}, means 1 and 12.
    List<double[]> centroids = new ArrayList<>();
    Clustering c =
        from(0, 1)
            .withListener(
                FitListener.watching(progress -> centroids.add(progress.centroids().data)))
            .fit(LINE);
    assertEquals(3, c.iterations());
    assertArrayEquals(new double[] {0, 1}, centroids.get(0));
    assertArrayEquals(new double[] {0, 7.8}, centroids.get(1));
    assertArrayEquals(new double[] {1, 12}, centroids.get(2));
    assertEquals(1 + 81 + 100 + 196, c.history().get(0).inertia());
    assertEquals(6.8, c.history().get(0).centroidShift(), 1e-15);
    assertEquals(6, c.history().get(0).rowsMoved());
    assertEquals(2, c.history().get(1).rowsMoved());
    assertEquals(0, c.history().get(2).rowsMoved());
    assertEquals(2 + 4 + 1 + 9, c.inertia());
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, c.labels());
    assertArrayEquals(new int[] {3, 3}, c.sizes());
    assertEquals(StopReason.CONVERGED, c.stopReason());
  }

  @Test
  void everyStopReasonLeavesLabelsThatBelongToTheCentroids() {
    Clustering one = from(0, 1).withMaxIterations(1).fit(LINE);
    assertEquals(StopReason.MAX_ITERATIONS, one.stopReason());
    assertEquals(1, one.iterations());
    assertArrayEquals(new double[] {0, 7.8}, one.centroids().data);
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, one.labels());
    assertArrayEquals(one.labels(), one.predict(Points.of(LINE)));

    Clustering tolerant = from(0, 1).withTolerance(6.8).fit(LINE);
    assertEquals(StopReason.TOLERANCE, tolerant.stopReason());
    assertEquals(1, tolerant.iterations());
    assertEquals(tolerant.inertia(), tolerant.inertia(Points.of(LINE)));

    Clustering stopped = from(0, 1).withListener(p -> FitListener.Action.STOP).fit(LINE);
    assertEquals(StopReason.STOPPED_BY_LISTENER, stopped.stopReason());
    assertArrayEquals(new double[] {0, 7.8}, stopped.centroids().data);

    Clustering hasty = from(0, 1).withTimeBudget(Duration.ofNanos(1)).fit(LINE);
    assertEquals(StopReason.TIME_BUDGET, hasty.stopReason());
    assertArrayEquals(hasty.labels(), hasty.predict(Points.of(LINE)));
  }

  @Test
  void startAtTheFixedPointTakesOneIteration() {
    Clustering c = from(1, 12).fit(LINE);
    assertEquals(1, c.iterations());
    assertEquals(StopReason.CONVERGED, c.stopReason());
  }

  @Test
  void interruptionEndsTheFitAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    assertThrows(FitInterruptedException.class, () -> from(0, 1).fit(LINE));
    assertTrue(Thread.interrupted());
    FitListener interrupts =
        progress -> {
          Thread.currentThread().interrupt();
          return FitListener.Action.CONTINUE;
        };
    assertThrows(
        FitInterruptedException.class, () -> from(0, 1).withListener(interrupts).fit(LINE));
    assertTrue(Thread.interrupted());
  }

  @Test
  void exceptionOfAListenerReachesTheCaller() {
    FitListener fails =
        progress -> {
          throw new IllegalStateException("enough");
        };
    assertThrows(IllegalStateException.class, () -> from(0, 1).withListener(fails).fit(LINE));
  }

  @Test
  void weightTwoIsTwoRows() {
    double[][] rows = {{0, 1}, {2, 0.5}, {9, 9}, {10, 7}, {3, 3}};
    double[][] doubled = {{0, 1}, {2, 0.5}, {9, 9}, {10, 7}, {3, 3}, {3, 3}, {9, 9}, {9, 9}};
    LloydKMeans lloyd =
        new LloydKMeans(2)
            .withInitializer(Initializer.of(new DMatrixRMaj(new double[][] {{0, 0}, {5, 5}})));
    Clustering weighted = lloyd.fit(Points.of(rows), new double[] {1, 1, 3, 1, 2});
    Clustering repeated = lloyd.fit(doubled);
    assertArrayEquals(repeated.centroids().data, weighted.centroids().data);
    assertEquals(repeated.inertia(), weighted.inertia(), 1e-13);
    assertEquals(repeated.iterations(), weighted.iterations());
  }

  @Test
  void weightZeroCountsForNothingButGetsALabel() {
    Clustering c = from(0, 1).fit(Points.of(LINE), new double[] {1, 1, 1, 1, 1, 0});
    assertArrayEquals(new double[] {1, 10.5}, c.centroids().data);
    assertEquals(2.5, c.inertia());
    assertEquals(1, c.labels()[5]);
  }

  @Test
  void emptyClusterMovesToTheFarthestRow() {
    // Nothing is nearest to 100; 15 is farthest from its centroid 5 of those that are.
    Clustering c = from(1, 5, 100).withMaxIterations(1).fit(LINE);
    assertArrayEquals(new double[] {1, 10.5, 15}, c.centroids().data);
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 2}, c.labels());
  }

  @Test
  void emptyClusterMayKeepItsCentroidOrFail() {
    Clustering kept = from(1, 12, 100).withEmptyClusters(EmptyClusterPolicy.KEEP).fit(LINE);
    assertArrayEquals(new double[] {1, 12, 100}, kept.centroids().data);
    assertArrayEquals(new int[] {3, 3, 0}, kept.sizes());
    EmptyClusterException e =
        assertThrows(
            EmptyClusterException.class,
            () -> from(1, 12, 100).withEmptyClusters(EmptyClusterPolicy.FAIL).fit(LINE));
    assertTrue(e.getMessage().contains("cluster 2"), e.getMessage());
    assertTrue(e.getMessage().contains("iteration 1"), e.getMessage());
  }

  /** The labels of the end are made by a pass of their own, which may leave a cluster alone. */
  @Test
  void failsIfTheEndLeavesAClusterWithoutRows() {
    double[][] rows = {{4, 5}, {6, 1}, {2, 3}, {6, 2}, {3, 3}, {2, 3}};
    LloydKMeans fit =
        new LloydKMeans(3)
            .withInitializer(
                Initializer.of(new DMatrixRMaj(new double[][] {{5, 0}, {7, 2}, {0, 6}})));
    for (LloydKMeans early :
        List.of(fit.withMaxIterations(1), fit.withTolerance(100), fit.withRelativeTolerance(100))) {
      assertEquals(1, early.withEmptyClusters(EmptyClusterPolicy.KEEP).fit(rows).emptyClusters());
      EmptyClusterException e =
          assertThrows(
              EmptyClusterException.class,
              () -> early.withEmptyClusters(EmptyClusterPolicy.FAIL).fit(rows));
      assertTrue(e.getMessage().contains("cluster 0 has no row in the end"), e.getMessage());
    }
  }

  @Test
  void relocationNeverEmptiesAnotherCluster() {
    // Three clusters start empty; the rows in reach are the ones that leave at least one behind.
    Clustering c = from(0, 50, 60, 70).fit(new double[][] {{1}, {2}, {4}, {8}});
    assertArrayEquals(new int[] {1, 1, 1, 1}, c.sizes());
    assertEquals(0, c.inertia());
  }

  @Test
  void fewerDistinctRowsThanClustersEndNormally() {
    double[][] rows = {{1, 1}, {1, 1}, {1, 1}, {5, 5}, {5, 5}};
    Clustering c = new LloydKMeans(4).fit(rows);
    assertEquals(0, c.inertia());
    int used = 0;
    for (int size : c.sizes()) {
      used += size > 0 ? 1 : 0;
    }
    assertEquals(2, used);
    for (double value : c.centroids().data) {
      assertTrue(Double.isFinite(value));
    }
  }

  @Test
  void elapsedTimesCountFromTheStartOfTheFit() {
    long before = System.nanoTime();
    List<Iteration> history = from(0, 1).fit(LINE).history();
    Duration whole = Duration.ofNanos(System.nanoTime() - before);
    Duration former = Duration.ZERO;
    for (Iteration iteration : history) {
      assertTrue(iteration.elapsed().compareTo(former) >= 0);
      assertTrue(iteration.elapsed().compareTo(whole) <= 0);
      former = iteration.elapsed();
    }
  }

  @Test
  void restartsKeepTheBestAndTheEarliestOnTies() {
    double[][] rows = Data.of(Data.Kind.DOUBLES, 200, 2, 5);
    LloydKMeans lloyd = new LloydKMeans(8).withInitializer(new RandomPoints()).withSeed(3);
    double best = lloyd.fit(rows).inertia();
    double former = best;
    for (int restarts = 2; restarts <= 6; restarts++) {
      best = lloyd.withRestarts(restarts).fit(rows).inertia();
      assertTrue(best <= former, "more restarts made it worse");
      former = best;
    }
    assertTrue(best < lloyd.fit(rows).inertia(), "six restarts found nothing better");
    Initializer given = Initializer.of(new DMatrixRMaj(new double[][] {{0}, {1}}));
    Clustering same = new LloydKMeans(2).withInitializer(given).withRestarts(3).fit(LINE);
    assertEquals(3, same.iterations());
  }

  @Test
  void manhattanTakesTheMedian() {
    double[][] rows = {{0, 0}, {1, 2}, {2, 1}, {100, 100}, {101, 104}, {105, 101}, {109, 110}};
    Clustering c =
        new LloydKMeans(2)
            .withMetric(new ManhattanDistance())
            .withInitializer(Initializer.of(new DMatrixRMaj(new double[][] {{0, 0}, {100, 100}})))
            .fit(rows);
    assertArrayEquals(new double[] {1, 1, 103, 102.5}, c.centroids().data);
    // 2 + 1 + 1 in the first cluster; 5.5, 3.5, 3.5 and 13.5 in the second
    assertEquals(4 + 26, c.inertia());
    assertEquals(2, c.transform(Points.of(new double[][] {{0, 0}})).get(0, 0));
  }

  @Test
  void weightedMedianIsThatOfRepeatedRows() {
    Clustering c =
        new LloydKMeans(1)
            .withMetric(new ManhattanDistance())
            .fit(Points.of(new double[][] {{1}, {2}, {10}}), new double[] {1, 1, 2.5});
    assertArrayEquals(new double[] {10}, c.centroids().data);
    Clustering even =
        new LloydKMeans(1)
            .withMetric(new ManhattanDistance())
            .fit(Points.of(new double[][] {{1}, {2}, {10}}), new double[] {1, 1, 2});
    assertArrayEquals(new double[] {6}, even.centroids().data);
  }

  @Test
  void cosineTakesDirections() {
    double[][] rows = {{1, 0}, {5, 0}, {0, 2}, {0, 0.1}};
    Clustering c =
        new LloydKMeans(2)
            .withMetric(new CosineDistance())
            .withInitializer(Initializer.of(new DMatrixRMaj(new double[][] {{1, 0.1}, {0.1, 1}})))
            .fit(rows);
    assertArrayEquals(new int[] {0, 0, 1, 1}, c.labels());
    assertArrayEquals(new double[] {1, 0, 0, 1}, c.centroids().data, 1e-15);
    assertEquals(0, c.inertia(), 1e-15);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new LloydKMeans(1)
                    .withMetric(new CosineDistance())
                    .fit(new double[][] {{1, 1}, {0, 0}}));
    assertTrue(e.getMessage().startsWith("points: row 1:"), e.getMessage());
  }

  /** A fit by its name would never have called it. */
  @Test
  void nameOfTheFastMetricIsReserved() {
    class Weighted implements DistanceMetric {
      @Override
      public double distance(double[] a, double[] b) {
        return 2 * Math.abs(a[0] - b[0]);
      }

      @Override
      public String name() {
        return "euclidean";
      }
    }
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new LloydKMeans(2).withMetric(new Weighted()));
    assertEquals(
        "metric: the name \"euclidean\" is reserved for EuclideanDistance, but this is a "
            + Weighted.class.getName(),
        e.getMessage());
    Points points = Points.of(new double[] {1, 2, 3}, 3, 1);
    assertEquals(
        e.getMessage(),
        assertThrows(
                IllegalArgumentException.class,
                () -> InternalMeasures.silhouette(points, new int[] {0, 1, 1}, new Weighted()))
            .getMessage());
  }

  @Test
  void lambdasWorkWithoutRegistration() {
    Clustering c =
        new LloydKMeans(2)
            .withMetric((a, b) -> (a[0] - b[0]) * (a[0] - b[0]))
            .withInitializer((points, k, seeding) -> new DMatrixRMaj(new double[][] {{0}, {1}}))
            .fit(LINE);
    assertArrayEquals(new double[] {1, 12}, c.centroids().data);
    assertEquals(16, c.inertia());
  }

  @Test
  void withersChangeACopy() {
    LloydKMeans plain = new LloydKMeans(2);
    String before = plain.toString();
    plain.withSeed(9).withThreads(3).withMaxIterations(7).withTolerance(1).withRestarts(2);
    assertEquals(before, plain.toString());
    assertTrue(plain.withSeed(9).toString().contains("seed=9"));
  }

  @Test
  void planeIsWorkedOutByHand() {
    // A (0,0), B (0,2), C (2,0), D (6,6), E (8,6), F (3,3); from A and B.
    double[][] rows = {{0, 0}, {0, 2}, {2, 0}, {6, 6}, {8, 6}, {3, 3}};
    List<int[]> labels = new ArrayList<>();
    List<double[]> updated = new ArrayList<>();
    Clustering c =
        new LloydKMeans(2)
            .withInitializer(Initializer.of(new DMatrixRMaj(new double[][] {{0, 0}, {0, 2}})))
            .withListener(
                progress -> {
                  labels.add(progress.labels());
                  updated.add(progress.updatedCentroids().data);
                  return FitListener.Action.CONTINUE;
                })
            .fit(rows);
    // 1: C 4:8 to A; D 72:52, E 100:80, F 18:10 to B. Means (1,0) and (17,17)/4.
    assertArrayEquals(new int[] {0, 1, 0, 1, 1, 1}, labels.get(0));
    assertArrayEquals(new double[] {1, 0, 4.25, 4.25}, updated.get(0));
    assertEquals(0 + 0 + 4 + 52 + 80 + 10, c.history().get(0).inertia());
    // 2: B 5:23.125 to A; F 13:3.125 stays. Means (2,2)/3 and (17,15)/3.
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, labels.get(1));
    assertArrayEquals(new double[] {2 / 3.0, 2 / 3.0, 17 / 3.0, 5}, updated.get(1));
    assertEquals(1 + 5 + 1 + 6.125 + 17.125 + 3.125, c.history().get(1).inertia(), 1e-13);
    assertEquals(1, c.history().get(1).rowsMoved());
    // 3: F 10.9:11.1 to A. Means (5,5)/4 and (7,6).
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 0}, labels.get(2));
    assertArrayEquals(new double[] {1.25, 1.25, 7, 6}, updated.get(2));
    // 4: nothing moves. 3.125 + 2.125 + 2.125 + 6.125 and 1 + 1.
    assertEquals(4, c.iterations());
    assertEquals(0, c.history().get(3).centroidShift());
    assertEquals(15.5, c.inertia());
    assertArrayEquals(new int[] {4, 2}, c.sizes());
  }

  @Test
  void earliestOfEquallyGoodRestartsWins() {
    int[] calls = {0};
    Initializer mirrored =
        (points, k, seeding) ->
            new DMatrixRMaj(
                calls[0]++ == 0 ? new double[][] {{15}, {0}} : new double[][] {{0}, {15}});
    Clustering c = new LloydKMeans(2).withInitializer(mirrored).withRestarts(3).fit(LINE);
    assertEquals(3, calls[0]);
    assertArrayEquals(new double[] {12, 1}, c.centroids().data);
  }

  @Test
  void listenerEndsTheRestartsTooAndTheBestIsReturned() {
    int[] calls = {0};
    Initializer worse =
        (points, k, seeding) ->
            new DMatrixRMaj(
                calls[0]++ == 0 ? new double[][] {{1}, {12}} : new double[][] {{0}, {1}});
    Clustering c =
        new LloydKMeans(2)
            .withInitializer(worse)
            .withRestarts(5)
            .withListener(
                progress -> calls[0] == 2 ? FitListener.Action.STOP : FitListener.Action.CONTINUE)
            .fit(LINE);
    assertEquals(2, calls[0]);
    assertEquals(StopReason.STOPPED_BY_LISTENER, c.stopReason());
    assertEquals(16, c.inertia());
    assertArrayEquals(c.predict(Points.of(LINE)), c.labels());
  }

  @Test
  void restartsEndWhereTheRunThatIsToldToStopEndsByItself() {
    List<Integer> told = new ArrayList<>();
    LloydKMeans restarts =
        from(0, 1)
            .withRestarts(5)
            .withListener(
                progress -> {
                  told.add(progress.iteration().number());
                  return progress.iteration().centroidShift() == 0
                      ? FitListener.Action.STOP
                      : FitListener.Action.CONTINUE;
                });
    Clustering fixed = restarts.fit(LINE);
    assertEquals(fixed.iterations(), told.size(), "one run");
    assertEquals(StopReason.STOPPED_BY_LISTENER, fixed.stopReason());
    assertEquals(StopReason.CONVERGED, restarts.withRestarts(1).fit(LINE).stopReason());
    told.clear();
    Clustering hasty = restarts.withMaxIterations(1).withTimeBudget(Duration.ofNanos(1)).fit(LINE);
    assertEquals(List.of(1), told);
    assertEquals(StopReason.TIME_BUDGET, hasty.stopReason());
  }

  @Test
  void weightsNeedNotBeWhole() {
    Clustering c =
        from(0, 10)
            .fit(
                Points.of(new double[][] {{0}, {3}, {10}, {14}}),
                new double[] {0.5, 1, 0.25, 0.75});
    assertArrayEquals(new double[] {2, 13}, c.centroids().data);
    assertEquals(0.5 * 4 + 1 + 0.25 * 9 + 0.75, c.inertia());
  }

  @Test
  void rowsWithoutWeightDrawNoEmptyCluster() {
    // The farthest row, 100, has no weight; the next, 8, has.
    Clustering c =
        from(0, 500)
            .withMaxIterations(1)
            .fit(Points.of(new double[][] {{0}, {1}, {8}, {100}}), new double[] {1, 1, 1, 0});
    assertArrayEquals(new double[] {0.5, 8}, c.centroids().data);
  }

  @Test
  void emptyClustersOfOtherMetricsMoveToo() {
    Clustering median =
        from(0, 500).withMetric(new ManhattanDistance()).withMaxIterations(1).fit(LINE);
    assertArrayEquals(new double[] {2, 15}, median.centroids().data);
    double[][] rows = {{1, 0}, {2, 0.1}, {1, 1}, {0.1, 3}};
    Clustering directions =
        new LloydKMeans(2)
            .withMetric(new CosineDistance())
            .withInitializer(Initializer.of(new DMatrixRMaj(new double[][] {{1, 0}, {-1, -1}})))
            .fit(rows);
    assertArrayEquals(new int[] {0, 0, 0, 1}, directions.labels());
  }

  @Test
  void nothingOfTheCallersIsChanged() {
    double[] weights = {1, 2, 3, 4, 5, 0};
    DMatrixRMaj initial = new DMatrixRMaj(new double[][] {{0}, {500}});
    float[] floats = {0, 1, 2, 10, 11, 15};
    byte[] bytes = {0, 1, 2, 10, 11, -1};
    LloydKMeans lloyd = new LloydKMeans(2).withInitializer(Initializer.of(initial));
    lloyd.fit(Points.of(floats, 6, 1), weights);
    lloyd.fit(Points.ofUnsignedBytes(bytes, 6, 1), weights);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 0}, weights);
    assertArrayEquals(new float[] {0, 1, 2, 10, 11, 15}, floats);
    assertArrayEquals(new byte[] {0, 1, 2, 10, 11, -1}, bytes);
    assertArrayEquals(new double[] {0, 500}, initial.data);
  }

  @Test
  void relocationEndsWhereOnlyRoundingKeepsItGoing() {
    // The weighted mean of 3 and 3 is 3 - 4e-16, which leaves an error to relocate to.
    Clustering c =
        from(3, 1, 3)
            .fit(
                Points.of(new double[][] {{1}, {3}, {3}}),
                new double[] {1, 4.9292612669132785, 2.18961156141984});
    assertEquals(StopReason.CONVERGED, c.stopReason());
    assertEquals(0, c.inertia(), 1e-29);
  }
}
