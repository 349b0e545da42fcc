package io.github.kmeans4j.core.prepare;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.RowCheck;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Means and standard deviations of columns.
 *
 * <pre>
 * Two passes: the exact sums of values, and, from the means in two doubles each (what the second one
 * holds is what rounding took off the first), the exact sums of squared deviations. A deviation
 * x − mean has a relative error of about 2⁻⁵² whatever the offset of the column, and is a function of its
 * row alone; since sums do not round, the order of the rows changes nothing.
 * </pre>
 */
final class ColumnMoments {
  /** Beyond this magnitude a difference of two values might overflow. */
  static final double LIMIT = 0x1p1000;

  /** Weights are less than 2 to this power: deviations are less than twice the limit. */
  private static final int MOST_WEIGHT = 22;

  /** Weights below this are raised, and deviations lowered, by a power of two. */
  private static final double SMALL_WEIGHT = 0x1p-520;

  private static final double RAISE = 0x1p500;

  /** Columns whose sums are taken at once: each has two, of a kilobyte. */
  private static final int COLUMNS = 2048;

  /** Values that are read at once. */
  private static final int VALUES = 1 << 18;

  private final BlockSource source;
  private final double @Nullable [] weights;
  private final MissingValues missing;
  private final double[] means;
  private final double[] deviations;

  /** What rounding took off the means. */
  private final double[] rests;

  private ColumnMoments(
      BlockSource source, double @Nullable [] weights, MissingValues missing, int columns) {
    this.source = source;
    this.weights = weights;
    this.missing = missing;
    this.means = new double[columns];
    this.deviations = new double[columns];
    this.rests = new double[columns];
  }

  static Standardization of(
      BlockSource source, double @Nullable [] weights, MissingValues missing, boolean centered)
      throws IOException {
    int d = source.columns();
    RowCheck.checkSource(source.rows(), d);
    double[] scaled = weights == null ? null : scaled(weights);
    ColumnMoments moments = new ColumnMoments(source, scaled, missing, d);
    for (int from = 0; from < d; from += COLUMNS) {
      moments.compute(from, Math.min(d, from + COLUMNS));
    }
    return new Standardization(moments.means, moments.deviations, missing, centered);
  }

  /**
   * Weights as large as no product with a deviation overflows, so that as few as can be underflow;
   * a power of two cancels out.
   */
  private static double[] scaled(double[] weights) {
    double most = Arrays.stream(weights).max().orElse(0);
    int shift = most == 0 ? 0 : MOST_WEIGHT - 1 - Math.getExponent(most);
    return Arrays.stream(weights).map(weight -> Math.scalb(weight, shift)).toArray();
  }

  private void compute(int from, int to) throws IOException {
    ExactSum[] sums = sums(to - from);
    ExactSum[] counts = sums(to - from);
    read(
        from,
        to,
        (c, value, weight) -> {
          sums[c - from].addProduct(value, weight);
          counts[c - from].add(weight);
        });
    for (int c = from; c < to; c++) {
      ExactSum count = counts[c - from];
      if (count.signum() == 0) {
        throw new IllegalArgumentException(
            "points: column "
                + c
                + " has no value"
                + (weights == null ? "" : " of a weight above 0")
                + "; leave the column out");
      }
      mean(c, sums[c - from], count);
      sums[c - from].clear();
    }
    read(
        from,
        to,
        (c, value, weight) -> {
          double deviation = (value - means[c]) - rests[c];
          if (weight < SMALL_WEIGHT) { // as its product with a deviation might lose digits
            sums[c - from].addProduct(weight * RAISE * deviation, deviation / RAISE);
          } else {
            sums[c - from].addProduct(deviation * weight, deviation);
          }
        });
    for (int c = from; c < to; c++) {
      deviations[c] = rootOfQuotient(sums[c - from], counts[c - from]);
    }
  }

  private static ExactSum[] sums(int size) {
    ExactSum[] sums = new ExactSum[size];
    Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  /** Takes the values that are there, one after the other. */
  private interface Taker {
    void take(int column, double value, double weight);
  }

  private void read(int from, int to, Taker taker) throws IOException {
    double[] row = new double[means.length];
    int rows = Math.max(1, VALUES / row.length);
    for (long first = 0; first < source.rows(); first += rows) {
      if (Thread.currentThread().isInterrupted()) {
        throw new FitInterruptedException("the fit of a standardizer was interrupted");
      }
      int count = (int) Math.min(rows, source.rows() - first);
      @Nullable Points block = source.read(first, count);
      if (block == null // it may be of code that knows no nullness
          || block.rows() != count
          || block.columns() != row.length) {
        throw new IllegalStateException(
            "source must read "
                + count
                + " × "
                + row.length
                + " values from row "
                + first
                + " on, but read "
                + (block == null ? null : block.rows() + " × " + block.columns()));
      }
      for (int i = 0; i < block.rows(); i++) {
        block.copyRow(i, row);
        double weight = weights == null ? 1 : weights[(int) first + i];
        for (int c = from; c < to; c++) {
          if (isThere(first + i, c, row[c], missing) && weight > 0) {
            taker.take(c, row[c], weight);
          }
        }
      }
    }
  }

  /** Tells whether a value is there; throws if it may not be missing, or not be what it is. */
  static boolean isThere(long row, int column, double value, MissingValues missing) {
    if (Math.abs(value) < LIMIT) {
      return true;
    }
    String where = (row < 0 ? "column " : "row " + row + ", column ") + column + " is " + value;
    String name = row < 0 ? "row" : "points";
    if (!Double.isNaN(value)) {
      throw new IllegalArgumentException(
          name + " must be finite and less than 2^1000 in magnitude, but " + where);
    }
    if (missing == MissingValues.REFUSE) {
      throw new IllegalArgumentException(
          name
              + " must have no missing values, but "
              + where
              + "; leave the row out, or have means take their place by"
              + " withMissingValues(MissingValues.MEAN)");
    }
    return false;
  }

  private void mean(int c, ExactSum sum, ExactSum count) {
    BigInteger whole = sum.toBigInteger();
    BigInteger divisor = count.toBigInteger();
    double mean = ExactRounding.quotient(whole, sum.exponent(), divisor, count.exponent());
    means[c] = mean;
    ExactSum shown = new ExactSum();
    shown.add(mean);
    int exponent = shown.exponent() + count.exponent(); // the lower of the two: both are negative
    BigInteger rest =
        whole.shiftLeft(sum.exponent() - exponent).subtract(shown.toBigInteger().multiply(divisor));
    rests[c] = ExactRounding.quotient(rest, exponent, divisor, count.exponent());
  }

  /** The root of a quotient of sums that are not negative, also where the quotient overflows. */
  private static double rootOfQuotient(ExactSum squares, ExactSum count) {
    if (squares.signum() == 0) {
      return 0;
    }
    BigInteger above = squares.toBigInteger();
    BigInteger below = count.toBigInteger();
    int size = above.bitLength() + squares.exponent() - below.bitLength() - count.exponent();
    int half = Math.floorDiv(size, 2);
    double quotient =
        ExactRounding.quotient(above, squares.exponent() - 2 * half, below, count.exponent());
    return Math.scalb(Math.sqrt(quotient), half);
  }
}
