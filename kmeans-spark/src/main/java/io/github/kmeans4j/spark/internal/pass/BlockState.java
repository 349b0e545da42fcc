package io.github.kmeans4j.spark.internal.pass;

import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.assign.MetricAssignment;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.Assignments;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.update.CentroidSums;
import io.github.kmeans4j.core.internal.update.ClusterSums;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import org.jspecify.annotations.Nullable;

/**
 * Labels and bounds of the rows of a block, and the pass that they are of. Labels follow from the
 * centroids of their pass alone, whatever the bounds; so a state that is lost is made again from
 * the centroids of the pass before and those of the pass, and nobody can tell the difference.
 */
final class BlockState {
  private final RowBlock block;
  private final FitPlan plan;
  private final FitRows rows;
  private final Assignment assignment;

  /** Which pass the labels are of; 0 before the first one. */
  private int pass;

  /** By how much the sums changed in that pass; null if it was not asked. */
  private @Nullable SumsChange change;

  private BlockState(RowBlock block, FitPlan plan, double[][] first) {
    this.block = block;
    this.plan = plan;
    this.rows = FitRows.of(block.points(), Kernels.get(), new Workers(1));
    this.assignment =
        plan.isEuclidean()
            ? Assignments.euclidean(rows, first)
            : new MetricAssignment(rows.store(), plan.metric(), rows.workers());
  }

  /**
   * Brings the state of a block to a pass. It is taken from the block, and must be put back when
   * all is well.
   */
  static BlockState at(RowBlock block, Centroids centroids) {
    FitPlan plan = centroids.plan();
    int pass = centroids.pass();
    BlockState state =
        block.take() instanceof BlockState found && (found.pass == pass || found.pass == pass - 1)
            ? found
            : null;
    if (state == null) {
      state = new BlockState(block, plan, pass > 1 ? centroids.before() : centroids.current());
      if (pass > 1) {
        state.assignment.assign(centroids.before());
      }
      state.pass = pass - 1;
    }
    if (state.pass < pass) {
      Moves moves = state.assignment.assign(centroids.current());
      state.change = centroids.wantsChange() ? new SumsChange(plan, state.sums(moves)) : null;
      state.pass = pass;
    }
    return state;
  }

  private ClusterSums sums(Moves moves) {
    if (plan.isEuclidean()) {
      CentroidSums sums =
          new CentroidSums(rows.store(), plan.grid(), block.weights(), plan.k(), rows.workers());
      sums.apply(moves, assignment.labels());
      return sums.clusters();
    }
    ClusterSums sums = new ClusterSums(plan.grid(), plan.k(), block.weights() != null, 1);
    double[] row = new double[plan.columns()];
    double[] unit = new double[plan.columns()];
    moves.forEach(
        (i, from) -> {
          rows.store().copy(i, row);
          Directions.normalize(row, unit);
          sums.add(rows.store(), assignment.labels()[i], unit, block.weight(i), 1);
          if (from >= 0) {
            sums.add(rows.store(), from, unit, block.weight(i), -1);
          }
        });
    return sums;
  }

  /** By how much the sums changed in the pass. */
  SumsChange change() {
    SumsChange known = change;
    if (known == null) {
      throw new IllegalStateException("the pass was not asked for its change");
    }
    return known;
  }

  RowStore store() {
    return rows.store();
  }

  Workers workers() {
    return rows.workers();
  }

  int[] labels() {
    return assignment.labels();
  }
}
