package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;

/** Takes the rows of a chunk through a pass of {@link SparseAssignment}. Belongs to one worker. */
final class SparseScan {
  /** Products of a row. */
  private static final int PRODUCTS = 4;

  /** Tables of more values are read only where bounds do not do: they are too large for a cache. */
  private static final int MOST_EAGER = 1 << 21;

  /** Up to so many values of a row, exclusive, errors are looked up. */
  private static final int FEW_STORED = 64;

  private final SparseAssignment state;
  private final SparseFrame frame;
  private final SparseRows rows;
  private final SparseCentroids centroids;
  private final ColumnDrift drift;
  private final SparseSearch search;
  private final int stride;

  /** Of each row of a chunk the products that {@link #multiply} says, four side by side. */
  private final float[] products = new float[PRODUCTS * Chunks.ROWS];

  /** The rows that bounds leave open. */
  private final int[] open = new int[Chunks.ROWS];

  // Bounds the errors of scores of rows of few stored values: base + norm · slopes[stored].
  private double base;
  private final double[] slopes = new double[FEW_STORED];

  /** Values of a row where they are not the caller's floats. */
  private float[] copy = new float[0];

  /** Whether rows are scored against their own centroids only where bounds of that do not do. */
  private final boolean lazy;

  long distances;

  /** Whether a row has a negative value. */
  boolean signed;

  SparseScan(SparseAssignment state) {
    this.state = state;
    this.frame = state.frame;
    this.rows = frame.rows;
    this.centroids = state.centroids;
    this.drift = state.drift;
    this.stride = centroids.stride;
    this.lazy = centroids.table.length > MOST_EAGER;
    this.search = new SparseSearch(frame, stride);
  }

  /**
   * Assigns the rows of a chunk.
   *
   * @param fresh whether they are seen for the first time
   */
  void assign(int chunk, boolean fresh) {
    int first = state.moves.first(chunk);
    int end = state.moves.end(chunk);
    state.gaps[chunk] = 0;
    int count = 0;
    if (fresh) {
      for (int i = first; i < end; i++) {
        look(i);
        open[count++] = i;
      }
    } else {
      multiply(first, end);
      count = age(chunk, first, end);
      count = lazy ? measureOwn(chunk, count) : count;
    }
    for (int from = 0; from < count; from += search.blockRows) {
      assign(chunk, from, Math.min(search.blockRows, count - from));
    }
  }

  private void look(int i) {
    state.norms[i] = frame.norm(frame.normSq(i));
    int to = rows.to(i);
    boolean negative = false;
    for (int p = rows.from(i); p < to; p++) {
      negative |= rows.value(p) < 0;
    }
    signed |= negative;
  }

  /** Multiplies rows by what bounds need. */
  private void multiply(int first, int end) {
    float[] direct = frame.plain ? rows.floats : null;
    for (int i = first; i < end; i++) {
      int from = rows.from(i);
      int to = rows.to(i);
      if (direct == null) {
        copy(from, to);
        multiply(copy, from, from, to, i, PRODUCTS * (i - first));
      } else {
        multiply(direct, 0, from, to, i, PRODUCTS * (i - first));
      }
    }
  }

  private void copy(int from, int to) {
    if (copy.length < to - from) {
      copy = new float[Math.max(to - from, 2 * copy.length)];
    }
    for (int p = from; p < to; p++) {
      copy[p - from] = (float) (rows.value(p) * frame.scale);
    }
  }

  /**
   * Writes Σ|z|rise, the product with the watched centroid, Σ|z|highest, and, unless that is put
   * off, the product with the own centroid.
   */
  private void multiply(float[] values, int shift, int from, int to, int i, int at) {
    int[] columns = rows.columns;
    float[] drifts = drift.columns;
    float rise = 0;
    float watched = 0;
    float highest = 0;
    if (lazy) {
      for (int p = from; p < to; p++) {
        float z = values[p - shift];
        float size = Math.abs(z);
        int o = columns[p] * ColumnDrift.WIDTH;
        rise += size * drifts[o];
        watched += z * drifts[o + 1];
        highest += size * drifts[o + 2];
      }
    } else {
      float[] table = centroids.table;
      int label = state.labels[i];
      float own = 0;
      for (int p = from; p < to; p++) {
        float z = values[p - shift];
        float size = Math.abs(z);
        int c = columns[p];
        int o = c * ColumnDrift.WIDTH;
        rise += size * drifts[o];
        watched += z * drifts[o + 1];
        highest += size * drifts[o + 2];
        own += z * table[c * stride + label];
      }
      products[at + 3] = own;
    }
    products[at] = rise;
    products[at + 1] = watched;
    products[at + 2] = highest;
  }

