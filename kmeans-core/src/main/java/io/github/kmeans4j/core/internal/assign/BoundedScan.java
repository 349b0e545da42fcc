package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.internal.Kernel;

/**
 * Takes the rows of a chunk through a pass of {@link BoundedAssignment}. Belongs to one worker, and
 * works on one chunk at a time.
 */
final class BoundedScan {
  /** An upper bound times this must be below a lower one to rule a group out. */
  private static final float CLEARLY = 1 + 0x1p-20f;

  /** The share of the groups of a block that makes it better to score all of them. */
  private static final double MOST = 0.5;

  /** So many times as long as a row, or as its centroid, are centroids that are bounded by that. */
  private static final double LONG = 4;

  private final BoundedAssignment state;
  private final SinglePrecision frame;
  private final Kernel kernel;
  private final int d;
  private final int k;
  private final int groups;
  private final int groupWidth;
  private final NearestSearch search;

  // Of each row of a block: which it is, its groups that are not ruled out (a bit each), and the
  // errors of its scores.
  private final int[] rows;
  private final long[] open;
  private final double[] error;
  private final double[] window;

  /** How many rows the block has. */
  private int waiting;

  /** Its score against its own centroid. */
  private final float[] own;

  /** What scores count for at most, see {@link #sharpen}. */
  private final float[] mostScore;

  /** What scores tell of rows and groups. */
  private final GroupScores scores;

  /** Room for one bound. */
  private final float[] oneBound = new float[1];

  private long distances;

  /** What bounds did for the chunks that were probed in this pass. */
  final Probe probed = new Probe();

  /** Counts of rows, of those that bounds left open, and of distances. */
  static final class Probe {
    long rows;
    long open;
    long scored;

    void add(Probe other) {
      rows += other.rows;
      open += other.open;
      scored += other.scored;
    }

    void clear() {
      rows = 0;
      open = 0;
      scored = 0;
    }
  }

  BoundedScan(BoundedAssignment state) {
    this.state = state;
    this.frame = state.frame;
    this.kernel = frame.kernel;
    this.d = frame.store.d;
    this.k = state.k;
    this.groups = state.groups;
    this.search = new NearestSearch(frame, k);
    this.groupWidth = groups == 1 ? search.stride : state.groupWidth;
    int size = search.blockRows;
    this.rows = new int[size];
    this.open = new long[size];
    this.error = new double[size];
    this.window = new double[size];
    this.own = new float[size];
    this.mostScore = new float[size];
    this.scores = new GroupScores(search, k, groups, groupWidth);
  }

  /** How many distances were computed so far. */
  long distances() {
    return distances + scores.distances();
  }

  /** Measures the norms of the rows of a chunk. */
  void measureNorms(int chunk) {
    int end = state.moves.end(chunk);
    for (int i = state.moves.first(chunk); i < end; i++) {
      search.load(i, 0);
      measureNorm(i, 0);
    }
  }

  /** Measures the norm of a row that is loaded in a slot. */
  private void measureNorm(int i, int slot) {
    float normSq = frame.squaredNorm(search.values, search.starts[slot]);
    state.normsSq[i] = normSq;
    state.norms[i] = Outward.above(frame.norm(normSq));
  }

  /**
   * Assigns the rows of a chunk by the scores of all centroids, without a thought of bounds.
   *
   * @param unseen whether the norms of the rows are not measured yet
   */
  void assignDensely(int chunk, boolean unseen, ScoredCentroids centroids) {
    int end = state.moves.end(chunk);
    double fixed = frame.scoreError(0, centroids.largestNorm);
    double slope = frame.scoreErrorSlope(centroids.largestNorm);
    int size;
    for (int from = state.moves.first(chunk); from < end; from += size) {
      size = Math.min(rows.length, end - from);
      search.place(null, from, size);
      if (unseen) {
        measureNorms(from, size);
      }
      search.findLeastTwo(
          search.values,
          search.starts,
          size,
          centroids,
          search.stride,
          scores.least,
          scores.second,
          scores.at);
      distances += (long) size * k;
      label(chunk, from, size, fixed, slope, centroids);
    }
  }

  private void measureNorms(int from, int size) {
    for (int r = 0; r < size; r++) {
      measureNorm(from + r, r);
    }
  }

  /** Labels a block of rows by the scores of all centroids. */
  private void label(
      int chunk, int from, int size, double fixed, double slope, ScoredCentroids centroids) {
    for (int r = 0; r < size; r++) {
      int i = from + r;
      double norm = state.norms[i];
      double within = frame.window(fixed + slope * norm, norm, centroids.largestNorm);
      int label = scores.at[r];
      double gap = (double) scores.second[r] - scores.least[r];
      within = frame.windowFor(gap, within, norm, scores.least[r], centroids.largestNorm);
      if (!(gap > within)) {
        label = search.decide(i, r * search.stride, scores.least[r], centroids, within);
      }
      relabel(chunk, i, label);
    }
  }

