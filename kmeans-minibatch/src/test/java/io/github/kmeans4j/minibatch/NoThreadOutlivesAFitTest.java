package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansParallel;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.data.PointsSource;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;
import io.github.kmeans4j.minibatch.internal.source.SourceFit;
import io.github.kmeans4j.minibatch.internal.source.SourceOptions;
import io.github.kmeans4j.rules.NoThreadOutlives;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However a fit ends, its threads, the one that reads included, have ended when it returns. */
class NoThreadOutlivesAFitTest extends NoThreadOutlives {
  /** Of a block, so that the sources have many of them. */
  private static final int VALUES = 2000;

  private static final Points POINTS = random(2500, 8);

  private static final MiniBatchKMeans FIT =
      new MiniBatchKMeans(6).withThreads(THREADS).withBatchSize(100).withMaxPasses(2);

  static Stream<Work> works() {
    return Stream.of(
        new Work("nested", () -> FIT.withScheme(BatchScheme.nested()).fit(POINTS)),
        new Work(
            "classic and full passes",
            () -> FIT.withScheme(BatchScheme.classic()).withFullPasses(3).fit(POINTS)),
        new Work(
            "adaptive, several initializations",
            () ->
                FIT.withScheme(BatchScheme.adaptive())
                    .withInitializer(new KMeansParallel())
                    .withInitializations(3)
                    .fit(POINTS)),
        new Work("a source", () -> fit(options(BatchScheme.classic()), new PointsSource(POINTS))),
        new Work(
            "a source, adaptive",
            () -> fit(options(BatchScheme.adaptive()), new PointsSource(POINTS))),
        new Work(
            "a stream", () -> FIT.stream().partialFit(POINTS).partialFit(POINTS).toClustering()));
  }

  private static SourceOptions options(BatchScheme.Drawn scheme) {
    SourceOptions options = new SourceOptions(6);
    // no block is read that is not wanted
    options.scheme = (Scheme.Drawn) Schemes.patient(scheme, Integer.MAX_VALUE).plan();
    options.batchSize = 100;
    options.maxPasses = 2;
    options.threads = THREADS;
    return options;
  }

  private static void fit(SourceOptions options, BlockSource source) throws Exception {
    new SourceFit(options, source, (first, labels) -> {}, VALUES).fit();
  }

  @Test
  void sourcesThatThrowAtAnyRead() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    fit(options(BatchScheme.classic()), source(reads::incrementAndGet));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      int last = 1 + random.nextInt(reads.get());
      AtomicInteger left = new AtomicInteger(last);
      BlockSource failing = source(() -> failAtZero(left, failure));
      assertFails(failure, () -> fit(options(BatchScheme.classic()), failing), "read " + last);
    }
  }

  @Test
  void listenersThatThrowAtAnyBatch() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      for (BatchScheme scheme : Schemes.all().toList()) {
        AtomicInteger left = new AtomicInteger(1 + i % 3);
        MiniBatchKMeans fit = FIT.withScheme(scheme).withListener(listener(left, failure));
        assertFails(failure, () -> fit.fit(POINTS));
      }
      SourceOptions options = options(BatchScheme.adaptive());
      options.listener = listener(new AtomicInteger(1 + i), failure);
      assertFails(failure, () -> fit(options, new PointsSource(POINTS)));
    }
  }

  @Test
  void initializersThatThrow() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      AtomicInteger left = new AtomicInteger(1 + i % 3);
      MiniBatchKMeans fit =
          FIT.withInitializations(3)
              .withInitializer(
                  (points, k, seeding) -> {
                    failAtZero(left, failure);
                    return new KMeansPlusPlus().initialize(points, k, seeding);
                  });
      assertFails(failure, () -> fit.fit(POINTS));
      left.set(1);
      assertFails(failure, () -> fit.fit(new PointsSource(POINTS)));
      left.set(1);
      assertFails(failure, () -> fit.stream().partialFit(POINTS));
    }
  }

  @Test
  void consumersOfLabelsThatThrow() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      AtomicInteger left = new AtomicInteger(1 + i % 7);
      SourceFit fit =
          new SourceFit(
              options(BatchScheme.classic()),
              new PointsSource(POINTS),
              (first, labels) -> failAtZero(left, failure),
              VALUES);
      assertFails(failure, fit::fit);
    }
  }

  private static BlockSource source(Runnable before) {
    return new FakeSource(
        POINTS,
        number -> {
          before.run();
          return null;
        });
  }

  private static FitListener listener(AtomicInteger left, Throwable failure) {
    return progress -> {
      failAtZero(left, failure);
      return FitListener.Action.CONTINUE;
    };
  }
}
