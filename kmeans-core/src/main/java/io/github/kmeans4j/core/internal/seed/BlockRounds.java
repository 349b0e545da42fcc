package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The choice of centers among {@link PlacedRows}: blocks that a candidate is too far from are
 * passed over for it, all rows of the others are measured by the plain definition in double, side
 * by side. What a candidate lowers is added up block by block, and a block that is passed over adds
 * nothing, so that no sum depends on which ones are. Keeps no list: the rows near the candidate
 * that is chosen are measured again.
 *
 * <p>Memory: 8 bytes a row if rows have weights, and for each worker some blocks. Not thread-safe.
 */
final class BlockRounds {
  private static final int BLOCK = PlacedRows.BLOCK;

  private final PlacedRows rows;
  private final ChosenCenters centers;
  private final Workers workers;

  /** By place; null if all weigh 1. */
  private final double @Nullable [] weights;

  /** Of each block: from which squared distance of its mean on points are too far. */
  private final double[] limitsSq;

  private final @Nullable Scratch[] scratch;

  BlockRounds(PlacedRows rows, ChosenCenters centers, Seeding seeding, Workers workers) {
    this.rows = rows;
    this.centers = centers;
    this.workers = workers;
    this.weights = seeding.isWeighted() ? new double[rows.store.n] : null;
    this.limitsSq = new double[Chunks.count(rows.store.n, BLOCK)];
    this.scratch = new Scratch[workers.threads()];
    Arrays.fill(limitsSq, Double.POSITIVE_INFINITY);
    if (weights != null) {
      Arrays.setAll(weights, centers::weight);
    }
  }

  /** As {@link SquaredDistanceSampling#chooseBest}. */
  void chooseBest(int[] candidates) {
    double[][] values = values(candidates);
    int best = candidates.length == 1 ? 0 : best(values);
    choose(new int[] {candidates[best]}, new double[][] {values[best]});
  }

  /** As {@link SquaredDistanceSampling#chooseAll}. */
  void chooseAll(int[] candidates) {
    choose(candidates, values(candidates));
  }

  private double[][] values(int[] candidates) {
    double[][] values = new double[candidates.length][rows.d];
    for (int t = 0; t < values.length; t++) {
      rows.store.copy(candidates[t], values[t]);
    }
    return values;
  }

  /** The candidate that lowers the potential most, the first on ties. */
  private int best(double[][] values) {
    double[][] drops = new double[rows.chunks.count()][values.length];
    workers.run(
        drops.length, (chunk, worker) -> scratch(worker).addDrops(chunk, values, drops[chunk]));
    return ChosenCenters.best(drops, values.length);
  }

  private void choose(int[] places, double[][] values) {
    if (centers.count() == 0) {
      Arrays.fill(centers.losses, Double.POSITIVE_INFINITY);
    }
    workers.run(rows.chunks.count(), (chunk, worker) -> scratch(worker).lower(chunk, values));
    for (int t = 0; t < places.length; t++) {
      centers.add(places[t], values[t]);
    }
  }

  /** Writes which center each row is nearest to, the first one on ties. */
  void findNearest(int[] nearest) {
    double[][] all = centers.values();
    for (int end = all.length; end > 0; end -= SquaredDistanceSampling.BATCH) {
      int first = Math.max(0, end - SquaredDistanceSampling.BATCH);
      double[][] values = Arrays.copyOfRange(all, first, end);
      workers.run(
          rows.chunks.count(),
          (chunk, worker) -> scratch(worker).findNearest(chunk, values, first, nearest));
    }
  }

  private Scratch scratch(int worker) {
    Scratch s = scratch[worker];
    if (s == null) {
      s = new Scratch();
      scratch[worker] = s;
    }
    return s;
  }

  /** What one worker needs beside the shared state. */
  private final class Scratch {
    private final double[][] columns = new double[rows.d][BLOCK];
    private final double[] more = new double[BLOCK];

    /** (candidate, block): the squared distance of the block's mean. */
    private double[][] means = new double[0][];

    /** (candidate, row of a block). */
    private double[][] squares = new double[0][];

    /** The candidates that a block is not too far from: how many, and which. */
    private int near;

    private int[] numbers = new int[0];

    /** Adds up how much each candidate would lower the losses of a chunk. */
    void addDrops(int chunk, double[][] values, double[] drops) {
      measureMeans(chunk, values);
      int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
      for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
        int from = b * BLOCK;
        int count = measure(b, values);
        for (int q = 0; q < near; q++) {
          drops[numbers[q]] += drop(from, squares[q], count);
        }
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
    void lower(int chunk, double[][] values) {
      measureMeans(chunk, values);
      int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
      for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
        int from = b * BLOCK;
        int count = measure(b, values);
        for (int q = 0; q < near; q++) {
          lower(from, squares[q], count);
        }
        if (near > 0) {
          centers.setPotential(b, sum(from, from + count));
          double largest = PlacedRows.largest(centers.losses, from, from + count);
          limitsSq[b] = rows.limitSq(b, largest);
        }
      }
    }

    private void lower(int from, double[] values, int count) {
      double[] losses = centers.losses;
      for (int r = 0; r < count; r++) { // nobody can foresee which are lower
        losses[from + r] = Math.min(losses[from + r], values[r]);
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
    void findNearest(int chunk, double[][] values, int first, int[] nearest) {
      measureMeans(chunk, values);
      int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
      for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
        int from = b * BLOCK;
        int count = measure(b, values);
        for (int q = near - 1; q >= 0; q--) {
          double[] squares = this.squares[q];
          for (int r = 0; r < count; r++) {
            if (squares[r] == centers.losses[from + r]) {
              nearest[from + r] = first + numbers[q];
            }
          }
        }
      }
    }

    private void measureMeans(int chunk, double[][] values) {
      if (means.length < values.length) {
        means = new double[values.length][PlacedRows.BLOCKS];
        squares = new double[values.length][BLOCK];
        numbers = new int[values.length];
      }
      for (int t = 0; t < values.length; t++) {
        rows.measureMeans(chunk, values[t], means[t], more);
      }
    }

    /**
     * Finds the candidates that a block is not too far from, and measures its rows from them.
     *
     * @return how many rows it has
     */
    private int measure(int block, double[][] values) {
      double limitSq = limitsSq[block];
      int slot = block % PlacedRows.BLOCKS;
      near = 0;
      for (int t = 0; t < values.length; t++) {
        numbers[near] = t;
        near += means[t][slot] < limitSq ? 1 : 0;
      }
      int count = Math.min(BLOCK, rows.store.n - block * BLOCK);
      if (near > 0) {
        rows.copy(block, columns);
        for (int q = 0; q < near; q++) {
          FewSquares.measure(columns, count, values[numbers[q]], squares[q], more);
        }
      }
      return count;
    }
  }
}
