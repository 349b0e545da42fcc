package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.DataProfile;
import io.github.kmeans4j.core.internal.RowAssignment;
import io.github.kmeans4j.core.internal.RowStore;
import io.github.kmeans4j.core.internal.Workers;

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
   * @param n rows of the whole source
   * @throws IllegalArgumentException if a value is not finite, or so large that the sum of n
   *     squared distances could overflow; the message names the row of the source and the column
   */
  static SourceRows of(ReadAhead.Block block, long n, Workers workers) {
    RowStore store = RowStore.of(block.points());
    double limit = DataProfile.largestValue(n, store.columns());
    DataProfile profile;
    try {
      profile = DataProfile.of(store, workers);
    } catch (IllegalArgumentException e) {
      // it counts the rows of the block; the caller knows those of the source
      throw failure(block, limit, e);
    }
    if (profile.max() > limit) {
      throw failure(
          block, limit, new IllegalArgumentException("sums of squared distances overflow"));
    }
    return new SourceRows(block.points(), store, profile);
  }

  RowAssignment assignment(int k, Workers workers) {
    return new RowAssignment(store, profile, k, workers);
  }

  private static IllegalArgumentException failure(
      ReadAhead.Block block, double limit, IllegalArgumentException cause) {
    double[] row = new double[block.points().columns()];
    for (int i = 0; i < block.points().rows(); i++) {
      block.points().copyRow(i, row);
      for (int c = 0; c < row.length; c++) {
        if (!(Math.abs(row[c]) <= limit)) {
          return new IllegalArgumentException(
              "source must be finite and so small that no sum of squared distances overflows, but"
                  + " row "
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
