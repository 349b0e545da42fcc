package io.github.kmeans4j;

import java.util.Objects;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;

/**
 * Told of each iteration of a fit, on the thread that called {@code fit}; may stop it. One that
 * only watches is made by {@link #watching}.
 *
 * <pre>{@code
 * FitListener log = FitListener.watching(progress -> logger.info("{}", progress.iteration()));
 * FitListener enough = progress ->
 *     progress.iteration().rowsMoved() < 100 ? Action.STOP : Action.CONTINUE;
 * Clustering c = new LloydKMeans(10).withListener(enough).fit(points);
 * }</pre>
 *
 * <p>An exception thrown by a listener ends the fit and reaches its caller.
 */
@FunctionalInterface
public interface FitListener {

  /** What the fit shall do next. */
  enum Action {
    /** Go on. */
    CONTINUE,
    /**
     * End with the best clustering so far and {@link StopReason#STOPPED_BY_LISTENER}. A fit that
     * ends with this iteration anyway, with no further run to make, keeps its own reason.
     */
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

    /**
     * Tells how many distances between a row and a centroid the assignments of this fit took so
     * far: the cost that does not depend on the machine. Those that were bounded from some
     * coordinates count by their share of the columns, so the number need not be whole.
     *
     * @return at most n × k a pass, about; 0 from an algorithm that does not count
     */
    default double distances() {
      return 0;
    }
  }

  /**
   * Called after each iteration.
   *
   * @param progress the state of the fit; do not keep it
   * @return whether to go on
   */
  Action onIteration(Progress progress);

  /**
   * Makes a listener that never stops a fit, of what need not return anything: {@code
   * withListener(FitListener.watching(p -> bar.set(p.iteration().number())))}.
   *
   * @param watcher called after each iteration
   * @return a listener that goes on
   */
  static FitListener watching(Consumer<? super Progress> watcher) {
    Objects.requireNonNull(watcher, "watcher");
    return progress -> {
      watcher.accept(progress);
      return Action.CONTINUE;
    };
  }
}
