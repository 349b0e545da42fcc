package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a fit ends, its threads have ended when it returns. */
@Timeout(120)
class NoThreadOutlivesAFitTest {
  private static final int INTERRUPTS = 60;
  private static final int FAILURES = 25;
  private static final int THREADS = 3;

  /** Enough columns for the filter of k-means++ and for the projection of Lloyd's iteration. */
  private static final Points WIDE = random(2100, 128);

  private static final Points NARROW = random(700, 5);

  private static final LloydKMeans FIT = new LloydKMeans(7).withThreads(THREADS);

  /** Something that uses threads. */
  private record Work(String name, Runnable task) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Work> works() {
    Clustering clusters = FIT.withMaxIterations(3).fit(WIDE);
    int[] labels = FIT.withMaxIterations(3).fit(NARROW).labels();
    return Stream.of(
        new Work("k-means++ and projection", () -> FIT.withMaxIterations(8).fit(WIDE)),
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

  @AfterEach
  void noThreadIsLeft() {
    assertEquals(List.of(), threads());
  }

  @ParameterizedTest
  @MethodSource("works")
  void interruptedAtAnyMoment(Work work) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(17);
    work.task.run();
    long begin = System.nanoTime();
    work.task.run();
    long usual = System.nanoTime() - begin;
    for (int i = 0; i < INTERRUPTS; i++) {
      Throwable[] thrown = new Throwable[1];
      boolean[] flag = new boolean[1];
      Thread caller =
          new Thread(
              () -> {
                try {
                  work.task.run();
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
  void interruptedBeforeTheFirstDistancesOfTheSeeding() {
    for (Initializer initializer : List.of(new KMeansPlusPlus(), new KMeansParallel())) {
      Thread.currentThread().interrupt();
      assertThrows(
          FitInterruptedException.class,
          () -> initializer.initialize(WIDE, 3, seeding(new EuclideanDistance())));
      assertTrue(Thread.interrupted(), "the flag stays set");
      assertEquals(List.of(), threads());
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
      LloydKMeans fit =
          FIT.withMetric(
              metric(
                  () -> {
                    if (left.decrementAndGet() == 0) {
                      sneak(failure);
                    }
                  }));
      assertSame(failure, assertThrows(Throwable.class, () -> fit.fit(NARROW)), "call " + last);
      assertEquals(List.of(), threads());
    }
  }

  @Test
  void listenersThatThrowAtAnyIteration() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      int last = 1 + i % 5;
      FitListener listener =
          progress -> {
            if (progress.iteration().number() == last) {
              sneak(failure);
            }
            return FitListener.Action.CONTINUE;
          };
      LloydKMeans fit = FIT.withListener(listener);
      assertSame(failure, assertThrows(Throwable.class, () -> fit.fit(WIDE)));
      assertEquals(List.of(), threads());
    }
  }

  @Test
  void initializersThatThrowInAnyRun() {
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      AtomicInteger left = new AtomicInteger(1 + i % 3);
      Initializer initializer =
          (points, k, seeding) -> {
            if (left.decrementAndGet() == 0) {
              sneak(failure);
            }
            return new KMeansPlusPlus().initialize(points, k, seeding);
          };
      LloydKMeans fit = FIT.withInitializer(initializer).withRestarts(3).withMaxIterations(2);
      assertSame(failure, assertThrows(Throwable.class, () -> fit.fit(NARROW)));
      assertEquals(List.of(), threads());
    }
  }

  @Test
  void silhouettesAndPredictionsByAMetricThatThrows() {
    int[] labels = FIT.fit(NARROW).labels();
    for (int i = 0; i < FAILURES; i++) {
      Throwable failure = failure(i);
      AtomicInteger left = new AtomicInteger(1);
      DistanceMetric metric =
          metric(
              () -> {
                if (left.decrementAndGet() == 0) {
                  sneak(failure);
                }
              });
      assertSame(
          failure,
          assertThrows(
              Throwable.class,
              () -> InternalMeasures.silhouettes(NARROW, labels, metric, THREADS)));
      assertEquals(List.of(), threads());
      left.set(Integer.MAX_VALUE);
      Clustering clusters = FIT.withMetric(metric).withMaxIterations(1).fit(NARROW);
      left.set(190 * i + 1);
      assertSame(failure, assertThrows(Throwable.class, () -> clusters.predict(NARROW)));
      assertEquals(List.of(), threads());
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

  private static Seeding seeding(DistanceMetric metric) {
    return new Seeding(new SplittableRandom(1), metric, null, THREADS);
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
