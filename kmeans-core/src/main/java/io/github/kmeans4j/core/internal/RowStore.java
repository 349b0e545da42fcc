package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StorageVisitor;
import io.github.kmeans4j.internal.StoredRows;

/**
 * The rows of a {@link Points}, read in place by loops made for each kind of storage.
 *
 * <p>Row indices are trusted. Immutable and thread-safe; keeps the caller's array only as long as
 * the fit keeps this object.
 */
public abstract class RowStore {
  /** Number of rows. */
  final int n;

  /** Number of columns. */
  final int d;

  /** What reads rows at memory speed. */
  final Kernel kernel = Kernels.get();

  RowStore(int n, int d) {
    this.n = n;
    this.d = d;
  }

  /**
   * Opens the storage of some points.
   *
   * @param points data, n × d
   * @return its rows
   */
  public static RowStore of(StoredRows points) {
    Storage storage = StoredRows.storageOf(points);
    int n = storage.rows();
    int d = storage.columns();
    return storage.accept(
        new StorageVisitor<RowStore>() {
          @Override
          public RowStore doubles(double[] data) {
            return new Doubles(n, d, new double[][] {data}, true);
          }

          @Override
          public RowStore floats(float[] data) {
            return new Floats(n, d, new float[][] {data}, true);
          }

          @Override
          public RowStore unsignedBytes(byte[] data) {
            return new UnsignedBytes(n, d, data);
          }

          @Override
          public RowStore doubleRows(double[][] rows) {
            return new Doubles(n, d, rows, false);
          }

          @Override
          public RowStore floatRows(float[][] rows) {
            return new Floats(n, d, rows, false);
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
  double squaredDistanceFast(int row, int other, double[] c) {
    return squaredDistanceFast(row, c);
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
  abstract void copy(int row, int from, int to, double[] target);

  /**
   * Adds columns of a row to sums in plain double arithmetic.
   *
   * @param row row index
   * @param from first column
   * @param to end of the columns (exclusive)
   * @param weight what the values are multiplied by
   * @param sum the sums, indexed by column
   */
  abstract void addTo(int row, int from, int to, double weight, double[] sum);

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
   * rounded once (bytes: not at all).
   */
  abstract void load(Kernel kernel, int row, float[] shift, double scale, float[] target, int at);

  /**
   * Returns the power of two that brings values up to a magnitude into the middle of the range of
   * single precision.
   */
  abstract double scaleFor(double max);

  /** Reads a bit of every cache line of a row, so that it is there when it is wanted. */
  int touch(int row) {
    return touch(row, 0, d);
  }

  /** The same of the columns [from, to). */
  abstract int touch(int row, int from, int to);

  /** Looks at rows [from, to) for the {@link DataProfile}. */
  abstract void profile(int from, int to, DataProfile.Part part);

  /**
   * Widens ranges of magnitudes by those of a row.
   *
   * @param row row index
   * @param values d values of scratch
   * @param largest the largest magnitude of each column so far
   * @param least the least one but 0 of each column so far
   */
  final void magnitudes(int row, double[] values, double[] largest, double[] least) {
    copy(row, values);
    for (int j = 0; j < d; j++) {
      double v = Math.abs(values[j]);
      largest[j] = Math.max(largest[j], v);
      least[j] = v > 0 ? Math.min(least[j], v) : least[j];
    }
  }

  private static final class Doubles extends RowStore {
    private final double[][] arrays;
    private final boolean flat;

    Doubles(int n, int d, double[][] arrays, boolean flat) {
      super(n, d);
      this.arrays = arrays;
      this.flat = flat;
    }

    private double[] array(int row) {
      return flat ? arrays[0] : arrays[row];
    }

    private int offset(int row) {
      return flat ? row * d : 0;
    }

    @Override
    public double squaredDistance(int row, double[] c) {
      double[] x = array(row);
      int o = offset(row);
      double sum = 0;
      for (int j = 0; j < c.length; j++) {
        double t = x[o + j] - c[j];
        sum += t * t;
      }
      return sum;
    }

    @Override
    public double squaredDistanceFast(int row, double[] c) {
      return kernel.squaredDistance(array(row), offset(row), c);
    }

    @Override
    void copy(int row, int from, int to, double[] target) {
      System.arraycopy(array(row), offset(row) + from, target, 0, to - from);
    }

    @Override
    void addTo(int row, int from, int to, double weight, double[] sum) {
      kernel.addTo(array(row), offset(row) + from, weight, sum, from, to - from);
    }

    @Override
    void load(Kernel kernel, int row, float[] shift, double scale, float[] target, int at) {
      double[] x = array(row);
      int o = offset(row);
      for (int j = 0; j < d; j++) {
        target[at + j] = (float) ((x[o + j] - shift[j]) * scale);
      }
    }

    @Override
    int touch(int row, int from, int to) {
      double[] x = array(row);
      int end = offset(row) + to;
      int sum = 0;
      for (int left = to - from; left > 0; left -= 8) {
        sum += (int) x[end - left];
      }
      return sum;
    }

    @Override
    double scaleFor(double max) {
      return Math.scalb(1.0, -Math.max(-1000, Math.min(1000, Math.getExponent(max))));
    }

    @Override
    void profile(int from, int to, DataProfile.Part part) {
      for (int i = from; i < to; i++) {
        double[] x = array(i);
        int o = offset(i);
        double max = part.max;
        double min = part.minNonZero;
        boolean integers = part.integers;
        boolean floats = part.floats;
        double finite = 0;
        for (int j = o; j < o + d; j++) {
          double v = Math.abs(x[j]);
          finite += v * 0; // NaN from here on if v is NaN or infinite
          max = v > max ? v : max;
          min = v < min && v > 0 ? v : min;
          integers &= v == (long) v;
          floats &= v == (float) v;
        }
        if (finite != 0) {
          part.fail(this, i);
        }
        part.max = max;
        part.minNonZero = min;
        part.integers = integers;
        part.floats = floats;
      }
    }
  }

  private static final class Floats extends RowStore {
    private final float[][] arrays;
    private final boolean flat;

    Floats(int n, int d, float[][] arrays, boolean flat) {
      super(n, d);
      this.arrays = arrays;
      this.flat = flat;
    }

    private float[] array(int row) {
      return flat ? arrays[0] : arrays[row];
    }

    private int offset(int row) {
      return flat ? row * d : 0;
    }

    @Override
    public double squaredDistance(int row, double[] c) {
      float[] x = array(row);
      int o = offset(row);
      double sum = 0;
      for (int j = 0; j < c.length; j++) {
        double t = x[o + j] - c[j];
        sum += t * t;
      }
      return sum;
    }

    @Override
    public double squaredDistanceFast(int row, double[] c) {
      return kernel.squaredDistance(array(row), offset(row), c);
    }

    @Override
    void copy(int row, int from, int to, double[] target) {
      float[] x = array(row);
      int o = offset(row) + from;
      for (int j = 0; j < to - from; j++) {
        target[j] = x[o + j];
      }
    }

    @Override
    void addTo(int row, int from, int to, double weight, double[] sum) {
      kernel.addTo(array(row), offset(row) + from, weight, sum, from, to - from);
    }

    @Override
    void load(Kernel kernel, int row, float[] shift, double scale, float[] target, int at) {
      kernel.center(array(row), offset(row), shift, (float) scale, target, at, d);
    }

    @Override
    int touch(int row, int from, int to) {
      float[] x = array(row);
      int end = offset(row) + to;
      int sum = 0;
      for (int left = to - from; left > 0; left -= 16) {
        sum += (int) x[end - left];
      }
      return sum;
    }

    @Override
    double scaleFor(double max) {
      return Math.scalb(1.0, -Math.max(-126, Math.min(126, Math.getExponent(max))));
    }

    @Override
    void profile(int from, int to, DataProfile.Part part) {
      for (int i = from; i < to; i++) {
        float[] x = array(i);
        int o = offset(i);
        int max = 0;
        int min = Integer.MAX_VALUE;
        boolean integers = part.integers;
        // The bits of a non-negative float order as the float does; NaN and infinity come last.
        for (int j = o; j < o + d; j++) {
          int v = Float.floatToRawIntBits(x[j]) & 0x7FFF_FFFF;
          max = Math.max(max, v);
          min = Math.min(min, v == 0 ? Integer.MAX_VALUE : v);
          integers &= x[j] == (int) x[j];
        }
        if (max >= 0x7F80_0000) {
          part.fail(this, i);
        }
        part.max = Math.max(part.max, Float.intBitsToFloat(max));
        if (min < Integer.MAX_VALUE) {
          part.minNonZero = Math.min(part.minNonZero, Float.intBitsToFloat(min));
        }
        part.integers = integers;
      }
    }
  }

  private static final class UnsignedBytes extends RowStore {
    /** As many squares of differences of bytes an int holds the sum of. */
    private static final int MOST_SQUARES = Integer.MAX_VALUE / (255 * 255);

    private final byte[] x;

    UnsignedBytes(int n, int d, byte[] data) {
      super(n, d);
      this.x = data;
    }

    @Override
    public double squaredDistance(int row, double[] c) {
      int o = row * d;
      double sum = 0;
      for (int j = 0; j < c.length; j++) {
        double t = (x[o + j] & 0xFF) - c[j];
        sum += t * t;
      }
      return sum;
    }

    @Override
    public double squaredDistanceFast(int row, double[] c) {
      return kernel.squaredDistance(x, row * d, c);
    }

    @Override
    double squaredDistanceFast(int row, int other, double[] c) {
      if (d > MOST_SQUARES) {
        return squaredDistanceFast(row, c);
      }
      return kernel.squaredDistance(x, row * d, other * d, d);
    }

    @Override
    void copy(int row, int from, int to, double[] target) {
      int o = row * d + from;
      for (int j = 0; j < to - from; j++) {
        target[j] = x[o + j] & 0xFF;
      }
    }

    @Override
    void addTo(int row, int from, int to, double weight, double[] sum) {
      kernel.addTo(x, row * d + from, weight, sum, from, to - from);
    }

    @Override
    void load(Kernel kernel, int row, float[] shift, double scale, float[] target, int at) {
      kernel.widen(x, row * d, shift, target, at, d);
    }

    @Override
    int touch(int row, int from, int to) {
      int end = row * d + to;
      int sum = 0;
      for (int left = to - from; left > 0; left -= 64) {
        sum += x[end - left];
      }
      return sum;
    }

    @Override
    double scaleFor(double max) {
      return 1;
    }

    @Override
    void profile(int from, int to, DataProfile.Part part) {
      part.max = 255; // every value is a whole number in 0..255: nothing to look at
    }
  }
}
