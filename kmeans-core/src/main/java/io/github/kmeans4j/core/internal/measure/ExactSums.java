package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Several sums of doubles without rounding, each at its own place.
 *
 * <pre>
 * A sum is high + low + rest. What is added goes to high, what that rounds off (Knuth's two-sum, which
 * is exact) goes to low, and what low rounds off goes to rest, which takes any bits there are. Most data
 * never need it: then the sum of two doubles, rounded, is the exact sum, rounded.
 * </pre>
 *
 * <p>A sum that is not finite, or had a term that was not, is NaN or infinite. Not thread-safe.
 */
public final class ExactSums {
  private final double[] high;
  private final double[] low;
  private final @Nullable ExactSum[] rest;

  /** Starts from zeros. */
  public ExactSums(int size) {
    this.high = new double[size];
    this.low = new double[size];
    this.rest = new ExactSum[size];
  }

  public int size() {
    return high.length;
  }

  /** Adds to a sum. */
  public void add(int at, double value) {
    double sum = high[at] + value;
    double lost = error(high[at], value, sum);
    high[at] = sum;
    if (lost != 0) {
      double second = low[at] + lost;
      double again = error(low[at], lost, second);
      low[at] = second;
      if (again != 0) {
        addRest(at, again);
      }
    }
  }

  /**
   * Adds to sums side by side: the value of row r and lane l, at {@code from + r * stride + l}, to
   * the sum at {@code at + l}.
   *
   * @param pairs adds what needs no rest
   * @param values rows of values
   * @param from where the first row begins
   * @param stride distance of two rows
   * @param rows how many
   * @param at the first of the sums
   * @param lanes how many, at most {@link Pairs#LANES}
   */
  void addRows(Pairs pairs, double[] values, int from, int stride, int rows, int at, int lanes) {
    long left = pairs.addRows(values, from, stride, rows, high, low, at, lanes);
    for (; left != 0; left &= left - 1) {
      int l = Long.numberOfTrailingZeros(left);
      for (int r = 0; r < rows; r++) {
        add(at + l, values[from + r * stride + l]);
      }
    }
  }

  /** Adds the sum of the same place of another list. */
  public void add(int at, ExactSums other) {
    add(at, other, at);
  }

  /** Adds the sum of a place of another list. */
  void add(int at, ExactSums other, int from) {
    add(at, other.high[from]);
    add(at, other.low[from]);
    ExactSum theirs = other.rest[from];
    if (theirs != null) {
      rest(at).add(theirs);
    }
  }

  public void clear(int at) {
    high[at] = 0;
    low[at] = 0;
    rest[at] = null;
  }

  /** The sum, rounded once. */
  public double value(int at) {
    if (!Double.isFinite(high[at])) {
      return high[at]; // what it lost is not known
    }
    ExactSum more = rest[at];
    return more == null ? high[at] + low[at] : whole(at, more).value();
  }

  /** The sum divided by a count, rounded once. */
  public double mean(int at, int count) {
    return Double.isFinite(high[at]) ? quotient(numerator(at), exponent(at), count) : high[at];
  }

  /**
   * The sum divided by a count in two parts: rounded once, and what that took off, rounded once.
   *
   * @param mean receives the first at {@code to}
   * @param off receives the second there
   */
  public void mean(int at, int count, double[] mean, double[] off, int to) {
    BigInteger sum = numerator(at);
    int exponent = exponent(at);
    double rounded = quotient(sum, exponent, count);
    mean[to] = rounded;
    int shownExponent = exponent(rounded);
    BigInteger shown = mantissa(rounded).multiply(BigInteger.valueOf(count));
    int common = Math.min(exponent, shownExponent);
    BigInteger difference =
        sum.shiftLeft(exponent - common).subtract(shown.shiftLeft(shownExponent - common));
    off[to] = quotient(difference, common, count);
  }

  /** The sum as a whole number of 2^{@link #exponent(int)}. */
  private BigInteger numerator(int at) {
    ExactSum more = rest[at];
    if (more != null) {
      return whole(at, more).toBigInteger();
    }
    int common = exponent(at);
    return mantissa(high[at])
        .shiftLeft(exponent(high[at]) - common)
        .add(mantissa(low[at]).shiftLeft(exponent(low[at]) - common));
  }

  private int exponent(int at) {
    ExactSum more = rest[at];
    if (more != null) {
      return more.exponent();
    }
    // A low part of 0 has no bits that would need its exponent.
    return low[at] == 0 ? exponent(high[at]) : Math.min(exponent(high[at]), exponent(low[at]));
  }

  private ExactSum whole(int at, ExactSum more) {
    ExactSum whole = more.copy();
    whole.add(high[at]);
    whole.add(low[at]);
    return whole;
  }

  private void addRest(int at, double value) {
    if (Double.isFinite(value)) {
      rest(at).add(value);
    }
  }

  private ExactSum rest(int at) {
    ExactSum sum = rest[at];
    if (sum == null) {
      sum = new ExactSum(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT + 1);
      rest[at] = sum;
    }
    return sum;
  }

  /** What a sum of two rounded off. */
  private static double error(double a, double b, double sum) {
    double other = sum - a;
    return (a - (sum - other)) + (b - other);
  }

  private static double quotient(BigInteger numerator, int exponent, int count) {
    return ExactRounding.quotient(numerator, exponent, BigInteger.valueOf(count), 0);
  }

  /** A double is its mantissa times 2^exponent. */
  private static BigInteger mantissa(double value) {
    return BigInteger.valueOf((long) Math.scalb(value, -exponent(value)));
  }

  private static int exponent(double value) {
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
  }
}
