package io.github.kmeans4j.core.internal.sums;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** The sums of a table as whole numbers, in which they go from one grid to another. */
final class WholeSums {
  private WholeSums() {}

  /** A sum as a whole number of {@code 2^exponent(column)}. */
  static BigInteger get(SumTable table, int cluster, int column) {
    SumGrid grid = table.grid();
    if (grid.plain) {
      double sum = table.plain(cluster)[column];
      return new BigDecimal(Math.scalb(sum, -table.exponent(column))).toBigIntegerExact();
    }
    int w = Arrays.binarySearch(grid.wide, column);
    if (w >= 0) {
      return Digits.toBigInteger(grid, table.digits(cluster), w);
    }
    BigInteger top = BigInteger.valueOf(table.high(cluster)[column]);
    return grid.radix == 0
        ? top
        : top.shiftLeft(grid.radix).add(BigInteger.valueOf(table.low(cluster)[column]));
  }

  /**
   * Sets a sum that is 0.
   *
   * @param sum a whole number of {@code 2^exponent}
   * @throws IllegalArgumentException if the grid does not hold its lowest bits
   */
  static void set(SumTable table, int cluster, int column, BigInteger sum, int exponent) {
    if (sum.signum() == 0) {
      return;
    }
    SumGrid grid = table.grid();
    BigInteger units = shift(sum, exponent - table.exponent(column));
    if (grid.plain) {
      table.plain(cluster)[column] = Math.scalb(units.doubleValue(), table.exponent(column));
      return;
    }
    int w = Arrays.binarySearch(grid.wide, column);
    if (w < 0) {
      BigInteger top = units.shiftRight(grid.radix);
      table.high(cluster)[column] = top.longValueExact();
      if (grid.radix > 0) {
        BigInteger rest = units.subtract(top.shiftLeft(grid.radix));
        table.low(cluster)[column] = rest.longValueExact();
      }
      return;
    }
    long[] digits = table.digits(cluster);
    int last = grid.digitsAt[w + 1] - 1;
    for (int i = grid.digitsAt[w]; i < last; i++) {
      BigInteger rest = units.shiftRight(SumGrid.DIGIT_BITS);
      digits[i] = units.subtract(rest.shiftLeft(SumGrid.DIGIT_BITS)).longValueExact();
      units = rest;
    }
    digits[last] = units.longValueExact();
  }

  private static BigInteger shift(BigInteger value, int bits) {
    BigInteger shifted = value.shiftLeft(bits);
    if (bits < 0 && shifted.shiftLeft(-bits).compareTo(value) != 0) {
      throw new IllegalArgumentException("the grid does not hold the lowest bits of these sums");
    }
    return shifted;
  }
}
