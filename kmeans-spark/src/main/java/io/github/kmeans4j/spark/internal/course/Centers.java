package io.github.kmeans4j.spark.internal.course;

import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.update.ClusterSums;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import org.jspecify.annotations.Nullable;

/**
 * The centers of the clusters by their sums: means, or for the cosine distance the directions of
 * the sums of unit rows. Rows are known only where some are to be left out.
 */
final class Centers implements io.github.kmeans4j.core.internal.update.Centers {
  private final ClusterSums sums;
  private final FitPlan plan;
  private final double[][] scratch;
  private @Nullable RowStore store;
  private double @Nullable [] weights;

  Centers(ClusterSums sums, FitPlan plan, int threads) {
    this.sums = sums;
    this.plan = plan;
    this.scratch = new double[threads][plan.isEuclidean() ? 0 : plan.columns()];
  }

  /** Says where the rows are that may be left out. */
  void takeFrom(RowStore rows, double @Nullable [] weightsOfRows) {
    store = rows;
    weights = weightsOfRows;
  }

  @Override
  public void apply(Moves moves, int[] labels) {
    throw new UnsupportedOperationException("rows stay with the executors");
  }

  @Override
  public long heavyRows(int j) {
    return sums.heavyRows(j);
  }

  @Override
  public void center(int j, double[] target, int worker) {
    if (plan.isEuclidean()) {
      sums.center(j, target, worker);
      return;
    }
    double[] sum = scratch[worker];
    sums.sum(j, sum, worker);
    Directions.turn(target, sum);
  }

  @Override
  public void centerWithout(int j, int[] rows, double[] target) {
    RowStore from = store;
    if (from == null) {
      throw new IllegalStateException("there are no rows to leave out");
    }
    if (plan.isEuclidean()) {
      sums.centerWithout(j, from, weights, rows, target);
      return;
    }
    addDirections(j, from, rows, -1);
    center(j, target, 0);
    addDirections(j, from, rows, 1); // sums are exact, so this leaves nothing behind
  }

  private void addDirections(int j, RowStore from, int[] rows, int sign) {
    double[] row = new double[plan.columns()];
    double[] unit = new double[plan.columns()];
    for (int i : rows) {
      from.copy(i, row);
      Directions.normalize(row, unit);
      sums.add(from, j, unit, weights == null ? 1 : weights[i], sign);
    }
  }
}
