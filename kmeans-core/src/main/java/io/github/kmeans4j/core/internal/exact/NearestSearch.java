package io.github.kmeans4j.core.internal.exact;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest centroids of blocks of rows: scores by the kernel, near-ties by the plain
 * definition. Scratch of one worker; not thread-safe.
 */
public final class NearestSearch {
  /** Floats of rows a block takes: 256 KB, so that it stays in the second-level cache. */
  private static final int BLOCK_FLOATS = 1 << 16;

  private static final int MOST_ROWS = 256;

  // A kernel is at its best with 64 rows at once, and still good with 8: worth 1 and 4 MB of rows.
  private static final int GOOD_ROWS = 64;
  private static final int GOOD_FLOATS = 1 << 18;
  private static final int FAIR_ROWS = 8;
  private static final int FAIR_FLOATS = 1 << 20;

  /** Scores a block may have: 16 MB. */
  private static final int MOST_SCORES = 1 << 22;

  public final SinglePrecision frame;
  public final int blockRows;
  public final int stride;
  public final float[] rows;
  public final int[] offsets;
  public final float[] scores;
  private final int d;

  /** Least score of the scanned range and its centroid, and the least of the others. */
  public float least;

  public int nearest;
  public float second;

  /** Squared distance, in data units, to the label that was decided last. */
  public double decidedSq;

  public NearestSearch(SinglePrecision frame, int k) {
    this.frame = frame;
    this.d = frame.store.d;
    int width = frame.kernel.panelWidth(k);
    this.stride = Chunks.count(k, width) * width;
    this.blockRows = blockRows(d, stride);
    this.rows = new float[blockRows * d];
    this.offsets = new int[blockRows];
    this.scores = new float[blockRows * stride];
    for (int r = 0; r < blockRows; r++) {
      offsets[r] = r * d;
    }
  }

  /**
   * How many rows make a block: at least 1, and so few that wide rows, or their scores against many
   * centroids, do not take all memory.
   */
  public static int blockRows(int d, int stride) {
    int few = Math.max(Math.min(GOOD_ROWS, GOOD_FLOATS / d), Math.min(FAIR_ROWS, FAIR_FLOATS / d));
    int rows = Math.max(few, Math.min(MOST_ROWS, BLOCK_FLOATS / d / GOOD_ROWS * GOOD_ROWS));
    return Math.max(1, Math.min(rows, MOST_SCORES / stride));
  }

  /** Loads a row into a slot of the block. */
  public void load(int row, int slot) {
    frame.load(row, rows, slot * d);
  }

  /** Scores the first slots against all centroids; slot r's scores begin at r · stride. */
  public void scoreAll(int count, ScoredCentroids centroids) {
    Tiles tiles = frame.kernel;
    int panels = stride / tiles.panelWidth(centroids.exact.length);
    tiles.scores(rows, offsets, count, centroids.packed, 0, panels, scores, stride);
  }

  /**
   * Scans scores [from, to) into {@link #least}, {@link #nearest} (counted from {@code from}) and
   * {@link #second}.
   */
  public void scan(float[] values, int from, int to) {
    float v1 = Float.POSITIVE_INFINITY;
    float v2 = Float.POSITIVE_INFINITY;
    int at = from;
    for (int j = from; j < to; j++) {
      float v = values[j];
      if (v < v2) {
        if (v < v1) {
          v2 = v1;
          v1 = v;
          at = j;
        } else {
          v2 = v;
        }
      }
    }
    least = v1;
    second = v2;
    nearest = at - from;
  }

  /**
   * Decides a row whose scores are too close: the plain definition, asked for every centroid whose
   * score is within the window; the lowest index on ties.
   *
   * <p>Leaves the squared distance, in data units, in {@link #decidedSq}.
   *
   * @param from index of the row's first score
   * @return the label
   */
  public int decide(int row, int from, ScoredCentroids centroids, double window) {
    double[][] exact = centroids.exact;
    int k = exact.length;
    double limit = Double.POSITIVE_INFINITY;
    if (window < Double.POSITIVE_INFINITY) {
      for (int j = 0; j < k; j++) {
        limit = Math.min(limit, scores[from + j]);
      }
      limit += window;
    }
    int label = -1;
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      if (!(scores[from + j] > limit)) {
        double distance = frame.store.squaredDistance(row, exact[j]);
        if (distance < best || label < 0) {
          best = distance;
          label = j;
        }
      }
    }
    decidedSq = best;
    return label;
  }

  /**
   * Labels rows without any memory of earlier passes.
   *
   * @param rows row indices, or null where position p stands for row p
   * @param from first position
   * @param to end of the positions (exclusive)
   * @param labels receives the label of position p at index p
   */
  public void label(
      int @Nullable [] rows, int from, int to, int[] labels, ScoredCentroids centroids) {
    int k = centroids.exact.length;
    int size;
    for (int at = from; at < to; at += size) {
      size = Math.min(blockRows, to - at);
      for (int r = 0; r < size; r++) {
        load(rows == null ? at + r : rows[at + r], r);
      }
      scoreAll(size, centroids);
      for (int r = 0; r < size; r++) {
        int row = rows == null ? at + r : rows[at + r];
        scan(scores, r * stride, r * stride + k);
        double norm = frame.norm(frame.squaredNorm(this.rows, r * d));
        double window =
            frame.window(
                frame.scoreError(norm, centroids.largestNorm), norm, centroids.largestNorm);
        labels[at + r] =
            (double) second - least > window ? nearest : decide(row, r * stride, centroids, window);
      }
    }
  }
}
