package io.github.kmeans4j.core.internal.blocks;

import io.github.kmeans4j.core.internal.blocks.BlockRounds.Candidates;
import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a chunk through a round of {@link BlockRounds}. Belongs to one worker. */
final class BlockScan {
  private static final int BLOCK = PlacedRows.BLOCK;

  private final PlacedRows rows;
  private final ChosenCenters centers;
  private final double @Nullable [] weights;
  private final double heaviest;
  private final double[] limitsSq;
  private final long[] useful;
  private final float[][] narrowLosses;
  private final float[][] narrowWeights;
  private final double[][] widened;
  private final double[] more = new double[BLOCK];

  /** (candidate, block): the squared distance of the block's mean. */
  private double[][] means = new double[0][];

  /** (candidate, row of a block). */
  private double[][] squares = new double[0][];

  private final float[] narrowSquares = new float[BLOCK];
  private final float[] row;

  /** Rows of a block. */
  private final int[] close = new int[BLOCK];

  /** (candidate, row of a block): over the blocks of a chunk, twice what a candidate lowers. */
  private float[][] twiceDrops = new float[0][];

  /** The candidates that a block is not too far from: how many, and which. */
  private int near;

  private int[] numbers = new int[0];

  BlockScan(BlockRounds state) {
    this.rows = state.rows;
    this.centers = state.centers;
    this.weights = state.weights;
    this.heaviest = state.heaviest;
    this.limitsSq = state.limitsSq;
    this.useful = state.useful;
    this.narrowLosses = state.narrowLosses;
    this.narrowWeights = state.narrowWeights;
    this.widened = new double[rows.d][BLOCK];
    this.row = new float[rows.d];
  }

