package io.github.kmeans4j;

import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import io.github.kmeans4j.internal.door.GivenMatrix;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.FMatrixRMaj;

/**
 * The data of a clustering: <i>n</i> rows × <i>d</i> columns, a read-only view on the caller's
 * array.
 *
 * <p>No factory copies values (but that of a {@link DMatrixSparseCSC}) or changes their precision:
 * what is given as floats or bytes is clustered from floats or bytes. The caller must not change
 * the array while a fit or a prediction runs. Values are checked for NaN and infinity by the fit,
 * not here, so wrapping is free (the row-array factories look at the length of each row, those of
 * sparse rows at the structure).
 *
 * <pre>{@code
 * Points.of(new double[][] {{1, 2}, {3, 4}});               // one array a row
 * Points.of(new float[] {1, 2, 3, 4}, 2, 2);                // row by row in one array
 * Points.ofUnsignedBytes(pixels, width * height, 3);        // each byte is 0 to 255
 * Points.ofSparseRows(rowStarts, columns, values, d);       // only some columns of each row
 * Points.of(new DMatrixRMaj(2, 2, true, 1, 2, 3, 4));       // a matrix of EJML
 * }</pre>
 *
 * <p>Instances are immutable and thread-safe as long as the array behind them is left alone.
 */
public final class Points extends StoredRows {
  private final Storage storage;

  private Points(Storage storage) {
    super(storage);
    this.storage = storage;
  }

  /**
   * Views a dense double matrix.
   *
   * @param data matrix, n × d; its array is shared, its shape is read now
   * @return the view
   * @throws IllegalArgumentException if the matrix has no rows or no columns, or too short an array
   */
  public static Points of(DMatrixRMaj data) {
    Objects.requireNonNull(data, "data");
    checkShape(data.numRows, data.numCols);
    GivenMatrix.check("data", data.numRows, data.numCols, data.data);
    return new Points(new Storage.Doubles(data.data, data.numRows, data.numCols));
  }

  /**
   * Views a dense float matrix.
   *
   * @param data matrix, n × d; its array is shared, its shape is read now
   * @return the view
   * @throws IllegalArgumentException if the matrix has no rows or no columns, or too short an array
   */
  public static Points of(FMatrixRMaj data) {
    Objects.requireNonNull(data, "data");
    checkShape(data.numRows, data.numCols);
    GivenMatrix.check("data", data.numRows, data.numCols, data.data);
    return new Points(new Storage.Floats(data.data, data.numRows, data.numCols));
  }

  /**
   * Views rows of doubles.
   *
   * @param rows one array a row, all of the same length ≥ 1
   * @return the view
   * @throws IllegalArgumentException if there are no rows or no columns, or if a row's length
   *     differs from the first one's
   */
  public static Points of(double[][] rows) {
    Objects.requireNonNull(rows, "rows");
    int columns = rows.length == 0 ? 0 : Objects.requireNonNull(rows[0], "rows[0]").length;
    checkShape(rows.length, columns);
    for (int i = 1; i < rows.length; i++) {
      if (rows[i] == null) {
        throw new NullPointerException("rows[" + i + "]");
      }
      checkWidth(i, rows[i].length, columns);
    }
    return new Points(new Storage.DoubleRows(rows));
  }

  /**
   * Views rows of floats.
   *
   * @param rows one array a row, all of the same length ≥ 1
   * @return the view
   * @throws IllegalArgumentException if there are no rows or no columns, or if a row's length
   *     differs from the first one's
   */
  public static Points of(float[][] rows) {
    Objects.requireNonNull(rows, "rows");
    int columns = rows.length == 0 ? 0 : Objects.requireNonNull(rows[0], "rows[0]").length;
    checkShape(rows.length, columns);
    for (int i = 1; i < rows.length; i++) {
      if (rows[i] == null) {
        throw new NullPointerException("rows[" + i + "]");
      }
      checkWidth(i, rows[i].length, columns);
    }
    return new Points(new Storage.FloatRows(rows));
  }

  /**
   * Views row-major doubles.
   *
   * @param rowMajor values, row {@code i} at {@code i * columns}
   * @param rows number of rows ≥ 1
   * @param columns number of columns ≥ 1
   * @return the view
   * @throws IllegalArgumentException if the array's length is not rows × columns
   */
  public static Points of(double[] rowMajor, int rows, int columns) {
    Objects.requireNonNull(rowMajor, "rowMajor");
    checkLength(rowMajor.length, rows, columns);
    return new Points(new Storage.Doubles(rowMajor, rows, columns));
  }

  /**
   * Views row-major floats.
   *
   * @param rowMajor values, row {@code i} at {@code i * columns}
   * @param rows number of rows ≥ 1
   * @param columns number of columns ≥ 1
   * @return the view
   * @throws IllegalArgumentException if the array's length is not rows × columns
   */
  public static Points of(float[] rowMajor, int rows, int columns) {
    Objects.requireNonNull(rowMajor, "rowMajor");
    checkLength(rowMajor.length, rows, columns);
    return new Points(new Storage.Floats(rowMajor, rows, columns));
  }

  /**
   * Views row-major unsigned bytes, such as the pixels of gray images.
   *
   * @param rowMajor values, each byte read as 0..255, row {@code i} at {@code i * columns}
   * @param rows number of rows ≥ 1
   * @param columns number of columns ≥ 1
   * @return the view
   * @throws IllegalArgumentException if the array's length is not rows × columns
   */
  public static Points ofUnsignedBytes(byte[] rowMajor, int rows, int columns) {
    Objects.requireNonNull(rowMajor, "rowMajor");
    checkLength(rowMajor.length, rows, columns);
    return new Points(new Storage.UnsignedBytes(rowMajor, rows, columns));
  }

