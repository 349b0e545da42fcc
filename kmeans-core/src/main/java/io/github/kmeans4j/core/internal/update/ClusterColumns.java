package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.rows.SparseRows;
import org.jspecify.annotations.Nullable;

/**
 * For each cluster of sparse rows the columns in which its sum, its centroid or the one before may
 * be other than 0: what is computed of centroids is computed there alone. Takes a bit for each
 * cluster and column, and 4 bytes for each that is set. Different threads may change different
 * clusters.
 */
public final class ClusterColumns {
  private final long[][] bits;

  /** How many columns each cluster had when its list was made last. */
  private final int[] sizes;

  /** The same as lists; null for one that changed since it was asked for. */
  private final int[] @Nullable [] lists;

  /**
   * Begins with none.
   *
   * @param k number of clusters
   * @param d number of columns
   */
  public ClusterColumns(int k, int d) {
    this.bits = new long[k][(d + Long.SIZE - 1) / Long.SIZE];
    this.lists = new int[k][];
    this.sizes = new int[k];
  }

  /**
   * Adds the columns in which a centroid is not 0, −0 included.
   *
   * @param j cluster
   * @param centroid d values
   */
  public void add(int j, double[] centroid) {
    for (int c = 0; c < centroid.length; c++) {
      if (Double.doubleToRawLongBits(centroid[c]) != 0) {
        bits[j][c / Long.SIZE] |= 1L << c;
      }
    }
    lists[j] = null;
  }

  /** Adds the columns of a row. */
  void add(int j, SparseRows rows, int row) {
    long[] set = bits[j];
    int end = rows.to(row);
    for (int p = rows.from(row); p < end; p++) {
      int c = rows.columns[p];
      set[c / Long.SIZE] |= 1L << c;
    }
    lists[j] = null;
  }

  void remove(int j, int column) {
    bits[j][column / Long.SIZE] &= ~(1L << column);
    lists[j] = null;
  }

  /**
   * Lists the columns of a cluster.
   *
   * @param j cluster
   * @return column numbers, ascending; not to be changed
   */
  public int[] of(int j) {
    int[] list = lists[j];
    if (list == null) {
      long[] set = bits[j];
      int count = 0;
      for (long word : set) {
        count += Long.bitCount(word);
      }
      list = new int[count];
      int at = 0;
      for (int w = 0; w < set.length; w++) {
        for (long left = set[w]; left != 0; left &= left - 1) {
          list[at++] = w * Long.SIZE + Long.numberOfTrailingZeros(left);
        }
      }
      lists[j] = list;
      sizes[j] = count;
    }
    return list;
  }

  /**
   * Tells about how many columns a cluster has, without a look at them.
   *
   * @param j cluster
   * @return their number when they were listed last; 0 if they never were
   */
  public int size(int j) {
    return sizes[j];
  }
}
