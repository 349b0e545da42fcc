package io.github.kmeans4j.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of doubles, and of products of two, without any rounding: adding, subtracting and merging
 * commute, and what is subtracted again leaves nothing behind.
 *
 * <pre>
 * A fixed-point number of digits in base 2³² that cover every bit a term can have (Neal 2015,
 * "Fast exact summation using small and large superaccumulators", arXiv:1505.05571). A digit has a long of
 * its own, so that terms are added without passing on carries; those are passed on after 2³⁰ terms and
 * when the sum is read. Differs from the paper: the range is a choice, and up to that of products.
 * </pre>
 *
 * <p>Terms outside the range are not noticed. Not thread-safe.
 */
public final class ExactSum {
  /** The lowest bit of a product of two doubles. */
  public static final int LOWEST = -2148;

  /** Where products of two doubles end: each is less than 2^HIGHEST. */
  public static final int HIGHEST = 2048;

  private static final int DIGIT = 32;
  private static final long MASK = (1L << DIGIT) - 1;

  /** After so many terms a digit could overflow. */
  private static final int MOST_TERMS = 1 << 29;

  /** Products of this size and below are split without underflow and overflow. */
  private static final double SMALLEST_SPLIT = 0x1p-960;

  private static final double LARGEST_SPLIT = 0x1p1000;

  /** Exponent of the first digit, a multiple of 32. */
  private final int base;

  private final long[] digits;
  private int terms;

  /** Starts from zero, for any terms. */
  public ExactSum() {
    this(LOWEST, HIGHEST);
  }

  /**
   * Starts from zero, for terms of a known range.
   *
   * @param lowest every term is a multiple of 2^lowest
   * @param highest every term is less than 2^highest in magnitude
   */
  public ExactSum(int lowest, int highest) {
    this.base = Math.floorDiv(lowest, DIGIT) * DIGIT;
    // Digits for 2^63 terms, so that the last one holds the sign alone.
    this.digits = new long[Math.max(0, Math.floorDiv(highest - base, DIGIT)) + 4];
  }

  private ExactSum(ExactSum other) {
    this.base = other.base;
    this.digits = other.digits.clone();
    this.terms = other.terms;
  }

  /**
   * Copies the sum.
   *
   * @return an independent sum of the same range
   */
  public ExactSum copy() {
    return new ExactSum(this);
  }

