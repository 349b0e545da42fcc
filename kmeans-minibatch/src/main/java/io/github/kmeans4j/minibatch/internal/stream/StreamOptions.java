package io.github.kmeans4j.minibatch.internal.stream;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;

/** The options of a fit over a stream; changed only on a copy that nobody else has seen yet. */
public final class StreamOptions {
  public final int k;
  public Initializer initializer = new KMeansPlusPlus();
  public long seed;
  public double reassignmentRatio = new Scheme.Classic().reassignmentRatio();
  public int threads = Runtime.getRuntime().availableProcessors();

  /**
   * The defaults.
   *
   * @param k number of clusters
   */
  public StreamOptions(int k) {
    this.k = k;
  }

  /** Another one of the same values. */
  public StreamOptions copy() {
    StreamOptions copy = new StreamOptions(k);
    copy.initializer = initializer;
    copy.seed = seed;
    copy.reassignmentRatio = reassignmentRatio;
    copy.threads = threads;
    return copy;
  }

  @Override
  public String toString() {
    return "[k="
        + k
        + ", initializer="
        + initializer.name()
        + ", seed="
        + seed
        + ", reassignmentRatio="
        + reassignmentRatio
        + ", threads="
        + threads
        + "]";
  }
}