  private void relabel(int chunk, int i, int place) {
    int label = state.grouping.order[place];
    if (state.labels[i] != label) {
      state.moves.add(chunk, i, state.labels[i]);
      state.labels[i] = label;
    }
  }

  /**
   * Assigns the rows of a chunk, as far as bounds leave them open.
   *
   * @param fresh whether they have no bounds yet
   * @param probe whether to count what bounds do
   */
  void assignChunk(int chunk, boolean fresh, boolean probe, ScoredCentroids centroids) {
    int first = state.moves.first(chunk);
    int end = state.moves.end(chunk);
    long before = distances();
    int opened = 0;
    for (int next = first; next < end; ) {
      next = openSome(next, end, fresh);
      assignBlock(chunk, waiting, fresh, centroids);
      opened += waiting;
    }
    if (probe) {
      probed.rows += end - first;
      probed.open += opened;
      probed.scored += distances() - before;
    }
  }

  /** Opens rows from one on that bounds do not settle, up to a block; returns the next row. */
  private int openSome(int from, int end, boolean fresh) {
    int i = from;
    waiting = 0;
    for (; i < end && waiting < rows.length; i++) {
      long left = fresh ? scores.every() : open(i);
      if (left != 0) {
        rows[waiting] = i;
        open[waiting++] = left;
      }
    }
    return i;
  }

  /** The place of a row's own centroid, which it must have. */
  private int place(int i) {
    return state.grouping.position[state.labels[i]];
  }

  /** Moves the bounds of a row by the drift of the centroids; returns the groups that fail. */
  private long open(int i) {
    int a = place(i);
    float u = (state.upper[i] + state.drift.of(a)) * Outward.UP;
    state.upper[i] = u;
    return kernel.lowerBounds(
        state.lower, i * groups, state.drift.besides(), a * groups, 0, groups, limit(u));
  }

  /** What lower bounds must exceed to rule a group out. */
  private float limit(float u) {
    return (u * CLEARLY + frame.slack) * Outward.UP;
  }

  private void assignBlock(int chunk, int count, boolean fresh, ScoredCentroids centroids) {
    search.place(rows, 0, count);
    int left = prepare(count, fresh, centroids);
    if (left == 0) {
      return;
    }
    boolean whole = groups == 1 || left > MOST * count * groups;
    if (whole) {
      scores.scoreAll(open, count, centroids);
    } else {
      for (int g = 0; g < groups; g++) {
        scores.score(g, open, count, centroids);
      }
    }
    if (!settleAll(chunk, count, fresh, centroids)) {
      decide(chunk, count, whole, centroids);
    }
  }

  /** Measures what rows have to do with their own centroids; returns how many groups are left. */
  private int prepare(int count, boolean fresh, ScoredCentroids centroids) {
    int left = 0;
    double fixed = frame.scoreError(0, centroids.largestNorm);
    double slope = frame.scoreErrorSlope(centroids.largestNorm);
    for (int r = 0; r < count; r++) {
      int i = rows[r];
      double norm = state.norms[i];
      double scoreError = fixed + slope * norm;
      error[r] = scoreError + frame.normError(state.normsSq[i]);
      window[r] = frame.window(scoreError, norm, centroids.largestNorm);
      if (!fresh) {
        tighten(r, centroids);
      }
      left += Long.bitCount(open[r]);
    }
    return left;
  }

  /** Settles rows by their scores; tells whether all of them are. */
  private boolean settleAll(int chunk, int count, boolean fresh, ScoredCentroids centroids) {
    boolean all = true;
    for (int r = 0; r < count; r++) {
      if (open[r] != 0) {
        all &= settle(chunk, r, fresh, centroids);
      }
    }
    return all;
  }

  /** Measures the distance of a row to its own centroid, which may rule out more groups. */
  private void tighten(int r, ScoredCentroids centroids) {
    int i = rows[r];
    int a = place(i);
    own[r] =
        centroids.normsSq[a]
            - 2 * kernel.dotProduct(search.values, search.starts[r], centroids.single, a * d, d);
    distances++;
    float u = above(i, own[r], error[r]);
    if (u < state.upper[i]) {
      state.upper[i] = u;
      float limit = limit(u);
      for (long bits = open[r]; bits != 0; bits &= bits - 1) {
        int g = Long.numberOfTrailingZeros(bits);
        if (state.lower[i * groups + g] > limit) {
          open[r] ^= 1L << g;
        }
      }
    }
  }

