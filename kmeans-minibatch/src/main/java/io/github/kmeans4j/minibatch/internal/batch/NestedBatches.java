package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.lloyd.FullPasses;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import java.util.Arrays;

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
 *   - the same rule on all rows tells when the centroids have settled, though not come to rest;
 *   - a cluster that the batch leaves without rows is treated as the policy for empty clusters says.
 * </pre>
 */
public final class NestedBatches implements Batches {
  /** ρ of a batch that can grow: more rows tell more than another pass over these. */
  private static final double WORTH_GROWING = 3;

  /** ρ of all rows: another pass would change the inertia by a small part of a percent. */
  private static final double SETTLED = 8;

  private final LloydRun run;
  private final GrowingOrder order;
  private final FullPasses full;
  private double[][] before;
  private int part;
  private int rows;

  /**
   * Prepares them.
   *
   * @param run over the rows in that order
   * @param full the passes of that run over all rows
   */
  public NestedBatches(LloydRun run, GrowingOrder order, FullPasses full) {
    this.run = run;
    this.order = order;
    this.full = full;
    this.before = run.centroids();
    run.extend(order.size(0));
  }

  @Override
  public boolean haveEnded() {
    return part == order.batches() - 1;
  }

  @Override
  public Batch learn() {
    before = run.centroids();
    rows = run.rows();
    int moved = run.iterate();
    boolean grows = moveLittle(run, WORTH_GROWING);
    run.advance();
    if (grows) {
      run.extend(order.size(++part));
    }
    return new Batch(rows, run.inertia(), moved, run.shift());
  }

  @Override
  public double[][] before() {
    return before;
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
    return full;
  }

  /** Whether the last update over all rows moved the centroids by too little to go on. */
  public static boolean haveSettled(LloydRun run) {
    return moveLittle(run, SETTLED);
  }

  private static boolean moveLittle(LloydRun run, double rho) {
    double[][] from = run.centroids();
    double[][] to = run.updatedCentroids();
    double[] ratios = new double[from.length];
    for (int j = 0; j < ratios.length; j++) {
      double sum = 0;
      for (int c = 0; c < from[j].length; c++) {
        double t = to[j][c] - from[j][c];
        sum += t * t;
      }
      // A centroid that rests is settled, one without a second row can only gain by more rows.
      ratios[j] = sum == 0 ? Double.POSITIVE_INFINITY : run.uncertainty(j) / Math.sqrt(sum);
    }
    Arrays.sort(ratios);
    return ratios[(ratios.length - 1) / 2] > rho;
  }
}
