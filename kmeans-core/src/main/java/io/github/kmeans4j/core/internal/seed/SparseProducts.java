package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;

/**
 * The products of sparse rows with some candidates, for {@link SparseRounds}: what those lower, and
 * the rows that they are nearer to. Belongs to one worker.
 */
final class SparseProducts {
  private static final int AT_ONCE = SparseRounds.AT_ONCE;

  private static final double[] NONE = new double[0];

  private final SparseRows rows;
  private final ChosenCenters centers;
  private final double[] normsSq;
  private final double error;
  private final double below;
  private final double tiny;
  private final long[] open;
  private final int[] places;
  private final int[] candidates;
  private final double[] table;
  private final double[] products;

  /** Positions of a chunk of rows in columns of candidates. */
  private int[] shared = new int[0];

  /** ‖c‖² of each candidate, and the least of them, rounded down. */
  private final double[] norms;

  private final double leastNorm;

  /**
   * Begins.
   *
   * @param of what all workers share
   * @param candidates rows of the store
   * @param table their values, as they have places
   */
  SparseProducts(SparseRounds of, int[] candidates, double[] table) {
    this.rows = of.rows;
    this.centers = of.centers;
    this.normsSq = of.normsSq;
    this.error = of.error;
    this.below = of.below;
    this.tiny = of.tiny;
    this.open = of.open;
    this.places = of.places;
    this.candidates = candidates;
    this.table = table;
    this.products = new double[Chunks.count(candidates.length, AT_ONCE) * AT_ONCE];
    this.norms = new double[candidates.length];
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t < norms.length; t++) {
      norms[t] = normsSq[candidates[t]];
      least = Math.min(least, norms[t]);
    }
    this.leastNorm = least * below;
  }

  /** How many candidates there are. */
  int count() {
    return norms.length;
  }

  /**
   * Adds up how much each candidate would lower the losses of a chunk, about, and notes the rows
   * that are open.
   */
  void addDrops(int chunk, double[] drops) {
    int end = centers.chunks.end(chunk);
    int i = centers.chunks.first(chunk);
    while (i < end) {
      int behind = rows.areInOrder() ? end : i + 1;
      int count = listShared(rows.from(i), rows.to(behind - 1));
      int h = 0;
      for (; i < behind; i++) {
        double loss = centers.losses[i];
        int first = h;
        for (int to = rows.to(i); h < count && shared[h] < to; h++) {
          if (h == first) {
            Arrays.fill(products, 0);
          }
          multiply(shared[h]);
        }
        if (h > first || reach(i, loss) >= leastNorm) {
          addDrops(i, loss, h > first, drops);
        }
      }
    }
  }

  private void addDrops(int i, double loss, boolean shares, double[] drops) {
    double weight = centers.weight(i);
    double reach = reach(i, loss);
    boolean far = true;
    for (int t = 0; t < norms.length; t++) {
      double twice = shares ? 2 * products[t] : 0;
      drops[t] += weight * Math.max(0, loss - (normsSq[i] + (norms[t] - twice)));
      far &= reach < norms[t] * below - twice;
    }
    if (!far) {
      open[i / Long.SIZE] |= 1L << i;
    }
  }

  /** Lists the positions that are in a column of a candidate; no branch could foresee which. */
  private int listShared(int from, int to) {
    if (shared.length < to - from) {
      shared = new int[Math.max(to - from, 2 * shared.length)];
    }
    int[] columns = rows.columns;
    int count = 0;
    for (int p = from; p < to; p++) {
      shared[count] = p;
      count += places[columns[p]] > 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Tells of the open rows of a chunk and the candidates that are nearer to them than all centers.
   */
  void measure(int chunk, ChunkScan.Found found) {
    int end = centers.chunks.end(chunk);
    for (int first = centers.chunks.first(chunk); first < end; first += Long.SIZE) {
      for (long left = open[first / Long.SIZE]; left != 0; left &= left - 1) {
        int i = first + Long.numberOfTrailingZeros(left);
        if (i < end) {
          measureRow(i, found);
        }
      }
    }
  }

  private void measureRow(int i, ChunkScan.Found found) {
    double reach = reach(i, centers.losses[i]);
    boolean shares = multiplyRow(i);
    if (!shares && reach < leastNorm) {
      return;
    }
    for (int t = 0; t < norms.length; t++) {
      double score = norms[t] * below - (shares ? 2 * products[t] : 0);
      if (!(reach < score)) {
        double distanceSq =
            error == 0 ? normsSq[i] + score : rows.squaredDistanceFast(i, candidates[t], NONE);
        if (distanceSq < centers.losses[i]) {
          found.add(i, t, distanceSq);
        }
      }
    }
  }

  /** A candidate whose ‖c‖² − 2⟨x, c⟩, rounded down, is larger is no nearer. */
  private double reach(int row, double loss) {
    return loss + tiny - normsSq[row] * below;
  }

  /** Multiplies a row by the candidates; false if it shares no column with any. */
  private boolean multiplyRow(int row) {
    boolean shares = false;
    int to = rows.to(row);
    for (int p = rows.from(row); p < to; p++) {
      if (places[rows.columns[p]] > 0) {
        if (!shares) {
          Arrays.fill(products, 0);
          shares = true;
        }
        multiply(p);
      }
    }
    return shares;
  }

  private void multiply(int position) {
    double[] sums = products;
    double[] values = table;
    int o = places[rows.columns[position]] * sums.length;
    double value = rows.value(position);
    for (int t = 0; t < sums.length; t += AT_ONCE) {
      sums[t] += value * values[o + t];
      sums[t + 1] += value * values[o + t + 1];
      sums[t + 2] += value * values[o + t + 2];
      sums[t + 3] += value * values[o + t + 3];
    }
  }
}
