package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import io.github.kmeans4j.spark.internal.pass.RowDistances;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import io.github.kmeans4j.spark.internal.rows.RowHash;
import io.github.kmeans4j.spark.internal.rows.RowValues;
import java.util.Arrays;

/**
 * What seeding knows of the rows of a block: their hashes, and for each row its nearest candidate
 * so far and what it costs. Follows from the candidates alone, as long as they are looked at in the
 * same rounds, so a state that is lost is made again.
 */
final class SeedState {
  private final RowBlock block;
  private final FitPlan plan;
  private final FitRows rows;
  final long[] high;
  final long[] low;

  /** The loss to the nearest candidate times the weight. */
  final double[] costs;

  /** The nearest candidate, numbered over all rounds. */
  final int[] nearest;

  private int rounds;
  private int candidates;

  private SeedState(RowBlock block, FitPlan plan) {
    this.block = block;
    this.plan = plan;
    this.rows = FitRows.of(block.points(), Kernels.get(), new Workers(1));
    int n = block.rows();
    this.high = new long[n];
    this.low = new long[n];
    this.costs = new double[n];
    this.nearest = new int[n];
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    RowHash hash = new RowHash();
    for (int i = 0; i < n; i++) {
      hash.of(RowValues.of(rows.store(), i), block.weight(i));
      high[i] = hash.high;
      low[i] = hash.low;
    }
  }

  /** Brings the state of a block to the candidates; it must be put back when all is well. */
  static SeedState at(RowBlock block, Candidates candidates) {
    double[][][] all = candidates.rounds();
    SeedState state =
        block.take() instanceof SeedState found && found.rounds <= all.length
            ? found
            : new SeedState(block, candidates.plan());
    while (state.rounds < all.length) {
      state.look(all[state.rounds]);
    }
    return state;
  }

  private void look(double[][] round) {
    int n = costs.length;
    int[] labels = new int[n];
    DistanceMetric metric = plan.metric();
    boolean euclidean = plan.isEuclidean();
    if (euclidean) {
      new RowAssignment(rows, round.length).label(round, labels);
    }
    RowDistances distances = new RowDistances(rows.store(), round);
    double[] row = new double[euclidean ? 0 : block.columns()];
    for (int i = 0; i < n; i++) {
      double loss;
      if (euclidean) {
        loss = distances.squared(i, labels[i]);
      } else {
        rows.store().copy(i, row);
        loss = Double.POSITIVE_INFINITY;
        for (int j = 0; j < round.length; j++) {
          double other = metric.loss(row, round[j]);
          if (other < loss) {
            loss = other;
            labels[i] = j;
          }
        }
      }
      double cost = block.weight(i) * loss;
      if (cost < costs[i]) {
        costs[i] = cost;
        nearest[i] = candidates + labels[i];
      }
    }
    candidates += round.length;
    rounds++;
  }
}