  /** Adds up how much each candidate would lower the losses of a chunk. */
  void addDrops(int chunk, Candidates candidates, double[] drops) {
    double[][] values = candidates.values();
    float[][] narrow = candidates.narrow();
    measureMeans(chunk, values);
    int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
    for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
      listNear(b, values.length);
      float[][] x = floats(b);
      if (narrow != null && x != null) {
        addNarrowDrops(b, x, narrow);
      } else {
        int count = measure(b, values);
        for (int q = 0; q < near; q++) {
          drops[numbers[q]] += drop(b * BLOCK, squares[q], count);
        }
      }
    }
    for (int t = 0; t < drops.length && narrow != null; t++) {
      double sum = 0;
      for (float twice : twiceDrops[t]) {
        sum += twice;
      }
      drops[t] += sum / 2 * heaviest;
      Arrays.fill(twiceDrops[t], 0);
    }
  }

  /** The values of a block as floats, where those do. */
  private float @Nullable [][] floats(int b) {
    return rows.areMiddling ? rows.floats(b) : null;
  }

  private void addNarrowDrops(int b, float[][] x, float[][] values) {
    float[] losses = narrowLosses[b];
    long marks = 0;
    for (int q = 0; q < near; q++) {
      int t = numbers[q];
      FloatSquares.measure(x, values[t], narrowSquares);
      if (rows.isWide()) {
        if (!FloatSquares.mayLower(narrowSquares, losses)) {
          continue;
        }
        marks |= t < Long.SIZE ? 1L << t : 0;
      }
      if (weights == null) {
        FloatSquares.addDrops(narrowSquares, losses, twiceDrops[t]);
      } else {
        FloatSquares.addDrops(narrowSquares, losses, narrowWeights[b], twiceDrops[t]);
      }
    }
    if (rows.isWide()) {
      useful[b] = marks;
    }
  }

  private double drop(int from, double[] values, int count) {
    if (weights == null) {
      return rows.store.kernel.drop(centers.losses, from, values, count);
    }
    double sum = 0;
    for (int r = 0; r < count; r++) {
      sum += weights[from + r] * Math.max(0, centers.losses[from + r] - values[r]);
    }
    return sum;
  }

  /** Lowers the losses of a chunk to those to new centers. */
  void lower(int chunk, Candidates chosen, long mark) {
    measureMeans(chunk, chosen.values());
    int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
    for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
      if (mark != 0 && (useful[b] & mark) == 0) {
        continue;
      }
      listNear(b, chosen.values().length);
      float[][] x = floats(b);
      int from = b * BLOCK;
      int count = Math.min(BLOCK, rows.store.n - from);
      float[][] narrow = chosen.narrow();
      if (narrow != null && x != null && rows.isWide()) {
        lowerFew(b, x, narrow, chosen.values(), count);
      } else {
        if (narrow != null && x != null) {
          dropUseless(b, x, narrow);
        }
        measure(b, chosen.values());
        for (int q = 0; q < near; q++) {
          lower(from, squares[q], count);
        }
      }
      if (near > 0) {
        centers.setPotential(b, sum(from, from + count));
        double largest = PlacedRows.largest(centers.losses, from, from + count);
        limitsSq[b] = rows.limitSq(b, largest);
        narrow(b, count);
      }
    }
  }

  /** Leaves out centers that no row of a block is nearer to. */
  private void dropUseless(int b, float[][] x, float[][] values) {
    int useful = 0;
    for (int q = 0; q < near; q++) {
      numbers[useful] = numbers[q];
      FloatSquares.measure(x, values[numbers[q]], narrowSquares);
      useful += FloatSquares.mayLower(narrowSquares, narrowLosses[b]) ? 1 : 0;
    }
    near = useful;
  }

  private void lower(int from, double[] values, int count) {
    double[] losses = centers.losses;
    for (int r = 0; r < count; r++) { // nobody can foresee which are lower
      losses[from + r] = Math.min(losses[from + r], values[r]);
    }
  }

  /** Lowers the losses of a block where the single precision does not disprove it. */
  private void lowerFew(int b, float[][] x, float[][] narrow, double[][] values, int count) {
    int useful = 0;
    for (int q = 0; q < near; q++) {
      int t = numbers[q];
      int size = measureClose(b, x, narrow[t], values[t], count);
      useful += size > 0 ? 1 : 0;
      for (int e = 0; e < size; e++) {
        int i = b * BLOCK + close[e];
        centers.losses[i] = Math.min(centers.losses[i], more[e]);
      }
    }
    near = useful;
  }

  /**
   * Measures the rows that may be no farther from a candidate than their loss by the plain
   * definition.
   *
   * @return how many there are, listed in {@link #close}
   */
  private int measureClose(int b, float[][] x, float[] narrow, double[] point, int count) {
    FloatSquares.measure(x, narrow, narrowSquares);
    int size = FloatSquares.listLower(narrowSquares, narrowLosses[b], count, close);
    for (int e = 0; e < size; e++) {
      more[e] = squared(b, x, close[e], point);
    }
    return size;
  }

  /** The squared distance of a row of a block by the plain definition, from what is at hand. */
  private double squared(int b, float[][] x, int r, double[] point) {
    if (!rows.isOfFloats) {
      return rows.store.squaredDistanceFast(b * BLOCK + r, point);
    }
    for (int c = 0; c < rows.d; c++) {
      row[c] = x[c][r];
    }
    return rows.store.kernel.squaredDistance(row, 0, point);
  }

  private void narrow(int b, int count) {
    float[] target = narrowLosses[b];
    for (int r = 0; target != null && r < count; r++) {
      target[r] = (float) centers.losses[b * BLOCK + r];
    }
  }

  /** Σ w · loss; four partial sums do not wait for each other. */
  private double sum(int from, int to) {
    double[] x = centers.losses;
    double[] w = weights;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; w == null && i + 4 <= to; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < to; i++) {
      s0 += w == null ? x[i] : w[i] * x[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Writes, of the rows of a chunk whose nearest center is among some, which one that is. */
  void findNearest(int chunk, Candidates some, int first, int[] nearest) {
    measureMeans(chunk, some.values());
    int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
    for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
      listNear(b, some.values().length);
      int from = b * BLOCK;
      int count = Math.min(BLOCK, rows.store.n - from);
      float[][] x = floats(b);
      float[][] narrow = some.narrow();
      if (narrow != null && x != null && rows.isWide()) {
        for (int q = near - 1; q >= 0; q--) {
          int t = numbers[q];
          int size = measureClose(b, x, narrow[t], some.values()[t], count);
          for (int e = 0; e < size; e++) {
            if (more[e] == centers.losses[from + close[e]]) {
              nearest[from + close[e]] = first + t;
            }
          }
        }
        continue;
      }
      measure(b, some.values());
      for (int q = near - 1; q >= 0; q--) {
        for (int r = 0; r < count; r++) {
          if (squares[q][r] == centers.losses[from + r]) {
            nearest[from + r] = first + numbers[q];
          }
        }
      }
    }
  }

  private void measureMeans(int chunk, double[][] values) {
    if (means.length < values.length) {
      means = new double[values.length][rows.perChunk];
      squares = new double[values.length][BLOCK];
      twiceDrops = new float[values.length][BLOCK];
      numbers = new int[values.length];
    }
    for (int t = 0; t < values.length; t++) {
      rows.measureMeans(chunk, values[t], means[t], more);
    }
  }

  /** Lists the candidates that a block is not too far from. */
  private void listNear(int block, int candidates) {
    double limitSq = limitsSq[block];
    int slot = block % rows.perChunk;
    near = 0;
    for (int t = 0; t < candidates; t++) {
      numbers[near] = t;
      near += means[t][slot] < limitSq ? 1 : 0;
    }
  }

  /**
   * Measures the rows of a block from the listed candidates by the plain definition.
   *
   * @return how many rows it has
   */
  private int measure(int block, double[][] values) {
    int count = Math.min(BLOCK, rows.store.n - block * BLOCK);
    if (near > 0 && rows.isWide()) {
      for (int q = 0; q < near; q++) {
        for (int r = 0; r < count; r++) {
          int i = block * BLOCK + r;
          squares[q][r] = rows.store.squaredDistanceFast(i, values[numbers[q]]);
        }
      }
    } else if (near > 0) {
      double[][] columns = rows.doubles(block, widened);
      for (int q = 0; q < near; q++) {
        FewSquares.measure(columns, count, values[numbers[q]], squares[q], more);
      }
    }
    return count;
  }
}
