package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.data.GaussianBlobs;
import io.github.kmeans4j.core.data.LabeledPoints;
import io.github.kmeans4j.core.evaluation.ExternalMeasures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MiniBatchKMeansTest {
  private static final LabeledPoints BLOBS =
      new GaussianBlobs(new double[][] {{0, 0}, {10, 0}, {0, 10}, {10, 10}}, 700, 500, 900, 600)
          .withSeed(3)
          .generate();

  @Test
  void findsBlobsFarApart() {
    Clustering c = new MiniBatchKMeans(4).withBatchSize(256).fit(BLOBS.points());
    assertEquals(1, ExternalMeasures.adjustedRandIndex(c.labels(), BLOBS.labels()));
    double exact = new LloydKMeans(4).fit(BLOBS.points()).inertia();
    assertTrue(
        c.inertia() < 1.01 * exact, () -> c.inertia() + " is far above full batch's " + exact);
  }

  @Test
  void labelsCentroidsAndInertiaBelongTogether() {
    Clustering c =
        new MiniBatchKMeans(7)
            .withScheme(BatchScheme.classic())
            .withBatchSize(100)
            .fit(BLOBS.points());
    assertArrayEquals(c.labels(), c.predict(BLOBS.points()));
    assertEquals(c.inertia(), c.inertia(BLOBS.points()));
    assertEquals(2700, Arrays.stream(c.sizes()).sum());
    assertEquals(c.iterations(), c.history().size());
    assertEquals(100, c.history().get(0).rowsMoved());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    double[] weights = new double[2700];
    Arrays.setAll(weights, i -> 0.1 * (1 + i % 5));
    MiniBatchKMeans miniBatch = new MiniBatchKMeans(9).withSeed(5).withInitializations(3);
    Clustering one = miniBatch.withThreads(1).fit(BLOBS.points(), weights);
    for (int threads : new int[] {2, 3, 7}) {
      Clustering c = miniBatch.withThreads(threads).fit(BLOBS.points(), weights);
      assertArrayEquals(one.centroids().data, c.centroids().data);
      assertArrayEquals(one.labels(), c.labels());
      assertEquals(one.inertia(), c.inertia());
      assertEquals(one.iterations(), c.iterations());
    }
  }

  @Test
  void oneBatchOfAllRowsOnceIsOneMeanStep() {
    // A stream of one batch: every centroid becomes the mean of its rows.
    double[][] rows = {{0}, {1}, {2}, {10}, {11}, {15}};
    StreamFitter fitter =
        new MiniBatchKMeans(2)
            .withInitializer(Initializer.of(new DMatrixRMaj(new double[][] {{0}, {9}}))).stream();
    Clustering c = fitter.partialFit(Points.of(rows)).toClustering();
    assertArrayEquals(new double[] {1, 12}, c.centroids().data, 1e-15);
    assertArrayEquals(new int[] {3, 3}, c.sizes());
    assertEquals(0 + 1 + 4 + 1 + 4 + 36, c.inertia());
    assertEquals(1, c.iterations());
    assertEquals(0, c.labels().length);
    // The second batch pulls by one part in four and one in five.
    c = fitter.partialFit(Points.of(new double[][] {{5}, {12}, {22}})).toClustering();
    assertArrayEquals(new double[] {(3 + 5) / 4.0, (36 + 34) / 5.0}, c.centroids().data, 1e-14);
    assertEquals(2, fitter.batches());
  }

  @Test
  void centroidsThatAttractNothingMoveOntoRowsOfTheBatch() {
    double[][] rows = new double[200][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i % 2 == 0 ? 0 : 100, i};
    }
    StreamFitter fitter =
        new MiniBatchKMeans(3)
                .withInitializer(
                    Initializer.of(new DMatrixRMaj(new double[][] {{0, 0}, {100, 0}, {1e6, 1e6}})))
                .stream();
    DMatrixRMaj centroids = fitter.partialFit(Points.of(rows)).toClustering().centroids();
    double x = centroids.get(2, 0);
    double y = centroids.get(2, 1);
    assertTrue(
        Arrays.stream(rows).anyMatch(row -> row[0] == x && row[1] == y),
        () -> "(" + x + ", " + y + ") is no row of the batch");
    Clustering never =
        new StreamKMeans(3)
            .withReassignmentRatio(0)
            .withInitializer(
                Initializer.of(new DMatrixRMaj(new double[][] {{0, 0}, {100, 0}, {1e6, 1e6}})))
            .begin()
            .partialFit(Points.of(rows))
            .toClustering();
    assertEquals(1e6, never.centroids().get(2, 0));
  }

  @Test
  void endsInEachWay() {
    MiniBatchKMeans miniBatch =
        new MiniBatchKMeans(4).withScheme(BatchScheme.classic()).withBatchSize(64);
    assertEquals(StopReason.SETTLED, miniBatch.fit(BLOBS.points()).stopReason());
    Clustering few =
        miniBatch
            .withScheme(BatchScheme.classic().withPatience(Integer.MAX_VALUE))
            .withMaxPasses(2)
            .fit(BLOBS.points());
    assertEquals(StopReason.MAX_ITERATIONS, few.stopReason());
    assertEquals(2 * 2700 / 64, few.iterations());
    Clustering loose = miniBatch.withTolerance(1e9).fit(BLOBS.points());
    assertEquals(StopReason.TOLERANCE, loose.stopReason());
    assertEquals(1, loose.iterations());
    List<Integer> batches = new ArrayList<>();
    Clustering told =
        miniBatch
            .withListener(
                progress -> {
                  batches.add(progress.iteration().number());
                  assertEquals(64, progress.labels().length);
                  return batches.size() == 3
                      ? FitListener.Action.STOP
                      : FitListener.Action.CONTINUE;
                })
            .fit(BLOBS.points());
    assertEquals(StopReason.STOPPED_BY_LISTENER, told.stopReason());
    assertEquals(List.of(1, 2, 3), batches);
    Clustering cut =
        miniBatch
            .withTolerance(1e9)
            .withFullPasses(Integer.MAX_VALUE)
            .withListener(progress -> FitListener.Action.STOP)
            .fit(BLOBS.points());
    assertEquals(1, cut.iterations());
    assertEquals(StopReason.STOPPED_BY_LISTENER, cut.stopReason());
    Clustering hasty = miniBatch.withTimeBudget(Duration.ofNanos(1)).fit(BLOBS.points());
    assertEquals(StopReason.TIME_BUDGET, hasty.stopReason());
    assertArrayEquals(hasty.labels(), hasty.predict(BLOBS.points()));
    Thread.currentThread().interrupt();
    assertThrows(FitInterruptedException.class, () -> miniBatch.fit(BLOBS.points()));
    assertTrue(Thread.interrupted());
  }

  static Stream<Arguments> badCalls() {
    Points two = Points.of(new double[][] {{1, 2}, {3, 4}});
    return Stream.of(
        Arguments.of("k must be at least 1, but is 0", call(() -> new MiniBatchKMeans(0))),
        Arguments.of(
            "k must be at most the number of rows, 2, but is 3",
            call(() -> new MiniBatchKMeans(3).fit(two))),
        Arguments.of(
            "batchSize must be at least 1, but is 0",
            call(() -> new MiniBatchKMeans(3).withBatchSize(0))),
        Arguments.of(
            "initializationSize must be at least 3, but is 2",
            call(() -> new MiniBatchKMeans(3).withInitializationSize(2))),
        Arguments.of(
            "initializations must be at least 1, but is 0",
            call(() -> new MiniBatchKMeans(3).withInitializations(0))),
        Arguments.of(
            "fullPasses must be at least 0, but is -1",
            call(() -> new MiniBatchKMeans(3).withFullPasses(-1))),
        Arguments.of(
            "maxPasses must be at least 1, but is 0",
            call(() -> new MiniBatchKMeans(3).withMaxPasses(0))),
        Arguments.of(
            "patience must be at least 1, but is 0",
            call(() -> BatchScheme.adaptive().withPatience(0))),
        Arguments.of(
            "reassignmentRatio must be in 0..1, but is 1.5",
            call(() -> BatchScheme.classic().withReassignmentRatio(1.5))),
        Arguments.of(
            "threads must be at least 1, but is 0",
            call(() -> new MiniBatchKMeans(3).withThreads(0))),
        Arguments.of(
            "points must be finite, but row 1, column 0 is NaN",
            call(() -> new MiniBatchKMeans(1).fit(new double[][] {{1, 2}, {Double.NaN, 4}}))),
        Arguments.of(
            "weights must have one entry for each of the 2 rows, but have 1",
            call(() -> new MiniBatchKMeans(1).fit(two, new double[] {1}))),
        Arguments.of(
            "the first batch must have at least k = 3 rows, but has 2",
            call(() -> new MiniBatchKMeans(3).stream().partialFit(two))),
        Arguments.of(
            "batch must have 2 columns as the first one had, but has 1",
            call(
                () ->
                    new MiniBatchKMeans(1)
                        .stream().partialFit(two).partialFit(Points.of(new double[][] {{1}})))));
  }

  private static Executable call(Executable executable) {
    return executable;
  }

  @ParameterizedTest
  @MethodSource("badCalls")
  void saysWhatIsWrong(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void refusedBatchChangesNothing() {
    StreamFitter fitter = new MiniBatchKMeans(2).stream();
    assertThrows(IllegalStateException.class, fitter::toClustering);
    fitter.partialFit(Points.of(new double[][] {{1, 1}, {5, 5}, {6, 6}}));
    double[] before = fitter.toClustering().centroids().data;
    assertThrows(
        IllegalArgumentException.class,
        () -> fitter.partialFit(Points.of(new double[][] {{Double.NaN, 1}})));
    assertArrayEquals(before, fitter.toClustering().centroids().data);
    assertEquals(1, fitter.batches());
  }
}
