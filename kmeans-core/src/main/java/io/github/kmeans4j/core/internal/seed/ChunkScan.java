package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The comparison of the rows of a chunk with some candidates; scratch of one worker in a round. */
final class ChunkScan {
  /**
   * Up to so many columns the rows of a chunk stay in the cache from one candidate to the next, so
   * that nothing need be listed.
   */
  private static final int FEW_COLUMNS = 32;

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
  private final boolean few;

  /** Of each row of the chunk the candidates that may be nearer to it, a bit each. */
  private final long[] candidates;

  /** The places of rows with such candidates; the rows themselves, where columns are few. */
  private final int[] open;

  /** Of these rows their squared distance to a candidate, where columns are few. */
  private final double[] distancesSq;

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

    /** The same for some rows and one candidate. */
    default void addAll(int[] rows, double[] losses, int count, int candidate) {
      for (int e = 0; e < count; e++) {
        add(rows[e], candidate, losses[e]);
      }
    }
  }

  ChunkScan(CandidateRound round) {
    this.round = round;
    this.store = round.centers.store;
    this.chunks = round.centers.chunks;
    this.losses = round.centers.losses;
    this.nearest = round.nearest;
    this.row = new double[round.euclidean ? 0 : store.d];
    this.few = round.euclidean && store.d <= FEW_COLUMNS;
    int size = Math.min(chunks.n(), chunks.size());
    this.candidates = new long[few ? 0 : size];
    this.open = new int[size];
    this.distancesSq = new double[few ? size : 0];
    int filtered = round.filtered == null ? 0 : round.candidates.length;
    this.products = new float[filtered][chunks.size()];
    this.thresholds = new float[filtered == 0 ? 0 : chunks.size()];
    this.found = new int[filtered == 0 ? 0 : chunks.size()];
  }

  /**
   * Finds the rows, in ascending order, that each candidate is nearer to than their center; of the
   * first center, all rows. Of one row, the candidates come in ascending order.
   */
  void measure(Found found) {
    if (!round.euclidean) {
      measurePlainly(found);
      return;
    }
    if (few) {
      if (round.filtered != null) {
        round.filtered.multiply(chunk, products);
        round.filtered.thresholds(chunk, losses, thresholds);
      }
      for (int t = 0; t < round.candidates.length; t++) {
        measureFew(t, found);
      }
      return;
    }
    for (int t = 0; t < round.candidates.length; t += Long.SIZE) {
      measure(t, Math.min(round.candidates.length, t + Long.SIZE), found);
    }
  }

  /**
   * Compares rows of few columns with one candidate. Nobody can foresee which rows it is nearer to,
   * so rows are listed without branches.
   */
  private void measureFew(int t, Found found) {
    int from = chunks.first(chunk);
    int end = chunks.end(chunk);
    int size = 0;
    if (round.first) {
      for (int i = from; i < end; i++) {
        open[size++] = i;
      }
    } else if (round.filtered != null) {
      size = round.filtered.listOpen(t, products[t], thresholds, end - from, open);
      for (int e = 0; e < size; e++) {
        open[e] += from;
      }
    } else {
      double[] quarterSq = round.quarterSq[t];
      for (int i = from; i < end; i++) {
        open[size] = i;
        size += losses[i] > quarterSq[nearest[i]] ? 1 : 0;
      }
    }
    int candidate = round.candidates[t];
    double[] values = round.values[t];
    for (int e = 0; e < size; e++) {
      distancesSq[e] = store.squaredDistanceFast(open[e], candidate, values);
    }
    int nearer = 0;
    for (int e = 0; e < size; e++) {
      int i = open[e];
      double distanceSq = distancesSq[e];
      open[nearer] = i;
      distancesSq[nearer] = distanceSq;
      nearer += round.first || distanceSq < losses[i] ? 1 : 0;
    }
    found.addAll(open, distancesSq, nearer, t);
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
    measureOpen(first, from, listOpen(rows), filtered, found);
  }

  private int listOpen(int rows) {
    int size = 0;
    for (int r = 0; r < rows; r++) {
      if (candidates[r] != 0) {
        open[size++] = r;
      }
    }
    return size;
  }

  private void measureOpen(
      int first, int from, int size, ProjectionFilter.@Nullable Candidates filtered, Found found) {
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
        double loss = Euclidean.differ(row, candidate) ? round.loss.of(row, candidate) : 0;
        if (round.first || loss < losses[i]) {
          found.add(i, t, loss);
        }
      }
    }
  }
}
