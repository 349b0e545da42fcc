package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.update.ClusterColumns;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.SparseTiles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Centroids column by column, as {@link SparseTiles} reads them, and for each the columns in which
 * it is not 0. Follows centroids that move, at a cost of those that did. Memory: 4 bytes for each
 * column and centroid (rounded up to 16), and 4 for each of a centroid's values that is not 0.
 */
final class SparseCentroids {
  /** What is packed by one thread: centroids that share no line of the cache with others. */
  private static final int PANEL = SparseTiles.SPARSE_PANEL;

  /** Tables up to so many values have room for all columns. */
  private static final int LARGE = 1 << 24;

  final int k;

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

  /** k × d, in data units. */
  double[][] exact;

  /** Of each centroid the columns outside of which it is 0, ascending. */
  final int[][] nonzero;

  /**
   * Whether a centroid may be other than 0 in a column; null for all columns. Known of the first
   * centroids only: those are often rows, which share no column with most others.
   */
  private boolean @Nullable [] occupied;

  /** An upper bound of the largest ‖γ‖. */
  double largestNorm;

  /** ‖γ‖² in double. */
  final double[] normsSq;

  /** The length of the longest list of {@link #nonzero}. */
  int mostNonzero;

  final double scale;

  /** Whether lists have all columns in which a centroid or the one before is not 0. */
  private boolean listed;

  /** Makes room for centroids that move. */
  SparseCentroids(int k, int d, double scale) {
    this(k, d, scale, null);
  }

  private SparseCentroids(int k, int columns, double scale, int @Nullable [] places) {
    this.k = k;
    this.stride = stride(k);
    this.scale = scale;
    this.places = places;
    this.table = new float[Math.multiplyExact(stride, columns)];
    this.norms = new float[stride];
    this.nonzero = new int[k][0];
    this.normsSq = new double[k];
    this.exact = new double[k][];
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
    SparseCentroids made = new SparseCentroids(k, columns, scale, places);
    made.set(centroids, null, workers);
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
   * @param centroids k × d; kept; one that did not change since the last call is the same array
   * @param columns where they may be other than 0, or null for all columns
   */
  void set(double[][] centroids, @Nullable ClusterColumns columns, Workers workers) {
    double[][] former = exact;
    boolean begins = former[0] == null;
    listed = columns != null;
    workers.run(
        stride / PANEL,
        (panel, worker) -> {
          int end = Math.min(k, (panel + 1) * PANEL);
          for (int j = panel * PANEL; j < end; j++) {
            if (centroids[j] != former[j]) {
              set(
                  j,
                  centroids[j],
                  columns == null ? SparseRows.nonzero(centroids[j]) : columns.of(j));
            }
          }
        });
    exact = centroids;
    occupied = begins ? occupied(centroids[0].length) : null;
    double largest = 0;
    for (double normSq : normsSq) {
      largest = Math.max(largest, normSq);
    }
    mostNonzero = 0;
    for (int[] list : nonzero) {
      mostNonzero = Math.max(mostNonzero, list.length);
    }
    largestNorm = Math.sqrt(largest) * (1 + 1e-9);
  }

  /**
   * Where a centroid may have moved in the last {@link #set}.
   *
   * @return column numbers, ascending; null for all
   */
  int @Nullable [] moved(int j) {
    return listed ? nonzero[j] : null;
  }

  /** How many squares the norm of a centroid is the sum of, now and before, at most. */
  int terms(int j) {
    return listed ? nonzero[j].length : exact[j].length;
  }

  private boolean[] occupied(int d) {
    boolean[] found = new boolean[d];
    for (int[] list : nonzero) {
      for (int c : list) {
        found[c] = true;
      }
    }
    return found;
  }

  /** Tells whether all centroids are 0 in a column; false if that is not known. */
  boolean isFree(int column) {
    return occupied != null && !occupied[column];
  }

  private void set(int j, double[] centroid, int[] columns) {
    if (!listed) { // lists have what was not 0 before
      for (int c : nonzero[j]) {
        table[at(c) + j] = 0;
      }
    }
    double sum = 0;
    for (int c : columns) {
      double g = centroid[c] * scale;
      table[at(c) + j] = (float) g;
      sum += g * g;
    }
    nonzero[j] = columns;
    normsSq[j] = sum;
    norms[j] = (float) sum;
  }
}
