package io.github.kmeans4j.core.internal.points;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sparse rows that are copied one after the other, in the precision that the first one has. */
final class SparseCopy {
  private final int dataColumns;
  private final int[] starts;
  private int[] columns = new int[16];
  private float @Nullable [] floats;
  private double @Nullable [] doubles;
  private int filled;

  SparseCopy(int rows, int columns) {
    this.starts = new int[rows + 1];
    this.dataColumns = columns;
  }

  /** Copies the next row; its precision must be that of the rows before it. */
  void add(Storage.Sparse rows, int row) {
    int from = rows.rowStarts()[row];
    int count = rows.rowStarts()[row + 1] - from;
    int at = starts[filled];
    if (filled == 0) {
      floats = rows instanceof Storage.SparseFloats ? new float[columns.length] : null;
      doubles = rows instanceof Storage.SparseDoubles ? new double[columns.length] : null;
    }
    if (count > columns.length - at) {
      grow((long) at + count);
    }
    System.arraycopy(rows.columnIndices(), from, columns, at, count);
    if (floats != null && rows instanceof Storage.SparseFloats f) {
      System.arraycopy(f.values(), from, floats, at, count);
    } else if (doubles != null && rows instanceof Storage.SparseDoubles f) {
      System.arraycopy(f.values(), from, doubles, at, count);
    } else {
      throw new IllegalStateException(
          rows.kind() + " have another precision than the rows before them");
    }
    starts[++filled] = at + count;
  }

  private void grow(long needed) {
    if (needed > Chunks.LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "rows: " + needed + " stored values do not fit into one array");
    }
    int length = (int) Math.min(Chunks.LARGEST_ARRAY, Math.max(needed, 2L * columns.length));
    columns = Arrays.copyOf(columns, length);
    floats = floats == null ? null : Arrays.copyOf(floats, length);
    doubles = doubles == null ? null : Arrays.copyOf(doubles, length);
  }

  /** All rows, once they are there. */
  Points points() {
    return floats != null
        ? Points.ofSparseRows(starts, columns, floats, dataColumns)
        : Points.ofSparseRows(
            starts, columns, doubles == null ? new double[0] : doubles, dataColumns);
  }
}