  /**
   * Views sparse rows of floats in compressed form (CSR), as SciPy's {@code csr_matrix} keeps them:
   * only some columns of each row are stored, and all others are 0.
   *
   * <p>The arrays are shared, not copied. Their structure is checked now, in one pass over the
   * column indices. Columns may stand in any order, and stored values may be 0. Neither a fit nor a
   * prediction ever makes dense rows of all the data; centroids are dense.
   *
   * @param rowStarts where each row begins in the other two arrays, and where the last one ends: n
   *     + 1 positions ≥ 0 that do not fall
   * @param columnIndices the column of each stored value, 0 ≤ column &lt; d, none twice in a row
   * @param values the stored values
   * @param columns number of columns d ≥ 1
   * @return the view, n × d
   * @throws IllegalArgumentException if there are no rows or no columns, row starts fall or lie
   *     outside the arrays, or a column is out of range or stands twice in a row; the message names
   *     the row and the position
   */
  public static Points ofSparseRows(
      int[] rowStarts, int[] columnIndices, float[] values, int columns) {
    Objects.requireNonNull(values, "values");
    SparseStructure.check(rowStarts, columnIndices, values.length, columns);
    return new Points(new Storage.SparseFloats(rowStarts, columnIndices, values, columns));
  }

  /**
   * Views sparse rows of doubles in compressed form (CSR), see {@link #ofSparseRows(int[], int[],
   * float[], int)}.
   *
   * @param rowStarts where each row begins in the other two arrays, and where the last one ends: n
   *     + 1 positions ≥ 0 that do not fall
   * @param columnIndices the column of each stored value, 0 ≤ column &lt; d, none twice in a row
   * @param values the stored values
   * @param columns number of columns d ≥ 1
   * @return the view, n × d
   * @throws IllegalArgumentException as the method for floats
   */
  public static Points ofSparseRows(
      int[] rowStarts, int[] columnIndices, double[] values, int columns) {
    Objects.requireNonNull(values, "values");
    SparseStructure.check(rowStarts, columnIndices, values.length, columns);
    return new Points(new Storage.SparseDoubles(rowStarts, columnIndices, values, columns));
  }

  /**
   * Copies a sparse matrix into sparse rows.
   *
   * <p>EJML keeps sparse matrices by column, and rows are needed: so, unlike all other factories,
   * this one copies. It takes 12 bytes a stored value and 4 a row, and a pass over the matrix.
   * Whoever holds the transposed matrix, whose columns are the rows of data, needs no copy: {@code
   * Points.ofSparseRows(m.col_idx, m.nz_rows, m.nz_values, m.numRows)}.
   *
   * @param data matrix, n × d; its arrays may be longer than what it stores
   * @return rows of doubles, which no longer depend on the matrix
   * @throws IllegalArgumentException if the matrix has no rows or no columns, or its structure is
   *     damaged: its fields contradict each other, or a value is stored twice
   */
  public static Points of(DMatrixSparseCSC data) {
    Objects.requireNonNull(data, "data");
    checkShape(data.numRows, data.numCols);
    int[] starts = SparseStructure.rowStarts(data);
    int[] columns = new int[starts[data.numRows]];
    double[] values = new double[columns.length];
    SparseStructure.transpose(data, starts, columns, values);
    return ofSparseRows(starts, columns, values, data.numCols);
  }

  /**
   * Returns the number of rows.
   *
   * @return n ≥ 1
   */
  public int rows() {
    return storage.rows();
  }

  /**
   * Returns the number of columns.
   *
   * @return d ≥ 1
   */
  public int columns() {
    return storage.columns();
  }

  /**
   * Returns one value; of sparse rows by a look at all values of the row.
   *
   * @param row row index, 0 ≤ row &lt; n
   * @param column column index, 0 ≤ column &lt; d
   * @return the value, widened to double without loss
   * @throws IndexOutOfBoundsException if an index is outside the shape
   */
  public double get(int row, int column) {
    Objects.checkIndex(row, rows());
    Objects.checkIndex(column, columns());
    return storage.get(row, column);
  }

  /**
   * Copies one row.
   *
   * @param row row index, 0 ≤ row &lt; n
   * @param target receives the d values of the row, widened to double without loss, from index 0
   * @throws IndexOutOfBoundsException if the row is outside the shape or the target is too short
   */
  public void copyRow(int row, double[] target) {
    Objects.checkIndex(row, rows());
    Objects.requireNonNull(target, "target");
    Objects.checkFromIndexSize(0, columns(), target.length);
    storage.copyRow(row, target);
  }

  /**
   * Describes the shape and the storage.
   *
   * @return for example {@code Points[60000 × 784 unsigned bytes]}
   */
  @Override
  public String toString() {
    return "Points[" + rows() + " × " + columns() + " " + storage.kind() + "]";
  }

  static void checkShape(int rows, int columns) {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be at least 1, but there are " + rows);
    }
    if (columns < 1) {
      throw new IllegalArgumentException("columns must be at least 1, but there are " + columns);
    }
  }

  private static void checkWidth(int row, int width, int columns) {
    if (width != columns) {
      throw new IllegalArgumentException(
          "rows must have equal lengths, but row "
              + row
              + " has "
              + width
              + " columns and row 0 has "
              + columns);
    }
  }

  private static void checkLength(int length, int rows, int columns) {
    checkShape(rows, columns);
    if (length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "rowMajor must hold rows × columns = "
              + rows
              + " × "
              + columns
              + " = "
              + (long) rows * columns
              + " values, but its length is "
              + length);
    }
  }
}
