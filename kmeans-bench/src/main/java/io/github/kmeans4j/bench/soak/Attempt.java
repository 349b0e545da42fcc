package io.github.kmeans4j.bench.soak;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansParallel;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.RandomPoints;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** One task with its random numbers and its disturbance. */
final class Attempt {
  final SplittableRandom random;
  final RandomRows rows;
  final DataFiles files;

  /** Of this thread alone. */
  final Path folder;

  final Disturbance disturbance;

  /**
   * Prepares.
   *
   * @param seed of all that is random
   * @param most rows at most
   * @param files to read
   * @param folder to write to
   */
  Attempt(long seed, int most, DataFiles files, Path folder) {
    this.random = new SplittableRandom(seed);
    this.rows = new RandomRows(random, most);
    this.files = files;
    this.folder = folder;
    this.disturbance = disturbance(random);
  }

  /** Interrupts are the most likely ones, since their moments differ most. */
  private static Disturbance disturbance(SplittableRandom random) {
    Disturbance[] all = Disturbance.values();
    return switch (random.nextInt(4)) {
      case 0 -> Disturbance.NONE;
      case 1 -> Disturbance.INTERRUPT;
      default -> all[random.nextInt(all.length)];
    };
  }

  int threads() {
    return random.nextInt(1, 5);
  }

  /** A number of clusters. */
  int k(Points points, int most) {
    return rows.upTo(Math.min(most, points.rows()));
  }

  LloydKMeans lloyd(int k) {
    LloydKMeans estimator =
        new LloydKMeans(k)
            .withSeed(random.nextLong())
            .withThreads(threads())
            .withMaxIterations(random.nextInt(1, 60))
            .withEmptyClusters(
                random.nextBoolean() ? EmptyClusterPolicy.RELOCATE : EmptyClusterPolicy.KEEP)
            .withInitializer(initializer());
    return switch (disturbance) {
      case TIME_BUDGET -> estimator.withTimeBudget(budget());
      case LISTENER_STOPS, LISTENER_THROWS -> estimator.withListener(listener());
      default -> estimator;
    };
  }

  MiniBatchKMeans miniBatch(int k) {
    MiniBatchKMeans estimator =
        new MiniBatchKMeans(k)
            .withSeed(random.nextLong())
            .withThreads(threads())
            .withBatchSize(random.nextInt(1, 2000))
            .withInitializer(initializer());
    return switch (disturbance) {
      case TIME_BUDGET -> estimator.withTimeBudget(budget());
      case LISTENER_STOPS, LISTENER_THROWS -> estimator.withListener(listener());
      default -> estimator;
    };
  }

  private Duration budget() {
    return Duration.ofNanos(1 + (long) (random.nextDouble() * 2e7));
  }

  private FitListener listener() {
    int last = random.nextInt(1, 10);
    AtomicInteger told = new AtomicInteger();
    return progress -> {
      if (told.incrementAndGet() < last) {
        return FitListener.Action.CONTINUE;
      }
      if (disturbance == Disturbance.LISTENER_THROWS) {
        throw new PlannedException("by the listener");
      }
      return FitListener.Action.STOP;
    };
  }

  private Initializer initializer() {
    Initializer usual =
        switch (random.nextInt(4)) {
          case 0 -> new RandomPoints();
          case 1 -> new KMeansParallel();
          default -> new KMeansPlusPlus();
        };
    if (disturbance != Disturbance.INITIALIZER_THROWS) {
      return usual;
    }
    return (points, k, seeding) -> {
      usual.initialize(points, k, seeding);
      throw new PlannedException("by the initializer");
    };
  }

  /** A metric that may throw, on whatever thread it is called, after some calls. */
  DistanceMetric metric(DistanceMetric usual) {
    if (disturbance != Disturbance.METRIC_THROWS) {
      return usual;
    }
    AtomicInteger left = new AtomicInteger(random.nextInt(1, 5000));
    return new DistanceMetric() {
      @Override
      public double distance(double[] a, double[] b) {
        if (left.decrementAndGet() < 0) {
          throw new PlannedException("by the metric");
        }
        return usual.distance(a, b);
      }

      @Override
      public Center center() {
        return usual.center();
      }
    };
  }
}
