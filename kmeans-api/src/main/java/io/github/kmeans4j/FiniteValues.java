package io.github.kmeans4j;

import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.RowCheck;
import java.util.Locale;

/** The checks of what comes to finished centroids: data, weights, and the centroids themselves. */
final class FiniteValues {
  /** Values that one thread looks at in one go: less is not worth another thread. */
  private static final int PIECE = 1 << 18;

  private FiniteValues() {}

  /** Checks rows of data by some threads; the message is the same for any number of them. */
  static void check(Points points, DistanceMetric metric, int threads) {
    int n = points.rows();
    int rows = Math.max(1, PIECE / points.columns());
    RowCheck[] parts = new RowCheck[n / rows + (n % rows == 0 ? 0 : 1)];
    Assigner.installed()
        .run(
            threads,
            parts.length,
            piece -> {
              int first = piece * rows;
              int end = first + Math.min(rows, n - first);
              parts[piece] = look("points", points, first, end, metric);
            });
    RowCheck all = new RowCheck("points", metric::checkRow);
    for (RowCheck part : parts) {
      all.add(part);
    }
    all.end(n);
  }

  /** Checks centroids. */
  static void checkCentroids(Points centroids, DistanceMetric metric) {
    look("centroids", centroids, 0, centroids.rows(), metric).end(centroids.rows());
  }

  /** Checks that all squared distances can be computed; asks the metric for its own verdict. */
  private static RowCheck look(
      String name, Points points, int first, int end, DistanceMetric metric) {
    double[] row = new double[points.columns()];
    RowCheck check = new RowCheck(name, metric::checkRow);
    for (int i = first; i < end; i++) {
      points.copyRow(i, row);
      checkValues(name, i, row);
      check.look(i, row);
    }
    return check;
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
    double limit = RowCheck.largestValue(1, row.length);
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
