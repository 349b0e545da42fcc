package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.data.GaussianBlobs;
import io.github.kmeans4j.core.evaluation.ExternalMeasures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every scheme. */
class BatchSchemeTest {
  /** No clusters in sight, so that the schemes have to work. */
  private static final int N = 5000;

  private static final Points CLOUD = Points.of(cloud(N, 6, 4));

  private static double[][] cloud(int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int c = 0; c < d; c++) {
        row[c] = random.nextGaussian() * (c + 1);
      }
    }
    return rows;
  }

  private static double[] weights(int n) {
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> i % 3 == 0 ? 0 : 0.1 * (1 + i % 7));
    return weights;
  }

  private static MiniBatchKMeans miniBatch(int k, BatchScheme scheme) {
    return new MiniBatchKMeans(k).withScheme(scheme).withBatchSize(512);
  }

  /** Sums are planned by rows that the first batch does not have. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1e-30, 1e15, 1e60})
  void sumsHoldRowsThatTakePartLater(double value) {
    int n = 20_000;
    for (int seed = 0; seed < 5; seed++) {
      double[][] rows = new double[n][3];
      for (int i = 0; i < n; i++) {
        rows[i][0] = i == 7 ? value : i % 2 == 0 || value != 1e60 ? 0 : 1e-10;
        rows[i][1] = 0.1 + i % 97;
        rows[i][2] = 1e14 * (1 + i / 20_000.0);
      }
      int[] passes = {0};
      FitListener check =
          FitListener.watching(
              progress -> {
                int[] labels = progress.labels();
                if (labels.length == n) {
                  passes[0]++;
                  assertEquals(
                      mean(rows, labels, labels[7]), progress.updatedCentroids().get(labels[7], 0));
                }
              });
      new MiniBatchKMeans(4).withSeed(seed).withListener(check).fit(rows);
      assertTrue(passes[0] > 0);
    }
  }

  /** The exact mean of the first column over a cluster, rounded once. */
  private static double mean(double[][] rows, int[] labels, int cluster) {
    BigDecimal sum = BigDecimal.ZERO;
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == cluster) {
        sum = sum.add(new BigDecimal(rows[i][0]));
        count++;
      }
    }
    return sum.divide(BigDecimal.valueOf(count), new MathContext(40)).doubleValue();
  }

  @Test
  void growingBatchesHaveNoMoreRowsThanThePassesAllow() {
    for (int seed = 0; seed < 40; seed++) {
      int[] rows = {0};
      new MiniBatchKMeans(8)
          .withBatchSize(512)
          .withMaxPasses(1)
          .withFullPasses(0)
          .withSeed(seed)
          .withListener(FitListener.watching(progress -> rows[0] += progress.labels().length))
          .fit(CLOUD);
      assertTrue(rows[0] <= N, rows[0] + " rows by seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void anyNumberOfThreadsGivesTheSameBits(BatchScheme scheme) {
    for (int fullPasses : new int[] {0, 3}) {
      MiniBatchKMeans fit = miniBatch(40, scheme).withSeed(5).withFullPasses(fullPasses);
      Clustering one = fit.withThreads(1).fit(CLOUD, weights(N));
      for (int threads : new int[] {2, 3, 7}) {
        Clustering c = fit.withThreads(threads).fit(CLOUD, weights(N));
        assertArrayEquals(one.centroids().data, c.centroids().data);
        assertArrayEquals(one.labels(), c.labels());
        assertEquals(one.inertia(), c.inertia());
        assertEquals(one.iterations(), c.iterations());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void labelsCentroidsAndInertiaBelongTogether(BatchScheme scheme) {
    for (int fullPasses : new int[] {0, 1, 5, Integer.MAX_VALUE}) {
      Clustering c = miniBatch(9, scheme).withFullPasses(fullPasses).fit(CLOUD);
      assertArrayEquals(c.predict(CLOUD), c.labels());
      assertEquals(c.inertia(CLOUD), c.inertia());
      assertEquals(N, Arrays.stream(c.sizes()).sum());
      assertEquals(c.iterations(), c.history().size());
    }
  }

  /** Wherever a fit stops, rows that no batch has had get labels too. */
  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void labelsAllRowsWhereverItStops(BatchScheme scheme) {
    for (int last : new int[] {1, 2, 4, 7, 11}) {
      Clustering c =
          miniBatch(9, scheme)
              .withListener(
                  progress ->
                      progress.iteration().number() == last
                          ? FitListener.Action.STOP
                          : FitListener.Action.CONTINUE)
              .fit(CLOUD);
      assertEquals(StopReason.STOPPED_BY_LISTENER, c.stopReason());
      assertArrayEquals(c.predict(CLOUD), c.labels());
      assertEquals(c.inertia(CLOUD), c.inertia());
    }
    for (int fullPasses : new int[] {0, 2, Integer.MAX_VALUE}) {
      Clustering c = miniBatch(9, scheme).withMaxPasses(1).withFullPasses(fullPasses).fit(CLOUD);
      assertArrayEquals(c.predict(CLOUD), c.labels());
      if (fullPasses == Integer.MAX_VALUE) {
        assertEquals(StopReason.CONVERGED, c.stopReason());
        double[][] means = new double[9][6];
        for (int i = 0; i < N; i++) {
          for (int j = 0; j < 6; j++) {
            means[c.labels()[i]][j] += CLOUD.get(i, j) / c.sizes()[c.labels()[i]];
          }
        }
        for (int j = 0; j < 54; j++) {
          assertEquals(means[j / 6][j % 6], c.centroids().data[j], 1e-9);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void comesNearToFullBatch(BatchScheme scheme) {
    double exact = new LloydKMeans(12).withRestarts(3).fit(CLOUD).inertia();
    double inertia = miniBatch(12, scheme).withInitializations(3).fit(CLOUD).inertia();
    assertTrue(inertia < 1.05 * exact, () -> inertia + " is far above full batch's " + exact);
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void findsBlobsFarApart(BatchScheme scheme) {
    var blobs =
        new GaussianBlobs(new double[][] {{0, 0}, {10, 0}, {0, 10}, {10, 10}}, 700, 500, 900, 600)
            .withSeed(3)
            .generate();
    Clustering c = miniBatch(4, scheme).fit(blobs.points());
    assertEquals(1, ExternalMeasures.adjustedRandIndex(c.labels(), blobs.labels()));
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void fullPassesEndAtAFixedPointOfFullBatch(BatchScheme scheme) {
    for (double[] weights : new double[][] {weights(N), {}}) {
      MiniBatchKMeans fit = miniBatch(20, scheme).withFullPasses(Integer.MAX_VALUE);
      Clustering c = weights.length == 0 ? fit.fit(CLOUD) : fit.fit(CLOUD, weights);
      assertEquals(StopReason.CONVERGED, c.stopReason());
      assertEquals(0, c.history().get(c.iterations() - 1).centroidShift());
      LloydKMeans lloyd = new LloydKMeans(20).withInitializer(Initializer.of(c.centroids()));
      Clustering again = weights.length == 0 ? lloyd.fit(CLOUD) : lloyd.fit(CLOUD, weights);
      assertArrayEquals(c.labels(), again.labels());
      assertArrayEquals(c.centroids().data, again.centroids().data, 1e-13);
      assertEquals(c.inertia(), again.inertia(), 1e-12 * c.inertia());
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void everyFullPassLowersTheInertia(BatchScheme scheme) {
    double before = Double.POSITIVE_INFINITY;
    for (int fullPasses : new int[] {0, 1, 2, 4, 8}) {
      double inertia = miniBatch(15, scheme).withFullPasses(fullPasses).fit(CLOUD).inertia();
      assertTrue(inertia < before, inertia + " after " + fullPasses + ", before " + before);
      before = inertia;
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void weightsCountAsRepeatedRows(BatchScheme scheme) {
    // To the fixed point, from the same centroids: rows of weight 2 are as good as rows twice.
    double[][] rows = cloud(900, 2, 8);
    double[] weights = new double[900];
    Arrays.setAll(weights, i -> i % 3);
    List<double[]> repeated = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      for (int w = 0; w < i % 3; w++) {
        repeated.add(rows[i]);
      }
    }
    MiniBatchKMeans fit =
        miniBatch(3, scheme)
            .withBatchSize(1024)
            .withFullPasses(Integer.MAX_VALUE)
            .withInitializer(Initializer.of(new DMatrixRMaj(Arrays.copyOf(rows, 3))));
    Clustering weighted = fit.fit(Points.of(rows), weights);
    Clustering plain =
        new LloydKMeans(3)
            .withInitializer(Initializer.of(weighted.centroids()))
            .fit(Points.of(repeated.toArray(new double[0][])));
    assertArrayEquals(plain.centroids().data, weighted.centroids().data, 1e-12);
    assertEquals(plain.inertia(), weighted.inertia(), 1e-9 * plain.inertia());
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void cornersEndNormally(BatchScheme scheme) {
    Clustering one = miniBatch(1, scheme).fit(new double[][] {{3, 4}});
    assertArrayEquals(new double[] {3, 4}, one.centroids().data);
    assertEquals(0, one.inertia());
    double[][] rows = cloud(600, 3, 1);
    Clustering all = miniBatch(600, scheme).withFullPasses(50).fit(rows);
    assertArrayEquals(all.labels(), all.predict(Points.of(rows)));
    assertEquals(0, all.inertia(), 1e-20);
    double[][] same = new double[1500][];
    Arrays.setAll(same, i -> new double[] {i % 3, 7});
    Clustering few = miniBatch(5, scheme).withFullPasses(Integer.MAX_VALUE).fit(same);
    assertEquals(0, few.inertia());
    assertEquals(3, Arrays.stream(few.sizes()).filter(size -> size > 0).count());
    for (double value : few.centroids().data) {
      assertTrue(Double.isFinite(value));
    }
    double[] weights = new double[1500];
    weights[1001] = 2; // all the others weigh nothing
    Clustering lone = miniBatch(2, scheme).withFullPasses(5).fit(Points.of(same), weights);
    assertArrayEquals(lone.predict(Points.of(same)), lone.labels());
    assertEquals(lone.inertia(), 2 * distanceSq(lone, same[1001], lone.labels()[1001]));
  }

  private static double distanceSq(Clustering c, double[] row, int label) {
    double dx = row[0] - c.centroids().get(label, 0);
    double dy = row[1] - c.centroids().get(label, 1);
    return dx * dx + dy * dy;
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void listenerSeesBatchesAndPassesAndMayStop(BatchScheme scheme) {
    List<Iteration> seen = new ArrayList<>();
    AtomicReference<Double> distances = new AtomicReference<>(0.0);
    MiniBatchKMeans fit = miniBatch(8, scheme).withFullPasses(2);
    Clustering c =
        fit.withListener(
                progress -> {
                  seen.add(progress.iteration());
                  double before = distances.getAndSet(progress.distances());
                  double more = progress.distances() - before;
                  assertTrue(more >= 0 && more <= 8.0 * N, before + " and " + more);
                  assertTrue(progress.distances() > 0);
                  int rows = progress.labels().length;
                  assertTrue(rows > 0 && rows <= N);
                  for (int label : progress.labels()) {
                    assertTrue(label >= 0 && label < 8);
                  }
                  assertEquals(8, progress.centroids().numRows);
                  assertEquals(6, progress.updatedCentroids().numCols);
                  return FitListener.Action.CONTINUE;
                })
            .fit(CLOUD);
    assertEquals(c.history(), seen);
    for (int i = 0; i < seen.size(); i++) {
      assertEquals(i + 1, seen.get(i).number());
    }
    for (int stop : new int[] {1, seen.size() - 1}) {
      Clustering stopped =
          fit.withListener(
                  progress ->
                      progress.iteration().number() == stop
                          ? FitListener.Action.STOP
                          : FitListener.Action.CONTINUE)
              .fit(CLOUD);
      assertEquals(StopReason.STOPPED_BY_LISTENER, stopped.stopReason());
      assertEquals(stop, stopped.iterations());
      assertArrayEquals(stopped.labels(), stopped.predict(CLOUD));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void labelsOfAFullPassAreInTheOrderOfTheData(BatchScheme scheme) {
    miniBatch(8, scheme)
        .withFullPasses(2)
        .withListener(
            progress -> {
              if (progress.labels().length == N) {
                Clustering by =
                    new LloydKMeans(8)
                        .withMaxIterations(1)
                        .withInitializer(Initializer.of(progress.centroids()))
                        .withListener(
                            first -> {
                              assertArrayEquals(first.labels(), progress.labels());
                              return FitListener.Action.STOP;
                            })
                        .fit(CLOUD);
                assertEquals(1, by.iterations());
              }
              return FitListener.Action.CONTINUE;
            })
        .fit(CLOUD);
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void endsForEachReason(BatchScheme scheme) {
    MiniBatchKMeans fit = miniBatch(8, scheme);
    assertEquals(StopReason.SETTLED, fit.withFullPasses(0).fit(CLOUD).stopReason());
    assertEquals(StopReason.MAX_ITERATIONS, fit.withFullPasses(1).fit(CLOUD).stopReason());
    assertEquals(
        StopReason.TOLERANCE,
        fit.withFullPasses(Integer.MAX_VALUE).withTolerance(0.5).fit(CLOUD).stopReason());
    Clustering hasty = fit.withTimeBudget(Duration.ofNanos(1)).withFullPasses(9).fit(CLOUD);
    assertEquals(StopReason.TIME_BUDGET, hasty.stopReason());
    assertEquals(1, hasty.iterations());
    assertArrayEquals(hasty.labels(), hasty.predict(CLOUD));
    Thread.currentThread().interrupt();
    assertThrows(FitInterruptedException.class, () -> fit.fit(CLOUD));
    assertTrue(Thread.interrupted());
  }

  /** A tolerance of 0 ends nothing, so it must not be named as the reason. */
  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void aFitThatComesToRestHasAReasonOfItsOwn(BatchScheme scheme) {
    Clustering c = miniBatch(8, scheme).fit(CLOUD);
    assertEquals(StopReason.SETTLED, c.stopReason());
    assertTrue(c.isConverged());
    assertTrue(c.toString().endsWith(", SETTLED]"), c.toString());
  }

  /** The centroid that has all rows hardly moves, and those of the others jump onto rows. */
  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void doesNotSettleWhileEmptyClustersMove(BatchScheme scheme) {
    Points points = Points.of(cloud(200, 3, 4));
    for (double far : new double[] {0, 1e6}) {
      DMatrixRMaj initial = new DMatrixRMaj(new double[][] {{0, 0, 0}, {far, 0, 0}, {0, far, 0}});
      Clustering c =
          new MiniBatchKMeans(3)
              .withScheme(scheme)
              .withInitializer(Initializer.of(initial))
              .fit(points);
      assertEquals(0, c.emptyClusters());
    }
  }

  /** Most clusters have one row, on which its centroid rests; the others have to be moved. */
  @Test
  void clustersOfOneRowDoNotSettleTheOthers() {
    for (int k : new int[] {110, 120, 140, 160}) {
      Points points = Points.of(cloud(200, 4, k));
      double inertia = new MiniBatchKMeans(k).fit(points).inertia();
      assertTrue(inertia < 1.1 * new LloydKMeans(k).fit(points).inertia(), k + ": " + inertia);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void interruptedBetweenBatchesEnds(BatchScheme scheme) {
    for (int at : new int[] {1, 3}) {
      MiniBatchKMeans fit =
          miniBatch(8, scheme)
              .withFullPasses(3)
              .withListener(
                  progress -> {
                    if (progress.iteration().number() == at) {
                      Thread.currentThread().interrupt();
                    }
                    return FitListener.Action.CONTINUE;
                  });
      assertThrows(FitInterruptedException.class, () -> fit.fit(CLOUD));
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void emptyClustersAreTreatedAsThePolicySays(BatchScheme scheme) {
    double[][] start = new double[3][6];
    start[1][0] = 1;
    Arrays.fill(start[2], 1e6);
    MiniBatchKMeans fit =
        miniBatch(3, Schemes.patient(scheme, 30))
            .withInitializer(Initializer.of(new DMatrixRMaj(start)));
    for (int fullPasses : new int[] {0, 3}) {
      Clustering relocated = fit.withFullPasses(fullPasses).fit(CLOUD);
      assertTrue(Arrays.stream(relocated.sizes()).allMatch(size -> size > 0), scheme::toString);
      Clustering kept =
          fit.withFullPasses(fullPasses).withEmptyClusters(EmptyClusterPolicy.KEEP).fit(CLOUD);
      assertEquals(0, kept.sizes()[2]);
      assertEquals(1e6, kept.centroids().get(2, 3));
      assertThrows(
          EmptyClusterException.class,
          () ->
              fit.withFullPasses(fullPasses).withEmptyClusters(EmptyClusterPolicy.FAIL).fit(CLOUD));
    }
  }

  @Test
  void nestedBatchesDoubleAndBecomeAllRows() {
    List<Integer> rows = new ArrayList<>();
    new MiniBatchKMeans(8)
        .withBatchSize(500)
        .withListener(
            progress -> {
              int size = progress.labels().length;
              if (rows.isEmpty() || rows.get(rows.size() - 1) != size) {
                rows.add(size);
              }
              return FitListener.Action.CONTINUE;
            })
        .fit(CLOUD);
    assertEquals(List.of(512, 1024, 2048, 5000), rows);
  }
}
