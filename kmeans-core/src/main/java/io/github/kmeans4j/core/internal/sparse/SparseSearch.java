package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.update.SparseCentroid;
import io.github.kmeans4j.internal.Kernel;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest centroids of sparse rows: scores by the kernel, near-ties by the plain
 * definition. Scratch of one worker; not thread-safe.
 */
final class SparseSearch {
  /** Scores of a block: 128 KB, which stay in the second-level cache. */
  private static final int BLOCK = 1 << 15;

  private static final int MOST_ROWS = 64;

  final SparseFrame frame;
  final int blockRows;
  final float[] scores;

  final float[] leasts;
  final float[] seconds;
  final int[] nearests;

  /** Scores in double of the row that is decided. */
  final double[] fine;

  private final SparseRows store;
  private final Kernel kernel;
  private final int[] from;
  private final int[] to;

  /** Values of a block where the kernel cannot read the caller's, and their columns. */
  private float[] values = new float[0];

  private int[] columns = new int[0];

  SparseSearch(SparseFrame frame, int stride) {
    this.frame = frame;
    this.store = frame.rows;
    this.kernel = store.kernel;
    this.blockRows = Math.max(1, Math.min(MOST_ROWS, BLOCK / stride));
    this.scores = new float[blockRows * stride];
    this.from = new int[blockRows];
    this.to = new int[blockRows];
    this.leasts = new float[blockRows];
    this.seconds = new float[blockRows];
    this.nearests = new int[blockRows];
    this.fine = new double[stride];
  }

  /**
   * Scores rows against some centroids, into {@link #scores}.
   *
   * @param order row indices, or null where position p stands for row p
   * @param at first position
   * @param count how many, at most {@link #blockRows}
   * @param first the first centroid, of a panel
   * @param width how many, whole panels
   */
  void score(
      int @Nullable [] order, int at, int count, SparseCentroids centroids, int first, int width) {
    float[] direct = load(order, at, count, centroids.places);
    kernel.sparseScores(
        direct == null ? values : direct,
        direct == null ? columns : store.columns,
        from,
        to,
        count,
        centroids.table,
        centroids.stride,
        centroids.norms,
        first,
        width,
        scores);
  }

  /**
   * Multiplies rows by the four values that each column has in a table, see {@link
   * io.github.kmeans4j.internal.kernel.SparseTiles#sparseSums}.
   *
   * @param order row indices
   * @param first first position
   * @param end end of the positions
   * @param signed whether one has a negative value
   * @param sums receives four sums a row
   */
  void multiply(int[] order, int first, int end, boolean signed, float[] table, float[] sums) {
    int size;
    for (int i = first; i < end; i += size) {
      size = Math.min(blockRows, end - i);
      float[] direct = load(order, i, size, null);
      kernel.sparseSums(
          direct == null ? values : direct,
          direct == null ? columns : store.columns,
          from,
          to,
          size,
          signed,
          table,
          sums,
          (i - first) * ColumnDrift.WIDTH);
    }
  }

  /** Says where the values of a block are: in the array that it returns, or copied if null. */
  private float @Nullable [] load(
      int @Nullable [] order, int at, int count, int @Nullable [] places) {
    int filled = 0;
    float[] direct = frame.plain && places == null ? store.floats : null;
    for (int r = 0; r < count; r++) {
      int row = order == null ? at + r : order[at + r];
      from[r] = store.from(row);
      to[r] = store.to(row);
      if (direct == null) {
        filled = copy(r, filled, places);
      }
    }
    return direct;
  }

  /** Finds the least two scores of the first rows of the block. */
  void leastTwo(int count, int stride) {
    kernel.leastTwo(scores, count, stride, stride, leasts, seconds, nearests);
  }

  /** Rounds the values of the r-th row to floats; returns where the next row's begin. */
  private int copy(int r, int filled, int @Nullable [] places) {
    int count = to[r] - from[r];
    if (count > values.length - filled) {
      int length = Math.max(filled + count, 2 * values.length);
      values = Arrays.copyOf(values, length);
      columns = Arrays.copyOf(columns, length);
    }
    for (int i = 0; i < count; i++) {
      values[filled + i] = (float) (store.value(from[r] + i) * frame.scale);
    }
    for (int i = 0; i < count; i++) {
      int column = store.columns[from[r] + i];
      columns[filled + i] = places == null ? column : places[column];
    }
    from[r] = filled;
    to[r] = filled + count;
    return filled + count;
  }

  /** The score of a row against one centroid, no matter in which order it is summed up. */
  double score(int row, int j, SparseCentroids centroids) {
    float[] table = centroids.table;
    int stride = centroids.stride;
    int[] storedColumns = store.columns;
    int end = store.to(row);
    float sum = 0;
    float[] direct = frame.plain ? store.floats : null;
    if (direct != null) {
      for (int p = store.from(row); p < end; p++) {
        sum += direct[p] * table[storedColumns[p] * stride + j];
      }
    } else {
      for (int p = store.from(row); p < end; p++) {
        sum += (float) (store.value(p) * frame.scale) * table[storedColumns[p] * stride + j];
      }
    }
    return centroids.norms[j] - 2.0 * sum;
  }

