package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;

/** The comparison of the rows of a chunk with some candidates; scratch of one worker in a round. */
final class ChunkScan {
  /** How many rows ahead of the one at hand are fetched. */
  private static final int AHEAD = 3;

  /** The chunk at hand. */
  int chunk;

  private final CandidateRound round;
  private final RowStore store;
  private final Chunks chunks;
  private final double[] losses;
  private final int[] nearest;
  private final double[] row;

  /** Of each row of the chunk the candidates that may be nearer to it, a bit each. */
  private final long[] candidates;

  /** The places of rows with such candidates. */
  private final int[] open;

  private final float[][] products;
  private final float[] thresholds;

  /** Those of one candidate that the first coordinates leave open. */
  private final int[] found;

  /** The sum of what was prefetched, which is used for nothing: else the JIT removes the reads. */
  int prefetched;

  /** Told of each row and candidate that is nearer to it than its center. */
  @FunctionalInterface
  interface Found {
    void add(int row, int candidate, double loss);
  }

  ChunkScan(CandidateRound round) {
    this.round = round;
    this.store = round.centers.store;
    this.chunks = round.centers.chunks;
    this.losses = round.centers.losses;
    this.nearest = round.centers.nearest;
    this.row = new double[round.euclidean ? 0 : store.d];
    this.candidates = new long[chunks.size()];
    this.open = new int[chunks.size()];
    int filtered = round.filtered == null ? 0 : round.candidates.length;
    this.products = new float[filtered][chunks.size()];
    this.thresholds = new float[chunks.size()];
    this.found = new int[chunks.size()];
  }

  /**
   * Finds, row by row, the candidates that are nearer than its center, in ascending order; of the
   * first center, all rows.
   */
  void measure(Found found) {
    if (!round.euclidean) {
      measurePlainly(found);
      return;
    }
    for (int t = 0; t < round.candidates.length; t += Long.SIZE) {
      measure(t, Math.min(round.candidates.length, t + Long.SIZE), found);
    }
  }

  /** Compares the rows with 64 candidates at most. */
  private void measure(int first, int end, Found found) {
    int from = chunks.first(chunk);
    int rows = chunks.end(chunk) - from;
    Arrays.fill(candidates, 0, rows, 0);
    ProjectionFilter.Candidates filtered = round.filtered;
    if (filtered == null) {
      listByTriangle(first, end, from, rows);
    } else {
      listByFilter(first, end, rows, filtered);
    }
    int size = 0;
    for (int r = 0; r < rows; r++) {
      if (candidates[r] != 0) {
        open[size++] = r;
      }
    }
    for (int e = 0; e < size; e++) {
      if (e + AHEAD < size) {
        prefetched += store.prefetch(from + open[e + AHEAD]);
      }
      int r = open[e];
      int i = from + r;
      for (long left = candidates[r]; left != 0; left &= left - 1) {
        int t = first + Long.numberOfTrailingZeros(left);
        if (filtered == null || filtered.isOpen(chunk, r, t, products[t][r], thresholds[r])) {
          double distanceSq = store.squaredDistanceFast(i, round.candidates[t], round.values[t]);
          if (round.first || distanceSq < losses[i]) {
            found.add(i, t, distanceSq);
          }
        }
      }
    }
  }

  /** Lists what the triangle inequality does not rule out. */
  private void listByTriangle(int first, int end, int from, int rows) {
    for (int t = first; t < end; t++) {
      double[] quarterSq = round.quarterSq[t];
      for (int r = 0; r < rows; r++) {
        if (round.first || losses[from + r] > quarterSq[nearest[from + r]]) {
          candidates[r] |= 1L << t - first;
        }
      }
    }
  }

  /** Lists what the first coordinates do not rule out. */
  private void listByFilter(int first, int end, int rows, ProjectionFilter.Candidates filtered) {
    filtered.multiply(chunk, products);
    filtered.thresholds(chunk, losses, thresholds);
    for (int t = first; t < end; t++) {
      int size = filtered.listOpen(t, products[t], thresholds, rows, found);
      for (int e = 0; e < size; e++) {
        candidates[found[e]] |= 1L << t - first;
      }
    }
  }

  private void measurePlainly(Found found) {
    int end = chunks.end(chunk);
    for (int i = chunks.first(chunk); i < end; i++) {
      store.copy(i, row);
      for (int t = 0; t < round.candidates.length; t++) {
        double[] candidate = round.values[t];
        // Rounding may keep the loss of equal rows from 0.
        double loss = Euclidean.differ(row, candidate) ? round.metric.loss(row, candidate) : 0;
        if (round.first || loss < losses[i]) {
          found.add(i, t, loss);
        }
      }
    }
  }
}
