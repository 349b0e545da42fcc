package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.FloatOrder;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.internal.Kernel;

/**
 * A block of rows that bounds leave open, and what their scores tell of them. Loops over its rows
 * have few branches: what bounds leave open is as good as random, and each wrong guess of the
 * processor costs as much as a row of several groups. Scratch of one worker.
 */
final class OpenBlock {
  /** An upper bound times this must be below a lower one to rule a group out. */
  private static final float CLEARLY = 1 + 0x1p-20f;

  /** The share of the groups of a block that makes it better to score all of them. */
  private static final double MOST = 0.5;

  /** So many times as long as a row, or as its centroid, are centroids that are bounded by that. */
  private static final double LONG = 4;

  private final BoundedAssignment state;
  private final SinglePrecision frame;
  private final Kernel kernel;
  private final NearestSearch search;
  private final int d;
  private final int groups;
  private final int groupWidth;

  /** What scores tell of rows and groups. */
  private final GroupScores scores;

  // Of each row: which it is, its groups that are not ruled out (a bit each), and the errors of its
  // scores.
  private final int[] rows;
  private final long[] open;
  private final double[] error;
  private final double[] window;

  // Its score against its own centroid, the least two, and the place of the nearest centroid.
  private final float[] own;
  private final float[] least;
  private final float[] second;
  private final int[] nearest;

  // Rows between whose nearest centroids scores do not tell. Of each row that is one of them: how
  // large a score may be that is too close to the least one, and how far the nearest so far is.
  private final int[] tied;
  private int undecided;
  private final float[] limits;
  private final double[] nearestSq;

  /** How many rows the block has. */
  private int count;

  /** How many distances to their own centroids were computed so far. */
  private long measured;

  OpenBlock(BoundedAssignment state, NearestSearch search) {
    this.state = state;
    this.frame = state.frame;
    this.kernel = frame.kernel;
    this.search = search;
    this.d = frame.store.d;
    this.groups = state.groups;
    this.groupWidth = groups == 1 ? search.stride : state.groupWidth;
    this.scores = new GroupScores(search, state.k, groups, groupWidth);
    int size = search.blockRows;
    this.rows = new int[size];
    this.open = new long[size];
    this.error = new double[size];
    this.window = new double[size];
    this.own = new float[size];
    this.least = new float[size];
    this.second = new float[size];
    this.tied = new int[size];
    this.limits = new float[size];
    this.nearest = new int[size];
    this.nearestSq = new double[size];
  }

  /** How many distances were computed so far. */
  long distances() {
    return measured + scores.distances();
  }

  /** How many rows it has. */
  int count() {
    return count;
  }

