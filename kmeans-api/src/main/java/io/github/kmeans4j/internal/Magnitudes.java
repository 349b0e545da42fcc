package io.github.kmeans4j.internal;

/** How large values may be: the one place for this limit. */
public final class Magnitudes {
  private Magnitudes() {}

  /**
   * Returns the largest magnitude of which no sum of squared distances overflows: a difference is
   * at most twice as large as a value.
   *
   * @param weight the number of rows of the sum, or what they weigh together
   * @param columns number of columns
   * @return the limit
   */
  public static double largest(double weight, int columns) {
    return Math.sqrt(Double.MAX_VALUE / columns / Math.max(1, weight)) / 2;
  }
}
