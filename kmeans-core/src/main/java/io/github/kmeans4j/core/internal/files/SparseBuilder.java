package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;

/** Sparse rows that come one after the other; arrays grow with them. Not thread-safe. */
public final class SparseBuilder {
  private int[] starts = new int[16];
  private int[] columns = new int[16];
  private double[] values = new double[16];
  private double[] labels = new double[0];
  private int[] scratch = new int[0];
  private int rows;
  private int stored;
  private int largestColumn = -1;

  /** Forgets its rows, but not which the largest column was. */
  public void clear() {
    rows = 0;
    stored = 0;
  }

  /** Whether another value would not fit. */
  boolean isFull() {
    return stored == Chunks.LARGEST_ARRAY || rows == Chunks.LARGEST_ARRAY - 1;
  }

  /**
   * Adds a value to the row that is being made.
   *
   * @param column its column
   * @param value finite
   */
  public void add(int column, double value) {
    if (stored == columns.length) {
      int length = grown(stored);
      columns = Arrays.copyOf(columns, length);
      values = Arrays.copyOf(values, length);
    }
    columns[stored] = column;
    values[stored++] = value;
    largestColumn = Math.max(largestColumn, column);
  }

  /**
   * Ends a row.
   *
   * @return a column that it has twice, or -1
   */
  public int endRow() {
    int from = starts[rows];
    if (rows + 2 > starts.length) {
      starts = Arrays.copyOf(starts, grown(starts.length));
    }
    starts[++rows] = stored;
    for (int p = from + 1; p < stored; p++) {
      if (columns[p] <= columns[p - 1]) {
        return repeated(from);
      }
    }
    return -1;
  }

  private int repeated(int from) {
    int count = stored - from;
    scratch = scratch.length < count ? new int[grown(count)] : scratch;
    System.arraycopy(columns, from, scratch, 0, count);
    Arrays.sort(scratch, 0, count);
    for (int p = 1; p < count; p++) {
      if (scratch[p] == scratch[p - 1]) {
        return scratch[p];
      }
    }
    return -1;
  }

  /** Gives the row that is being made a label. */
  void label(double label) {
    if (rows >= labels.length) {
      labels = Arrays.copyOf(labels, grown(rows));
    }
    labels[rows] = label;
  }

  private static int grown(int length) {
    return (int) Math.min(Chunks.LARGEST_ARRAY, Math.max(16, length + (long) length / 2));
  }

  /**
   * Counts the rows.
   *
   * @return n
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the largest column that was ever added.
   *
   * @return its index, or -1
   */
  public int largestColumn() {
    return largestColumn;
  }

  /**
   * Returns the labels.
   *
   * @return one a row, if they were given
   */
  public double[] labels() {
    return Arrays.copyOf(labels, rows);
  }

  /**
   * Returns the rows, in arrays of their own.
   *
   * @param dataColumns number of columns, more than the largest one
   * @return n × d
   */
  public Points points(int dataColumns) {
    return Points.ofSparseRows(
        Arrays.copyOf(starts, rows + 1),
        Arrays.copyOf(columns, stored),
        Arrays.copyOf(values, stored),
        dataColumns);
  }
}
