package io.github.kmeans4j.bench.differential;

import java.math.BigInteger;

/**
 * A sum of doubles, or of products of two, in a whole number of any size times a power of two:
 * nothing is ever rounded, but by {@link #over} and {@link #value}, once. Slow and obvious on
 * purpose; it shares no code with the sums of the library that it judges.
 */
final class ExactSum {
  /** Of the smallest positive double. */
  private static final int LEAST_EXPONENT = -1074;

  private BigInteger mantissa = BigInteger.ZERO;
  private int exponent;

  /** Adds a finite value. */
  void add(double value) {
    add(BigInteger.valueOf(mantissa(value)), exponent(value));
  }

  /** Adds the exact product of two finite values. */
  void addProduct(double a, double b) {
    add(
        BigInteger.valueOf(mantissa(a)).multiply(BigInteger.valueOf(mantissa(b))),
        exponent(a) + exponent(b));
  }

  private void add(BigInteger m, int e) {
    if (m.signum() == 0) {
      return;
    }
    if (mantissa.signum() == 0) {
      mantissa = m;
      exponent = e;
    } else if (e >= exponent) {
      mantissa = mantissa.add(m.shiftLeft(e - exponent));
    } else {
      mantissa = mantissa.shiftLeft(exponent - e).add(m);
      exponent = e;
    }
  }

  /** The sum, rounded once to the nearest double, or infinite. */
  double value() {
    return quotient(mantissa, exponent, BigInteger.ONE);
  }

  /** The quotient of two sums, rounded once to the nearest double, or infinite. */
  double over(ExactSum divisor) {
    return quotient(mantissa, exponent - divisor.exponent, divisor.mantissa);
  }

  /** Compares exactly: the sign of this minus the other. */
  int compareTo(ExactSum other) {
    ExactSum difference = new ExactSum();
    difference.add(mantissa, exponent);
    difference.add(other.mantissa.negate(), other.exponent);
    return difference.mantissa.signum();
  }

  /** The double of both; exact. */
  ExactSum twice() {
    ExactSum twice = new ExactSum();
    twice.add(mantissa, exponent + 1);
    return twice;
  }

  private static long mantissa(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
    long m = Math.getExponent(value) < Double.MIN_EXPONENT ? fraction : fraction | 1L << 52;
    return bits < 0 ? -m : m;
  }

  private static int exponent(double value) {
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
  }

  /** The nearest double of numerator · 2^exponent / divisor, for a divisor above 0. */
  private static double quotient(BigInteger numerator, int exponent, BigInteger divisor) {
    BigInteger magnitude = numerator.abs();
    // Two bits more than a double has, and a last one that stands for all the rest.
    int shift = Math.max(0, 55 + divisor.bitLength() - magnitude.bitLength());
    BigInteger[] parts = magnitude.shiftLeft(shift).divideAndRemainder(divisor);
    BigInteger quotient = parts[0].shiftLeft(1);
    if (parts[1].signum() != 0) {
      quotient = quotient.setBit(0);
    }
    return numerator.signum() * nearest(quotient, exponent - shift - 1);
  }

  /** The nearest double of value · 2^exponent, the even one of two, for a value of at least 0. */
  private static double nearest(BigInteger value, int exponent) {
    int drop = Math.max(value.bitLength() - 53, LEAST_EXPONENT - exponent);
    if (drop <= 0) {
      return Math.scalb((double) value.longValue(), exponent);
    }
    long kept = value.shiftRight(drop).longValue();
    boolean half = value.testBit(drop - 1);
    boolean more = value.getLowestSetBit() < drop - 1;
    if (half && (more || (kept & 1) == 1)) {
      kept++;
    }
    return Math.scalb((double) kept, exponent + drop);
  }
}
