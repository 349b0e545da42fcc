package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StorageVisitor;
import io.github.kmeans4j.internal.StoredRows;
import io.github.kmeans4j.internal.kernel.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link Points}, read in place by loops made for each kind of storage. There are
 * three of each loop, for doubles, floats and bytes, here and in {@link Vectors}: Java has no
 * generics over primitives, and asking an object for each value would cost more than the loop does.
 * All of them stand in the classes of this package and in the kernels, and nowhere else.
 *
 * <p>Row indices are trusted. Immutable and thread-safe; keeps the caller's array only as long as
 * the fit keeps this object.
 */
public abstract class RowStore {
  /** Number of rows. */
  public final int n;

  /** Number of columns. */
  public final int d;

  /** What reads rows at memory speed. */
  public final Kernel kernel;

  protected RowStore(int n, int d, Kernel kernel) {
    this.n = n;
    this.d = d;
    this.kernel = kernel;
  }

  /**
   * Opens the storage of some points.
   *
   * @param points data, n × d
   * @param kernel what reads rows at memory speed
   * @return its rows
   */
  public static RowStore of(StoredRows points, Kernel kernel) {
    Storage storage = StoredRows.storageOf(points);
    int n = storage.rows();
    int d = storage.columns();
    return storage.accept(
        new StorageVisitor<RowStore>() {
          @Override
          public RowStore doubles(double[] data) {
            return new DoubleRows(n, d, kernel, new double[][] {data}, true);
          }

          @Override
          public RowStore floats(float[] data) {
            return new FloatRows(n, d, kernel, new float[][] {data}, true);
          }

          @Override
          public RowStore unsignedBytes(byte[] data) {
            return new ByteRows(n, d, kernel, data);
          }

          @Override
          public RowStore doubleRows(double[][] rows) {
            return new DoubleRows(n, d, kernel, rows, false);
          }

          @Override
          public RowStore floatRows(float[][] rows) {
            return new FloatRows(n, d, kernel, rows, false);
          }

          @Override
          public RowStore sparse(Storage.Sparse rows) {
            return new SparseRows(rows, kernel);
          }
        });
  }

  /**
   * Opens the same rows in another order, without copying them.
   *
   * @param order distinct row indices, at most n; row i of the view is row {@code order[i]} here;
   *     kept, so not to be changed
   * @return the view
   */
  public RowStore reordered(int[] order) {
    return new ReorderedRows(this, order);
  }

  /**
   * Copies the first rows together, where reading them in place is dear. Not to be called while
   * rows are read.
   *
   * @param count how many, at least as many as before
   * @param workers threads
   */
  public void gather(int count, Workers workers) {}

  /**
   * Copies some rows into one array, in the precision that they are stored in.
   *
   * @param order row indices
   * @param count how many of them to copy
   * @param before a store of the first ones that this returned before, or null
   * @param workers threads
   * @return the copies; null where rows are not worth it
   */
  @Nullable RowStore gather(int[] order, int count, @Nullable RowStore before, Workers workers) {
    return null;
  }

  /**
   * Returns the number of rows.
   *
   * @return n
   */
  public int rows() {
    return n;
  }

  /**
   * Returns the number of columns.
   *
   * @return d
   */
  public int columns() {
    return d;
  }

  /**
   * Returns how many columns the data have, also those that this leaves out because they are 0 in
   * every row.
   *
   * @return at least d
   */
  public int dataColumns() {
    return d;
  }

  /**
   * Computes the squared Euclidean distance of two points, in four partial sums.
   *
   * @param a d values
   * @param b d values
   * @return the squared distance, as {@link Euclidean#squaredFast} computes it of all columns
   */
  public double squaredDistance(double[] a, double[] b) {
    return Euclidean.squaredFast(a, b);
  }

  /**
   * Returns by how much the plain definition may differ from the squared distance of the rows and
   * points as they are, beside what it loses by direct differences of so many columns.
   *
   * @return a squared distance, for two points together; 0 where rows are no directions
   */
  public double definitionError() {
    return 0;
  }

