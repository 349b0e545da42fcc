package io.github.kmeans4j.core.internal.sums;

import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import java.math.BigInteger;

/**
 * What exact sums are divided by for a mean: a number of rows or an exact sum of their weights.
 * Immutable and thread-safe.
 */
public final class Divisor {
  /** Quotients below this are divided in whole numbers: what pairs leave over could underflow. */
  private static final double SMALLEST = 0x1p-900;

  /** Bounds the error of a quotient of two pairs, each off by 2⁻¹⁰⁰ at most. */
  private static final double ERROR = 0x1p-96;

  private final BigInteger number;
  private final int exponent;

  /** The number as a pair of doubles; the lower one is 0 where the upper one is exact. */
  private final double upper;

  private final double lower;

  private Divisor(BigInteger number, int exponent, double upper, double lower) {
    this.number = number;
    this.exponent = exponent;
    this.upper = upper;
    this.lower = lower;
  }

  /**
   * Divides by a number of rows.
   *
   * @param rows at least 1, less than 2^53
   * @return the divisor
   */
  public static Divisor of(long rows) {
    return new Divisor(BigInteger.valueOf(rows), 0, rows, 0);
  }

  /**
   * Divides by a sum of weights.
   *
   * @param weights a sum &gt; 0; not kept
   * @return the divisor
   */
  public static Divisor of(ExactSum weights) {
    double upper = weights.value();
    double lower = 0;
    if (Double.isFinite(upper)) {
      ExactSum rest = weights.copy();
      rest.subtract(upper);
      lower = rest.value();
    }
    return new Divisor(weights.toBigInteger(), weights.exponent(), upper, lower);
  }

  /**
   * Returns the number.
   *
   * @return rounded to double
   */
  public double value() {
    return upper;
  }

  /**
   * Returns what the number has beyond {@link #value()}.
   *
   * @return rounded to double
   */
  public double rest() {
    return lower;
  }

  /**
   * Divides the sums of a cluster.
   *
   * @param table the sums
   * @param cluster which
   * @param target receives d exact quotients, each rounded once
   * @param sums d values of scratch; not used if the sums are plain
   * @param rests d values of scratch; not used if the sums are plain
   */
  public void divide(SumTable table, int cluster, double[] target, double[] sums, double[] rests) {
    boolean plain = table.grid().isPlain();
    if (plain && lower == 0) {
      double[] exact = table.plain(cluster);
      for (int c = 0; c < target.length; c++) {
        target[c] = exact[c] / upper; // both are exact, so this rounds once
      }
      return;
    }
    if (!plain) {
      table.pairs(cluster, sums, rests);
    }
    for (int c = 0; c < target.length; c++) {
      double quotient = plain ? quotient(table.plain(cluster)[c], 0) : quotient(sums[c], rests[c]);
      target[c] =
          Double.isNaN(quotient)
              ? ExactRounding.quotient(
                  table.toBigInteger(cluster, c), table.exponent(c), number, exponent)
              : quotient;
    }
  }

  /**
   * Divides the sums of a cluster that are not 0.
   *
   * @param packed the sums
   * @param cluster which
   * @param sums the same as pairs, see {@link PackedSums#pairs}
   * @param rests the same
   * @param target receives an exact quotient for each of them, rounded once, side by side
   */
  public void divide(
      PackedSums packed, int cluster, double[] sums, double[] rests, double[] target) {
    boolean exact = packed.grid().isPlain() && lower == 0;
    for (int i = 0; i < target.length; i++) {
      target[i] = exact ? sums[i] / upper : quotient(sums[i], rests[i]);
    }
    for (int i = 0; i < target.length; i++) {
      if (Double.isNaN(target[i])) {
        target[i] =
            ExactRounding.quotient(
                packed.toBigInteger(cluster, i),
                packed.exponent(packed.columns(cluster)[i]),
                number,
                exponent);
      }
    }
  }

  /**
   * Divides a pair that is off by a relative 2⁻¹⁰⁰ at most; NaN where that leaves open which double
   * is nearest to the exact quotient.
   */
  private double quotient(double sum, double rest) {
    if (sum == 0) { // before the division: most columns of sparse rows
      return 0;
    }
    double first = sum / upper;
    double size = Math.abs(first);
    if (!(size >= SMALLEST && Math.abs(sum) >= SMALLEST)) {
      return Double.NaN;
    }
    double remainder = Math.fma(-first, upper, sum) + (rest - first * lower);
    double second = remainder / upper;
    double error = size * ERROR;
    double below = first + (second - error);
    return below == first + (second + error) ? below : Double.NaN;
  }
}
