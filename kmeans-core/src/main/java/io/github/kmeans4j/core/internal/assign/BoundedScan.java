package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;

/**
 * Takes the rows of a chunk through a pass of {@link BoundedAssignment}. Belongs to one worker, and
 * works on one chunk at a time.
 */
final class BoundedScan {
  private final BoundedAssignment state;
  private final SinglePrecision frame;
  private final int k;
  private final NearestSearch search;
  private final OpenBlock block;

  // Of each row of a block its least score, the second least, and where the least is.
  private final float[] least;
  private final float[] second;
  private final int[] at;
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
    this.k = state.k;
    this.search = new NearestSearch(frame, k);
    this.block = new OpenBlock(state, search);
    this.least = new float[search.blockRows];
    this.second = new float[search.blockRows];
    this.at = new int[search.blockRows];
  }

  /** How many distances were computed so far. */
  long distances() {
    return distances + block.distances();
  }

  /** Measures the norms of the rows of a chunk. */
  void measureNorms(int chunk) {
    int end = state.moves.end(chunk);
    for (int i = state.moves.first(chunk); i < end; i++) {
      search.load(i, 0);
      measureNorm(chunk, i, 0);
    }
  }

  /** Measures the norm of a row that is loaded in a slot. */
  private void measureNorm(int chunk, int i, int slot) {
    float normSq = frame.squaredNorm(search.values, search.starts[slot]);
    state.normsSq[i] = normSq;
    float norm = Outward.above(frame.norm(normSq));
    state.norms[i] = norm;
    state.largestNorms[chunk] = Math.max(state.largestNorms[chunk], norm);
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
      size = Math.min(search.blockRows, end - from);
      search.place(null, from, size);
      if (unseen) {
        measureNorms(chunk, from, size);
      }
      search.findLeastTwo(
          search.values, search.starts, size, centroids, search.stride, least, second, at);
      distances += (long) size * k;
      label(chunk, from, size, fixed, slope, centroids);
    }
  }

  private void measureNorms(int chunk, int from, int size) {
    for (int r = 0; r < size; r++) {
      measureNorm(chunk, from + r, r);
    }
  }

  /** Labels a block of rows by the scores of all centroids. */
  private void label(
      int chunk, int from, int size, double fixed, double slope, ScoredCentroids centroids) {
    // One window for all rows settles nearly all of them; it grows with the norm.
    double most = state.largestNorms[chunk];
    double enough = frame.window(fixed + slope * most, most, centroids.largestNorm);
    for (int r = 0; r < size; r++) {
      boolean isClear = (double) second[r] - least[r] > enough;
      int label = isClear ? at[r] : settle(from + r, r, fixed, slope, centroids);
      state.relabel(chunk, from + r, label);
    }
  }

  /** The place of the nearest centroid of a row, by a window of its own. */
  private int settle(int i, int r, double fixed, double slope, ScoredCentroids centroids) {
    double norm = state.norms[i];
    double within = frame.window(fixed + slope * norm, norm, centroids.largestNorm);
    double gap = (double) second[r] - least[r];
    within = frame.windowFor(gap, within, norm, least[r], centroids.largestNorm);
    return gap > within ? at[r] : search.decide(i, r * search.stride, least[r], centroids, within);
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
      next = block.fill(next, end, fresh);
      block.assign(chunk, fresh, centroids);
      opened += block.count();
    }
    if (probe) {
      probed.rows += end - first;
      probed.open += opened;
      probed.scored += distances() - before;
    }
  }
}
