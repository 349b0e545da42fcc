package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.lloyd.FullPasses;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The batches of {@link Scheme.Nested}: Lloyd's iteration on a growing part of the rows.
 *
 * <pre>
 * Newling and Fleuret 2016 ("Nested mini-batch k-means", NIPS 29, arXiv:1602.02934). M_t ⊆ M_{t+1}. What
 * a row gave to a centroid is taken back when it goes to another one, so that each row of the batch
 * counts once and the sums are exact: the bias of earlier schemes towards rows seen often is gone.
 * A batch is worth repeating while its centroids move by more than their rows leave uncertain anyway:
 *     σ_j² = Σ_{i∈j} ‖x_i − c_j‖² / (n_j (n_j − 1)),   p_j = ‖c_j(t+1) − c_j(t)‖;
 * it doubles once the median of σ_j / p_j exceeds ρ. Differs from the paper:
 *   - ρ is 3 and not 100, with which every batch is iterated nearly to its own fixed point: on MNIST the
 *     end is as good, and comes in half the time;
 *   - σ_j uses the mean squared distance measured when the batch last grew, and n_j of today;
 *   - bounds and assignment are those of full-batch k-means;
 *   - it doubles also once the update lowers the inertia by little, a part that rises with the number of
 *     rows of the data, since the time of what follows does: with many rows the uncertainty becomes so
 *     small that a batch would be iterated nearly to its fixed point;
 *   - the same rules on all rows tell when the centroids have settled, though not come to rest; there the
 *     median is that of clusters of two rows at least;
 *   - rows that are read in every batch are copied together, where they do not stand in lanes anyway:
 *     scattered over memory they take several times as long;
 *   - a cluster that the batch leaves without rows is treated as the policy for empty clusters says.
 * </pre>
 */
public final class NestedBatches implements Batches {
  /** ρ of a batch that can grow: more rows tell more than another pass over these. */
  private static final double WORTH_GROWING = 3;

  /** ρ of all rows: another pass would change the inertia by a small part of a percent. */
  private static final double SETTLED = 10;

  /**
   * Which part of the inertia a pass must take off it to be worth its time: this times n². It rises
   * with n as the time of a pass does, and faster, as few rows are soon passed over.
   */
  private static final double WORTH = 4e-15;

  /** The same for a batch of data of any size. */
  private static final double MOST_GAIN_OF_BATCH = 1e-3;

  /** The same for all rows. */
  private static final double MOST_GAIN_OF_ALL = 2e-3;

  /** One of so many rows at most is copied. */
  private static final int GATHERED = 3;

  private final RowStore rowsInOrder;
  private final Workers workers;
  private final LloydRun run;
  private final GrowingOrder order;
  private final FullPasses full;
  private Supplier<double[][]> before;
  private int part;
  private int rows;

  /**
   * Prepares them.
   *
   * @param run over the rows in that order
   * @param full the passes of that run over all rows
   */
  public NestedBatches(
      LloydRun run, GrowingOrder order, FullPasses full, RowStore rowsInOrder, Workers workers) {
    this.rowsInOrder = rowsInOrder;
    this.workers = workers;
    this.run = run;
    this.order = order;
    this.full = full;
    this.before = run.shown();
    extend();
  }

  @Override
  public boolean haveEnded() {
    return part == order.batches() - 1;
  }

  @Override
  public int next() {
    return run.rows();
  }

  @Override
  public Batch learn() {
    before = run.shown();
    rows = run.rows();
    int moved = run.iterate();
    boolean grows =
        moveLittle(run, WORTH_GROWING, true)
            || gainsLittle(run, order.rows().length, MOST_GAIN_OF_BATCH);
    run.advance();
    if (grows) {
      part++;
      extend();
    }
    return new Batch(rows, run.inertia(), moved, run.shift());
  }

  /** Lets the rows of the batch at hand take part. */
  private void extend() {
    int drawn = order.draw(part);
    int size = haveEnded() ? rowsInOrder.n : drawn; // in the end with rows that are never drawn
    if (GATHERED * (long) size <= rowsInOrder.n
        && rowsInOrder.d > rowsInOrder.kernel.mostColumns()) {
      rowsInOrder.gather(size, workers);
    }
    run.extend(size);
  }

  @Override
  public double[][] before() {
    return before.get();
  }

  @Override
  public double[][] centroids() {
    return run.centroids();
  }

  @Override
  public int[] labels() {
    return Arrays.copyOf(run.labels(), rows);
  }

  @Override
  public double distances() {
    return run.distances();
  }

  @Override
  public FullPasses full() {
    order.draw(order.batches() - 1);
    return full;
  }

  /**
   * Whether the last update over all rows moved the centroids, or gained, too little to go on; not
   * while one was just moved out of an empty cluster, since it has not met its rows yet.
   *
   * @param n how many rows can be drawn
   */
  public static boolean haveSettled(LloydRun run, int n) {
    return !run.hasRelocated()
        && (moveLittle(run, SETTLED, false) || gainsLittle(run, n, MOST_GAIN_OF_ALL));
  }

  private static boolean gainsLittle(LloydRun run, int n, double most) {
    double worth = Math.min(WORTH * n * n, most);
    return run.gain() < worth * run.inertia();
  }

  private static boolean moveLittle(LloydRun run, double rho, boolean canGrow) {
    double[] ratios = new double[run.k()];
    int count = 0;
    for (int j = 0; j < ratios.length; j++) {
      double moveSq = run.moveSq(j);
      double uncertainty = run.uncertainty(j);
      // A cluster without a second row can only gain by more rows; where there are no more, it
      // tells nothing, and of documents many clusters are such.
      if (canGrow || uncertainty < Double.POSITIVE_INFINITY) {
        ratios[count++] = moveSq == 0 ? Double.POSITIVE_INFINITY : uncertainty / Math.sqrt(moveSq);
      }
    }
    Arrays.sort(ratios, 0, count);
    return count == 0 || ratios[(count - 1) / 2] > rho;
  }
}
