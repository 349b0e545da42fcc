package io.github.kmeans4j.internal;

import java.math.BigInteger;

/** Exact numbers rounded once to double, to nearest, ties to even. */
public final class ExactRounding {
  /** Bits of a quotient that decide its rounding, with some to spare. */
  private static final int QUOTIENT_BITS = 66;

  private ExactRounding() {}

  /**
   * Rounds {@code magnitude · 2^exponent}.
   *
   * @param magnitude whole number ≥ 0
   * @param exponent power of two that it counts
   * @return the nearest double; infinite beyond the range of double
   */
  public static double toDouble(BigInteger magnitude, int exponent) {
    int bits = magnitude.bitLength();
    int excess = Math.max(0, bits - 64);
    long top = magnitude.shiftRight(excess).longValue();
    if (top == 0) {
      return 0;
    }
    boolean sticky = magnitude.getLowestSetBit() < excess;
    int leading = Long.numberOfLeadingZeros(top);
    return toDouble(top << leading, exponent + excess - leading, sticky);
  }

  /**
   * Rounds a little more than {@code top · 2^exponent}.
   *
   * @param top the highest 64 bits of a number, the first of them set
   * @param exponent power of two that the last of them counts
   * @param sticky whether the number has any bit below them
   * @return the nearest double; infinite beyond the range of double
   */
  static double toDouble(long top, int exponent, boolean sticky) {
    // 53 bits are kept, fewer where the last of them would lie below the smallest double.
    int dropped = Math.max(11, Double.MIN_EXPONENT - 52 - exponent);
    if (dropped > 64) {
      return 0; // less than half of the smallest double
    }
    long kept = dropped == 64 ? 0 : top >>> dropped;
    long half = 1L << (dropped - 1);
    long rest = top & (half - 1 | half);
    boolean more = (rest & (half - 1)) != 0 || sticky;
    if ((rest & half) != 0 && (more || (kept & 1) != 0)) {
      kept++;
    }
    return Math.scalb((double) kept, exponent + dropped);
  }

  /**
   * Divides {@code numerator · 2^numeratorExponent} by {@code denominator · 2^denominatorExponent}.
   *
   * @param numerator any whole number
   * @param numeratorExponent power of two that it counts
   * @param denominator whole number &gt; 0
   * @param denominatorExponent power of two that it counts
   * @return the nearest double of the exact quotient; +0 for 0
   */
  public static double quotient(
      BigInteger numerator,
      int numeratorExponent,
      BigInteger denominator,
      int denominatorExponent) {
    if (numerator.signum() == 0) {
      return 0;
    }
    int shift = Math.max(0, QUOTIENT_BITS + denominator.bitLength() - numerator.abs().bitLength());
    BigInteger[] parts = numerator.abs().shiftLeft(shift).divideAndRemainder(denominator);
    // One more bit stands for the remainder: the quotient has bits enough for it to decide ties
    // only.
    BigInteger magnitude = parts[0].shiftLeft(1);
    if (parts[1].signum() != 0) {
      magnitude = magnitude.setBit(0);
    }
    double quotient = toDouble(magnitude, numeratorExponent - denominatorExponent - shift - 1);
    return numerator.signum() < 0 ? -quotient : quotient;
  }
}
