package io.github.kmeans4j.core.internal.files;

import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers as people and programs write them: a sign or none, digits with a point or
 * without, an exponent or none. Nothing else that Java takes for a number.
 */
final class Decimals {
  /** The powers of ten that doubles hold exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Numbers of as many digits are exact in doubles. */
  private static final int EXACT_DIGITS = 15;

  private Decimals() {}

  /** The double nearest to a number, infinite if it is too large, or NaN if it is none. */
  static double parse(byte[] text, int length) {
    int i = 0;
    boolean negative = false;
    if (length > 0 && (text[0] == '-' || text[0] == '+')) {
      negative = text[0] == '-';
      i++;
    }
    long digits = 0;
    int significant = 0;
    int seen = 0;
    int afterPoint = 0;
    boolean point = false;
    for (; i < length; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        seen++;
        afterPoint += point ? 1 : 0;
        significant += significant > 0 || digit > 0 ? 1 : 0;
        digits = significant <= EXACT_DIGITS ? 10 * digits + digit : digits;
      } else if (text[i] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      return Double.NaN;
    }
    int exponent = 0;
    if (i < length) {
      exponent = exponent(text, i, length);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
    }
    int scale = exponent - afterPoint;
    if (significant <= EXACT_DIGITS && Math.abs(scale) < TENS.length) {
      // Both are exact, so that one rounding is left (Clinger 1990, doi:10.1145/93542.93557).
      double value = scale < 0 ? digits / TENS[-scale] : digits * TENS[scale];
      return negative ? -value : value;
    }
    return Double.parseDouble(new String(text, 0, length, StandardCharsets.US_ASCII));
  }

  /** What stands from the 'e' on, or the least int if that is no exponent. */
  private static int exponent(byte[] text, int from, int length) {
    int i = from + 1;
    boolean negative = i < length && text[i] == '-';
    if (i < length && (text[i] == '-' || text[i] == '+')) {
      i++;
    }
    if (text[from] != 'e' && text[from] != 'E' || i == length) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; i < length; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(10 * exponent + digit, 1_000_000);
    }
    return negative ? -exponent : exponent;
  }
}
