package io.github.kmeans4j.core.internal.directions;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.rows.Walk;

/**
 * Rows over their largest magnitudes, one at a time: what the plain definition of the cosine
 * distance multiplies. Of sparse rows it is what they store. Scratch of one worker; not
 * thread-safe.
 */
public final class CosineRows {
  private final RowStore rows;
  private final Lengths lengths;
  private final boolean sparse;

  /** Of sparse rows the columns of the values, ascending. */
  private int[] columns = new int[0];

  double[] values;
  int count;

  /** The norm of the values. */
  double norm;

  /**
   * Prepares to read.
   *
   * @param rows none of them 0
   * @param lengths of these rows
   */
  public CosineRows(RowStore rows, Lengths lengths) {
    this.rows = rows;
    this.lengths = lengths;
    this.sparse = rows instanceof SparseRows;
    this.values = new double[sparse ? 0 : rows.d];
  }

  boolean areSparse() {
    return sparse;
  }

  /** The column of a value. */
  int column(int i) {
    return sparse ? columns[i] : i;
  }

  /** How many columns there are. */
  int width() {
    return rows.d;
  }

  /**
   * Reads a row.
   *
   * @param row its index
   */
  public void read(int row) {
    norm = lengths.norms[row];
    if (rows instanceof SparseRows stored) {
      readStored(stored, row);
    } else {
      count = rows.d;
      rows.copy(row, values);
    }
    double largest = lengths.largest[row];
    for (int i = 0; i < count; i++) {
      values[i] /= largest;
    }
  }

  private void readStored(SparseRows stored, int row) {
    count = stored.stored(row);
    if (values.length < count) {
      columns = new int[2 * count];
      values = new double[2 * count];
    }
    Walk walk = stored.walk(row);
    for (int i = 0; i < count; i++) {
      columns[i] = walk.column();
      values[i] = walk.take();
    }
  }
}
