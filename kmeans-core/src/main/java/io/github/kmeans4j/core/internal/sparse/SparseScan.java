package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.internal.Kernel;

/**
 * Takes the rows of a chunk through a pass of {@link SparseAssignment}. Belongs to one worker, and
 * works on one row at a time where there are bounds.
 */
final class SparseScan {
  /** An upper bound times this must be below a lower one to rule a group out. */
  private static final float CLEARLY = 1 + 0x1p-20f;

  private final SparseAssignment state;
  private final SparseFrame frame;
  private final SparseCentroids centroids;
  private final SparseSearch search;
  private final Kernel kernel;
  private final int groups;
  private final int width;
  private final int stride;

  /** The row at hand alone. */
  private final int[] one = new int[1];

  // Of each group of the row at hand the least score, the second least, and where the least is.
  private final float[] least;
  private final float[] second;
  private final int[] at;
  private final float[] root = new float[1];
  private final float[] own = new float[1];

  // Of each row of a block how far apart scores must be, and what others must be above.
  private final double[] windows;
  private final float[] limits;

  long distances;

  // What bounds did for the chunks that were probed in this pass.
  long rows;
  long open;
  long scored;
  long values;

  SparseScan(SparseAssignment state) {
    this.state = state;
    this.frame = state.frame;
    this.centroids = state.centroids;
    this.kernel = frame.rows.kernel;
    this.groups = state.groups;
    this.stride = centroids.stride;
    this.width = groups == 1 ? stride : state.groupWidth;
    this.search = new SparseSearch(frame, stride);
    this.windows = new double[search.blockRows];
    this.limits = new float[search.blockRows];
    this.least = new float[groups];
    this.second = new float[groups];
    this.at = new int[groups];
  }

  void clear() {
    rows = 0;
    open = 0;
    scored = 0;
    values = 0;
  }

  void measureNorms(int chunk) {
    for (int i = state.moves.first(chunk); i < state.moves.end(chunk); i++) {
      float normSq = frame.normSq(i);
      state.normsSq[i] = normSq;
      state.norms[i] = frame.norm(normSq);
    }
  }

  /** Assigns the rows of a chunk by the scores of all centroids, without a thought of bounds. */
  void assignDensely(int chunk) {
    int end = state.moves.end(chunk);
    int size;
    for (int from = state.moves.first(chunk); from < end; from += size) {
      size = Math.min(search.blockRows, end - from);
      search.score(null, from, size, centroids, 0, stride);
      long open = ~0L >>> Long.SIZE - size & ~settled(from, size);
      search.leastTwo(open, stride);
      for (int at = 0; open != 0; open &= open - 1, at++) {
        int r = Long.numberOfTrailingZeros(open);
        int i = from + r;
        relabel(
            chunk,
            i,
            (double) search.seconds[at] - search.leasts[at] > windows[r]
                ? search.nearests[at]
                : search.decide(i, r * stride, centroids, state.norms[i], windows[r]));
      }
    }
    distances += (long) (end - state.moves.first(chunk)) * state.k;
  }

  /**
   * Finds the rows of a block whose own centroid is certainly still the nearest: a bit for each.
   * That takes a fraction of the time that it takes to find the nearest.
   */
  private long settled(int from, int size) {
    for (int r = 0; r < size; r++) {
      int i = from + r;
      int label = state.labels[i];
      windows[r] = search.window(i, state.norms[i], centroids);
      limits[r] =
          label < 0
              ? Float.POSITIVE_INFINITY
              : Outward.above(search.scores[r * stride + label] + windows[r]);
    }
    return kernel.singles(search.scores, size, stride, limits);
  }

  /**
   * Assigns the rows of a chunk, as far as bounds leave them open.
   *
   * @param fresh whether they have no bounds yet
   * @param probe whether to count what bounds do
   */
  void assignBounded(int chunk, boolean fresh, boolean probe) {
    int first = state.moves.first(chunk);
    int end = state.moves.end(chunk);
    long before = distances;
    int opened = 0;
    long stored = 0;
    for (int i = first; i < end; i++) {
      stored += search.stored(i);
      long left = fresh ? all() : left(i);
      if (left != 0) {
        opened++;
        assign(chunk, i, left, fresh);
      }
    }
    if (probe) {
      rows += end - first;
      open += opened;
      scored += distances - before;
      values += stored;
    }
  }

  private void relabel(int chunk, int i, int label) {
    if (state.labels[i] != label) {
      state.moves.add(chunk, i, state.labels[i]);
      state.labels[i] = label;
    }
  }

  /** A bit for each group. */
  private long all() {
    return -1L >>> Long.SIZE - groups;
  }

  /** Moves the bounds of a row by the drift of the centroids; returns the groups that fail. */
  private long left(int i) {
    int a = state.labels[i];
    float u = (state.upper[i] + state.drift.of(a)) * Outward.UP;
    state.upper[i] = u;
    return kernel.lowerBounds(
        state.lower, i * groups, state.drift.besides(), a * groups, 0, groups, limit(u));
  }

