package io.github.kmeans4j.core.internal.sums;

import io.github.kmeans4j.internal.kernel.Vectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sum of each column over the rows of each cluster, as a {@link SumGrid} lays them out.
 *
 * <p>Rows are added and taken away in any order; sums of one grid merge by plain additions, those
 * of different grids through {@link #regrid}. Different threads may change different clusters, or
 * different columns of one.
 */
public final class SumTable {
  /** 1.5 · 2^52: adding it leaves a whole number in the last bits of a double. */
  private static final double SHIFTER = 0x1.8p52;

  private static final long SHIFTER_BITS = Double.doubleToRawLongBits(SHIFTER);

  /** Rows of fewer columns leave nothing to do for vectors. */
  private static final int FEWEST_FOR_VECTORS = 8;

  private final SumGrid grid;
  private final double[][] plain;
  private final long[][] high;
  private final long[][] low;
  private final long[][] digits;

  /**
   * Starts from zeros.
   *
   * @param grid the layout
   * @param clusters how many rows of sums
   */
  public SumTable(SumGrid grid, int clusters) {
    this.grid = grid;
    this.plain = new double[clusters][grid.plain ? grid.d : 0];
    this.high = new long[clusters][grid.plain ? 0 : grid.d];
    this.low = new long[clusters][grid.radix == 0 ? 0 : grid.d];
    this.digits = new long[clusters][grid.digitsAt[grid.wide.length]];
  }

  /**
   * Returns the layout.
   *
   * @return the grid it was made for
   */
  public SumGrid grid() {
    return grid;
  }

  /**
   * Sets the sums of a cluster to zeros.
   *
   * @param cluster which
   */
  public void clear(int cluster) {
    Arrays.fill(plain[cluster], 0);
    Arrays.fill(high[cluster], 0);
    Arrays.fill(low[cluster], 0);
    Arrays.fill(digits[cluster], 0);
  }

  /**
   * Returns the sums of a cluster where they are plain.
   *
   * @param cluster which
   * @return d sums, live; only if the grid is plain
   */
  public double[] plain(int cluster) {
    return plain[cluster];
  }

  long[] high(int cluster) {
    return high[cluster];
  }

  long[] low(int cluster) {
    return low[cluster];
  }

  long[] digits(int cluster) {
    return digits[cluster];
  }

  /**
   * Adds some columns of a row.
   *
   * @param vectors what cuts values into words
   * @param cluster where to
   * @param x the values of columns from, from + 1, …, at index 0, 1, …
   * @param from first column
   * @param to end of the columns (exclusive)
   * @param weight what the values are multiplied by; 1 or −1 if the grid is not weighted
   */
  public void add(Vectors vectors, int cluster, double[] x, int from, int to, double weight) {
    if (grid.plain) {
      vectors.addTo(x, 0, weight, plain[cluster], from, to - from);
      return;
    }
    if (grid.weighted) {
      addWeighted(cluster, x, from, to, weight);
    } else {
      double radix = grid.radix == 0 ? 0 : Math.scalb(1.0, grid.radix);
      vectors.addParts(
          x, 0, weight, grid.scale, radix, high[cluster], low[cluster], from, to - from);
    }
    long[] row = digits[cluster];
    for (int w = first(from); w < grid.wide.length && grid.wide[w] < to; w++) {
      Digits.add(grid, row, w, x[grid.wide[w] - from], weight);
    }
  }

  /**
   * Adds rows of few columns, or takes them away; not for a weighted grid.
   *
   * @param vectors what cuts values into words
   * @param clusters where to, for each row; negative for a row that is left out
   * @param count how many rows
   * @param x their values, row by row
   * @param weight 1 or −1
   */
  public void addRows(Vectors vectors, int[] clusters, int count, double[] x, double weight) {
    int d = grid.d;
    double radix = grid.radix == 0 ? 0 : Math.scalb(1.0, grid.radix);
    for (int i = 0; i < count; i++) {
      int j = clusters[i];
      if (j < 0) {
        continue;
      }
      if (grid.plain) {
        double[] sum = plain[j];
        for (int c = 0; c < d; c++) {
          sum[c] += weight * x[i * d + c];
        }
        continue;
      }
      long[] h = high[j];
      long[] l = low[j];
      if (d >= FEWEST_FOR_VECTORS) {
        vectors.addParts(x, i * d, weight, grid.scale, radix, h, l, 0, d);
      } else {
        for (int c = 0; c < d; c++) {
          addParts(h, l, c, x[i * d + c] * (weight * grid.scale[c]), radix);
        }
      }
      for (int w = 0; w < grid.wide.length; w++) {
        Digits.add(grid, digits[j], w, x[i * d + grid.wide[w]], weight);
      }
    }
  }

  /**
   * Adds one value.
   *
   * @param cluster where to
   * @param c its column
   * @param value the value
   * @param weight what it is multiplied by; 1 or −1 if the grid is not weighted
   */
  public void addValue(int cluster, int c, double value, double weight) {
    if (grid.plain) {
      plain[cluster][c] += weight * value;
      return;
    }
    double scale = grid.scale[c];
    if (scale == 0) {
      if (grid.wide.length > 0) {
        int w = Arrays.binarySearch(grid.wide, c);
        if (w >= 0) {
          Digits.add(grid, digits[cluster], w, value, weight);
        }
      }
      return;
    }
    double radix = grid.radix == 0 ? 0 : Math.scalb(1.0, grid.radix);
    if (grid.weighted) {
      double product = weight * value;
      double lost = Math.fma(weight, value, -product);
      addParts(high[cluster], low[cluster], c, product * scale, radix);
      addParts(high[cluster], low[cluster], c, lost * scale, radix);
    } else {
      addParts(high[cluster], low[cluster], c, value * (weight * scale), radix);
    }
  }

  private void addWeighted(int cluster, double[] x, int from, int to, double weight) {
    double radix = Math.scalb(1.0, grid.radix);
    long[] h = high[cluster];
    long[] l = low[cluster];
    for (int c = from; c < to; c++) {
      double scale = grid.scale[c];
      if (scale != 0) {
        double value = x[c - from];
        double product = weight * value;
        double lost = Math.fma(weight, value, -product);
        addParts(h, l, c, product * scale, radix);
        addParts(h, l, c, lost * scale, radix);
      }
    }
  }

  /**
   * Adds what a row stores.
   *
   * @param cluster where to
   * @param columns the columns of many rows
   * @param values the value in each of them
   * @param from where the row begins
   * @param to where it ends
   * @param weight what the values are multiplied by; 1 or −1 if the grid is not weighted
   */
  public void addStored(
      int cluster, int[] columns, float[] values, int from, int to, double weight) {
    if (grid.plain) {
      double[] sums = plain[cluster];
      for (int p = from; p < to; p++) {
        sums[columns[p]] += weight * values[p];
      }
      return;
    }
    if (grid.weighted || grid.wide.length > 0) {
      for (int p = from; p < to; p++) {
        addValue(cluster, columns[p], values[p], weight);
      }
      return;
    }
    double radix = grid.radix == 0 ? 0 : Math.scalb(1.0, grid.radix);
    double[] scales = grid.scale;
    long[] h = high[cluster];
    long[] l = low[cluster];
    for (int p = from; p < to; p++) {
      int c = columns[p];
      addParts(h, l, c, values[p] * (weight * scales[c]), radix);
    }
  }

  private void addParts(long[] h, long[] l, int c, double value, double radix) {
    double shifted = value + SHIFTER;
    h[c] += Double.doubleToRawLongBits(shifted) - SHIFTER_BITS;
    if (grid.radix > 0) {
      double rest = (value - (shifted - SHIFTER)) * radix;
      l[c] += Double.doubleToRawLongBits(rest + SHIFTER) - SHIFTER_BITS;
    }
  }

  /** The first wide column that is at least this one. */
  private int first(int column) {
    int at = Arrays.binarySearch(grid.wide, column);
    return at < 0 ? ~at : at;
  }

  /**
   * Copies the sums of one cluster.
   *
   * @param cluster which
   * @return an independent table of that cluster alone
   */
  public SumTable copyOf(int cluster) {
    SumTable copy = new SumTable(grid, 1);
    copy.merge(0, this, cluster);
    return copy;
  }

  /**
   * Adds the sums of a cluster of another table.
   *
   * @param cluster where to
   * @param other a table of an equal grid
   * @param theirs which of its clusters
   */
  public void merge(int cluster, SumTable other, int theirs) {
    if (!grid.equals(other.grid)) {
      throw new IllegalArgumentException("other must have the same grid; see regrid");
    }
    for (int c = 0; c < plain[cluster].length; c++) {
      plain[cluster][c] += other.plain[theirs][c];
    }
    addAll(high[cluster], other.high[theirs]);
    addAll(low[cluster], other.low[theirs]);
    Digits.addAll(grid, digits[cluster], other.digits[theirs]);
  }

  private static void addAll(long[] sum, long[] terms) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += terms[i];
    }
  }

  /**
   * Returns the same sums in another layout.
   *
   * @param wider a grid that holds what this one does, as {@link SumGrid#union} returns it
   * @return a new table
   */
  public SumTable regrid(SumGrid wider) {
    SumTable table = new SumTable(wider, plain.length);
    for (int j = 0; j < plain.length; j++) {
      for (int c = 0; c < grid.d; c++) {
        WholeSums.set(table, j, c, toBigInteger(j, c), exponent(c));
      }
    }
    return table;
  }

  /**
   * Returns a sum as a whole number of {@code 2^exponent(column)}.
   *
   * @param cluster which
   * @param column which
   * @return the exact number
   */
  public BigInteger toBigInteger(int cluster, int column) {
    return WholeSums.get(this, cluster, column);
  }

  /**
   * Returns what the numbers of {@link #toBigInteger} count.
   *
   * @param column which
   * @return a power of two
   */
  public int exponent(int column) {
    return exponent(grid, column);
  }

  static int exponent(SumGrid grid, int column) {
    int w = grid.plain ? -1 : Arrays.binarySearch(grid.wide, column);
    return w < 0 ? grid.span(column).low() : grid.base[w];
  }

  /**
   * Returns the sums of a cluster as pairs of doubles, {@code upper + lower}, off by at most a
   * relative 2⁻¹⁰⁰; infinite or NaN beyond the range of double, at either end.
   *
   * @param cluster which
   * @param upper receives d values, each the nearest double but for its last bit
   * @param lower receives d values, what is left
   */
  public void pairs(int cluster, double[] upper, double[] lower) {
    if (grid.plain) {
      System.arraycopy(plain[cluster], 0, upper, 0, grid.d);
      Arrays.fill(lower, 0, grid.d, 0);
      return;
    }
    long[] h = high[cluster];
    if (grid.radix == 0) {
      for (int c = 0; c < grid.d; c++) {
        pair(h[c], 0, 0, grid.unit[c], c, upper, lower);
      }
    } else {
      long[] l = low[cluster];
      for (int c = 0; c < grid.d; c++) {
        pair(h[c], l[c], grid.radix, grid.unit[c], c, upper, lower);
      }
    }
    for (int w = 0; w < grid.wide.length; w++) {
      Digits.pair(grid, digits[cluster], w, upper, lower);
    }
  }

  /** Writes (high · 2^radix + low) · unit. */
  static void pair(
      long high, long low, int radix, double unit, int c, double[] upper, double[] lower) {
    if ((high | low) == 0) { // most columns of sparse rows
      upper[c] = 0;
      lower[c] = 0;
      return;
    }
    // After the carry the low part has no sign and fits a double, and three parts are exact.
    long top = high + (low >> radix);
    long last = low & (1L << radix) - 1;
    double a = (top >> 31) * (0x1p31 * (1L << radix)) * unit;
    double b = (top & 0x7FFF_FFFFL) * (double) (1L << radix) * unit;
    double sum = a + b;
    double rest = b - (sum - a) + last * unit;
    upper[c] = sum + rest;
    lower[c] = rest - (upper[c] - sum);
  }

  /**
   * Writes the sums, for a reader that knows the grid.
   *
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(plain.length);
    for (int j = 0; j < plain.length; j++) {
      for (double sum : plain[j]) {
        out.writeDouble(sum);
      }
      for (long[] words : new long[][] {high[j], low[j], digits[j]}) {
        for (long word : words) {
          out.writeLong(word);
        }
      }
    }
  }

  /**
   * Reads sums that {@link #writeTo} wrote.
   *
   * @param in where from
   * @param grid the grid of the writer
   * @return the same sums
   * @throws IOException if it cannot be read
   */
  public static SumTable readFrom(DataInput in, SumGrid grid) throws IOException {
    SumTable table = new SumTable(grid, in.readInt());
    for (int j = 0; j < table.plain.length; j++) {
      for (int c = 0; c < table.plain[j].length; c++) {
        table.plain[j][c] = in.readDouble();
      }
      for (long[] words : new long[][] {table.high[j], table.low[j], table.digits[j]}) {
        for (int i = 0; i < words.length; i++) {
          words[i] = in.readLong();
        }
      }
    }
    return table;
  }
}
