package io.github.kmeans4j.core;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options of {@link LloydKMeans}; changed only on a copy that nobody else has seen yet. */
final class LloydOptions {
  final int k;
  Initializer initializer = new KMeansPlusPlus();
  DistanceMetric metric = new EuclideanDistance();
  long seed = 0;
  int maxIterations = 300;
  double tolerance = 0;
  int restarts = 1;
  int threads = Runtime.getRuntime().availableProcessors();
  EmptyClusterPolicy emptyClusters = EmptyClusterPolicy.RELOCATE;
  @Nullable FitListener listener;
  @Nullable Duration timeBudget;

  LloydOptions(int k) {
    this.k = k;
  }

  LloydOptions copy() {
    LloydOptions copy = new LloydOptions(k);
    copy.initializer = initializer;
    copy.metric = metric;
    copy.seed = seed;
    copy.maxIterations = maxIterations;
    copy.tolerance = tolerance;
    copy.restarts = restarts;
    copy.threads = threads;
    copy.emptyClusters = emptyClusters;
    copy.listener = listener;
    copy.timeBudget = timeBudget;
    return copy;
  }

  @Override
  public String toString() {
    return "[k="
        + k
        + ", initializer="
        + initializer.name()
        + ", metric="
        + metric.name()
        + ", seed="
        + seed
        + ", maxIterations="
        + maxIterations
        + ", tolerance="
        + tolerance
        + ", restarts="
        + restarts
        + ", threads="
        + threads
        + "]";
  }
}
