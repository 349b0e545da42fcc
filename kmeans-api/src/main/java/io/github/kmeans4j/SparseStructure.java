package io.github.kmeans4j;

import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixSparseCSC;

/** The checks of sparse rows at the door, and the way from columns to rows. */
final class SparseStructure {
  private SparseStructure() {}

  /** Checks all but the values. */
  static void check(int[] rowStarts, int[] columnIndices, int values, int columns) {
    Objects.requireNonNull(rowStarts, "rowStarts");
    Objects.requireNonNull(columnIndices, "columnIndices");
    Points.checkShape(rowStarts.length - 1, columns);
    if (rowStarts[0] < 0) {
      throw new IllegalArgumentException(
          "rowStarts must not be negative, but row 0 begins at position " + rowStarts[0]);
    }
    int[] scratch = new int[0];
    for (int i = 0; i < rowStarts.length - 1; i++) {
      int from = rowStarts[i];
      int to = rowStarts[i + 1];
      if (to < from) {
        throw new IllegalArgumentException(
            "rowStarts must not fall, but row "
                + i
                + " begins at position "
                + from
                + " and ends at position "
                + to);
      }
      if (to > columnIndices.length || to > values) {
        throw new IllegalArgumentException(
            "rowStarts: row "
                + i
                + " ends at position "
                + to
                + ", but there are "
                + columnIndices.length
                + " columnIndices and "
                + values
                + " values");
      }
      if (!ascends(i, from, to, columnIndices, columns)) {
        scratch = scratch.length < to - from ? new int[2 * (to - from)] : scratch;
        System.arraycopy(columnIndices, from, scratch, 0, to - from);
        checkDistinct(i, from, to - from, columnIndices, scratch);
      }
    }
  }

  /** Checks that columns are in range; tells whether each is larger than the one before. */
  private static boolean ascends(int row, int from, int to, int[] columnIndices, int columns) {
    boolean ascends = true;
    int last = -1;
    for (int p = from; p < to; p++) {
      int column = columnIndices[p];
      if (column < 0 || column >= columns) {
        throw new IllegalArgumentException(
            "columnIndices must be in 0.."
                + (columns - 1)
                + ", but row "
                + row
                + ", position "
                + p
                + " is "
                + column);
      }
      ascends &= column > last;
      last = column;
    }
    return ascends;
  }

  private static void checkDistinct(
      int row, int from, int count, int[] columnIndices, int[] sorted) {
    Arrays.sort(sorted, 0, count);
    for (int p = 1; p < count; p++) {
      if (sorted[p] == sorted[p - 1]) {
        throw twice(row, from, count, columnIndices, sorted[p]);
      }
    }
  }

  private static IllegalArgumentException twice(
      int row, int from, int count, int[] columnIndices, int column) {
    int first = from;
    while (columnIndices[first] != column) {
      first++;
    }
    int second = first + 1;
    while (second < from + count - 1 && columnIndices[second] != column) {
      second++;
    }
    return new IllegalArgumentException(
        "columnIndices must not repeat a column in a row, but in row "
            + row
            + " column "
            + column
            + " stands at position "
            + first
            + " and at position "
            + second);
  }

  /** Where the rows of a matrix begin. */
  static int[] rowStarts(DMatrixSparseCSC data) {
    checkColumns(data);
    int stored = data.col_idx[data.numCols];
    int[] starts = new int[data.numRows + 1];
    for (int p = 0; p < stored; p++) {
      int row = data.nz_rows[p];
      if (row < 0 || row >= data.numRows) {
        throw new IllegalArgumentException(
            "data: nz_rows must be in 0.."
                + (data.numRows - 1)
                + ", but position "
                + p
                + " is "
                + row);
      }
      starts[row + 1]++;
    }
    for (int i = 0; i < data.numRows; i++) {
      starts[i + 1] += starts[i];
    }
    return starts;
  }

  /** All fields of a matrix are public, and may contradict each other. */
  private static void checkColumns(DMatrixSparseCSC data) {
    checkLength("col_idx", data.col_idx == null ? -1 : data.col_idx.length, data.numCols + 1L);
    for (int c = 0; c < data.numCols; c++) {
      if (data.col_idx[0] != 0 || data.col_idx[c + 1] < data.col_idx[c]) {
        throw new IllegalArgumentException(
            "data: col_idx must ascend from 0, but column "
                + c
                + " has "
                + data.col_idx[c]
                + " and then "
                + data.col_idx[c + 1]);
      }
    }
    int stored = data.col_idx[data.numCols];
    checkLength("nz_rows", data.nz_rows == null ? -1 : data.nz_rows.length, stored);
    checkLength("nz_values", data.nz_values == null ? -1 : data.nz_values.length, stored);
    if (data.nz_length != stored) {
      throw new IllegalArgumentException(
          "data: nz_length must be "
              + stored
              + ", where the last column ends in col_idx, but is "
              + data.nz_length);
    }
  }

  private static void checkLength(String name, int length, long needed) {
    if (length < needed) {
      throw new IllegalArgumentException(
          "data: "
              + name
              + " must have "
              + needed
              + " entries, but "
              + (length < 0 ? "is null" : "has " + length));
    }
  }

  /** Copies a matrix row by row; the columns of each come out ascending. */
  static void transpose(DMatrixSparseCSC data, int[] starts, int[] columns, double[] values) {
    int[] next = starts.clone();
    for (int c = 0; c < data.numCols; c++) {
      for (int p = data.col_idx[c]; p < data.col_idx[c + 1]; p++) {
        int row = data.nz_rows[p];
        int to = next[row]++;
        if (to > starts[row] && columns[to - 1] == c) {
          throw new IllegalArgumentException(
              "data must store each value once, but row "
                  + row
                  + ", column "
                  + c
                  + " is there twice");
        }
        columns[to] = c;
        values[to] = data.nz_values[p];
      }
    }
  }
}
