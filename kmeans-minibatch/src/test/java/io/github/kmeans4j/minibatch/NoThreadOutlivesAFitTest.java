package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansParallel;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.data.PointsSource;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;
import io.github.kmeans4j.minibatch.internal.source.SourceFit;
import io.github.kmeans4j.minibatch.internal.source.SourceOptions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a fit ends, its threads, the one that reads included, have ended when it returns. */
@Timeout(120)
class NoThreadOutlivesAFitTest {
  private static final int INTERRUPTS = 50;
  private static final int FAILURES = 24;

  /** Of a block, so that the sources have many of them. */
  private static final int VALUES = 2000;

  private static final Points POINTS = random(2500, 8);

  private static final MiniBatchKMeans FIT =
      new MiniBatchKMeans(6).withThreads(3).withBatchSize(100).withMaxPasses(2);

  /** Something that uses threads. */
  private record Work(String name, Executable task) {
    @Override
    public String toString() {
      return name;
    }
  }

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
    options.threads = 3;
    return options;
  }

  private static void fit(SourceOptions options, BlockSource source) throws Exception {
    new SourceFit(options, source, (first, labels) -> {}, VALUES).fit();
  }

  @AfterEach
  void noThreadIsLeft() {
    assertEquals(List.of(), threads());
  }

  @ParameterizedTest
  @MethodSource("works")
  void interruptedAtAnyMoment(Work work) throws Throwable {
    SplittableRandom random = new SplittableRandom(17);
    work.task.execute();
    long begin = System.nanoTime();
    work.task.execute();
    long usual = System.nanoTime() - begin;
    for (int i = 0; i < INTERRUPTS; i++) {
      Throwable[] thrown = new Throwable[1];
      boolean[] flag = new boolean[1];
      Thread caller =
          new Thread(
              () -> {
                try {
                  work.task.execute();
                } catch (Throwable e) {
                  thrown[0] = e;
                }
                flag[0] = Thread.currentThread().isInterrupted();
              });
      caller.start();
      LockSupport.parkNanos(random.nextLong(usual));
      caller.interrupt();
      caller.join();
      assertEquals(List.of(), threads());
      if (thrown[0] != null) {
        assertInstanceOf(FitInterruptedException.class, thrown[0]);
        assertTrue(flag[0], "the flag stays set");
      }
    }
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
      assertSame(
          failure,
          assertThrows(
              Throwable.class, () -> fit(options(BatchScheme.classic()), failing), "read " + last));
      assertEquals(List.of(), threads());
    }
  }

  @Test
  void listenersThatThrowAtAnyBatch() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      for (BatchScheme scheme : Schemes.all().toList()) {
        AtomicInteger left = new AtomicInteger(1 + i % 3);
        MiniBatchKMeans fit = FIT.withScheme(scheme).withListener(listener(left, failure));
        assertSame(failure, assertThrows(Throwable.class, () -> fit.fit(POINTS)));
        assertEquals(List.of(), threads());
      }
      SourceOptions options = options(BatchScheme.adaptive());
      options.listener = listener(new AtomicInteger(1 + i), failure);
      assertSame(
          failure, assertThrows(Throwable.class, () -> fit(options, new PointsSource(POINTS))));
      assertEquals(List.of(), threads());
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
      assertSame(failure, assertThrows(Throwable.class, () -> fit.fit(POINTS)));
      assertEquals(List.of(), threads());
      left.set(1);
      assertSame(failure, assertThrows(Throwable.class, () -> fit.fit(new PointsSource(POINTS))));
      assertEquals(List.of(), threads());
      left.set(1);
      assertSame(failure, assertThrows(Throwable.class, () -> fit.stream().partialFit(POINTS)));
      assertEquals(List.of(), threads());
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
      assertSame(failure, assertThrows(Throwable.class, fit::fit));
      assertEquals(List.of(), threads());
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

  private static void failAtZero(AtomicInteger left, Throwable failure) {
    if (left.decrementAndGet() == 0) {
      NoThreadOutlivesAFitTest.<RuntimeException>sneak(failure);
    }
  }

  private static Throwable failure(int number) {
    return switch (number % 4) {
      case 0 -> new IllegalStateException("failure " + number);
      case 1 -> new OutOfMemoryError("failure " + number);
      case 2 -> new Exception("undeclared failure " + number);
      default -> new Throwable("failure of no kind " + number);
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  private static Points random(int n, int d) {
    SplittableRandom random = new SplittableRandom(n);
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Points.of(values, n, d);
  }

  /** The names of the library's threads that live. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("kmeans4j-"))
        .sorted()
        .toList();
  }
}