  /**
   * Adds a value.
   *
   * @param value any finite value
   */
  public void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    addBits(mantissa(bits), exponent(bits) - base, bits < 0);
  }

  /**
   * Subtracts a value.
   *
   * @param value any finite value
   */
  public void subtract(double value) {
    add(-value);
  }

  /**
   * Adds the exact product of two values.
   *
   * @param a any finite value
   * @param b any finite value
   */
  public void addProduct(double a, double b) {
    double product = a * b;
    double size = Math.abs(product);
    if (size >= SMALLEST_SPLIT && size <= LARGEST_SPLIT) {
      add(product);
      add(Math.fma(a, b, -product)); // what rounding took off, which is a double
      return;
    }
    long aBits = Double.doubleToRawLongBits(a);
    long bBits = Double.doubleToRawLongBits(b);
    long x = mantissa(aBits);
    long y = mantissa(bBits);
    int at = exponent(aBits) + exponent(bBits) - base;
    boolean negative = (aBits ^ bBits) < 0;
    long low = x * y;
    long high = Math.multiplyHigh(x, y); // less than 2^42
    if (low != 0) {
      addBits(low & MASK, at, negative);
      addBits(low >>> DIGIT, at + DIGIT, negative);
    }
    if (high != 0) {
      addBits(high, at + 2 * DIGIT, negative);
    }
  }

  /**
   * Adds what another sum holds.
   *
   * @param other unchanged; its terms lie in this sum's range
   */
  public void add(ExactSum other) {
    merge(other, 1);
  }

  /**
   * Subtracts what another sum holds.
   *
   * @param other unchanged; its terms lie in this sum's range
   */
  public void subtract(ExactSum other) {
    merge(other, -1);
  }

  private void merge(ExactSum other, int sign) {
    carry(digits);
    int theirSign = sign * other.signum();
    long[] theirs = magnitude(other.digits);
    int offset = (other.base - base) / DIGIT;
    for (int i = 0; i < theirs.length; i++) {
      if (theirs[i] != 0) {
        digits[i + offset] += theirSign * theirs[i];
      }
    }
    terms = 2;
  }

  /**
   * Writes the sum.
   *
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public void writeTo(DataOutput out) throws IOException {
    int sign = signum();
    long[] magnitude = magnitude(digits);
    int first = 0;
    int end = magnitude.length;
    while (first < end && magnitude[first] == 0) {
      first++;
    }
    while (end > first && magnitude[end - 1] == 0) {
      end--;
    }
    out.writeInt(base + first * DIGIT);
    out.writeInt(sign * (end - first));
    for (int i = first; i < end; i++) {
      out.writeInt((int) magnitude[i]);
    }
  }

  /**
   * Adds a sum that {@link #writeTo} wrote.
   *
   * @param in where from; its terms lie in this sum's range
   * @throws IOException if it cannot be read
   */
  public void addFrom(DataInput in) throws IOException {
    carry(digits);
    int offset = (in.readInt() - base) / DIGIT;
    int count = in.readInt();
    for (int i = 0; i < Math.abs(count); i++) {
      digits[offset + i] += Integer.signum(count) * (in.readInt() & MASK);
    }
    terms = 2;
  }

  /** Starts again from zero. */
  public void clear() {
    Arrays.fill(digits, 0);
    terms = 0;
  }

  /**
   * Tells the sign.
   *
   * @return −1, 0 or 1
   */
  public int signum() {
    carry(digits);
    terms = 1;
    for (int i = digits.length - 1; i >= 0; i--) {
      if (digits[i] != 0) {
        return digits[i] < 0 ? -1 : 1;
      }
    }
    return 0;
  }

  /**
   * Returns the sum.
   *
   * @return the nearest double, ties to even; infinite beyond the range of double; +0 for 0
   */
  public double value() {
    int sign = signum();
    if (sign == 0) {
      return 0;
    }
    long[] magnitude = magnitude(digits);
    int first = magnitude.length - 1;
    while (magnitude[first] == 0) {
      first--;
    }
    long high = magnitude[first];
    long middle = first > 0 ? magnitude[first - 1] : 0;
    long low = first > 1 ? magnitude[first - 2] : 0;
    int shift = Long.numberOfLeadingZeros(high << DIGIT);
    long top = (high << DIGIT | middle) << shift | low >>> (DIGIT - shift);
    boolean sticky = (low << shift & MASK) != 0;
    for (int i = first - 3; i >= 0 && !sticky; i--) {
      sticky = magnitude[i] != 0;
    }
    double value = ExactRounding.toDouble(top, base + DIGIT * (first - 1) - shift, sticky);
    return sign < 0 ? -value : value;
  }

  /**
   * Returns the exact sum as a whole number of {@code 2^exponent()}.
   *
   * @return the number
   */
  public BigInteger toBigInteger() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = digits.length - 1; i >= 0; i--) {
      sum = sum.shiftLeft(DIGIT).add(BigInteger.valueOf(digits[i]));
    }
    return sum;
  }

  /**
   * Returns what the number of {@link #toBigInteger()} counts.
   *
   * @return a power of two
   */
  public int exponent() {
    return base;
  }

  /** Adds mantissa · 2^(base + at), or subtracts it. */
  private void addBits(long mantissa, int at, boolean negative) {
    if (at < 0) {
      // Bits below the range are zeros, as every term is a multiple of its lowest bit.
      addBits(at > -64 ? mantissa >>> -at : 0, 0, negative);
      return;
    }
    if (mantissa == 0) {
      return;
    }
    if (++terms > MOST_TERMS) {
      carry(digits);
      terms = 2;
    }
    int i = at >> 5;
    int shift = at & 31;
    long low = mantissa << shift & MASK;
    long middle = mantissa >>> (DIGIT - shift) & MASK;
    long high = shift == 0 ? 0 : mantissa >>> (2 * DIGIT - shift);
    if (negative) {
      digits[i] -= low;
      digits[i + 1] -= middle;
      digits[i + 2] -= high;
    } else {
      digits[i] += low;
      digits[i + 1] += middle;
      digits[i + 2] += high;
    }
  }

  /** Passes on carries: all digits but the last come into 0..2³² − 1. */
  private static void carry(long[] digits) {
    long carry = 0;
    for (int i = 0; i < digits.length - 1; i++) {
      long digit = digits[i] + carry;
      carry = digit >> DIGIT;
      digits[i] = digit & MASK;
    }
    digits[digits.length - 1] += carry;
  }

  /** The digits of the absolute value, if the carries of these were passed on. */
  private static long[] magnitude(long[] digits) {
    if (digits[digits.length - 1] >= 0) {
      return digits;
    }
    long[] negated = new long[digits.length];
    for (int i = 0; i < digits.length; i++) {
      negated[i] = -digits[i];
    }
    carry(negated);
    return negated;
  }

  private static long mantissa(long bits) {
    long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
    return (bits & 0x7FF0_0000_0000_0000L) == 0 ? fraction : fraction | 0x10_0000_0000_0000L;
  }

  /** The power of two that the last bit of the mantissa counts. */
  private static int exponent(long bits) {
    return Math.max(1, (int) (bits >>> 52) & 0x7FF) - 1075;
  }
}
