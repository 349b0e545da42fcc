package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.StopReason;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lloyd's iteration on all rows, step by step. The run may see the rows in another order; labels
 * come back in that of the data.
 */
public final class FullPasses implements Steps<RuntimeException> {
  private final LloydRun run;
  private final int @Nullable [] order;
  private final double spent;
  private Predicate<LloydRun> settled = any -> false;
  private double relativeTolerance;

  /** Whether the labels are those of the current centroids, for all rows. */
  private boolean labeled;

  /**
   * Makes the passes of a fit that begins with them.
   *
   * @param run over the rows of the data
   */
  public FullPasses(LloydRun run) {
    this(run, null, 0);
  }

  /**
   * Makes passes that follow something else.
   *
   * @param run over the rows, in any order
   * @param order the row at each place of the run, or null if it sees them as they are
   * @param spent distances that the fit took before the run began
   */
  public FullPasses(LloydRun run, int @Nullable [] order, double spent) {
    this.run = run;
    this.order = order;
    this.spent = spent;
  }

  /**
   * Lets the passes end before the fixed point. The centroids of the last update are then given up,
   * so that those before it and their labels are the result, which takes no other pass.
   *
   * @param enough told of the run after each update, before its centroids become current; says
   *     whether another pass is not worth its time
   * @return these passes
   */
  public FullPasses until(Predicate<LloydRun> enough) {
    settled = enough;
    return this;
  }

  /**
   * Lets the passes end when the centroids move little beside the spread of the data.
   *
   * @param relativeTolerance the largest sum of their squared moves, as a part of the mean variance
   *     of the columns; 0 for none
   * @return these passes
   */
  public FullPasses withRelativeTolerance(double relativeTolerance) {
    this.relativeTolerance = relativeTolerance;
    return this;
  }

  /** Lets all rows take part, if they do not yet. */
  public void begin() {
    if (run.rows() < run.labels().length) {
      run.extend(run.labels().length);
    }
  }

  @Override
  public Step next() {
    int moved = run.iterate();
    labeled = true;
    return new Step(
        run.inertia(),
        moved,
        run.shift(),
        run.isFixedPoint(),
        run.shown(),
        run.updatedShown(),
        this::labels,
        spent + run.distances());
  }

  @Override
  public @Nullable StopReason advance() {
    boolean still = relativeTolerance > 0 && run.relativeShiftSq() <= relativeTolerance;
    if (!still && settled.test(run)) {
      return StopReason.SETTLED;
    }
    run.advance();
    labeled = false;
    return still ? StopReason.TOLERANCE : null;
  }

  /**
   * Returns the current centroids.
   *
   * @return k × d; not to be changed
   */
  public double[][] centroids() {
    return run.centroids();
  }

  /**
   * Copies the labels of the last pass.
   *
   * @return n labels, in the order of the data
   */
  public int[] labels() {
    int[] labels = run.labels();
    if (order == null) {
      return labels.clone();
    }
    int[] inOrder = new int[labels.length];
    for (int place = 0; place < labels.length; place++) {
      inOrder[order[place]] = labels[place];
    }
    return inOrder;
  }

  /**
   * Assigns all rows to the current centroids, unless they are; this is not an iteration.
   *
   * @return n labels, in the order of the data
   */
  public int[] finalLabels() {
    begin();
    if (!labeled) {
      run.assignFinally();
      labeled = true;
    }
    return labels();
  }
}
