package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import io.github.kmeans4j.rules.NoThreadOutlives;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However a fit ends, its threads have ended when it returns. */
class NoThreadOutlivesAFitTest extends NoThreadOutlives {
  /** Enough columns for the filter of k-means++, which projects rows. */
  private static final Points WIDE = random(2100, 128);

  private static final Points NARROW = random(700, 5);

  private static final LloydKMeans FIT = new LloydKMeans(7).withThreads(THREADS);

  static Stream<Work> works() {
    Clustering clusters = FIT.withMaxIterations(3).fit(WIDE);
    int[] labels = FIT.withMaxIterations(3).fit(NARROW).labels();
    return Stream.of(
        new Work("k-means++ with a filter", () -> FIT.withMaxIterations(8).fit(WIDE)),
        new Work(
            "k-means|| and restarts",
            () ->
                FIT.withInitializer(new KMeansParallel())
                    .withRestarts(3)
                    .withMaxIterations(8)
                    .fit(NARROW)),
        new Work("cosine", () -> FIT.withMetric(new CosineDistance()).fit(NARROW)),
        new Work(
            "k-means|| alone",
            () -> new KMeansParallel().initialize(NARROW, 7, seeding(new EuclideanDistance()))),
        new Work("silhouette", () -> InternalMeasures.silhouette(NARROW, labels, THREADS)),
        new Work("predict", () -> clusters.predict(WIDE)));
  }

  @Test
  void interruptedBeforeTheFirstDistancesOfTheSeeding() {
    for (Initializer initializer : List.of(new KMeansPlusPlus(), new KMeansParallel())) {
      Thread.currentThread().interrupt();
      assertThrows(
          FitInterruptedException.class,
          () -> initializer.initialize(WIDE, 3, seeding(new EuclideanDistance())));
      assertTrue(Thread.interrupted(), "the flag stays set");
      assertNoThread();
    }
  }

  @Test
  void metricsThatThrowAtAnyCall() {
    AtomicInteger calls = new AtomicInteger();
    FIT.withMetric(metric(() -> calls.incrementAndGet())).withMaxIterations(2).fit(NARROW);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      int last = 1 + random.nextInt(calls.get());
      AtomicInteger left = new AtomicInteger(last);
      LloydKMeans fit = FIT.withMetric(metric(() -> failAtZero(left, failure)));
      assertFails(failure, () -> fit.fit(NARROW), "call " + last);
    }
  }

  @Test
  void listenersThatThrowAtAnyIteration() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      AtomicInteger left = new AtomicInteger(1 + i % 5);
      FitListener listener =
          progress -> {
            failAtZero(left, failure);
            return FitListener.Action.CONTINUE;
          };
      LloydKMeans fit = FIT.withListener(listener);
      assertFails(failure, () -> fit.fit(WIDE));
    }
  }

  @Test
  void initializersThatThrowInAnyRun() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      AtomicInteger left = new AtomicInteger(1 + i % 3);
      Initializer initializer =
          (points, k, seeding) -> {
            failAtZero(left, failure);
            return new KMeansPlusPlus().initialize(points, k, seeding);
          };
      LloydKMeans fit = FIT.withInitializer(initializer).withRestarts(3).withMaxIterations(2);
      assertFails(failure, () -> fit.fit(NARROW));
    }
  }

  @Test
  void silhouettesAndPredictionsByAMetricThatThrows() {
    int[] labels = FIT.fit(NARROW).labels();
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      AtomicInteger left = new AtomicInteger(1);
      DistanceMetric metric = metric(() -> failAtZero(left, failure));
      assertFails(failure, () -> InternalMeasures.silhouettes(NARROW, labels, metric, THREADS));
      left.set(Integer.MAX_VALUE);
      Clustering clusters = FIT.withMetric(metric).withMaxIterations(1).fit(NARROW);
      left.set(190 * i + 1);
      assertFails(failure, () -> clusters.predict(NARROW));
    }
  }

  /** The Manhattan distance, which does something before each call. */
  private static DistanceMetric metric(Runnable before) {
    DistanceMetric plain = new ManhattanDistance();
    return (a, b) -> {
      before.run();
      return plain.distance(a, b);
    };
  }

  private static Seeding seeding(DistanceMetric metric) {
    return new Seeding(new SplittableRandom(1), metric, null, THREADS);
  }
}
