package io.github.kmeans4j.spark.internal.pass;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.update.SparseCentroid;
import org.jspecify.annotations.Nullable;

/**
 * Squared distances of the rows of a block to some points, with the same bits however the rows are
 * kept. Used by one thread.
 */
public final class RowDistances {
  private final RowStore store;
  private final double[][] points;
  private final @Nullable SparseRows sparse;

  /** What a point has in the columns in which it is not 0, once a sparse row was near it. */
  private final @Nullable SparseCentroid[] listed;

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
    this.listed = new SparseCentroid[points.length];
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
    SparseCentroid known = listed[point];
    if (known == null) {
      known = SparseCentroid.of(c);
      listed[point] = known;
    }
    return sparse.squaredDistanceFast(row, known.columns, known.values);
  }
}
