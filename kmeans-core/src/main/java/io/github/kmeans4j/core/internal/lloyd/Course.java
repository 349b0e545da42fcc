package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The course of a fit: its clock, its loop and the rules that end it, its history, and whoever
 * watches it. The same for passes over all rows, batches of them, and blocks of a source; a fit of
 * several runs has one course for all of them, since the time budget and the listener's stop are
 * for the whole fit. Used by the thread that called {@code fit}.
 */
public final class Course {
  private final long began = System.nanoTime();
  private final Logger log;
  private final @Nullable FitListener listener;
  private final @Nullable Duration timeBudget;
  private List<Iteration> history = new ArrayList<>();
  private boolean remembers = true;
  private int iterations;
  private @Nullable StopReason endOfTheFit;
  private Function<double[][], DMatrixRMaj> columns = DMatrixRMaj::new;

  /**
   * Starts the clock.
   *
   * @param log gets each iteration, at DEBUG
   * @param listener told of each iteration, or null
   * @param timeBudget how long the fit may take, or null
   */
  public Course(Logger log, @Nullable FitListener listener, @Nullable Duration timeBudget) {
    this.log = log;
    this.listener = listener;
    this.timeBudget = timeBudget;
  }

  /**
   * Shows listeners centroids in another form.
   *
   * @param columns makes the centroids that they see, k × d, of those of the steps
   */
  public void showing(Function<double[][], DMatrixRMaj> columns) {
    this.columns = columns;
  }

  /** Begins another run of the same fit: iterations and history begin anew, the clock goes on. */
  public void beginRun() {
    history = new ArrayList<>();
    iterations = 0;
    remembers = true;
  }

  /** Begins a run of so many iterations that no history of them is kept. */
  public void beginLongRun() {
    beginRun();
    remembers = false;
  }

  /**
   * Goes from step to step until a rule says no: a fixed point, then the tolerance, then the steps'
   * own end, the number of steps, the listener, the time budget, and last the end of what there is.
   *
   * @param <X> what reading the rows may throw
   * @param steps what to repeat
   * @param tolerance the move of a centroid that ends the fit if none is larger, a Euclidean
   *     distance; 0 for a fixed point only
   * @param most how many steps are allowed, at least 1
   * @return why it ended
   * @throws X if the rows cannot be read
   */
  public <X extends Exception> StopReason follow(Steps<X> steps, double tolerance, long most)
      throws X {
    for (long made = 1; ; made++) {
      Step step = steps.next();
      endOfTheFit = askedToEnd(tell(step));
      if (step.isFixedPoint()) {
        return StopReason.CONVERGED;
      }
      StopReason own = steps.advance();
      if (tolerance > 0 && step.shift() <= tolerance) {
        return StopReason.TOLERANCE;
      }
      if (own != null) {
        return own;
      }
      if (made >= most) {
        return StopReason.MAX_ITERATIONS;
      }
      if (endOfTheFit != null) {
        return endOfTheFit;
      }
      StopReason end = steps.end();
      if (end != null) {
        return end;
      }
    }
  }

  /**
   * Tells whether the listener or the time budget has ended the fit: no further run is wanted, even
   * if the last one came to its own end in the same step.
   *
   * @return STOPPED_BY_LISTENER or TIME_BUDGET; null while the fit may go on
   */
  public @Nullable StopReason endOfTheFit() {
    return endOfTheFit;
  }

  /**
   * Returns the figures of each iteration of the run.
   *
   * @return the first one first; empty if the run is a long one
   */
  public List<Iteration> history() {
    return history;
  }

  /**
   * Returns the number of iterations of the run.
   *
   * @return at least 0; 2³¹ − 1 if there were more
   */
  public int iterations() {
    return iterations;
  }

  /**
   * Reads the clock.
   *
   * @return the time since the course was made
   */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private @Nullable StopReason askedToEnd(FitListener.Action action) {
    if (action == FitListener.Action.STOP) {
      return StopReason.STOPPED_BY_LISTENER;
    }
    return timeBudget != null && elapsed().compareTo(timeBudget) >= 0
        ? StopReason.TIME_BUDGET
        : null;
  }

  private FitListener.Action tell(Step step) {
    if (iterations < Integer.MAX_VALUE) {
      iterations++;
    }
    Iteration iteration =
        new Iteration(iterations, step.inertia(), step.moved(), step.shift(), elapsed());
    if (remembers) {
      history.add(iteration);
    }
    log.debug("{}", iteration);
    if (listener == null) {
      return FitListener.Action.CONTINUE;
    }
    FitListener.Action action = listener.onIteration(new Progress(iteration, step, columns));
    if (action == null) {
      throw new IllegalArgumentException("listener must return an action, but returns null");
    }
    return action;
  }

  /** What a listener sees of a step. */
  private record Progress(Iteration iteration, Step step, Function<double[][], DMatrixRMaj> columns)
      implements FitListener.Progress {
    @Override
    public DMatrixRMaj centroids() {
      return columns.apply(step.before().get());
    }

    @Override
    public DMatrixRMaj updatedCentroids() {
      return columns.apply(step.after().get());
    }

    @Override
    public int[] labels() {
      return step.labels().get();
    }

    @Override
    public double distances() {
      return step.distances();
    }
  }
}
