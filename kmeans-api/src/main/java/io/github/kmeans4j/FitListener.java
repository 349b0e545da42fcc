package io.github.kmeans4j;

import org.ejml.data.DMatrixRMaj;

/**
 * Told of each iteration of a fit, on the thread that called {@code fit}; may stop it.
 *
 * <p>An exception thrown by a listener ends the fit and reaches its caller.
 */
@FunctionalInterface
public interface FitListener {

  /** What the fit shall do next. */
  enum Action {
    /** Go on. */
    CONTINUE,
    /** End with the best clustering so far and {@link StopReason#STOPPED_BY_LISTENER}. */
    STOP
  }

  /** The state of a fit after an iteration; valid only during the call that it is passed to. */
  interface Progress {
    /**
     * Returns the figures of the iteration.
     *
     * @return number, inertia, rows moved, centroid shift, elapsed time
     */
    Iteration iteration();

    /**
     * Copies the centroids that this iteration assigned the rows to.
     *
     * @return k × d
     */
    DMatrixRMaj centroids();

    /**
     * Copies the centroids after the update that followed; equal to {@link #centroids()} in the
     * last, converged iteration.
     *
     * @return k × d
     */
    DMatrixRMaj updatedCentroids();

    /**
     * Copies the labels of this iteration; for mini-batch algorithms those of the batch.
     *
     * @return one label in 0..k-1 a row
     */
    int[] labels();
  }

  /**
   * Called after each iteration.
   *
   * @param progress the state of the fit; do not keep it
   * @return whether to go on
   */
  Action onIteration(Progress progress);
}
