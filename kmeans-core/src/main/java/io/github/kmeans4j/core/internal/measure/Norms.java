package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.internal.kernel.Pairs;

/** Euclidean lengths over the whole range of double. */
public final class Norms {
  private Norms() {}

  /** Whether the square root of a sum of squares is the length, right to its last bits. */
  public static boolean isSafe(double sumSq) {
    return sumSq >= Pairs.LEAST && sumSq <= Pairs.MOST;
  }

  /** The length of a vector: 0 only if all of it is 0, infinite only beyond double's range. */
  public static double of(double[] vector) {
    double sumSq = 0;
    for (double v : vector) {
      sumSq += v * v;
    }
    return isSafe(sumSq) ? Math.sqrt(sumSq) : scaled(vector);
  }

  /** The same of a difference. */
  public static double ofDifference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int c = 0; c < a.length; c++) {
      difference[c] = a[c] - b[c];
    }
    return of(difference);
  }

  private static double scaled(double[] vector) {
    double largest = 0;
    for (double v : vector) {
      largest = Math.max(largest, Math.abs(v));
    }
    if (largest == 0) {
      return 0;
    }
    int exponent = Math.getExponent(largest);
    double sumSq = 0;
    for (double v : vector) {
      double t = Math.scalb(v, -exponent);
      sumSq += t * t;
    }
    return Math.scalb(Math.sqrt(sumSq), exponent);
  }
}
