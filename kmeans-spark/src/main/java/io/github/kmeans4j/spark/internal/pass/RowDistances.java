package io.github.kmeans4j.spark.internal.pass;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import org.jspecify.annotations.Nullable;

/**
 * Squared distances of the rows of a block to some points, with the same bits however the rows are
 * kept. Used by one thread.
 */
public final class RowDistances {
  private final RowStore store;
  private final double[][] points;
  private final @Nullable SparseRows sparse;

  /** The columns in which a point is not 0, once a sparse row was near it. */
  private final int[][] nonzero;

  /**
   * Prepares them.
   *
   * @param store the rows
   * @param points d values each; not to be changed
   */
  public RowDistances(RowStore store, double[][] points) {
    this.store = store;
    this.points = points;
    this.sparse = store instanceof SparseRows rows ? rows : null;
    this.nonzero = new int[points.length][];
  }

  /**
   * Computes one.
   *
   * @param row row index
   * @param point index of the point
   * @return their squared distance
   */
  public double squared(int row, int point) {
    double[] c = points[point];
    if (sparse == null) {
      return store.squaredDistanceFast(row, c);
    }
    int[] columns = nonzero[point];
    if (columns == null) {
      columns = SparseRows.nonzero(c);
      nonzero[point] = columns;
    }
    return sparse.squaredDistanceFast(row, c, columns);
  }
}
