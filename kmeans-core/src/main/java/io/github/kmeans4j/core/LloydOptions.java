package io.github.kmeans4j.core;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.internal.rows.Euclidean;
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
  double relativeTolerance = 0;
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
    copy.relativeTolerance = relativeTolerance;
    copy.restarts = restarts;
    copy.threads = threads;
    copy.emptyClusters = emptyClusters;
    copy.listener = listener;
    copy.timeBudget = timeBudget;
    return copy;
  }

  /** Checks what no option can check for itself. */
  LloydOptions checked() {
    if (relativeTolerance > 0 && !Euclidean.is(metric)) {
      throw new IllegalArgumentException(
          "relativeTolerance is a part of the variance and needs the Euclidean distance, but the"
              + " metric is "
              + metric.name());
    }
    return this;
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
        + (relativeTolerance == 0 ? "" : ", relativeTolerance=" + relativeTolerance)
        + ", restarts="
        + restarts
        + ", threads="
        + threads
        + "]";
  }
}
