package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.update.SparseCentroid;
import io.github.kmeans4j.core.internal.work.ArrayLength;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.SparseTiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Centroids column by column, as {@link SparseTiles} reads them, and as they are. Follows centroids
 * that move, at a cost of those that did. Memory: 4 bytes for each column and centroid (rounded up
 * to 16).
 */
final class SparseCentroids {
  /** What is packed by one thread: centroids that share no line of the cache with others. */
  private static final int PANEL = SparseTiles.SPARSE_PANEL;

  /** Tables up to so many values have room for all columns. */
  private static final int LARGE = 1 << 24;

  final int k;

  private final int d;

  /** k, rounded up to whole panels. */
  final int stride;

  final float[] table;

  /**
   * Where each column stands in the table, 0 being a column of zeros; null for the columns as they
   * are. Centroids of rows of few columns have nothing in most of them.
   */
  final int @Nullable [] places;

  /** ‖γ‖², +∞ for padding. */
  final float[] norms;

  /** Each centroid, in data units. */
  SparseCentroid[] exact;

  /** Of the first centroids, where they have few values; else null. */
  @Nullable SharedColumns shared;

  /** An upper bound of the largest ‖γ‖. */
  double largestNorm;

  /** ‖γ‖² in double. */
  final double[] normsSq;

  /** The largest number of columns of a centroid. */
  int mostNonzero;

  final double scale;

  /** Makes room for centroids that move. */
  SparseCentroids(int k, int d, double scale) {
    this(k, d, d, scale, null);
  }

  private SparseCentroids(int k, int d, int columns, double scale, int @Nullable [] places) {
    this.k = k;
    this.d = d;
    this.stride = stride(k);
    this.scale = scale;
    this.places = places;
    this.table = new float[ArrayLength.of("centroids", stride, columns)];
    this.norms = new float[stride];
    this.normsSq = new double[k];
    this.exact = new SparseCentroid[0];
    Arrays.fill(norms, k, stride, Float.POSITIVE_INFINITY);
  }

  /** Takes up centroids that stay; where they have few columns, with room for those alone. */
  static SparseCentroids of(double[][] centroids, double scale, Workers workers) {
    int k = centroids.length;
    int d = centroids[0].length;
    int[] places = null;
    int columns = d;
    if ((long) stride(k) * d > LARGE) {
      places = new int[d];
      columns = 1;
      for (int c = 0; c < d; c++) {
        boolean zero = true;
        for (int j = 0; j < k && zero; j++) {
          zero = centroids[j][c] == 0;
        }
        places[c] = zero ? 0 : columns++;
      }
    }
    SparseCentroids made = new SparseCentroids(k, d, columns, scale, places);
    made.set(SparseCentroid.of(centroids), workers);
    return made;
  }

  private static int stride(int k) {
    return Chunks.count(k, PANEL) * PANEL;
  }

  /** Where the values of a column begin in the table. */
  int at(int column) {
    return (places == null ? column : places[column]) * stride;
  }

  /**
   * Takes up centroids.
   *
   * @param centroids k; kept; one that did not change since the last call is the same object
   */
  void set(SparseCentroid[] centroids, Workers workers) {
    SparseCentroid[] former = exact;
    boolean begins = former.length == 0;
    workers.run(
        stride / PANEL,
        (panel, worker) -> {
          int end = Math.min(k, (panel + 1) * PANEL);
          for (int j = panel * PANEL; j < end; j++) {
            if (begins) {
              set(j, centroids[j]);
            } else if (centroids[j] != former[j]) {
              clear(j, former[j].columns, centroids[j].columns);
              set(j, centroids[j]);
            }
          }
        });
    exact = centroids;
    shared = begins ? SharedColumns.of(centroids, d, scale) : null;
    double largest = 0;
    for (double normSq : normsSq) {
      largest = Math.max(largest, normSq);
    }
    mostNonzero = 0;
    for (SparseCentroid centroid : centroids) {
      mostNonzero = Math.max(mostNonzero, centroid.columns.length);
    }
    largestNorm = Math.sqrt(largest) * (1 + 1e-9);
  }

  /** All centroids, that of the least ‖γ‖² first. */
  int[] byNorm() {
    return IntStream.range(0, k)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> normsSq[j]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Tells whether all centroids are 0 in a column; false if that is not known. */
  boolean isFree(int column) {
    return shared != null && shared.isFree(column);
  }

  /** Writes zeros where a centroid had something and has nothing now. */
  private void clear(int j, int[] former, int[] columns) {
    int i = 0;
    for (int c : former) {
      while (i < columns.length && columns[i] < c) {
        i++;
      }
      if (i == columns.length || columns[i] != c) {
        table[at(c) + j] = 0;
      }
    }
  }

  private void set(int j, SparseCentroid centroid) {
    double sum = 0;
    for (int i = 0; i < centroid.columns.length; i++) {
      double g = centroid.values[i] * scale;
      table[at(centroid.columns[i]) + j] = (float) g;
      sum += g * g;
    }
    normsSq[j] = sum;
    norms[j] = (float) sum;
  }
}
