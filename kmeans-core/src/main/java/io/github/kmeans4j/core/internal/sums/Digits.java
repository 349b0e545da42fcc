package io.github.kmeans4j.core.internal.sums;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Sums of columns of wide span: digits in base 2^32, each in a long of its own, in which they may
 * grow beyond their range, and become negative, until they are read. A digit that reaches 2^61
 * passes on a carry, so that two of them always add up within a long, however many rows a sum has.
 */
final class Digits {
  private static final int BITS = SumGrid.DIGIT_BITS;
  private static final long MASK = (1L << BITS) - 1;

  /** What a digit must not reach between two additions. */
  private static final long FULL = 1L << 61;

  private Digits() {}

  /**
   * Adds value · weight, 106 bits at most, to the digits of a wide column.
   *
   * @param row the digits of all wide columns of a cluster
   * @param w which of the wide columns
   */
  static void add(SumGrid grid, long[] row, int w, double value, double weight) {
    long valueBits = Double.doubleToRawLongBits(value);
    long weightBits = Double.doubleToRawLongBits(weight);
    long x = mantissa(valueBits);
    long y = mantissa(weightBits);
    int at = exponent(valueBits) + exponent(weightBits) - grid.base[w];
    long low = x * y;
    long high = Math.multiplyHigh(x, y);
    if (at < 0) { // the bits below the grid are zeros
      low = at > -64 ? low >>> -at | high << 64 + at : high >>> -64 - at;
      high = at > -64 ? high >>> -at : 0;
      at = 0;
    }
    int i = grid.digitsAt[w] + at / BITS;
    int end = Math.min(i + 5, grid.digitsAt[w + 1]);
    int shift = at % BITS;
    int sign = (valueBits ^ weightBits) < 0 ? -1 : 1;
    addBits(row, i, low & MASK, shift, sign);
    addBits(row, i + 1, low >>> BITS, shift, sign);
    addBits(row, i + 2, high & MASK, shift, sign);
    addBits(row, i + 3, high >>> BITS, shift, sign);
    carryIfFull(row, grid.digitsAt[w], i, end, grid.digitsAt[w + 1]);
  }

  /**
   * Adds all digits of another sum.
   *
   * @param row the digits of all wide columns of a cluster
   * @param terms as many, of the same grid; not changed
   */
  static void addAll(SumGrid grid, long[] row, long[] terms) {
    for (int i = 0; i < row.length; i++) {
      row[i] += terms[i];
    }
    for (int w = 0; w < grid.wide.length; w++) {
      int from = grid.digitsAt[w];
      int to = grid.digitsAt[w + 1];
      carryIfFull(row, from, from, to, to);
    }
  }

  /** Looks at the digits from first to end and, if one is full, carries those of the column. */
  private static void carryIfFull(long[] row, int from, int first, int end, int to) {
    boolean full = false;
    for (int i = first; i < end; i++) {
      full |= Math.abs(row[i]) >= FULL;
    }
    if (full) {
      carry(row, from, to);
    }
  }

  /** Adds 32 bits, shifted by less than 32, to two digits. */
  private static void addBits(long[] row, int i, long bits, int shift, int sign) {
    if (bits != 0) {
      long shifted = bits << shift;
      row[i] += sign * (shifted & MASK);
      if (shifted >>> BITS != 0) {
        row[i + 1] += sign * (shifted >>> BITS);
      }
    }
  }

  private static long mantissa(long bits) {
    long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
    return (bits & 0x7FF0_0000_0000_0000L) == 0 ? fraction : fraction | 0x10_0000_0000_0000L;
  }

  private static int exponent(long bits) {
    return Math.max(1, (int) (bits >>> 52) & 0x7FF) - 1075;
  }

  /**
   * Writes the sum of a wide column as a pair of doubles, see {@link SumTable#pairs}.
   *
   * @param row the digits of all wide columns of a cluster; not changed
   * @param w which of the wide columns
   */
  static void pair(SumGrid grid, long[] row, int w, double[] upper, double[] lower) {
    int from = grid.digitsAt[w];
    long[] own = Arrays.copyOfRange(row, from, grid.digitsAt[w + 1]);
    carry(own, 0, own.length);
    int sign = 1;
    if (own[own.length - 1] < 0) {
      for (int i = 0; i < own.length; i++) {
        own[i] = -own[i];
      }
      carry(own, 0, own.length);
      sign = -1;
    }
    int first = own.length - 1;
    while (first > 0 && own[first] == 0) {
      first--;
    }
    // Five digits have 129 bits at least.
    double sum = 0;
    double rest = 0;
    for (int i = first; i >= Math.max(0, first - 4); i--) {
      double term = sign * Math.scalb((double) own[i], grid.base[w] + i * BITS);
      double next = sum + term;
      rest += term - (next - sum);
      sum = next;
    }
    int c = grid.wide[w];
    boolean vanished = sum == 0 && own[first] != 0;
    upper[c] = vanished ? Double.NaN : sum + rest;
    lower[c] = rest - (upper[c] - sum);
  }

  /** Returns the sum of a wide column as a whole number of 2^base. */
  static BigInteger toBigInteger(SumGrid grid, long[] row, int w) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = grid.digitsAt[w + 1] - 1; i >= grid.digitsAt[w]; i--) {
      sum = sum.shiftLeft(BITS).add(BigInteger.valueOf(row[i]));
    }
    return sum;
  }

  /** Brings the digits of a column, but for its last one, into [0, 2^32). */
  private static void carry(long[] digits, int from, int to) {
    long carry = 0;
    for (int i = from; i < to - 1; i++) {
      long digit = digits[i] + carry;
      carry = digit >> BITS;
      digits[i] = digit & MASK;
    }
    digits[to - 1] += carry;
  }
}
