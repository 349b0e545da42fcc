package io.github.kmeans4j.core.internal.exact;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest centroids of blocks of rows: scores by the kernel, near-ties by the plain
 * definition. Scratch of one worker; not thread-safe.
 */
public final class NearestSearch {
  /** Floats of rows a block takes: 256 KB, so that it stays in the second-level cache. */
  private static final int BLOCK_FLOATS = 1 << 16;

  private static final int MOST_ROWS = 256;

  /** Rows that every kernel is good with. */
  private static final int GOOD_ROWS = 64;

  /** Floats that as many as a kernel is best with may take: 1 MB. */
  private static final int GOOD_FLOATS = 1 << 18;

  /** The fewest rows that are worth more: up to 4 MB. */
  private static final int FAIR_ROWS = 8;

  private static final int FAIR_FLOATS = 1 << 20;

  /** Scores a block may have: 16 MB. */
  private static final int MOST_SCORES = 1 << 22;

  /** Floats in a line of the cache. */
  private static final int LINE = 16;

  public final SinglePrecision frame;
  public final int blockRows;
  public final int stride;

  /** Where loaded rows are: in the caller's array if that is what kernels read, else a copy. */
  public final float[] values;

  /** Where each slot's row begins. */
  public final int[] starts;

  public final float[] scores;
  private final int d;

  /** Whether {@link #values} is the caller's array. */
  private final boolean direct;

  /** The sum of what was prefetched, which is used for nothing: else the JIT removes the reads. */
  int prefetched;

  /** What a scan finds, for all rows of a block at once. */
  private final float[] leasts;

  private final float[] seconds;
  private final int[] nearests;

  /** Least score of the scanned range and its centroid, and the least of the others. */
  public float least;

  public int nearest;
  public float second;

  /** The place of the centroid that a row was decided for last; −1 before there is one. */
  public int decided;

  /** Its squared distance, in data units. */
  public double decidedSq;

  /** No slack for any score. */
  private final float[] nothing;

  /** Places of scores that are too close. */
  private final int[] candidates;

  public NearestSearch(SinglePrecision frame, int k) {
    this(frame, k, Integer.MAX_VALUE);
  }

  /** The same for so many rows in all, which may be fewer than a block. */
  public NearestSearch(SinglePrecision frame, int k, int mostRows) {
    this.frame = frame;
    this.d = frame.store.d;
    int width = frame.kernel.panelWidth(k);
    this.stride = Chunks.count(k, width) * width;
    this.blockRows = Math.min(mostRows, blockRows(d, stride, frame.kernel.rowsAtOnce()));
    float[] floats = frame.plain ? frame.store.floats() : null;
    this.direct = floats != null;
    this.values = floats != null ? floats : new float[blockRows * d];
    this.starts = new int[blockRows];
    this.scores = new float[blockRows * stride];
    this.leasts = new float[blockRows];
    this.seconds = new float[blockRows];
    this.nearests = new int[blockRows];
    this.nothing = new float[stride];
    this.candidates = new int[stride];
    for (int r = 0; r < blockRows; r++) {
      starts[r] = direct ? 0 : r * d;
    }
  }

  /**
   * How many rows make a block: at least 1, and so few that wide rows, or their scores against many
   * centroids, do not take all memory.
   *
   * @param best how many the kernel takes best
   */
  public static int blockRows(int d, int stride, int best) {
    int good = Math.max(best, GOOD_ROWS);
    while (good > GOOD_ROWS && good > GOOD_FLOATS / d) {
      good /= 2; // a part of a chunk
    }
    int few = Math.max(Math.min(good, GOOD_FLOATS / d), Math.min(FAIR_ROWS, FAIR_FLOATS / d));
    int rows = Math.max(few, Math.min(MOST_ROWS, BLOCK_FLOATS / d / GOOD_ROWS * GOOD_ROWS));
    return Math.max(1, Math.min(rows, MOST_SCORES / stride));
  }