  /**
   * Sets label and bounds of a row from the scores of its open groups, and closes them, unless two
   * scores are too close.
   *
   * @return whether it did
   */
  private boolean settle(int chunk, int r, boolean fresh, ScoredCentroids centroids) {
    int i = rows[r];
    int a = fresh ? -1 : place(i);
    int slot = r * groups;
    float v1 = fresh ? Float.POSITIVE_INFINITY : own[r];
    float v2 = Float.POSITIVE_INFINITY;
    int label = a;
    for (long bits = open[r]; bits != 0; bits &= bits - 1) {
      int s = slot + Long.numberOfTrailingZeros(bits);
      if (label == scores.at[s]) { // the own centroid, whose score is known but for rounding
        v1 = Math.min(v1, scores.least[s]);
        v2 = Math.min(v2, scores.second[s]);
      } else if (scores.least[s] < v1) {
        v2 = Math.min(v1, scores.second[s]);
        v1 = scores.least[s];
        label = scores.at[s];
      } else {
        v2 = Math.min(v2, scores.least[s]);
      }
    }
    double gap = (double) v2 - v1;
    window[r] = frame.windowFor(gap, window[r], state.norms[i], v1, centroids.largestNorm);
    if (!(gap > window[r])) {
      return false;
    }
    sharpen(r, label, centroids);
    float u = above(i, v1, error[r]);
    state.upper[i] = !fresh && label == a ? Math.min(state.upper[i], u) : u;
    bound(r, label);
    relabel(chunk, i, label);
    open[r] = 0;
    return true;
  }

  /**
   * Lets the plain definition decide the rows that are still open.
   *
   * @param whole whether all of their groups are scored already
   */
  private void decide(int chunk, int count, boolean whole, ScoredCentroids centroids) {
    if (!whole) {
      scores.scoreAll(open, count, centroids);
    }
    for (int r = 0; r < count; r++) {
      if (open[r] != 0) {
        float v1 = scores.least(r);
        int label = search.decide(rows[r], scores.from(r), v1, centroids, window[r]);
        state.upper[rows[r]] = frame.decided(search.decidedSq);
        sharpen(r, label, centroids);
        bound(r, label);
        relabel(chunk, rows[r], label);
      }
    }
  }

  /**
   * Lets the scores of a row err as far as centroids of a few times its length, or its centroid's,
   * make them. Longer ones are farther than what they are longer by, which is more than its own one
   * is; so scores count for no more than that.
   */
  private void sharpen(int r, int label, ScoredCentroids centroids) {
    double norm = state.norms[rows[r]];
    double ownSq = centroids.exactNormsSq[label] * (1 + 1e-9);
    double longestSq = LONG * LONG * Math.max(norm * norm, ownSq);
    mostScore[r] = Float.POSITIVE_INFINITY;
    if (longestSq < centroids.largestNorm * centroids.largestNorm) {
      double longest = Math.sqrt(longestSq);
      float normSq = state.normsSq[rows[r]];
      error[r] = frame.scoreError(norm, longest) + frame.normError(normSq);
      double farSq = (longest - norm) * (longest - norm) * (1 - 1e-6);
      mostScore[r] = Outward.below(farSq - normSq);
    }
  }

  /** Sets the lower bounds of the groups that were scored. */
  private void bound(int r, int label) {
    int i = rows[r];
    int slot = r * groups;
    int group = label / groupWidth;
    long known = open[r];
    if ((known >>> group & 1) != 0 && scores.at[slot + group] == label) {
      scores.least[slot + group] = scores.second[slot + group]; // the bound is that of the others
    }
    float most = mostScore[r];
    for (int s = slot; s < slot + groups && most < Float.POSITIVE_INFINITY; s++) {
      scores.least[s] = Math.min(scores.least[s], most);
    }
    float base = Outward.below(state.normsSq[i] - error[r]);
    if (known == scores.every()) {
      kernel.rootsBelow(base, scores.least, slot, state.lower, i * groups, groups);
      return;
    }
    for (long bits = known; bits != 0; bits &= bits - 1) {
      int g = Long.numberOfTrailingZeros(bits);
      kernel.rootsBelow(base, scores.least, slot + g, state.lower, i * groups + g, 1);
    }
    int a = place(i);
    int former = a / groupWidth;
    if (label != a && (known >>> former & 1) == 0) {
      // The former centroid is one of the others of its group now.
      float[] lower = state.lower;
      own[r] = Math.min(own[r], most);
      kernel.rootsBelow(base, own, r, oneBound, 0, 1);
      lower[i * groups + former] = Math.min(lower[i * groups + former], oneBound[0]);
    }
  }

  private float above(int i, float score, double error) {
    return (float) Math.sqrt(Math.max(0, state.normsSq[i] + (double) score + error)) * Outward.UP
        + Float.MIN_NORMAL;
  }
}
