package io.github.kmeans4j.spark.internal.rows;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row: all of them, or of a sparse row those that are not 0.
 *
 * @param columns number of columns
 * @param indices the columns of the values, ascending; null if there is a value for each
 * @param values as they are, not to be changed
 */
public record RowValues(int columns, int @Nullable [] indices, double[] values) {
  /** Up to so many columns the core has better ways than to look at those that are not 0. */
  private static final int FEW_COLUMNS = 32;

  /** Rows of more values are kept whole: they take less as bytes, and are compared faster. */
  private static final int COLUMNS_PER_VALUE = 8;

  /** A row with a value for each column. */
  static RowValues of(double[] values) {
    return new RowValues(values.length, null, values);
  }

  /**
   * A row that came as a sparse one. It stays so if few of its values are not 0, whatever the other
   * rows are like.
   */
  static RowValues of(int columns, int[] indices, double[] values) {
    int count = 0;
    int[] kept = indices.clone();
    double[] ofKept = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        kept[count] = indices[i];
        ofKept[count++] = values[i];
      }
    }
    if (columns > FEW_COLUMNS && (long) count * COLUMNS_PER_VALUE <= columns) {
      return new RowValues(columns, Arrays.copyOf(kept, count), Arrays.copyOf(ofKept, count));
    }
    double[] all = new double[columns];
    for (int i = 0; i < count; i++) {
      all[kept[i]] = ofKept[i];
    }
    return of(all);
  }

  /**
   * Reads a row of a block.
   *
   * @param store the rows of the block
   * @param row its index
   * @return a copy
   */
  public static RowValues of(RowStore store, int row) {
    if (store instanceof SparseRows sparse) {
      int[] indices = Arrays.copyOfRange(sparse.columns, sparse.from(row), sparse.to(row));
      return new RowValues(store.d, indices, sparse.storedValues(row));
    }
    double[] values = new double[store.d];
    store.copy(row, values);
    return of(values);
  }

  /** The column of the i-th value. */
  int column(int i) {
    return indices == null ? i : indices[i];
  }
}