  /** Loads a row into a slot of the block, without a copy where that can be. */
  public void load(int row, int slot) {
    if (direct) {
      starts[slot] = row * d;
    } else {
      frame.load(row, values, slot * d);
    }
  }

  /** Scores the first slots against all centroids; slot r's scores begin at r · stride. */
  public void scoreAll(int count, ScoredCentroids centroids) {
    Tiles tiles = frame.kernel;
    int panels = stride / tiles.panelWidth(centroids.exact.length);
    tiles.scores(values, starts, count, centroids.packed, 0, panels, scores, stride);
  }

  /**
   * Scores rows against all centroids, and finds the least two of each group.
   *
   * @param width centroids of a group, see {@link Kernel#scoresAndLeastTwo}
   */
  public void findLeastTwo(
      float[] values,
      int[] from,
      int count,
      ScoredCentroids centroids,
      int width,
      float[] least,
      float[] second,
      int[] at) {
    Kernel kernel = frame.kernel;
    int panels = stride / kernel.panelWidth(centroids.exact.length);
    kernel.scoresAndLeastTwo(
        values, from, count, centroids.packed, panels, scores, stride, width, least, second, at);
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
   * score is within the window of the least one; the lowest number on ties.
   *
   * <p>Leaves the squared distance, in data units, in {@link #decidedSq}.
   *
   * @param from index of the row's first score
   * @param leastScore the least of its scores
   * @return the place of the nearest centroid among those that were scored
   */
  public int decide(int row, int from, float leastScore, ScoredCentroids centroids, double window) {
    decided = -1;
    float limit = beyond(leastScore, window);
    decideFurther(row, scores, from, 0, centroids.exact.length, limit, centroids);
    return decided;
  }

  /**
   * What scores within the window of the least one stay below; infinite where any score may be.
   *
   * @param leastScore the least score of a row
   */
  public static float beyond(float leastScore, double window) {
    return window < Double.POSITIVE_INFINITY
        ? Outward.above(leastScore + window)
        : Float.POSITIVE_INFINITY;
  }

  /**
   * Lets a row choose between the centroid of {@link #decided}, if there is one, and some others
   * whose scores are below a limit, by the plain definition. Changes {@link #decided} and {@link
   * #decidedSq}.
   *
   * @param scores where scores are
   * @param from index of the first score
   * @param first the place of its centroid
   * @param count how many
   * @param limit as {@link #beyond} gives it
   */
  public void decideFurther(
      int row,
      float[] scores,
      int from,
      int first,
      int count,
      float limit,
      ScoredCentroids centroids) {
    if (limit < Float.POSITIVE_INFINITY) {
      int found = frame.kernel.listLowered(scores, from, nothing, 0, 0, count, limit, candidates);
      for (int f = 0; f < found; f++) {
        decideFurther(row, first + candidates[f], centroids);
      }
    } else {
      for (int j = first; j < first + count; j++) {
        decideFurther(row, j, centroids);
      }
    }
  }

  /** The same with the centroid of one place. */
  public void decideFurther(int row, int place, ScoredCentroids centroids) {
    double distance = frame.store.squaredDistance(row, centroids.exact[place]);
    boolean tied = decided >= 0 && distance == decidedSq;
    if (decided < 0 || distance < decidedSq || tied && centroids.precedes(place, decided)) {
      decided = place;
      decidedSq = distance;
    }
  }

  /**
   * Labels rows without any memory of earlier passes.
   *
   * @param rows row indices, or null where position p stands for row p
   * @param from first position
   * @param to end of the positions (exclusive)
   * @param labels receives the label of position p at index p
   * @param check told of rows that are not known to be finite, before they are labelled; may throw
   */
  public void label(
      int @Nullable [] rows,
      int from,
      int to,
      int[] labels,
      ScoredCentroids centroids,
      IntConsumer check) {
    int size;
    for (int at = from; at < to; at += size) {
      size = Math.min(blockRows, to - at);
      place(rows, at, size);
      findLeastTwo(values, starts, size, centroids, stride, leasts, seconds, nearests);
      settle(rows, at, size, labels, centroids, check);
    }
  }

  /** Labels a block. It calls no tiles, or the JIT would put them here, and take much longer. */
  private void settle(
      int @Nullable [] rows,
      int at,
      int size,
      int[] labels,
      ScoredCentroids centroids,
      IntConsumer check) {
    // One bound for all rows of the block, if they follow each other, settles nearly all of them.
    boolean together = rows == null || !direct;
    double norm = together ? frame.norm(values, starts[0], size) : Double.NaN;
    double window = norm * norm < frame.safeNormSq ? window(norm, centroids) : Double.NaN;
    for (int r = 0; r < size; r++) {
      labels[at + r] =
          (double) seconds[r] - leasts[r] > window
              ? nearests[r]
              : settle(r, rows == null ? at + r : rows[at + r], centroids, check);
    }
  }

  /** Returns the label of the r-th row of the block, which its scores may not tell. */
  private int settle(int r, int row, ScoredCentroids centroids, IntConsumer check) {
    double gap = (double) seconds[r] - leasts[r];
    double norm = frame.norm(normSq(r, row, check));
    double window = window(norm, centroids);
    window = frame.windowFor(gap, window, norm, leasts[r], centroids.largestNorm);
    return gap > window ? nearests[r] : decide(row, r * stride, leasts[r], centroids, window);
  }

  /**
   * Scores some rows against all centroids; the scores of the r-th one begin at r · stride.
   *
   * @param order row indices, or null where position p stands for row p
   * @param at first position
   * @param size how many, at most {@link #blockRows}
   */
  public void score(int @Nullable [] order, int at, int size, ScoredCentroids centroids) {
    place(order, at, size);
    score(size, centroids.packed, centroids.exact.length, scores, stride);
  }

  /**
   * Loads a block of rows. What is not copied is read once, a value of each line of the cache,
   * which takes less time than to wait for these lines in a tile.
   *
   * @param order row indices, or null where position p stands for row p
   * @param at first position
   * @param size how many, at most {@link #blockRows}
   */
  public void place(int @Nullable [] order, int at, int size) {
    for (int r = 0; r < size; r++) {
      int row = order == null ? at + r : order[at + r];
      load(row, r);
      if (direct && order != null) {
        prefetched += frame.store.prefetch(row);
      }
    }
    if (direct && order == null) {
      prefetch(at * d, (at + size) * d);
    }
  }

  /** Reads a value of each line of the caller's array: rows that stand side by side. */
  private void prefetch(int from, int end) {
    int sum = 0;
    for (int left = end - from; left > 0; left -= LINE) { // no sum beyond the largest number
      sum += Float.floatToRawIntBits(values[end - left]);
    }
    prefetched += sum;
  }

  /** Scores the rows of the block against any vectors, k of them. */
  public void score(int size, Tiles.Packed vectors, int k, float[] target, int width) {
    Tiles tiles = frame.kernel;
    int panels = Chunks.count(k, tiles.panelWidth(k));
    tiles.scores(values, starts, size, vectors, 0, panels, target, width);
  }

  /**
   * Returns the squared norm of the r-th row of the block.
   *
   * @param row its index, for the check
   * @param check told of it if it is not known to be finite; may throw
   */
  public float normSq(int r, int row, IntConsumer check) {
    float normSq = frame.squaredNorm(values, starts[r]);
    if (!(normSq < frame.safeNormSq)) {
      check.accept(row);
    }
    return normSq;
  }

  /**
   * Returns the window of the r-th row that was {@linkplain #place taken up}.
   *
   * @param row its index, for the check
   * @param check told of it if it is not known to be finite; may throw
   * @return the difference of scores beyond which they tell who is nearer; may be infinite or NaN
   */
  public double window(int r, int row, ScoredCentroids centroids, IntConsumer check) {
    return window(frame.norm(normSq(r, row, check)), centroids);
  }

  private double window(double norm, ScoredCentroids centroids) {
    return frame.window(frame.scoreError(norm, centroids.largestNorm), norm, centroids.largestNorm);
  }
}
