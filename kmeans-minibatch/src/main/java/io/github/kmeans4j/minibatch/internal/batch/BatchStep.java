package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import org.jspecify.annotations.Nullable;

/** How centroids learn from a batch of any rows. The state of one fit; not thread-safe. */
public interface BatchStep {
  /**
   * Learns from a batch; an exception leaves everything as it was.
   *
   * @param rows indices of the batch's rows
   * @param labels receives their labels, by the centroids before the step
   * @param weights weight of each row of the store, or null
   * @return the inertia of the batch before the step, weighted
   */
  double learn(
      RowStore store,
      RowAssignment assignment,
      int[] rows,
      int[] labels,
      double @Nullable [] weights,
      Workers workers);

  /** The centroids that the last batch was assigned to, k × d; not to be changed. */
  double[][] before();

  /** What the fit would return if this were the last batch, k × d; not to be changed. */
  double[][] centroids();

  /** The largest move of a centroid in the last step, a Euclidean distance. */
  double shift();

  /**
   * A power of two that brings the largest of some weights to about 1, so that sums of weighted
   * values neither overflow nor vanish. It changes no bit of a mean that they would not have
   * changed.
   *
   * @param heaviest the largest weight
   */
  static double scale(double heaviest) {
    return Math.scalb(1.0, -Math.getExponent(heaviest));
  }

  /** The largest magnitude in some centroids. */
  static double largest(double[][] centroids) {
    double largest = 0;
    for (double[] centroid : centroids) {
      for (double value : centroid) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
