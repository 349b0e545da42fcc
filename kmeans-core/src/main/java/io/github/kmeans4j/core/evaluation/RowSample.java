package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.points.RowCollector;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Some rows and their labels, drawn without replacement; all of them, uncopied, if no more are
 * there than asked for.
 */
final class RowSample {
  private final Points points;
  private final int[] labels;

  /** Which rows they are, ascending; null if they are all. */
  private final int @Nullable [] rows;

  private RowSample(Points points, int[] labels, int @Nullable [] rows) {
    this.points = points;
    this.labels = labels;
    this.rows = rows;
  }

  /**
   * Draws; labels have been checked to be as many as rows and not negative. Drawn rows are checked
   * here, where it is still known which ones they are.
   */
  static RowSample of(
      Points points, int[] labels, @Nullable DistanceMetric metric, int size, long seed) {
    int n = points.rows();
    if (size >= n) {
      return new RowSample(points, labels, null);
    }
    int[] rows = firstOfPermutation(n, size, seed);
    Arrays.sort(rows); // messages name the first one, and no answer depends on the order
    int[] sampled = new int[size];
    Arrays.setAll(sampled, i -> labels[rows[i]]);
    return new RowSample(
        StoredRows.storageOf(points) instanceof Storage.Sparse sparse
            ? copy(sparse, points, rows, metric)
            : copy(points, rows, metric),
        sampled,
        rows);
  }

  private static Points copy(
      Storage.Sparse stored, Points points, int[] rows, @Nullable DistanceMetric metric) {
    for (int row : rows) {
      InternalMeasures.checkFinite(stored, row);
    }
    if (metric != null && !Euclidean.is(metric)) {
      RowCheck check = new RowCheck("points", metric::checkRow);
      boolean all = RowCheck.storedFor(points, metric) == null;
      double[] values = new double[all ? points.columns() : 0];
      for (int row : rows) {
        if (all) {
          points.copyRow(row, values);
        } else {
          values = stored.stored(row);
        }
        check.look(row, values);
      }
      check.end(rows.length);
    }
    return RowCollector.some(stored, rows);
  }

  private static Points copy(Points points, int[] rows, @Nullable DistanceMetric metric) {
    int size = rows.length;
    int d = points.columns();
    if (size > (Integer.MAX_VALUE - 8) / d) {
      throw new IllegalArgumentException(
          "sampleSize: " + size + " rows × " + d + " columns do not fit into one array");
    }
    double[] values = new double[size * d];
    double[] row = new double[d];
    RowCheck check = metric == null ? null : new RowCheck("points", metric::checkRow);
    for (int i = 0; i < size; i++) {
      points.copyRow(rows[i], row);
      InternalMeasures.checkFinite(row, rows[i]);
      if (check != null) {
        check.look(rows[i], row);
      }
      System.arraycopy(row, 0, values, i * d, d);
    }
    if (check != null) {
      check.end(size);
    }
    return Points.of(values, size, d);
  }

  Points points() {
    return points;
  }

  /** The label of each row; shared, not to be changed. */
  int[] labels() {
    return labels;
  }

  /** Returns which row of the data a row of the sample is. */
  int rowOf(int sampled) {
    return rows == null ? sampled : rows[sampled];
  }

  /** Whether a silhouette is defined: at least 2 clusters, and not each row in one of its own. */
  boolean hasClusters() {
    return InternalMeasures.areComparable(Partition.of(labels, "labels"));
  }

  /** The first places of a random permutation of 0..n-1, by Fisher and Yates. */
  static int[] firstOfPermutation(int n, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] rows = new int[n];
    Arrays.setAll(rows, i -> i);
    int[] first = new int[size];
    for (int i = 0; i < size; i++) {
      int j = i + (int) (random.nextDouble() * (n - i));
      first[i] = rows[j];
      rows[j] = rows[i];
    }
    return first;
  }
}
