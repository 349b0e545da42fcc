package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.assign.RowAssignment;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;

/**
 * A block of a source whose values were checked.
 *
 * @param points its rows
 * @param store the same, to be read fast
 * @param profile what is known of them
 */
record SourceRows(Points points, RowStore store, DataProfile profile) {

  /**
   * Checks a block.
   *
   * @throws IllegalArgumentException if a value is not finite, or so large that a squared distance
   *     could overflow; the message names the row of the source and the column
   */
  static SourceRows of(ReadAhead.Block block, Workers workers) {
    RowStore store = RowStore.of(block.points());
    try {
      return new SourceRows(block.points(), store, DataProfile.of(store, workers));
    } catch (IllegalArgumentException e) {
      // it counts the rows of the block; the caller knows those of the source
      throw failure(block, e);
    }
  }

  RowAssignment assignment(int k, Workers workers) {
    return new RowAssignment(store, profile, k, workers);
  }

  private static IllegalArgumentException failure(
      ReadAhead.Block block, IllegalArgumentException cause) {
    double[] row = new double[block.points().columns()];
    double limit = Math.sqrt(Double.MAX_VALUE / row.length) / 2;
    for (int i = 0; i < block.points().rows(); i++) {
      block.points().copyRow(i, row);
      for (int c = 0; c < row.length; c++) {
        if (!(Math.abs(row[c]) <= limit)) {
          return new IllegalArgumentException(
              "source must be finite and so small that no squared distance overflows, but row "
                  + block.sourceRow(i)
                  + ", column "
                  + c
                  + " is "
                  + row[c],
              cause);
        }
      }
    }
    return cause;
  }
}
