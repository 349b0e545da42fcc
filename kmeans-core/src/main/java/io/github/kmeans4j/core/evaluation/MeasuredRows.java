package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The checks of rows and of their clusters, before anything is measured. */
final class MeasuredRows {
  private MeasuredRows() {}

  /**
   * Checks all rows and their clusters.
   *
   * @param metric null for the Euclidean one
   * @return the clusters, which can be compared
   */
  static Partition check(Points points, int[] labels, @Nullable DistanceMetric metric) {
    Partition clusters = partition(points, labels);
    checkClusters(clusters, "labels");
    check(points, points.rows(), i -> i, metric);
    return clusters;
  }

  /**
   * Checks that some rows are finite, and that the metric is defined for them.
   *
   * @param n how many
   * @param rows which they are, ascending
   * @param metric null for the Euclidean one
   */
  static void check(Points points, int n, IntUnaryOperator rows, @Nullable DistanceMetric metric) {
    DistanceMetric asked = metric == null || Euclidean.is(metric) ? null : metric;
    RowCheck check = asked == null ? null : new RowCheck("points", asked::checkRow);
    Storage storage = StoredRows.storageOf(points);
    IntFunction<double[]> seen = asked == null ? null : RowCheck.seenBy(asked, points);
    double[] values = new double[storage instanceof Storage.Sparse ? 0 : points.columns()];
    for (int i = 0; i < n; i++) {
      int row = rows.applyAsInt(i);
      if (storage instanceof Storage.Sparse sparse) {
        checkFinite(sparse, row);
      } else {
        points.copyRow(row, values);
        checkFinite(values, row);
      }
      if (check != null && seen != null) {
        check.look(row, seen.apply(row));
      }
    }
    if (check != null) {
      check.end(n);
    }
  }

  /** The clusters of rows. */
  static Partition partition(Points points, int[] labels) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(labels, "labels");
    Partition.checkSameLength(labels, "labels", points.rows(), "rows");
    return Partition.of(labels, "labels");
  }

  /** Whether there are at least 2 clusters, and not each row in one of its own. */
  static boolean areComparable(Partition clusters) {
    return clusters.count() >= 2 && clusters.count() < clusters.rows();
  }

  /** Checks that, of what messages call by a name. */
  static void checkClusters(Partition clusters, String name) {
    if (!areComparable(clusters)) {
      throw new IllegalArgumentException(
          name
              + " must name at least 2 clusters and fewer than rows, but name "
              + clusters.count()
              + " for "
              + clusters.rows()
              + " rows");
    }
  }

  private static void checkFinite(double[] values, int row) {
    for (int c = 0; c < values.length; c++) {
      if (!Double.isFinite(values[c])) {
        throw new IllegalArgumentException(
            "points must be finite, but row " + row + ", column " + c + " is " + values[c]);
      }
    }
  }

  private static void checkFinite(Storage.Sparse rows, int row) {
    int end = rows.rowStarts()[row + 1];
    for (int p = rows.rowStarts()[row]; p < end; p++) {
      if (!Double.isFinite(rows.value(p))) {
        throw new IllegalArgumentException(
            "points must be finite, but row "
                + row
                + ", column "
                + rows.columnIndices()[p]
                + ", position "
                + p
                + " is "
                + rows.value(p));
      }
    }
  }
}
