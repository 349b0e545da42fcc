package io.github.kmeans4j;

import io.github.kmeans4j.internal.Magnitudes;
import io.github.kmeans4j.spi.RowCheck;
import java.util.Locale;

/** The check of data that come to a finished clustering. */
final class FiniteValues {
  private FiniteValues() {}

  static void check(Points points, DistanceMetric metric) {
    double[] row = new double[points.columns()];
    double limit = Magnitudes.largest(1, row.length);
    RowCheck check = new RowCheck(metric);
    for (int i = 0; i < points.rows(); i++) {
      points.copyRow(i, row);
      for (int c = 0; c < row.length; c++) {
        if (!Double.isFinite(row[c])) {
          throw new IllegalArgumentException(
              "points must be finite, but row " + i + ", column " + c + " is " + row[c]);
        }
        if (Math.abs(row[c]) > limit) {
          throw new IllegalArgumentException(
              "points: squared distances overflow, since row "
                  + i
                  + ", column "
                  + c
                  + " is "
                  + row[c]
                  + "; the largest magnitude allowed for "
                  + row.length
                  + " columns is "
                  + String.format(Locale.ROOT, "%.2e", limit));
        }
      }
      check.look(i, row);
    }
    check.end(points.rows());
  }
}
