package io.github.kmeans4j.internal;

import java.util.Arrays;

/**
 * One way to keep the values of rows; adding one means one more method in {@link StorageVisitor}.
 * The arrays are the caller's own, and never written to. Indices are trusted.
 */
public sealed interface Storage {

  /**
   * Returns the number of rows.
   *
   * @return n ≥ 1
   */
  int rows();

  /**
   * Returns the number of columns.
   *
   * @return d ≥ 1
   */
  int columns();

  /**
   * Returns one value.
   *
   * @param row below n
   * @param column below d
   * @return the value, widened to double without loss
   */
  double get(int row, int column);

  /**
   * Copies one row.
   *
   * @param row below n
   * @param target receives d values from index 0, widened to double without loss
   */
  void copyRow(int row, double[] target);

  /**
   * Hands out the array.
   *
   * @param visitor told of it by the method for this storage
   * @param <R> what the visitor returns
   * @return what the visitor returned
   */
  <R> R accept(StorageVisitor<R> visitor);

  /**
   * Says what the values are kept as.
   *
   * @return for example {@code "unsigned bytes"}
   */
  String kind();

  /**
   * Row-major doubles.
   *
   * @param data values, row i at i · columns; may be longer than rows × columns
   * @param rows n
   * @param columns d
   */
  record Doubles(double[] data, int rows, int columns) implements Storage {
    @Override
    public double get(int row, int column) {
      return data[row * columns + column];
    }

    @Override
    public void copyRow(int row, double[] target) {
      System.arraycopy(data, row * columns, target, 0, columns);
    }

    @Override
    public <R> R accept(StorageVisitor<R> visitor) {
      return visitor.doubles(data);
    }

    @Override
    public String kind() {
      return "doubles";
    }
  }

  /**
   * Row-major floats.
   *
   * @param data values, row i at i · columns; may be longer than rows × columns
   * @param rows n
   * @param columns d
   */
  record Floats(float[] data, int rows, int columns) implements Storage {
    @Override
    public double get(int row, int column) {
      return data[row * columns + column];
    }

    @Override
    public void copyRow(int row, double[] target) {
      int from = row * columns;
      for (int j = 0; j < columns; j++) {
        target[j] = data[from + j];
      }
    }

    @Override
    public <R> R accept(StorageVisitor<R> visitor) {
      return visitor.floats(data);
    }

    @Override
    public String kind() {
      return "floats";
    }
  }

  /**
   * Row-major unsigned bytes.
   *
   * @param data values 0..255 as bytes, row i at i · columns
   * @param rows n
   * @param columns d
   */
  record UnsignedBytes(byte[] data, int rows, int columns) implements Storage {
    @Override
    public double get(int row, int column) {
      return data[row * columns + column] & 0xFF;
    }

    @Override
    public void copyRow(int row, double[] target) {
      int from = row * columns;
      for (int j = 0; j < columns; j++) {
        target[j] = data[from + j] & 0xFF;
      }
    }

    @Override
    public <R> R accept(StorageVisitor<R> visitor) {
      return visitor.unsignedBytes(data);
    }

    @Override
    public String kind() {
      return "unsigned bytes";
    }
  }

  /**
   * One array of doubles a row.
   *
   * @param data n arrays of d values
   */
  record DoubleRows(double[][] data) implements Storage {
    @Override
    public int rows() {
      return data.length;
    }

    @Override
    public int columns() {
      return data[0].length;
    }

    @Override
    public double get(int row, int column) {
      return data[row][column];
    }

    @Override
    public void copyRow(int row, double[] target) {
      System.arraycopy(data[row], 0, target, 0, columns());
    }

    @Override
    public <R> R accept(StorageVisitor<R> visitor) {
      return visitor.doubleRows(data);
    }

    @Override
    public String kind() {
      return "rows of doubles";
    }
  }

  /**
   * One array of floats a row.
   *
   * @param data n arrays of d values
   */
  record FloatRows(float[][] data) implements Storage {
    @Override
    public int rows() {
      return data.length;
    }

    @Override
    public int columns() {
      return data[0].length;
    }

    @Override
    public double get(int row, int column) {
      return data[row][column];
    }

    @Override
    public void copyRow(int row, double[] target) {
      float[] source = data[row];
      for (int j = 0; j < source.length; j++) {
        target[j] = source[j];
      }
    }

    @Override
    public <R> R accept(StorageVisitor<R> visitor) {
      return visitor.floatRows(data);
    }

    @Override
    public String kind() {
      return "rows of floats";
    }
  }

  /**
   * Rows of which only some columns are stored, the others being 0: those of row i at the positions
   * from {@code rowStarts[i]} to {@code rowStarts[i + 1]} (exclusive), in any order, none twice. A
   * stored value may be 0.
   */
  sealed interface Sparse extends Storage {

    /**
     * Hands out where rows begin.
     *
     * @return n + 1 positions that do not fall, the caller's own array
     */
    int[] rowStarts();

    /**
     * Hands out which column each position is of.
     *
     * @return at least as many as there are positions, the caller's own array
     */
    int[] columnIndices();

    /**
     * Returns a stored value.
     *
     * @param position below the last row start
     * @return the value, widened to double without loss
     */
    double value(int position);

    /**
     * Copies what a row stores.
     *
     * @param row below n
     * @return its values as they stand, widened to double without loss
     */
    default double[] stored(int row) {
      int from = rowStarts()[row];
      double[] values = new double[rowStarts()[row + 1] - from];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(from + i);
      }
      return values;
    }

    @Override
    default int rows() {
      return rowStarts().length - 1;
    }

    @Override
    default double get(int row, int column) {
      int[] indices = columnIndices();
      int end = rowStarts()[row + 1];
      for (int p = rowStarts()[row]; p < end; p++) {
        if (indices[p] == column) {
          return value(p);
        }
      }
      return 0;
    }

    @Override
    default void copyRow(int row, double[] target) {
      Arrays.fill(target, 0, columns(), 0);
      int[] indices = columnIndices();
      int end = rowStarts()[row + 1];
      for (int p = rowStarts()[row]; p < end; p++) {
        target[indices[p]] = value(p);
      }
    }

    @Override
    default <R> R accept(StorageVisitor<R> visitor) {
      return visitor.sparse(this);
    }
  }

  /**
   * Sparse rows of floats.
   *
   * @param rowStarts where rows begin, n + 1
   * @param columnIndices the column of each position
   * @param values the value at each position
   * @param columns d
   */
  record SparseFloats(int[] rowStarts, int[] columnIndices, float[] values, int columns)
      implements Sparse {
    @Override
    public double value(int position) {
      return values[position];
    }

    @Override
    public String kind() {
      return "sparse floats";
    }
  }

  /**
   * Sparse rows of doubles.
   *
   * @param rowStarts where rows begin, n + 1
   * @param columnIndices the column of each position
   * @param values the value at each position
   * @param columns d
   */
  record SparseDoubles(int[] rowStarts, int[] columnIndices, double[] values, int columns)
      implements Sparse {
    @Override
    public double value(int position) {
      return values[position];
    }

    @Override
    public String kind() {
      return "sparse doubles";
    }
  }
}
