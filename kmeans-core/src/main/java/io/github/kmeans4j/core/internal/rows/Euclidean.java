package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.internal.Loss;

/** What the fast paths need to know of the Euclidean metric. */
public final class Euclidean {
  /** Its stable name. */
  public static final String NAME = Loss.EUCLIDEAN;

  /** The squared distance, for what knows no metrics. */
  public static final Loss LOSS = new Loss(Euclidean::squared, true, "");

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
   * Computes the same in four partial sums, which differs in the last bits only.
   *
   * @param a d values
   * @param b d values
   * @return Σ (a − b)²
   */
  public static double squaredFast(double[] a, double[] b) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = 0;
    for (; j + 3 < a.length; j += 4) {
      double t0 = a[j] - b[j];
      double t1 = a[j + 1] - b[j + 1];
      double t2 = a[j + 2] - b[j + 2];
      double t3 = a[j + 3] - b[j + 3];
      s0 += t0 * t0;
      s1 += t1 * t1;
      s2 += t2 * t2;
      s3 += t3 * t3;
    }
    for (; j < a.length; j++) {
      double t = a[j] - b[j];
      s0 += t * t;
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Tells whether two points differ as numbers; −0 is 0.
   *
   * @param a d finite values
   * @param b d finite values
   * @return whether a value differs
   */
  public static boolean differ(double[] a, double[] b) {
    for (int j = 0; j < a.length; j++) {
      if (a[j] != b[j]) {
        return true;
      }
    }
    return false;
  }
}