  /**
   * Takes up rows from one on that bounds do not settle, as many as it has room for.
   *
   * @param fresh whether they have no bounds yet
   * @return the next row
   */
  int fill(int from, int end, boolean fresh) {
    int i = from;
    count = 0;
    for (; i < end && count < rows.length; i++) {
      long left = fresh ? scores.every() : open(i);
      rows[count] = i;
      open[count] = left;
      count += left == 0 ? 0 : 1;
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

  /** Assigns its rows. */
  void assign(int chunk, boolean fresh, ScoredCentroids centroids) {
    search.place(rows, 0, count);
    prepare(centroids);
    if (!fresh) {
      tighten(centroids);
    }
    int left = 0;
    for (int r = 0; r < count; r++) {
      left += Long.bitCount(open[r]);
    }
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
    settle(chunk, fresh, centroids);
    if (undecided > 0) {
      decide(chunk, fresh, whole, centroids);
    }
  }

  /** Bounds the errors of scores. */
  private void prepare(ScoredCentroids centroids) {
    double fixed = frame.scoreError(0, centroids.largestNorm);
    double slope = frame.scoreErrorSlope(centroids.largestNorm);
    for (int r = 0; r < count; r++) {
      double norm = state.norms[rows[r]];
      double scoreError = fixed + slope * norm;
      error[r] = scoreError + frame.normError(state.normsSq[rows[r]]);
      window[r] = frame.window(scoreError, norm, centroids.largestNorm);
    }
  }

  /** Measures the distances of rows to their own centroids, which may rule out more groups. */
  private void tighten(ScoredCentroids centroids) {
    for (int r = 0; r < count; r++) {
      int a = place(rows[r]);
      own[r] =
          centroids.normsSq[a]
              - 2 * kernel.dotProduct(search.values, search.starts[r], centroids.single, a * d, d);
    }
    measured += count;
    float[] lower = state.lower;
    for (int r = 0; r < count; r++) {
      int i = rows[r];
      float u = above(i, own[r], error[r]);
      if (u < state.upper[i]) {
        state.upper[i] = u;
        long limit = FloatOrder.of(limit(u));
        long closed = 0;
        for (long bits = open[r]; bits != 0; bits &= bits - 1) {
          int g = Long.numberOfTrailingZeros(bits);
          long bound = FloatOrder.of(lower[i * groups + g]);
          // Greater than the limit, and no NaN, without a branch.
          closed |= (limit - bound & bound - FloatOrder.INFINITY - 1) >>> 63 << g;
        }
        open[r] &= ~closed;
      }
    }
  }

  /** Settles rows by their scores; those of which two are too close are tied. */
  private void settle(int chunk, boolean fresh, ScoredCentroids centroids) {
    for (int r = 0; r < count; r++) {
      findLeastTwo(r, fresh);
    }
    undecided = 0;
    for (int r = 0; r < count; r++) {
      double norm = state.norms[rows[r]];
      double gap = (double) second[r] - least[r];
      double within = frame.windowFor(gap, window[r], norm, least[r], centroids.largestNorm);
      if (open[r] != 0 && gap > within) {
        int i = rows[r];
        float most = sharpen(r, nearest[r], centroids);
        float u = above(i, least[r], error[r]);
        boolean stays = !fresh && nearest[r] == place(i);
        state.upper[i] = stays ? Math.min(state.upper[i], u) : u;
        bound(r, nearest[r], most);
        state.relabel(chunk, i, nearest[r]);
      } else if (open[r] != 0) {
        limits[r] = NearestSearch.beyond(least[r], within);
        nearest[r] = -1;
        tied[undecided++] = r;
      }
    }
  }

  /** Finds the nearest centroid of a row by the scores of its open groups, and the least two. */
  private void findLeastTwo(int r, boolean fresh) {
    int a = fresh ? 0 : place(rows[r]);
    int slot = r * groups;
    // Where its group is open, the own centroid is among those that were scored.
    int known = (int) -(open[r] >>> a / groupWidth & 1);
    int v1 = FloatOrder.INFINITY & known | FloatOrder.of(own[r]) & ~known;
    int v2 = FloatOrder.INFINITY;
    int label = a;
    for (long bits = open[r]; bits != 0; bits &= bits - 1) {
      int s = slot + Long.numberOfTrailingZeros(bits);
      int first = FloatOrder.of(scores.least[s]);
      int other = FloatOrder.of(scores.second[s]);
      int nearer = (int) ((long) first - v1 >> 63);
      v2 = Math.min(Math.min(v2, other), Math.max(v1, first));
      v1 = Math.min(v1, first);
      label = label & ~nearer | scores.at[s] & nearer;
    }
    least[r] = FloatOrder.value(v1);
    second[r] = FloatOrder.value(v2);
    nearest[r] = label;
  }

  /**
   * Lets the plain definition decide between the nearest centroids of rows that are not settled.
   *
   * @param whole whether they are scored against all centroids
   */
  private void decide(int chunk, boolean fresh, boolean whole, ScoredCentroids centroids) {
    for (int g = 0; g < groups; g++) {
      int near = scores.queueNear(g, tied, undecided, open, limits);
      if (!whole && near > 0) {
        scores.scoreQueue(g, near, centroids);
      }
      for (int q = 0; q < near; q++) {
        int r = scores.row(q);
        if (whole) {
          choose(r, search.scores, scores.from(r) + g * groupWidth, g, centroids);
        } else {
          choose(r, scores.scores, q * scores.width(g), g, centroids);
        }
      }
    }
    for (int t = 0; t < undecided; t++) {
      int r = tied[t];
      int i = rows[r];
      int label = decided(r, fresh, centroids);
      state.upper[i] = frame.decided(search.decidedSq);
      bound(r, label, sharpen(r, label, centroids));
      state.relabel(chunk, i, label);
    }
  }

  /** Lets a row choose between the nearest so far and those of a group. */
  private void choose(int r, float[] of, int from, int g, ScoredCentroids centroids) {
    search.decided = nearest[r];
    search.decidedSq = nearestSq[r];
    int size = scores.size(g);
    search.decideFurther(rows[r], of, from, g * groupWidth, size, limits[r], centroids);
    nearest[r] = search.decided;
    nearestSq[r] = search.decidedSq;
  }

  /** The nearest of a row, which may be its own centroid, of a group that was not scored. */
  private int decided(int r, boolean fresh, ScoredCentroids centroids) {
    search.decided = nearest[r];
    search.decidedSq = nearestSq[r];
    int a = fresh ? 0 : place(rows[r]);
    if ((open[r] >>> a / groupWidth & 1) == 0) {
      search.decideFurther(rows[r], a, centroids);
    }
    return search.decided;
  }

  /**
   * Lets the scores of a row err as far as centroids of a few times its length, or its centroid's,
   * make them. Longer ones are farther than what they are longer by, which is more than its own one
   * is; so scores count for no more than that.
   *
   * @return what scores count for at most
   */
  private float sharpen(int r, int label, ScoredCentroids centroids) {
    double norm = state.norms[rows[r]];
    double ownSq = centroids.exactNormsSq[label] * (1 + 1e-9);
    double longestSq = LONG * LONG * Math.max(norm * norm, ownSq);
    if (longestSq < centroids.largestNorm * centroids.largestNorm) {
      double longest = Math.sqrt(longestSq);
      float normSq = state.normsSq[rows[r]];
      error[r] = frame.scoreError(norm, longest) + frame.normError(normSq);
      double farSq = (longest - norm) * (longest - norm) * (1 - 1e-6);
      return Outward.below(farSq - normSq);
    }
    return Float.MAX_VALUE;
  }

  /**
   * Sets the lower bounds of the groups that were scored.
   *
   * @param most what scores count for at most
   */
  private void bound(int r, int label, float most) {
    int i = rows[r];
    int slot = r * groups;
    int at = i * groups;
    float[] lower = state.lower;
    float base = Outward.below(state.normsSq[i] - error[r]);
    int group = label / groupWidth;
    long known = open[r];
    if ((known >>> group & 1) != 0 && scores.at[slot + group] == label) {
      // The bound is that of the others, if there are any.
      scores.least[slot + group] = Math.min(scores.second[slot + group], most);
    }
    if (known == scores.every() && most == Float.MAX_VALUE) {
      kernel.rootsBelow(base, scores.least, slot, lower, at, groups);
      return;
    }
    for (long bits = known; bits != 0; bits &= bits - 1) {
      int g = Long.numberOfTrailingZeros(bits);
      lower[at + g] = below(base, Math.min(scores.least[slot + g], most));
    }
    if (known == scores.every()) {
      return;
    }
    int a = place(i);
    int former = a / groupWidth;
    if (label != a && (known >>> former & 1) == 0) {
      // The former centroid is one of the others of its group now.
      lower[at + former] = Math.min(lower[at + former], below(base, Math.min(own[r], most)));
    }
  }

  /** A lower bound of the distance to centroids with such a score: a number, even of a NaN. */
  private static float below(float base, float score) {
    float squared = base + score;
    return squared > 0 ? (float) Math.sqrt(squared) * Outward.DOWN : 0;
  }

  private float above(int i, float score, double error) {
    return (float) Math.sqrt(Math.max(0, state.normsSq[i] + (double) score + error)) * Outward.UP
        + Float.MIN_NORMAL;
  }
}
