package io.github.kmeans4j;

/** Why a fit ended. */
public enum StopReason {
  /** No label and no centroid changed any more: a fixed point. */
  CONVERGED,
  /** The centroids moved no further than the tolerance, or the objective stopped improving. */
  TOLERANCE,
  /** The largest allowed number of iterations was done. */
  MAX_ITERATIONS,
  /** The time budget was used up. */
  TIME_BUDGET,
  /** A {@link FitListener} asked to stop. */
  STOPPED_BY_LISTENER
}
