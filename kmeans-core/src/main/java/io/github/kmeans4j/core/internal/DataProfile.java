package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.Points;
import java.util.Locale;

/**
 * What one look at the data tells before a fit: that every value is finite and no squared distance
 * can overflow, how large the values are, and whether sums of rows are exact in plain double
 * arithmetic.
 */
public final class DataProfile {
  /** Rows a chunk of the scan. */
  private static final int CHUNK = 1024;

  private final double max;
  private final boolean exactSums;
  private final boolean exactSquares;

  private DataProfile(double max, boolean exactSums, boolean exactSquares) {
    this.max = max;
    this.exactSums = exactSums;
    this.exactSquares = exactSquares;
  }

  /**
   * Looks at the data.
   *
   * @param store rows
   * @param workers threads
   * @return the profile
   * @throws IllegalArgumentException if a value is not finite, or so large that a squared distance
   *     could overflow; the message names row and column
   */
  public static DataProfile of(RowStore store, Workers workers) {
    int n = store.rows();
    Part[] parts = new Part[(n + CHUNK - 1) / CHUNK];
    workers.run(
        parts.length,
        (chunk, worker) -> {
          Part part = new Part();
          store.profile(chunk * CHUNK, Math.min(n, (chunk + 1) * CHUNK), part);
          parts[chunk] = part;
        });
    Part all = new Part();
    for (Part part : parts) {
      all.add(part);
    }
    double limit = Math.sqrt(Double.MAX_VALUE / store.columns()) / 2;
    if (all.max > limit) {
      throw tooLarge(store, limit);
    }
    return new DataProfile(
        all.max,
        exactSums(all, n),
        all.integers && all.max * all.max * n * store.columns() <= 0x1p53);
  }

  /**
   * Checks that every value is finite and small enough; the same as {@link #of} on one thread.
   *
   * @param points data
   */
  public static void check(Points points) {
    of(RowStore.of(points), new Workers(1));
  }

  /**
   * Tells whether any sum of rows, in any order, is exact in plain double arithmetic.
   *
   * @return true for whole numbers and for floats whose exponents are close enough
   */
  public boolean exactSums() {
    return exactSums;
  }

  /**
   * Tells whether the sum of all squared values, in any order, is exact in plain double arithmetic.
   *
   * @return true for whole numbers that are small enough
   */
  boolean exactSquares() {
    return exactSquares;
  }

  /**
   * Returns the largest absolute value.
   *
   * @return at least 0
   */
  public double max() {
    return max;
  }

  /**
   * All values are whole multiples of a grid 2^q; sums of n of them are multiples too, so they are
   * exact while they stay below 2^(53 + q).
   */
  private static boolean exactSums(Part all, int n) {
    int q;
    if (all.integers) {
      q = 0;
    } else if (all.floats && all.minNonZero >= Float.MIN_NORMAL) {
      q = Math.getExponent(all.minNonZero) - 23;
    } else {
      return false;
    }
    return all.max * n <= Math.scalb(1.0, 53 + q);
  }

  private static IllegalArgumentException tooLarge(RowStore store, double limit) {
    double[] row = new double[store.columns()];
    for (int i = 0; i < store.rows(); i++) {
      store.copy(i, row);
      for (int c = 0; c < row.length; c++) {
        if (Math.abs(row[c]) > limit) {
          return new IllegalArgumentException(
              "points: squared distances overflow, since row "
                  + i
                  + ", column "
                  + c
                  + " is "
                  + row[c]
                  + "; the largest magnitude allowed for "
                  + row.length
                  + " columns is "
                  + String.format(Locale.ROOT, "%.2e", limit));
        }
      }
    }
    throw new IllegalStateException("points changed while they were checked");
  }

  /** What a chunk of rows tells; filled by {@link RowStore#profile}. */
  static final class Part {
    double max;
    double minNonZero = Double.POSITIVE_INFINITY;
    boolean integers = true;
    boolean floats = true;

    void add(Part other) {
      max = Math.max(max, other.max);
      minNonZero = Math.min(minNonZero, other.minNonZero);
      integers &= other.integers;
      floats &= other.floats;
    }

    /** Throws for the first value of the row that is not finite. */
    void fail(RowStore store, int row) {
      double[] values = new double[store.columns()];
      store.copy(row, values);
      for (int c = 0; c < values.length; c++) {
        if (!Double.isFinite(values[c])) {
          throw new IllegalArgumentException(
              "points must be finite, but row " + row + ", column " + c + " is " + values[c]);
        }
      }
    }
  }
}
