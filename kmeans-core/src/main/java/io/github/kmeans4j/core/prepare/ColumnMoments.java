package io.github.kmeans4j.core.prepare;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.points.SourceBlocks;
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

  /** What is below this may have lost digits as it underflowed. */
  private static final double SMALL = 0x1p-900;

  /** Columns whose sums are taken at once: each has two, of a kilobyte. */
  private static final int COLUMNS = 2048;

  /** Values that are read at once. */
  private static final int VALUES = 1 << 18;

  private final BlockSource source;
  private final double @Nullable [] weights;
  private final MissingValues missing;
  private final boolean centered;
  private final double[] means;
  private final double[] deviations;

  /** What rounding took off the means. */
  private final double[] rests;

  private ColumnMoments(
      BlockSource source,
      double @Nullable [] weights,
      MissingValues missing,
      boolean centered,
      int columns) {
    this.source = source;
    this.weights = weights;
    this.missing = missing;
    this.centered = centered;
    this.means = new double[columns];
    this.deviations = new double[columns];
    this.rests = new double[columns];
  }

  static Standardization of(
      BlockSource source, double @Nullable [] weights, MissingValues missing, boolean centered)
      throws IOException {
    int d = source.columns();
    RowCheck.checkSource(source.rows(), d);
    ColumnMoments moments = new ColumnMoments(source, weights, missing, centered, d);
    for (int from = 0; from < d; from += COLUMNS) {
      moments.compute(from, Math.min(d, from + COLUMNS));
    }
    return new Standardization(moments.means, moments.deviations, missing, centered);
  }

  private void compute(int from, int to) throws IOException {
    ExactSum[] sums = sums(to - from);
    ExactSum[] counts = sums(to - from);
    int[] largest = new int[to - from];
    Arrays.fill(largest, weights == null ? 0 : Integer.MIN_VALUE);
    read(
        from,
        to,
        (c, value, weight) -> {
          sums[c - from].addProduct(value, weight);
          counts[c - from].add(weight);
          if (weights != null) {
            largest[c - from] = Math.max(largest[c - from], exponent(weight));
          }
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
          if (weights == null) {
            sums[c - from].addProduct(deviation, deviation);
          } else {
            addSquare(sums[c - from], deviation, weight, largest[c - from]);
          }
        });
    for (int c = from; c < to; c++) {
      deviations[c] = rootOfQuotient(sums[c - from], largest[c - from], counts[c - from]);
    }
  }

  /** Adds w · deviation² / 2^largest, where w is less than 2 · 2^largest: nothing overflows. */
  private static void addSquare(ExactSum sum, double deviation, double weight, int largest) {
    if (deviation == 0) {
      return;
    }
    int exponent = exponent(weight);
    int power = exponent - largest; // not above 0
    double mantissa = Math.scalb(weight, -exponent);
    double product = deviation * mantissa;
    double rest = Math.fma(deviation, mantissa, -product); // what rounding took off
    // Where that leaves too little for all digits, half of the power goes to the other factor: then
    // only what the root loses anyway is lost.
    int half = Math.abs(Math.scalb(product, power)) >= SMALL ? 0 : power / 2;
    double factor = Math.scalb(deviation, half);
    sum.addProduct(Math.scalb(product, power - half), factor);
    if (rest != 0) {
      sum.addProduct(Math.scalb(rest, power - half), factor);
    }
  }

  /** The exponent of a positive number, of subnormal ones too. */
  private static int exponent(double x) {
    return x < Double.MIN_NORMAL ? Math.getExponent(x * 0x1p54) - 54 : Math.getExponent(x);
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
      Points block = SourceBlocks.read(source, first, count);
      if (centered) {
        Standardization.refuseSparse(block);
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

  /** The root of squares · 2^power / count, none of them negative, also where that overflows. */
  private static double rootOfQuotient(ExactSum squares, int power, ExactSum count) {
    if (squares.signum() == 0) {
      return 0;
    }
    BigInteger above = squares.toBigInteger();
    BigInteger below = count.toBigInteger();
    int exponent = squares.exponent() + power;
    int size = above.bitLength() + exponent - below.bitLength() - count.exponent();
    int half = Math.floorDiv(size, 2);
    double quotient = ExactRounding.quotient(above, exponent - 2 * half, below, count.exponent());
    return Math.scalb(Math.sqrt(quotient), half);
  }
}
