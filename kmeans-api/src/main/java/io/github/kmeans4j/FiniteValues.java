package io.github.kmeans4j;

import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.util.Locale;
import java.util.function.IntFunction;

/** The checks of what comes to finished centroids: data, weights, and the centroids themselves. */
final class FiniteValues {
  /** Values that one thread looks at in one go: less is not worth another thread. */
  private static final int PIECE = 1 << 18;

  private FiniteValues() {}

  /** Some rows, enough that a thread does not look at them in vain. */
  interface Piece {
    /** Looks at rows [from, to). */
    void look(int piece, int from, int to);
  }

  /** Looks at rows by some threads. */
  static void inPieces(Points points, int threads, Piece piece) {
    int n = points.rows();
    int rows = rowsOfPiece(points);
    Assigner.installed()
        .run(
            threads,
            pieces(points),
            number -> {
              int first = number * rows;
              piece.look(number, first, first + Math.min(rows, n - first));
            });
  }

  private static int pieces(Points points) {
    int rows = rowsOfPiece(points);
    return points.rows() / rows + (points.rows() % rows == 0 ? 0 : 1);
  }

  private static int rowsOfPiece(Points points) {
    return Math.max(1, PIECE / points.columns());
  }

  /** Checks rows of data by some threads; the message is the same for any number of them. */
  static void check(Points points, DistanceMetric metric, int threads) {
    RowCheck[] parts = new RowCheck[pieces(points)];
    inPieces(
        points,
        threads,
        (piece, from, to) -> parts[piece] = look("points", points, from, to, metric));
    RowCheck all = new RowCheck("points", metric::checkRow);
    for (RowCheck part : parts) {
      all.add(part);
    }
    all.end(points.rows());
  }

  /** Checks the values of one row of data. */
  static void checkRow(Points points, int row) {
    if (StoredRows.storageOf(points) instanceof Storage.Sparse sparse) {
      checkRow(sparse, row);
      return;
    }
    double[] values = new double[points.columns()];
    points.copyRow(row, values);
    checkValues("points", row, values);
  }

  private static void checkRow(Storage.Sparse points, int row) {
    int first = -1;
    double limit = RowCheck.largestValue(1, points.columns());
    for (int p = points.rowStarts()[row]; p < points.rowStarts()[row + 1]; p++) {
      if (!(Math.abs(points.value(p)) <= limit)
          && (first < 0 || points.columnIndices()[p] < points.columnIndices()[first])) {
        first = p;
      }
    }
    if (first >= 0) {
      String where = "row " + row + ", column " + points.columnIndices()[first];
      where += ", position " + first;
      throw refusal("points", where, points.value(first), points.columns(), limit);
    }
  }

  /** Tells whether a row of floats, whose squared distances cannot overflow, is finite. */
  static boolean areFinite(float[] row) {
    int most = 0; // of the bits, which order as magnitudes do; NaN and infinity come last
    for (float value : row) {
      most = Math.max(most, Float.floatToRawIntBits(value) & 0x7FFF_FFFF);
    }
    return most < 0x7F80_0000;
  }

  /**
   * Checks the values of centroids that were computed, so that they may have rounded beyond the
   * limit of rows, and that the metric need not be defined for.
   */
  static void checkCentroids(double[][] centroids) {
    double limit = RowCheck.largestCentroid(centroids[0].length);
    for (int j = 0; j < centroids.length; j++) {
      checkValues("centroids", j, centroids[j], limit);
    }
  }

  /** Checks centroids that were given, by the limit of rows. */
  static void checkCentroids(Points centroids, DistanceMetric metric) {
    look("centroids", centroids, 0, centroids.rows(), metric).end(centroids.rows());
  }

  /** Checks that all squared distances can be computed; asks the metric for its own verdict. */
  private static RowCheck look(
      String name, Points points, int first, int end, DistanceMetric metric) {
    IntFunction<double[]> seen = RowCheck.seenBy(metric, points);
    RowCheck check = new RowCheck(name, metric::checkRow);
    for (int i = first; i < end; i++) {
      double[] row = seen.apply(i);
      if (StoredRows.storageOf(points) instanceof Storage.Sparse sparse) {
        checkRow(sparse, i);
      } else {
        checkValues(name, i, row);
      }
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
    checkValues(name, index, row, RowCheck.largestValue(1, row.length));
  }

  private static void checkValues(String name, int index, double[] row, double limit) {
    for (int c = 0; c < row.length; c++) {
      if (!(Math.abs(row[c]) <= limit)) {
        String where = (index < 0 ? "column " : "row " + index + ", column ") + c;
        throw refusal(name, where, row[c], row.length, limit);
      }
    }
  }

  private static IllegalArgumentException refusal(
      String name, String where, double value, int columns, double limit) {
    return new IllegalArgumentException(
        Double.isFinite(value)
            ? name
                + ": squared distances overflow, since "
                + where
                + " is "
                + value
                + "; the largest magnitude allowed for "
                + columns
                + " columns is "
                + String.format(Locale.ROOT, "%.2e", limit)
            : name + " must be finite, but " + where + " is " + value);
  }
}
