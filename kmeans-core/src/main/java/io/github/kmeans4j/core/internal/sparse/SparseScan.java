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

  private final SparseAssignment state;
  private final SparseFrame frame;
  private final SparseRows rows;
  private final SparseCentroids centroids;
  private final ColumnDrift drift;
  private final SparseSearch search;
  private final ScoreErrors errors;
  private final int stride;

  /** Of each row of a chunk the products with the columns of the drift, side by side. */
  private final float[] products = new float[PRODUCTS * Chunks.ROWS];

  private final CountingSort byLength = new CountingSort(LONG + 1);

  /** The rows that bounds leave open. */
  private final int[] open = new int[Chunks.ROWS];

  /** Where they stand in the order of the state. */
  private final int[] places = new int[Chunks.ROWS];

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
    this.errors = new ScoreErrors(frame);
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
    errors.begin(centroids.largestNorm);
    int count = 0;
    SharedColumns shared = fresh ? centroids.shared : null;
    if (shared != null) {
      sort(first, end);
      assignFirst(chunk, first, end, shared);
      return;
    }
    if (fresh) {
      sort(first, end);
      for (int at = first; at < end; at++) {
        look(at, state.order[at]);
        open(count++, at, state.order[at]);
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
      byLength.count(Math.min(rows.stored(i), LONG));
    }
    byLength.allocate();
    for (int i = first; i < end; i++) {
      byLength.place(Math.min(rows.stored(i), LONG), i);
    }
    System.arraycopy(byLength.items(), 0, state.order, first, end - first);
  }

  /** Assigns rows to centroids of few values. */
  private void assignFirst(int chunk, int first, int end, SharedColumns shared) {
    FirstScan scan = new FirstScan(search, centroids, shared, state.byNorm);
    double gap = 0;
    for (int place = first; place < end; place++) {
      int i = state.order[place];
      look(place, i);
      scan.assign(i, state.norms[place]);
      gap += scan.gap < Double.POSITIVE_INFINITY ? scan.gap : 0;
      state.lower[place] = scan.lower;
      state.upper[place] = scan.upper;
      relabel(chunk, i, scan.label);
    }
    state.gaps[chunk] = gap;
    distances += (long) (end - first) * state.k;
  }

  private void look(int place, int i) {
    state.norms[place] = frame.norm(frame.normSq(i));
    int to = rows.to(i);
    boolean negative = false;
    for (int p = rows.from(i); p < to; p++) {
      negative |= rows.value(p) < 0;
    }
    signed |= negative;
  }

  /** Lets the bounds of rows age; lists those that they do not keep in their cluster any more. */
  private int age(int chunk, int first, int end) {
    double largest = centroids.largestNorm;
    int watched = drift.watched;
    double watchedSq = watched < 0 ? 0 : centroids.norms[watched];
    double fall = drift.fall;
    double leastWildSq = drift.leastWildSq;
    double marginSlope = frame.marginSlope();
    double marginBase = frame.margin(0, largest);
    double gap = 0;
    int count = 0;
    int former = -1;
    double above = 0;
    double lostSlope = 0;
    double lostBase = 0;
    double errorSlope = 0;
    double errorBase = 0;
    for (int place = first; place < end; place++) {
      int i = state.order[place];
      int at = PRODUCTS * (place - first);
      int stored = rows.stored(i);
      if (stored != former) { // which is seldom, in this order
        former = stored;
        above = 2 * frame.sumAbove(stored);
        lostSlope = frame.underflowSlope(stored);
        lostBase = frame.underflow(stored, 0, largest);
        errorSlope = frame.errorSlope(stored, largest);
        errorBase = frame.baseError(stored, largest);
      }
      double norm = state.norms[place];
      int label = state.labels[i];
      double lost = lostBase + lostSlope * norm;
      double calm = state.lower[place] + fall - above * products[at];
      double wild = leastWildSq - above * products[at + 2];
      // What is NaN proves nothing: it must stay NaN, which leaves the row open.
      double lower = Math.min(calm, wild) - lost;
      if (watched >= 0 && watched != label) {
        double score = watchedSq - 2.0 * products[at + 1] - (errorBase + errorSlope * norm);
        lower = Math.min(score, lower);
      }
      double byMove = norm * drift.twiceMove(label);
      double byColumns = above * products[at + 3] + lost;
      double upper =
          state.upper[place] + drift.growth(label) + (byMove < byColumns ? byMove : byColumns);
      state.lower[place] = (float) Math.min(lower - Math.abs(lower) * 0x1p-22, Float.MAX_VALUE);
      state.upper[place] = (float) (upper + Math.abs(upper) * 0x1p-22);
      if (lower - upper > marginBase + marginSlope * norm * norm) {
        gap += lower - upper;
      } else {
        open(count++, place, i);
      }
    }
    state.gaps[chunk] += gap;
    distances += watched < 0 ? 0 : end - first;
    return count;
  }

  private void open(int at, int place, int row) {
    places[at] = place;
    open[at] = row;
  }

  /** Scores the open rows against their own centroids, which closes most; returns how many not. */
  private int measureOwn(int chunk, int count) {
    double gap = 0;
    int left = 0;
    for (int r = 0; r < count; r++) {
      int i = open[r];
      int place = places[r];
      double norm = state.norms[place];
      double error = errors.of(rows.stored(i), norm);
      double own = search.score(i, state.labels[i], centroids);
      double lower = state.lower[place];
      if (lower - (own + error) > frame.margin(norm, centroids.largestNorm)) {
        state.upper[place] = Outward.above(own + error);
        gap += lower - own;
      } else {
        open(left++, place, i);
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
      int place = places[at + r];
      double norm = state.norms[place];
      double error = errors.of(rows.stored(i), norm);
      double window = frame.window(error, norm, centroids.largestNorm);
      double above = (double) search.seconds[r] - search.leasts[r];
      int label = search.nearests[r];
      float others = search.seconds[r];
      if (!(above > window)) {
        label = search.decide(i, r * stride, centroids, norm, window);
        others = label == search.nearests[r] ? others : search.leasts[r];
      }
      gap += above < Double.POSITIVE_INFINITY ? above : 0;
      state.lower[place] = Outward.below(others - error);
      state.upper[place] = Outward.above(search.scores[r * stride + label] + error);
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