  /**
   * Computes the squared Euclidean distance of a row to a point as the definition says: direct
   * differences in double, squares added in the order of the columns. This order decides near-ties.
   *
   * @param row row index
   * @param c d values
   * @return the squared distance
   */
  public abstract double squaredDistance(int row, double[] c);

  /**
   * Computes the same in eight interleaved partial sums, which differs in the last bits only and is
   * several times faster; its order is fixed too.
   *
   * @param row row index
   * @param c d values
   * @return the squared distance
   */
  public abstract double squaredDistanceFast(int row, double[] c);

  /**
   * Computes the same, bit for bit, to another row, which bytes do in whole numbers.
   *
   * @param row row index
   * @param other row index of the other row
   * @param c the d values of the other row
   * @return the squared distance
   */
  public double squaredDistanceFast(int row, int other, double[] c) {
    return squaredDistanceFast(row, c);
  }

  /**
   * Compares two rows, as if their values were the letters of words.
   *
   * @param row row index
   * @param other row index of the other row
   * @return negative if the first value that differs is smaller in the row, positive if it is
   *     larger, 0 if none differs
   */
  public int compare(int row, int other) {
    double[] values = new double[d];
    double[] others = new double[d];
    copy(row, values);
    copy(other, others);
    for (int c = 0; c < d; c++) {
      if (values[c] != others[c]) {
        return values[c] < others[c] ? -1 : 1;
      }
    }
    return 0;
  }

  /**
   * Prepares points for distances of many rows to them.
   *
   * @param points d values each; kept, so not to be changed
   * @return their distances, those of {@link #squaredDistanceFast(int, double[])} but for the last
   *     bits
   */
  public Distances distancesTo(double[][] points) {
    return (row, point) -> squaredDistanceFast(row, points[point]);
  }

  /**
   * Copies a row.
   *
   * @param row row index
   * @param target receives d values from index 0
   */
  public void copy(int row, double[] target) {
    copy(row, 0, d, target);
  }

  /**
   * Copies some columns of a row.
   *
   * @param row row index
   * @param from first column
   * @param to end of the columns (exclusive)
   * @param target receives their values from index 0
   */
  public abstract void copy(int row, int from, int to, double[] target);

  /**
   * Finds the nearest of some points by the plain definition.
   *
   * @param row row index
   * @param points d values each
   * @param among indices of those that are asked for, ascending, at least one
   * @return the index of the nearest, the lowest on ties
   */
  public int nearest(int row, double[][] points, int[] among) {
    int nearest = among[0];
    double least = Double.POSITIVE_INFINITY;
    for (int j : among) {
      double distance = squaredDistance(row, points[j]);
      if (distance < least) {
        least = distance;
        nearest = j;
      }
    }
    return nearest;
  }

  /**
   * Copies some rows.
   *
   * @param rows row indices
   * @param count how many
   * @param target receives their values, row by row
   */
  public void copyRows(int[] rows, int count, double[] target) {
    double[] row = new double[d];
    for (int i = 0; i < count; i++) {
      copy(rows[i], row);
      System.arraycopy(row, 0, target, i * d, d);
    }
  }

  /** Whether rows follow each other, so that their values do where they stand in one array. */
  static boolean areInARow(int[] rows, int count) {
    for (int i = 1; i < count; i++) {
      if (rows[i] != rows[0] + i) {
        return false;
      }
    }
    return count > 0;
  }

  /**
   * Adds columns of a row to sums in plain double arithmetic.
   *
   * @param row row index
   * @param from first column
   * @param to end of the columns (exclusive)
   * @param weight what the values are multiplied by
   * @param sum the sums, indexed by column
   */
  public abstract void addTo(int row, int from, int to, double weight, double[] sum);

