package io.github.kmeans4j;

/** The check of data that come to a finished clustering. */
final class FiniteValues {
  private FiniteValues() {}

  static void check(Points points, DistanceMetric metric) {
    double[] row = new double[points.columns()];
    for (int i = 0; i < points.rows(); i++) {
      points.copyRow(i, row);
      for (int c = 0; c < row.length; c++) {
        if (!Double.isFinite(row[c])) {
          throw new IllegalArgumentException(
              "points must be finite, but row " + i + ", column " + c + " is " + row[c]);
        }
      }
      try {
        metric.checkRow(row);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("points: row " + i + ": " + e.getMessage(), e);
      }
    }
  }
}
