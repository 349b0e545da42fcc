package io.github.kmeans4j;

import io.github.kmeans4j.internal.Magnitudes;
import io.github.kmeans4j.internal.RowCheck;
import java.util.Locale;

/** The checks of what comes to finished centroids: data, weights, and the centroids themselves. */
final class FiniteValues {
  private FiniteValues() {}

  /** Checks that all squared distances can be computed, and that the metric takes every row. */
  static void check(String name, Points points, DistanceMetric metric) {
    double[] row = new double[points.columns()];
    RowCheck check = new RowCheck(name, metric::checkRow);
    for (int i = 0; i < points.rows(); i++) {
      points.copyRow(i, row);
      checkValues(name, i, row);
      check.look(i, row);
    }
    check.end(points.rows());
  }

  /** Checks a row that comes alone. */
  static void checkRow(double[] row, DistanceMetric metric) {
    checkValues("row", -1, row);
    try {
      metric.checkRow(row);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("row: " + e.getMessage(), e);
    }
  }

  /** Checks the values of a row; of index −1 where there is only one. */
  private static void checkValues(String name, int index, double[] row) {
    double limit = Magnitudes.largest(1, row.length);
    for (int c = 0; c < row.length; c++) {
      if (!(Math.abs(row[c]) <= limit)) {
        String where = (index < 0 ? "column " : "row " + index + ", column ") + c + " is " + row[c];
        throw new IllegalArgumentException(
            Double.isFinite(row[c])
                ? name
                    + ": squared distances overflow, since "
                    + where
                    + "; the largest magnitude allowed for "
                    + row.length
                    + " columns is "
                    + String.format(Locale.ROOT, "%.2e", limit)
                : name + " must be finite, but " + where);
      }
    }
  }

  /** Checks that there is one weight a row, none negative. */
  static void checkWeights(double[] weights, int rows) {
    if (weights.length != rows) {
      throw new IllegalArgumentException(
          "weights must have one entry for each of the "
              + rows
              + " rows, but have "
              + weights.length);
    }
    for (int i = 0; i < rows; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weights must be finite and not negative, but the one of row "
                + i
                + " is "
                + weights[i]);
      }
    }
  }
}
