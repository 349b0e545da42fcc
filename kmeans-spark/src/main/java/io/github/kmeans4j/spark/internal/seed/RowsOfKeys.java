package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import java.util.HashMap;
import java.util.HashSet;

/** The values of rows known by their hashes, in which −0 is 0. */
final class RowsOfKeys implements BlockTask<HashMap<RowKey, double[]>> {
  private static final long serialVersionUID = 1;

  private final Candidates candidates;
  private final HashSet<RowKey> keys;

  RowsOfKeys(Candidates candidates, HashSet<RowKey> keys) {
    this.candidates = candidates;
    this.keys = keys;
  }

  @Override
  public HashMap<RowKey, double[]> run(RowBlock block) {
    SeedState state = SeedState.at(block, candidates);
    HashMap<RowKey, double[]> found = new HashMap<>();
    for (int i = 0; i < state.high.length; i++) {
      RowKey key = new RowKey(state.high[i], state.low[i]);
      if (keys.contains(key) && !found.containsKey(key)) {
        double[] row = new double[block.columns()];
        block.points().copyRow(i, row);
        for (int c = 0; c < row.length; c++) {
          row[c] += 0.0;
        }
        found.put(key, row);
      }
    }
    block.put(state);
    return found;
  }

  @Override
  public HashMap<RowKey, double[]> merge(
      HashMap<RowKey, double[]> one, HashMap<RowKey, double[]> other) {
    other.forEach(one::putIfAbsent);
    return one;
  }
}