  /**
   * Decides a row whose scores are too close: the plain definition, asked for every centroid whose
   * score is within the window; the lowest index on ties.
   *
   * <p>Where centroids share no column with the row, as in a first pass nearly all do, many are
   * within the window, and scores in double tell most of them apart. With m stored values and q
   * values of a centroid that are not 0, such a score is off by (m + q + 2)2⁻⁵³ of ‖γ‖² + 2‖z‖‖γ‖,
   * and the plain definition, to which zeros add nothing, by (m + q + 2)2⁻⁵³ of (‖z‖ + ‖γ‖)²; both
   * are below (m + q + 8)2⁻⁵²(‖z‖² + Γ²).
   *
   * @param slot where the row's scores begin in {@link #scores}
   * @return the label
   */
  int decide(int row, int slot, SparseCentroids centroids, double norm, double window) {
    int k = centroids.k;
    double limit = Double.POSITIVE_INFINITY;
    if (window < Double.POSITIVE_INFINITY) {
      for (int j = 0; j < k; j++) {
        limit = Math.min(limit, scores[slot + j]);
      }
      limit += window;
      limit = narrow(row, slot, centroids, norm, limit);
    } else {
      for (int j = 0; j < k; j++) {
        fine[j] = 0;
      }
    }
    return settle(row, centroids, limit);
  }

  /**
   * Decides by the plain definition between the centroids whose scores in {@link #fine} are within
   * a limit; the lowest index on ties.
   */
  int settle(int row, SparseCentroids centroids, double limit) {
    int label = -1;
    double best = Double.NaN; // the first one is measured when there is another
    for (int j = 0; j < centroids.k; j++) {
      if (!(fine[j] > limit)) {
        if (label < 0) {
          label = j;
          continue;
        }
        best = Double.isNaN(best) ? plain(row, label, centroids) : best;
        double distance = plain(row, j, centroids);
        if (distance < best) {
          best = distance;
          label = j;
        }
      }
    }
    return label;
  }

  /**
   * Scores in double, into {@link #fine}, the centroids that are within a limit by their scores;
   * returns the limit of these.
   */
  double narrow(int row, int slot, SparseCentroids centroids, double norm, double coarse) {
    int k = centroids.k;
    Arrays.fill(fine, 0, k, 0);
    int to = store.to(row);
    for (int p = store.from(row); p < to; p++) {
      int column = store.columns[p];
      if (centroids.isFree(column)) {
        continue;
      }
      double z = store.value(p) * frame.scale;
      int o = centroids.at(column);
      for (int j = 0; j < k; j++) {
        if (centroids.table[o + j] != 0) {
          fine[j] += z * (centroids.exact[j].value(column) * frame.scale);
        }
      }
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      fine[j] =
          scores[slot + j] > coarse ? Double.POSITIVE_INFINITY : centroids.normsSq[j] - 2 * fine[j];
      least = Math.min(least, fine[j]);
    }
    return least + fineWindow(row, centroids, norm);
  }

  /**
   * The difference of two scores in double beyond which the plain definition need not be asked; a
   * quarter of it bounds the error of one. Infinite where floats cannot score the row at all.
   */
  double fineWindow(int row, SparseCentroids centroids, double norm) {
    if (!(frame.scoreError(store.stored(row), norm, centroids.largestNorm)
        < Double.POSITIVE_INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = norm * norm + centroids.largestNorm * centroids.largestNorm;
    double terms = store.stored(row) + centroids.mostNonzero + 8;
    return frame.definitionError + terms * 0x1p-50 * largest + terms * 0x1p-120 * (1 + norm);
  }

  /** The squared distance by the plain definition, of as few columns as matter. */
  double plain(int row, int j, SparseCentroids centroids) {
    SparseCentroid c = centroids.exact[j];
    return store.squaredDistance(row, c.columns, c.values);
  }

  /**
   * Labels rows without any memory of earlier passes.
   *
   * @param order row indices, or null where position p stands for row p
   * @param first first position
   * @param end end of the positions (exclusive)
   * @param labels receives the label of position p at index p
   * @param check told of rows that are not known to be finite, before they are labelled; may throw
   */
  void label(
      int @Nullable [] order,
      int first,
      int end,
      int[] labels,
      SparseCentroids centroids,
      IntConsumer check) {
    int stride = centroids.stride;
    int size;
    for (int at = first; at < end; at += size) {
      size = Math.min(blockRows, end - at);
      for (int r = 0; r < size; r++) {
        int row = order == null ? at + r : order[at + r];
        if (!(frame.normSq(row) < frame.safeNormSq)) {
          check.accept(row);
        }
      }
      score(order, at, size, centroids, 0, stride);
      leastTwo(size, stride);
      for (int r = 0; r < size; r++) {
        int row = order == null ? at + r : order[at + r];
        double norm = frame.norm(frame.normSq(row));
        double window = window(row, norm, centroids);
        labels[at + r] =
            (double) seconds[r] - leasts[r] > window
                ? nearests[r]
                : decide(row, r * stride, centroids, norm, window);
      }
    }
  }

  double window(int row, double norm, SparseCentroids centroids) {
    double error = frame.scoreError(store.stored(row), norm, centroids.largestNorm);
    return frame.window(error, norm, centroids.largestNorm);
  }
}
