package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.update.Inertia;

/**
 * Tells when the inertia of the batches has stopped falling: its exponentially weighted mean made
 * no new minimum for some batches. The first batch, assigned to the initial centroids, does not
 * count. Not thread-safe.
 */
public final class Improvement {
  private final double alpha;
  private final int patience;
  private double mean = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private int without;
  private int batches;

  /**
   * Creates it.
   *
   * @param patience how many batches without a new minimum end the fit; 0 for no end
   */
  public Improvement(int batchSize, int n, int patience) {
    this.alpha = Math.min(1, 2.0 * batchSize / (n + 1.0));
    this.patience = patience;
  }

  /** Takes note of a batch's inertia per row. */
  public boolean hasEnded(double inertiaPerRow) {
    if (patience == 0 || batches++ == 0) {
      return false;
    }
    mean = Double.isNaN(mean) ? inertiaPerRow : mean * (1 - alpha) + inertiaPerRow * alpha;
    if (Inertia.isBelow(mean, least)) {
      least = mean;
      without = 0;
      return false;
    }
    return ++without >= patience;
  }
}
