package io.github.kmeans4j.core;

/** The check of two points that a metric is called with. */
final class Widths {
  private Widths() {}

  static void requireSame(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "a and b must have the same number of columns, but have "
              + a.length
              + " and "
              + b.length);
    }
  }
}
