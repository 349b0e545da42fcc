package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.lloyd.FullPasses;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a fixed size whose rows are drawn with replacement, until their smoothed inertia has
 * stopped falling.
 */
public final class DrawnBatches implements Batches {
  private final RowStore store;
  private final RowAssignment assignment;
  private final double @Nullable [] weights;
  private final DrawableRows drawable;
  private final BatchStep step;
  private final RandomGenerator draws;
  private final Workers workers;
  private final Improvement improvement;
  private final Passes full;
  private final int[] rows;
  private final int[] labels;
  private double distances;
  private boolean ended;

  /** Makes the passes over all rows. */
  public interface Passes {
    /** Passes that begin with some centroids, after so many distances. */
    FullPasses from(double[][] centroids, double distances);
  }

  /**
   * Prepares them.
   *
   * @param size rows of a batch, at most as many as can be drawn
   * @param patience as {@link Improvement} has it
   * @param full makes the passes over all rows that follow
   */
  public DrawnBatches(
      RowStore store,
      RowAssignment assignment,
      double @Nullable [] weights,
      DrawableRows drawable,
      BatchStep step,
      int size,
      int patience,
      RandomGenerator draws,
      Workers workers,
      Passes full) {
    this.store = store;
    this.assignment = assignment;
    this.weights = weights;
    this.drawable = drawable;
    this.step = step;
    this.draws = draws;
    this.workers = workers;
    this.improvement = new Improvement(size, drawable.count(), patience);
    this.full = full;
    this.rows = new int[size];
    this.labels = new int[size];
  }

  @Override
  public boolean haveEnded() {
    return ended;
  }

  @Override
  public int next() {
    return rows.length;
  }

  @Override
  public Batch learn() {
    for (int p = 0; p < rows.length; p++) {
      rows[p] = drawable.row(draws.nextInt(drawable.count()));
    }
    Arrays.sort(rows); // neighbours in memory; the sums are the same set of rows anyway
    double inertia = step.learn(store, assignment, rows, labels, weights, workers);
    distances += (double) rows.length * step.centroids().length;
    ended = improvement.hasEnded(inertia / rows.length);
    return new Batch(rows.length, inertia, rows.length, step.shift());
  }

  @Override
  public double[][] before() {
    return step.before();
  }

  @Override
  public double[][] centroids() {
    return step.centroids();
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public double distances() {
    return distances;
  }

  @Override
  public FullPasses full() {
    return full.from(step.centroids(), distances);
  }
}