  /**
   * Adds a row to sums in plain double arithmetic.
   *
   * @param row row index
   * @param weight what the values are multiplied by
   * @param sum d sums
   */
  public void addTo(int row, double weight, double[] sum) {
    addTo(row, 0, d, weight, sum);
  }

  /**
   * Loads a row in single precision, shifted and scaled: {@code (x − shift) · scale}, each value
   * rounded once where the scale is a power of two (bytes: not at all).
   */
  public abstract void load(
      Vectors vectors, int row, float[] shift, double scale, float[] target, int at);

  /**
   * Returns the values where they are single precision already.
   *
   * @return the caller's array, row i at i · d; null if the rows are stored otherwise
   */
  public float @Nullable [] floats() {
    return null;
  }

  /**
   * Loads some rows as {@link #load} does, column by column.
   *
   * @param from first row
   * @param count how many
   * @param shift d values
   * @param scale a power of two
   * @param target receives column c of the r-th row at {@code at + c * stride + r}
   * @param at where to
   * @param stride distance of two columns
   */
  public void loadColumns(
      int from, int count, float[] shift, double scale, float[] target, int at, int stride) {
    float[] row = new float[d];
    for (int r = 0; r < count; r++) {
      load(kernel, from + r, shift, scale, row, 0);
      for (int c = 0; c < d; c++) {
        target[at + c * stride + r] = row[c];
      }
    }
  }

  /**
   * Copies some rows column by column.
   *
   * @param from first row
   * @param count how many
   * @param target receives column c of the r-th row at {@code at + c * stride + r}
   * @param at where to
   * @param stride distance of two columns
   */
  public void copyColumns(int from, int count, double[] target, int at, int stride) {
    double[] row = new double[d];
    for (int r = 0; r < count; r++) {
      copy(from + r, row);
      for (int c = 0; c < d; c++) {
        target[at + c * stride + r] = row[c];
      }
    }
  }

  /**
   * Returns the power of two that brings values up to a magnitude into the middle of the range of
   * single precision.
   */
  public abstract double scaleFor(double max);

  /**
   * Prefetches a row: reads one value of each of its cache lines, so that they are in the cache
   * when the row is wanted soon after.
   *
   * @param row row index
   * @return the sum of what was read; to be kept somewhere, else the JIT removes the reads
   */
  public int prefetch(int row) {
    return prefetch(row, 0, d);
  }

  /**
   * Prefetches some columns of a row.
   *
   * @param row row index
   * @param from first column
   * @param to end of the columns (exclusive)
   * @return as {@link #prefetch(int)}
   */
  public abstract int prefetch(int row, int from, int to);

  /** The first column of a row whose value is larger in magnitude, or no number; −1 if none. */
  int firstBeyond(int row, double limit) {
    double[] values = new double[d];
    copy(row, values);
    for (int c = 0; c < d; c++) {
      if (!(Math.abs(values[c]) <= limit)) {
        return c;
      }
    }
    return -1;
  }

  /** Says where a value is, as the caller knows it, and what it is. */
  String where(int row, int column) {
    double[] values = new double[d];
    copy(row, values);
    return "row " + row + ", column " + column + " is " + values[column];
  }

  /** Looks at rows [from, to) for the {@link DataProfile}. */
  void profile(int from, int to, DataProfile.Part part) {
    double[] row = new double[d];
    for (int i = from; i < to; i++) {
      copy(i, row);
      DoubleRows.profile(row, 0, d, part, kernel);
    }
  }

  /**
   * Widens ranges of magnitudes by those of a row.
   *
   * @param row row index
   * @param values d values of scratch
   * @param largest the largest magnitude of each column so far
   * @param least the least one but 0 of each column so far
   */
  void magnitudes(int row, double[] values, double[] largest, double[] least) {
    copy(row, values);
    for (int j = 0; j < d; j++) {
      double v = Math.abs(values[j]);
      largest[j] = Math.max(largest[j], v);
      least[j] = v > 0 ? Math.min(least[j], v) : least[j];
    }
  }
}
