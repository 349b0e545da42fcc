package io.github.kmeans4j;

/**
 * Why a fit ended. {@link #CONVERGED}, {@link #TOLERANCE} and {@link #SETTLED} are ends of its own,
 * see {@link Clustering#isConverged()}; by the others it was cut short. None of them tells whether
 * clusters are empty, see {@link Clustering#emptyClusters()}.
 */
public enum StopReason {
  /** No label and no centroid changed any more: a fixed point. */
  CONVERGED,
  /** The centroids moved no further than a tolerance that was asked for, and larger than 0. */
  TOLERANCE,
  /** The largest allowed number of iterations was done. */
  MAX_ITERATIONS,
  /** The time budget was used up. */
  TIME_BUDGET,
  /** A {@link FitListener} asked to stop. */
  STOPPED_BY_LISTENER,
  /**
   * A mini-batch fit came to rest without a tolerance: the objective of its batches stopped
   * improving, or the centroids moved by less than their rows leave uncertain anyway.
   */
  SETTLED
}