  /** Lets the bounds of rows age; lists those that they do not keep in their cluster any more. */
  private int age(int chunk, int first, int end) {
    prepareErrors();
    int watched = drift.watched;
    double watchedSq = watched < 0 ? 0 : centroids.norms[watched];
    double fall = drift.fall;
    double leastWildSq = drift.leastWildSq;
    double gap = 0;
    int count = 0;
    for (int i = first; i < end; i++) {
      int at = PRODUCTS * (i - first);
      int stored = rows.to(i) - rows.from(i);
      double norm = state.norms[i];
      int label = state.labels[i];
      double above = 2 * frame.sumAbove(stored);
      double lower =
          Math.min(
                  state.lower[i] + fall - above * products[at],
                  leastWildSq - above * products[at + 2])
              - frame.underflow(stored, norm, centroids.largestNorm);
      double error =
          stored < FEW_STORED
              ? base + norm * slopes[stored]
              : frame.scoreError(stored, norm, centroids.largestNorm);
      if (watched >= 0 && watched != label) {
        lower = Math.min(lower, watchedSq - 2.0 * products[at + 1] - error);
      }
      double upper =
          lazy
              ? state.upper[i] + drift.growth(label) + norm * drift.twiceMove(label)
              : centroids.norms[label] - 2.0 * products[at + 3] + error;
      state.lower[i] = (float) Math.min(lower - Math.abs(lower) * 0x1p-22, Float.MAX_VALUE);
      state.upper[i] = (float) (upper + Math.abs(upper) * 0x1p-22);
      if (lower - upper > frame.margin(norm, centroids.largestNorm)) {
        gap += lower - upper;
      } else {
        open[count++] = i;
      }
    }
    state.gaps[chunk] += gap;
    distances += (end - first) * ((watched < 0 ? 0L : 1L) + (lazy ? 0L : 1L));
    return count;
  }

  private void prepareErrors() {
    double largest = centroids.largestNorm;
    base = frame.baseError(FEW_STORED, largest);
    for (int m = 0; m < FEW_STORED; m++) {
      slopes[m] = frame.errorSlope(m, largest);
    }
  }

  /** Scores the open rows against their own centroids, which closes most; returns how many not. */
  private int measureOwn(int chunk, int count) {
    double gap = 0;
    int left = 0;
    for (int r = 0; r < count; r++) {
      int i = open[r];
      double norm = state.norms[i];
      double error = frame.scoreError(search.stored(i), norm, centroids.largestNorm);
      double own = search.score(i, state.labels[i], centroids);
      double lower = state.lower[i];
      if (lower - (own + error) > frame.margin(norm, centroids.largestNorm)) {
        state.upper[i] = Outward.above(own + error);
        gap += lower - own;
      } else {
        open[left++] = i;
      }
    }
    state.gaps[chunk] += gap;
    distances += count;
    return left;
  }

  /** Assigns some of the open rows by the scores of all centroids. */
  private void assign(int chunk, int at, int count) {
    search.score(open, at, count, centroids, 0, stride);
    search.leastTwo(count, stride);
    double gap = 0;
    for (int r = 0; r < count; r++) {
      int i = open[at + r];
      double norm = state.norms[i];
      double error = frame.scoreError(search.stored(i), norm, centroids.largestNorm);
      double window = frame.window(error, norm, centroids.largestNorm);
      double above = (double) search.seconds[r] - search.leasts[r];
      int label = search.nearests[r];
      float others = search.seconds[r];
      if (!(above > window)) {
        label = search.decide(i, r * stride, centroids, norm, window);
        others = label == search.nearests[r] ? others : search.leasts[r];
      }
      gap += above < Double.POSITIVE_INFINITY ? above : 0;
      state.lower[i] = Outward.below(others - error);
      state.upper[i] = Outward.above(search.scores[r * stride + label] + error);
      relabel(chunk, i, label);
    }
    state.gaps[chunk] += gap;
    distances += (long) count * state.k;
  }

  private void relabel(int chunk, int i, int label) {
    if (state.labels[i] != label) {
      state.moves.add(chunk, i, state.labels[i]);
      state.labels[i] = label;
    }
  }
}
