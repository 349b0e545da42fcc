package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.update.SparseCentroid;
import io.github.kmeans4j.core.internal.work.Chunks;
import org.jspecify.annotations.Nullable;

/**
 * Which centroids have something in a column, where few have: the first ones are often rows, which
 * share no column with most others. The score of a centroid that shares none is its ‖γ‖². Memory: 4
 * bytes a column and 12 for each value of a centroid. Immutable.
 */
final class SharedColumns {
  /** Centroids that have more than one of so many values leave little to save. */
  private static final int RARE = 32;

  /** Where each column begins; of d + 2 places the last is spare. */
  final int[] starts;

  /** The centroids that have something there. */
  final int[] centroids;

  /** What they have, scaled. */
  final double[] values;

  private SharedColumns(SparseCentroid[] of, int d, int count, double scale) {
    this.starts = new int[d + 2];
    this.centroids = new int[count];
    this.values = new double[count];
    for (SparseCentroid centroid : of) {
      for (int c : centroid.columns) {
        starts[c + 2]++;
      }
    }
    for (int c = 2; c < starts.length; c++) {
      starts[c] += starts[c - 1];
    }
    for (int j = 0; j < of.length; j++) {
      for (int i = 0; i < of[j].columns.length; i++) {
        int at = starts[of[j].columns[i] + 1]++;
        centroids[at] = j;
        values[at] = of[j].values[i] * scale;
      }
    }
  }

  /**
   * Lists them.
   *
   * @param of the centroids
   * @return null if they have too much
   */
  static @Nullable SharedColumns of(SparseCentroid[] of, int d, double scale) {
    long count = 0;
    for (SparseCentroid centroid : of) {
      count += centroid.columns.length;
    }
    return count > (long) of.length * d / RARE || count > Chunks.LARGEST_ARRAY
        ? null
        : new SharedColumns(of, d, (int) count, scale);
  }

  /** Tells whether all centroids are 0 in a column. */
  boolean isFree(int column) {
    return starts[column] == starts[column + 1];
  }
}
