package io.github.kmeans4j.internal;

/**
 * One way to keep the values of rows; adding one means one more method in {@link StorageVisitor}.
 * The array is the caller's own, and never written to. Indices are trusted.
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
}
