package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;

/** What the row costs that is worst off with the candidates so far. */
final class LargestCost implements BlockTask<Double> {
  private static final long serialVersionUID = 1;

  private final Candidates candidates;

  LargestCost(Candidates candidates) {
    this.candidates = candidates;
  }

  @Override
  public Double run(RowBlock block) {
    SeedState state = SeedState.at(block, candidates);
    double largest = 0;
    for (double cost : state.costs) {
      largest = Math.max(largest, cost);
    }
    block.put(state);
    return largest;
  }

  @Override
  public Double merge(Double one, Double other) {
    return Math.max(one, other);
  }
}
