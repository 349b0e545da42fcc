package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.internal.kernel.LaneArrays;
import java.util.Arrays;

/**
 * Scores of a block of rows and some centroids, in plain loops that C2 turns into vector code.
 * Scratch of one call after the other, which stays in the cache; belongs to one worker at a time.
 *
 * <p>C2 wants long loops in which one index is shared by arrays of their own, without offsets or
 * branches, with a small body, and without a sum over the loop. So the lanes are rows: columns of a
 * block of rows are transposed, and for each centroid the inner loop runs over the rows, {@code
 * sum[r] += x₀[r]·c₀ + … + x₅[r]·c₅}. With more columns at once the body is too large for C2 of JDK
 * 17, which then leaves it scalar, six times as slow; with fewer, sums are loaded and stored more
 * often. And a loop has some twenty scalar rounds before and behind its vectors, as much time as
 * the vectors of 64 rows take.
 */
final class PlainTile {
  /** Rows of a block, at most and at its best. */
  static final int ROWS = 512;

  /** Centroids of a block, at most: their scores take a quarter of a second-level cache of 1 MB. */
  static final int CENTROIDS = 128;

  /** Columns that the inner loop takes at once. */
  static final int STEP = 6;

  /** Columns that are transposed at once, 24 KB of a first-level cache of 32 or more. */
  private static final int COLUMNS = 2 * STEP;

  /** Centroids of a panel, among which the least two of a row are looked for. */
  private static final int PANEL = 8;

  /** Length of the loops; lanes beyond the rows of a block hold what does not matter. */
  private int lanes;

  private final LaneArrays room;
  private final float[][] x;

  /** Centroid × row. */
  private final float[][] scores;

  // Of each row the least score of a panel and the second least: of each panel, and of several.
  private final float[][] lows;
  private final float[][] nexts;
  private final float[] low;
  private final float[] next;

  /** Makes scratch for blocks of some rows, at most {@link #ROWS}, and some centroids. */
  PlainTile(int rows, int centroids) {
    int panels = panels(centroids);
    this.lanes = LaneArrays.length(rows);
    this.room = new LaneArrays(arrays(centroids), rows);
    float[][] all = room.arrays;
    this.x = Arrays.copyOfRange(all, 0, COLUMNS);
    this.scores = Arrays.copyOfRange(all, COLUMNS, COLUMNS + centroids);
    int at = COLUMNS + centroids;
    this.lows = Arrays.copyOfRange(all, at, at + panels);
    this.nexts = Arrays.copyOfRange(all, at + panels, at + 2 * panels);
    this.low = all[at + 2 * panels];
    this.next = all[at + 2 * panels + 1];
  }

  private static int panels(int centroids) {
    return (centroids + PANEL - 1) / PANEL;
  }

  private static int arrays(int centroids) {
    return COLUMNS + centroids + 2 * panels(centroids) + 2;
  }

  /** Whether there is room for so many rows and centroids, as good as new. */
  boolean serves(int rows, int centroids) {
    return room.serve(arrays(centroids), rows);
  }

  /**
   * Scores rows.
   *
   * @param values of the rows
   * @param offsets where each row's d values begin
   * @param first the first row
   * @param size how many rows, at most those of a block
   * @param d number of columns
   * @param centroids each padded by zeros
   * @param from where the first centroid begins
   * @param padded columns of a centroid, a multiple of {@link #STEP}
   * @param norms what products are subtracted from
   * @param begin the first centroid's norm
   * @param count how many centroids
   */
  void score(
      float[] values,
      int[] offsets,
      int first,
      int size,
      int d,
      float[] centroids,
      int from,
      int padded,
      float[] norms,
      int begin,
      int count) {
    lanes = LaneArrays.length(size);
    for (int j = 0; j < count; j++) {
      Arrays.fill(scores[j], 0, lanes, 0);
    }
    for (int c = 0; c < padded; c += COLUMNS) {
      int columns = Math.min(COLUMNS, padded - c);
      for (int t = 0; t < columns; t += STEP) {
        transpose(values, offsets, first, size, c + t, Math.min(STEP, d - c - t), t);
      }
      for (int j = 0; j < count; j++) {
        addProducts(lanes, scores[j], x, columns, centroids, from + j * padded + c);
      }
    }
    for (int j = 0; j < count; j++) {
      subtractTwice(lanes, scores[j], norms[begin + j]);
    }
  }

  /** Transposes up to {@link #STEP} columns from column c on, and fills up with zeros. */
  private void transpose(
      float[] values, int[] offsets, int first, int size, int c, int columns, int t) {
    if (columns == STEP) {
      transpose(
          values, offsets, first, size, c, x[t], x[t + 1], x[t + 2], x[t + 3], x[t + 4], x[t + 5]);
      return;
    }
    for (int s = 0; s < STEP; s++) {
      float[] column = x[t + s];
      for (int r = 0; r < size; r++) {
        column[r] = s < columns ? values[offsets[first + r] + c + s] : 0;
      }
    }
  }