  /** What lower bounds must exceed to rule a group out. */
  private float limit(float u) {
    return (u * CLEARLY + frame.slack) * Outward.UP;
  }

  /** Labels a row that has open groups, and sets its bounds. */
  private void assign(int chunk, int i, long failing, boolean fresh) {
    double norm = state.norms[i];
    double scoreError = frame.scoreError(search.stored(i), norm, centroids.largestNorm);
    double error = scoreError + frame.normError(state.normsSq[i]);
    long bits = fresh ? failing : tightened(i, failing, error);
    if (bits == 0) {
      return;
    }
    one[0] = i;
    boolean every = 2 * Long.bitCount(bits) > groups;
    if (every) {
      bits = all();
      scoreAll(i);
    } else {
      for (long left = bits; left != 0; left &= left - 1) {
        scoreGroup(Long.numberOfTrailingZeros(left));
      }
    }
    int a = state.labels[i];
    float v1 = fresh ? Float.POSITIVE_INFINITY : own[0];
    float v2 = Float.POSITIVE_INFINITY;
    int label = fresh ? -1 : a;
    for (long left = bits; left != 0; left &= left - 1) {
      int g = Long.numberOfTrailingZeros(left);
      if (label == at[g]) { // the own centroid, whose score is known but for rounding
        v1 = Math.min(v1, least[g]);
        v2 = Math.min(v2, second[g]);
      } else if (least[g] < v1) {
        v2 = Math.min(v1, second[g]);
        v1 = least[g];
        label = at[g];
      } else {
        v2 = Math.min(v2, least[g]);
      }
    }
    double window = frame.window(scoreError, norm, centroids.largestNorm);
    if ((double) v2 - v1 > window) {
      float u = above(i, v1, error);
      state.upper[i] = !fresh && label == a ? Math.min(state.upper[i], u) : u;
    } else {
      if (!every) {
        scoreAll(i);
        bits = all();
      }
      label = search.decide(i, 0, centroids, norm, window);
      double distanceSq = search.decidedSq + frame.rows.definitionError();
      state.upper[i] =
          (float) (Math.sqrt(distanceSq) * frame.scale) * Outward.UP + Float.MIN_NORMAL;
    }
    bound(i, label, bits, error);
    relabel(chunk, i, label);
  }

  /** Measures the distance of a row to its own centroid, which may rule out more groups. */
  private long tightened(int i, long failing, double error) {
    own[0] = search.score(i, state.labels[i], centroids);
    distances++;
    float u = above(i, own[0], error);
    if (!(u < state.upper[i])) {
      return failing;
    }
    state.upper[i] = u;
    long left = failing;
    float limit = limit(u);
    for (long bits = failing; bits != 0; bits &= bits - 1) {
      int g = Long.numberOfTrailingZeros(bits);
      if (state.lower[i * groups + g] > limit) {
        left ^= 1L << g;
      }
    }
    return left;
  }

  private void scoreAll(int i) {
    one[0] = i;
    search.score(one, 0, 1, centroids, 0, stride);
    distances += state.k;
    kernel.leastTwo(search.scores, 1, stride, width, least, second, at);
  }

  private void scoreGroup(int g) {
    int first = g * width;
    int count = Math.min(stride - first, width);
    search.score(one, 0, 1, centroids, first, count);
    distances += Math.min(state.k, first + count) - first;
    kernel.leastTwo(search.scores, 1, count, count, search.leasts, search.seconds, search.nearests);
    least[g] = search.leasts[0];
    second[g] = search.seconds[0];
    at[g] = first + search.nearests[0];
  }

  /** Sets the lower bounds of the groups that were scored. */
  private void bound(int i, int label, long scored, double error) {
    int group = label / state.groupWidth;
    if ((scored >>> group & 1) != 0 && at[group] == label) {
      least[group] = second[group]; // the bound is that of the others
    }
    float base = Outward.below(state.normsSq[i] - error);
    for (long bits = scored; bits != 0; bits &= bits - 1) {
      int g = Long.numberOfTrailingZeros(bits);
      kernel.rootsBelow(base, least, g, state.lower, i * groups + g, 1);
    }
    int a = state.labels[i];
    int former = a < 0 ? group : a / state.groupWidth;
    if (label != a && (scored >>> former & 1) == 0) {
      // The former centroid is one of the others of its group now.
      kernel.rootsBelow(base, own, 0, root, 0, 1);
      int slot = i * groups + former;
      state.lower[slot] = Math.min(state.lower[slot], root[0]);
    }
  }

  private float above(int i, float score, double error) {
    return (float) Math.sqrt(Math.max(0, state.normsSq[i] + (double) score + error)) * Outward.UP
        + Float.MIN_NORMAL;
  }
}
