package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;

/**
 * A block of a source whose values were checked.
 *
 * @param points its rows
 * @param rows the same, to be read fast, and what is known of them
 */
public record SourceRows(Points points, FitRows rows) {

  /**
   * Checks a block.
   *
   * @param n rows of the whole source
   * @throws IllegalArgumentException if a value is not finite, or so large that the sum of n
   *     squared distances could overflow; the message names the row of the source and the column
   */
  public static SourceRows of(ReadAhead.Block block, long n, Workers workers) {
    double limit = DataProfile.largestValue(n, block.points().columns());
    FitRows rows;
    try {
      rows = FitRows.of(block.points(), Kernels.get(), workers);
    } catch (IllegalArgumentException e) {
      // it counts the rows of the block; the caller knows those of the source
      throw failure(block, limit, e);
    }
    if (rows.profile().max() > limit) {
      throw failure(
          block, limit, new IllegalArgumentException("sums of squared distances overflow"));
    }
    return new SourceRows(block.points(), rows);
  }

  public RowStore store() {
    return rows.store();
  }

  public RowAssignment assignment(int k) {
    return new RowAssignment(rows, k);
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
