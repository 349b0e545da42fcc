package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.internal.kernel.SparseTiles;

/** Takes the rows of a chunk through a pass of {@link SparseAssignment}. Belongs to one worker. */
final class SparseScan {
  /** Products of a row. */
  private static final int PRODUCTS = ColumnDrift.WIDTH;

  /** So few centroids, padding included, are scored as soon as one. */
  private static final int FEW = 2 * SparseTiles.SPARSE_PANEL;

  /** Rows of so many values and more are not told apart. */
  private static final int LONG = 255;

  /** Up to so many values of a row, exclusive, errors are looked up. */
  private static final int FEW_STORED = 64;

  private final SparseAssignment state;
  private final SparseFrame frame;
  private final SparseRows rows;
  private final SparseCentroids centroids;
  private final ColumnDrift drift;
  private final SparseSearch search;
  private final int stride;

  /** Of each row of a chunk the products with the columns of the drift, side by side. */
  private final float[] products = new float[PRODUCTS * Chunks.ROWS];

  private final CountingSort byLength = new CountingSort(LONG + 1);

  /** The rows that bounds leave open. */
  private final int[] open = new int[Chunks.ROWS];

  // Bounds the errors of scores of rows of few stored values: base + norm · slopes[stored].
  private double base;
  private final double[] slopes = new double[FEW_STORED];

  /**
   * Whether rows that bounds leave open are scored against their own centroids first; against so
   * few centroids they are scored as soon.
   */
  private final boolean careful;

  /** What was read ahead, which is used for nothing: else the compiler would not read it. */
  private int readAhead;

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
    this.careful = stride > FEW;
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
      sort(first, end);
      for (int at = first; at < end; at++) {
        look(state.order[at]);
        open[count++] = state.order[at];
      }
    } else {
      readAhead += rows.readAhead(first, end);
      search.multiply(state.order, first, end, state.signed, drift.columns, products);
      count = age(chunk, first, end);
      count = careful ? measureOwn(chunk, count) : count;
    }
    for (int from = 0; from < count; from += search.blockRows) {
      assign(chunk, from, Math.min(search.blockRows, count - from));
    }
  }

  /**
   * Orders the rows of a chunk by how many values they store: where rows of different lengths
   * alternate, the processor does not foresee the ends of the loops over them, which takes longer
   * than the loops.
   */
  private void sort(int first, int end) {
    byLength.begin();
    for (int i = first; i < end; i++) {
      byLength.count(Math.min(search.stored(i), LONG));
    }
    byLength.allocate();
    for (int i = first; i < end; i++) {
      byLength.place(Math.min(search.stored(i), LONG), i);
    }
    System.arraycopy(byLength.items(), 0, state.order, first, end - first);
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

  /** Lets the bounds of rows age; lists those that they do not keep in their cluster any more. */
  private int age(int chunk, int first, int end) {
    prepareErrors();
    int watched = drift.watched;
    double watchedSq = watched < 0 ? 0 : centroids.norms[watched];
    double fall = drift.fall;
    double leastWildSq = drift.leastWildSq;
    double gap = 0;
    int count = 0;
    for (int place = first; place < end; place++) {
      int i = state.order[place];
      int at = PRODUCTS * (place - first);
      int stored = rows.to(i) - rows.from(i);
      double norm = state.norms[i];
      int label = state.labels[i];
      double above = 2 * frame.sumAbove(stored);
      double lost = frame.underflow(stored, norm, centroids.largestNorm);
      double lower =
          Math.min(
                  state.lower[i] + fall - above * products[at],
                  leastWildSq - above * products[at + 2])
              - lost;
      double error =
          stored < FEW_STORED
              ? base + norm * slopes[stored]
              : frame.scoreError(stored, norm, centroids.largestNorm);
      if (watched >= 0 && watched != label) {
        lower = Math.min(lower, watchedSq - 2.0 * products[at + 1] - error);
      }
      double upper =
          state.upper[i]
              + drift.growth(label)
              + Math.min(norm * drift.twiceMove(label), above * products[at + 3] + lost);
      state.lower[i] = (float) Math.min(lower - Math.abs(lower) * 0x1p-22, Float.MAX_VALUE);
      state.upper[i] = (float) (upper + Math.abs(upper) * 0x1p-22);
      if (lower - upper > frame.margin(norm, centroids.largestNorm)) {
        gap += lower - upper;
      } else {
        open[count++] = i;
      }
    }
    state.gaps[chunk] += gap;
    distances += watched < 0 ? 0 : end - first;
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
