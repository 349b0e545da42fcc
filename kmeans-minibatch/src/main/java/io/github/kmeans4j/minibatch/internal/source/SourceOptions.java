package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.minibatch.internal.batch.BatchOptions;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;

/** The options of a fit over a source. */
public final class SourceOptions extends BatchOptions {
  /** Rows a cluster that a sample to be fitted should have. */
  private static final int ROWS_TO_FIT = 256;

  public Scheme.Drawn scheme = new Scheme.Classic();

  /**
   * The defaults.
   *
   * @param k number of clusters
   */
  public SourceOptions(int k) {
    super(k);
  }

  /**
   * What a fit over rows in memory has in common with one over a source.
   *
   * @param other its options
   */
  public static SourceOptions like(BatchOptions other) {
    SourceOptions options = new SourceOptions(other.k);
    options.take(other);
    return options;
  }

  /** Another one of the same values. */
  public SourceOptions copy() {
    SourceOptions copy = like(this);
    copy.scheme = scheme;
    return copy;
  }

  @Override
  public Initializer initializer() {
    return initializer != null ? initializer : new SampleFits();
  }

  /**
   * How many rows the initial centroids are chosen from.
   *
   * @param n all rows
   * @param block rows of a block, which a sample that nobody asked for does not exceed by much
   */
  public int sampleRows(long n, int block) {
    int all = (int) Math.min(n, Integer.MAX_VALUE);
    int usual = initializationRows(all);
    return initializer != null || initializationSize != null
        ? usual
        : Math.max(usual, (int) Math.min(block, Math.min(all, (long) ROWS_TO_FIT * k)));
  }

  @Override
  public String toString() {
    return describe(scheme);
  }
}
