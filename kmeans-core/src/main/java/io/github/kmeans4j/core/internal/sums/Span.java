package io.github.kmeans4j.core.internal.sums;

/**
 * Which bits values have: all are whole multiples of 2^low, and less than 2^high in magnitude.
 * Immutable.
 *
 * @param low exponent of the lowest bit
 * @param high exponent that no value reaches; the same as {@code low} if all are 0
 */
public record Span(int low, int high) {
  /** The span of zeros. */
  public static final Span ZERO = new Span(0, 0);

  private static final int LOWEST_BIT = -1074;

  /**
   * Finds a span from the magnitudes of values.
   *
   * @param least the least magnitude but 0; infinite if there is none
   * @param largest the largest magnitude, finite
   * @param integers whether all are whole numbers
   * @param floats whether all are floats
   * @return a span that holds them, seldom the narrowest one
   */
  public static Span of(double least, double largest, boolean integers, boolean floats) {
    if (largest == 0) {
      return ZERO;
    }
    int low = integers ? 0 : Math.getExponent(least) - (floats ? 23 : 52);
    return new Span(Math.max(LOWEST_BIT, low), Math.getExponent(largest) + 1);
  }

  /**
   * Returns the span of products.
   *
   * @param other span of the other factors
   * @return a span that holds every product
   */
  public Span times(Span other) {
    return bits() == 0 || other.bits() == 0 ? ZERO : new Span(low + other.low, high + other.high);
  }

  /**
   * Returns the span of values of either kind.
   *
   * @param other another span
   * @return a span that holds both
   */
  public Span union(Span other) {
    if (bits() == 0 || other.bits() == 0) {
      return bits() == 0 ? other : this;
    }
    return new Span(Math.min(low, other.low), Math.max(high, other.high));
  }

  /**
   * Returns how many bits a value has at most.
   *
   * @return at least 0
   */
  public int bits() {
    return high - low;
  }
}
