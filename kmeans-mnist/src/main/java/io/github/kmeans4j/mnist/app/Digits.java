package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.evaluation.ClusterAccuracy;

/** Small helpers with rows and digits. */
final class Digits {
  private Digits() {}

  static double[] row(Points points, int row) {
    double[] values = new double[points.columns()];
    points.copyRow(row, values);
    return values;
  }

  /** Returns a cluster's digit in words. */
  static String majority(int digit) {
    return digit == ClusterAccuracy.NO_CLASS ? "none" : String.valueOf(digit);
  }
}
