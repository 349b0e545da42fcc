package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.DistanceMetric;

/** What the fast paths need to know of the Euclidean metric. */
public final class Euclidean {
  /** Its stable name. */
  public static final String NAME = "euclidean";

  private Euclidean() {}

  /**
   * Tells whether a metric is the Euclidean one, which has fast paths.
   *
   * @param metric any metric
   * @return true if it bears the reserved name {@value #NAME}
   */
  public static boolean is(DistanceMetric metric) {
    return metric.name().equals(NAME);
  }

  /**
   * Computes the squared Euclidean distance in the order of the columns.
   *
   * @param a d values
   * @param b d values
   * @return Σ (a − b)²
   */
  public static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double t = a[j] - b[j];
      sum += t * t;
    }
    return sum;
  }

  /**
   * Tells whether two points differ as numbers; −0 is 0.
   *
   * @param a d finite values
   * @param b d finite values
   * @return whether a value differs
   */
  static boolean differ(double[] a, double[] b) {
    for (int j = 0; j < a.length; j++) {
      if (a[j] != b[j]) {
        return true;
      }
    }
    return false;
  }
}
