package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;

/** The comparison of the rows of a chunk with some candidates; scratch of one worker in a round. */
final class ChunkScan {
  /** The chunk at hand. */
  int chunk;

  private final CandidateRound round;
  private final RowStore store;
  private final Chunks chunks;
  private final double[] losses;
  private final int[] nearest;
  private final int count;
  private final double[] row;

  /** Rows that must be measured. */
  private final int[] open;

  private final float[][] products;
  private final double[] thresholds;

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
    this.count = round.centers.count();
    this.row = new double[round.euclidean ? 0 : store.d];
    this.open = new int[chunks.size()];
    int filtered = round.filtered == null ? 0 : round.candidates.length;
    this.products = new float[filtered][chunks.size()];
    this.thresholds = new double[chunks.size()];
  }

  /** Finds, for each candidate in turn, the rows it is nearer to; of the first one, all. */
  void measure(Found found) {
    if (!round.euclidean) {
      measurePlainly(found);
      return;
    }
    if (round.filtered != null) {
      round.filtered.multiply(chunk, products);
      round.filtered.thresholds(chunk, losses, thresholds);
    }
    for (int t = 0; t < round.candidates.length; t++) {
      int size = round.filtered == null ? openByTriangle(t) : openByFilter(t, round.filtered);
      for (int e = 0; e < size; e++) {
        int i = open[e];
        double distanceSq = store.squaredDistanceFast(i, round.candidates[t], round.values[t]);
        if (round.first || distanceSq < losses[i]) {
          found.add(i, t, distanceSq);
        }
      }
    }
  }

  /** Opens the rows that the triangle inequality does not rule out. */
  private int openByTriangle(int t) {
    double[] quarterSq = round.quarterSq[t];
    int size = 0;
    int end = chunks.end(chunk);
    for (int i = chunks.first(chunk); i < end; i++) {
      // A candidate of this very round may have become the nearest; how far it is from the others
      // is not known.
      if (round.first || nearest[i] >= count || losses[i] > quarterSq[nearest[i]]) {
        open[size++] = i;
      }
    }
    return size;
  }

  /** Opens the rows that the filter does not rule out: by the first coordinates, then by all. */
  private int openByFilter(int t, ProjectionFilter.Candidates filtered) {
    int from = chunks.first(chunk);
    int rows = chunks.end(chunk) - from;
    float[] product = products[t];
    double normSq = filtered.normSq(t);
    int size = 0;
    for (int r = 0; r < rows; r++) {
      if (!(2 * product[r] <= thresholds[r] + normSq)) {
        open[size++] = r;
      }
    }
    int left = 0;
    for (int e = 0; e < size; e++) {
      int r = open[e];
      if (filtered.isOpen(chunk, r, t, product[r], thresholds[r])) {
        open[left++] = from + r;
      }
    }
    return left;
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
