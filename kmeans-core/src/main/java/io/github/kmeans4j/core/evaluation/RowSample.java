package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.points.Subset;
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
    MeasuredRows.check(points, size, i -> rows[i], metric);
    return new RowSample(copy(points, rows), sampled, rows);
  }

  private static Points copy(Points points, int[] rows) {
    boolean isSparse = StoredRows.storageOf(points) instanceof Storage.Sparse;
    if (!isSparse && rows.length > (Integer.MAX_VALUE - 8) / points.columns()) {
      throw new IllegalArgumentException(
          "sampleSize: "
              + rows.length
              + " rows × "
              + points.columns()
              + " columns do not fit into one array");
    }
    return Subset.of(points, rows);
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
    return MeasuredRows.areComparable(Partition.of(labels, "labels"));
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
