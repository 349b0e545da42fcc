package io.github.kmeans4j.minibatch.internal.stream;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;

/**
 * The options of a fit over a stream. Of those that all fits have, it looks at k, initializer, seed
 * and threads; it has no end that the others could bring about.
 */
public final class StreamOptions extends FitOptions {
  public double reassignmentRatio = new Scheme.Classic().reassignmentRatio();

  /**
   * The defaults.
   *
   * @param k number of clusters
   * @throws IllegalArgumentException if k &lt; 1
   */
  public StreamOptions(int k) {
    super(k);
  }

  /**
   * What another fit has in common with one over a stream.
   *
   * @param other its options
   */
  public static StreamOptions like(FitOptions other) {
    StreamOptions options = new StreamOptions(other.k);
    options.take(other);
    return options;
  }

  /** Another one of the same values. */
  public StreamOptions copy() {
    StreamOptions copy = like(this);
    copy.reassignmentRatio = reassignmentRatio;
    return copy;
  }

  @Override
  public Initializer initializer() {
    return initializer != null ? initializer : new KMeansPlusPlus();
  }

  /** Sets it, if it is in 0..1. */
  public void setReassignmentRatio(double reassignmentRatio) {
    this.reassignmentRatio = Scheme.Classic.ratio(reassignmentRatio);
  }

  @Override
  public String toString() {
    return "[k="
        + k
        + ", initializer="
        + initializer().name()
        + ", seed="
        + seed
        + ", reassignmentRatio="
        + reassignmentRatio
        + ", threads="
        + threads
        + "]";
  }
}