  private static void transpose(
      float[] values,
      int[] offsets,
      int first,
      int size,
      int c,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] x4,
      float[] x5) {
    for (int r = 0; r < size; r++) {
      int o = offsets[first + r] + c;
      x0[r] = values[o];
      x1[r] = values[o + 1];
      x2[r] = values[o + 2];
      x3[r] = values[o + 3];
      x4[r] = values[o + 4];
      x5[r] = values[o + 5];
    }
  }

  private static void addProducts(
      int lanes, float[] sum, float[][] x, int columns, float[] v, int from) {
    for (int t = 0; t < columns; t += STEP) {
      addStep(lanes, sum, x[t], x[t + 1], x[t + 2], x[t + 3], x[t + 4], x[t + 5], v, from + t);
    }
  }

  /** For each lane: sum += x₀c₀ + … + x₅c₅. */
  private static void addStep(
      int lanes,
      float[] sum,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] x4,
      float[] x5,
      float[] centroid,
      int at) {
    float c0 = centroid[at];
    float c1 = centroid[at + 1];
    float c2 = centroid[at + 2];
    float c3 = centroid[at + 3];
    float c4 = centroid[at + 4];
    float c5 = centroid[at + 5];
    for (int r = 0; r < lanes; r++) {
      float half = Math.fma(c0, x0[r], Math.fma(c1, x1[r], Math.fma(c2, x2[r], sum[r])));
      sum[r] = Math.fma(c3, x3[r], Math.fma(c4, x4[r], Math.fma(c5, x5[r], half)));
    }
  }

  private static void subtractTwice(int lanes, float[] sum, float norm) {
    for (int r = 0; r < lanes; r++) {
      sum[r] = norm - 2 * sum[r];
    }
  }

  /** Writes the scores of the block row by row, the first one's from {@code at} on. */
  void write(int size, int count, float[] target, int at, int stride) {
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      write(scores[j], scores[j + 1], scores[j + 2], scores[j + 3], size, target, at + j, stride);
    }
    for (; j < count; j++) {
      float[] s = scores[j];
      for (int r = 0; r < size; r++) {
        target[at + r * stride + j] = s[r];
      }
    }
  }

  private static void write(
      float[] s0,
      float[] s1,
      float[] s2,
      float[] s3,
      int size,
      float[] target,
      int at,
      int stride) {
    for (int r = 0; r < size; r++) {
      int o = at + r * stride;
      target[o] = s0[r];
      target[o + 1] = s1[r];
      target[o + 2] = s2[r];
      target[o + 3] = s3[r];
    }
  }

  /**
   * Finds the least two among some scores of each row, or among these and those that were found
   * before.
   *
   * @param size how many rows
   * @param from the first centroid of the block
   * @param to their end (exclusive)
   * @param begin the number of the block's first centroid, as {@code at} counts
   * @param isFirst whether none were found before
   * @param least receives the least score of the first row at {@code slot}, and so on
   * @param second receives the second least
   * @param at receives where the least is
   * @param slot the first row's slot
   * @param step distance of the slots of two rows
   */
  void leastTwo(
      int size,
      int from,
      int to,
      int begin,
      boolean isFirst,
      float[] least,
      float[] second,
      int[] at,
      int slot,
      int step) {
    int panels = 0;
    for (int p = from; p < to; p += PANEL) {
      findPanel(panels++, p, Math.min(p + PANEL, to));
    }
    System.arraycopy(lows[0], 0, low, 0, lanes);
    System.arraycopy(nexts[0], 0, next, 0, lanes);
    for (int p = 1; p < panels; p++) {
      lower(lanes, lows[p], nexts[p], low, next);
    }
    for (int r = 0, s = slot; r < size; r++, s += step) {
      if (isFirst || low[r] < least[s]) {
        second[s] = isFirst ? next[r] : Math.min(least[s], next[r]);
        least[s] = low[r];
        at[s] = begin + indexOf(low[r], r, from, to, panels);
      } else if (low[r] < second[s]) {
        second[s] = low[r];
      }
    }
  }

  /** Finds the least two of the centroids [from, to), which make a panel. */
  private void findPanel(int panel, int from, int to) {
    float[] l = lows[panel];
    float[] n = nexts[panel];
    System.arraycopy(scores[from], 0, l, 0, lanes);
    Arrays.fill(n, 0, lanes, Float.POSITIVE_INFINITY);
    int j = from + 1;
    for (; j + 1 < to; j += 2) {
      lowerByTwo(lanes, scores[j], scores[j + 1], l, n);
    }
    if (j < to) {
      lowerByOne(lanes, scores[j], l, n);
    }
  }

  /** Which of the centroids [from, to) has the least score, value, of row r; any if it is NaN. */
  private int indexOf(float value, int r, int from, int to, int panels) {
    int p = 0;
    while (p < panels - 1 && lows[p][r] != value) {
      p++;
    }
    int j = from + p * PANEL;
    int last = Math.min(j + PANEL, to) - 1;
    while (j < last && scores[j][r] != value) {
      j++;
    }
    return j;
  }

  private static void lowerByOne(int lanes, float[] a, float[] low, float[] next) {
    for (int r = 0; r < lanes; r++) {
      next[r] = Math.min(next[r], Math.max(low[r], a[r]));
      low[r] = Math.min(low[r], a[r]);
    }
  }

  private static void lowerByTwo(int lanes, float[] a, float[] b, float[] low, float[] next) {
    for (int r = 0; r < lanes; r++) {
      float less = Math.min(a[r], b[r]);
      float more = Math.max(a[r], b[r]);
      next[r] = Math.min(Math.min(next[r], more), Math.max(low[r], less));
      low[r] = Math.min(low[r], less);
    }
  }

  /** Takes up the least two of other scores, of which less is not above more. */
  private static void lower(int lanes, float[] less, float[] more, float[] low, float[] next) {
    for (int r = 0; r < lanes; r++) {
      next[r] = Math.min(Math.min(next[r], more[r]), Math.max(low[r], less[r]));
      low[r] = Math.min(low[r], less[r]);
    }
  }
}
