package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.KMeansPlusPlus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options of {@link MiniBatchKMeans}; changed only on a copy that nobody else has seen yet. */
final class MiniBatchOptions {
  final int k;
  int batchSize = 1024;
  Initializer initializer = new KMeansPlusPlus();
  int initializationSize; // 0 stands for the default, which depends on batch size and k
  int initializations = 1;
  long seed;
  int maxPasses = 100;
  int patience = 10;
  double tolerance;
  double reassignmentRatio = 0.01;
  int threads = Runtime.getRuntime().availableProcessors();
  @Nullable FitListener listener;
  @Nullable Duration timeBudget;

  MiniBatchOptions(int k) {
    this.k = k;
  }

  MiniBatchOptions copy() {
    MiniBatchOptions copy = new MiniBatchOptions(k);
    copy.batchSize = batchSize;
    copy.initializer = initializer;
    copy.initializationSize = initializationSize;
    copy.initializations = initializations;
    copy.seed = seed;
    copy.maxPasses = maxPasses;
    copy.patience = patience;
    copy.tolerance = tolerance;
    copy.reassignmentRatio = reassignmentRatio;
    copy.threads = threads;
    copy.listener = listener;
    copy.timeBudget = timeBudget;
    return copy;
  }

  /** How many of n rows the initial centroids are chosen from. */
  int initializationRows(int n) {
    int wanted = initializationSize > 0 ? initializationSize : Math.max(3 * batchSize, 3 * k);
    return Math.min(n, Math.max(wanted, k));
  }

  @Override
  public String toString() {
    return "[k="
        + k
        + ", batchSize="
        + batchSize
        + ", initializer="
        + initializer.name()
        + ", seed="
        + seed
        + ", maxPasses="
        + maxPasses
        + ", patience="
        + patience
        + ", tolerance="
        + tolerance
        + ", threads="
        + threads
        + "]";
  }
}
