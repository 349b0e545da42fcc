package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The choice of centers among {@link PlacedRows}: blocks that a candidate is too far from are
 * passed over for it, all rows of the others are measured side by side. What a candidate lowers is
 * added up block by block. It says only which candidate is chosen, so rows that are floats are
 * measured in {@linkplain FloatSquares single precision} for it. No list is kept: the rows near the
 * candidate that is chosen are measured again, by the plain definition in double.
 *
 * <p>Memory: 4 bytes a row that is of floats, 12 more if rows have weights, and for each worker
 * some blocks. Not thread-safe.
 */
final class BlockRounds {
  private static final int BLOCK = PlacedRows.BLOCK;

  private final PlacedRows rows;
  private final ChosenCenters centers;
  private final Workers workers;

  /** By place; null if all weigh 1. */
  private final double @Nullable [] weights;

  /** The largest of them, or 1. */
  private final double heaviest;

  /**
   * Of each block the losses, and the weights in shares of the heaviest, if its rows are floats.
   */
  private final float[] @Nullable [] narrowLosses;

  private final float[] @Nullable [] narrowWeights;

  /** Of each block: from which squared distance of its mean on points are too far. */
  private final double[] limitsSq;

  private final @Nullable Scratch[] scratch;

  BlockRounds(PlacedRows rows, ChosenCenters centers, Seeding seeding, Workers workers) {
    this.rows = rows;
    this.centers = centers;
    this.workers = workers;
    this.weights = seeding.isWeighted() ? new double[rows.store.n] : null;
    this.limitsSq = new double[Chunks.count(rows.store.n, BLOCK)];
    this.narrowLosses = new float[limitsSq.length][];
    this.narrowWeights = new float[limitsSq.length][];
    this.scratch = new Scratch[workers.threads()];
    Arrays.fill(limitsSq, Double.POSITIVE_INFINITY);
    double largest = 0;
    if (weights != null) {
      Arrays.setAll(weights, centers::weight);
      for (double weight : weights) {
        largest = Math.max(largest, weight);
      }
    }
    this.heaviest = weights == null ? 1 : largest;
    for (int b = 0; b < limitsSq.length && rows.areMiddling; b++) {
      if (rows.floats(b) != null) {
        narrowLosses[b] = new float[BLOCK]; // zeros behind the last row: nothing is below them
        int end = Math.min(BLOCK, rows.store.n - b * BLOCK);
        Arrays.fill(narrowLosses[b], 0, end, Float.POSITIVE_INFINITY);
        narrowWeights[b] = weights == null ? null : narrowWeights(weights, b * BLOCK);
      }
    }
  }

  private float[] narrowWeights(double[] from, int first) {
    float[] shares = new float[BLOCK];
    for (int r = 0; r < BLOCK && first + r < from.length; r++) {
      shares[r] = (float) (from[first + r] / heaviest);
    }
    return shares;
  }

  /** As {@link SquaredDistanceSampling#chooseBest}. */
  void chooseBest(int[] candidates) {
    Candidates compared = candidates(candidates);
    int best = candidates.length == 1 ? 0 : best(compared);
    choose(new int[] {candidates[best]}, candidates(new int[] {candidates[best]}));
  }

  /** As {@link SquaredDistanceSampling#chooseAll}. */
  void chooseAll(int[] candidates) {
    choose(candidates, candidates(candidates));
  }

  /**
   * Rows that may become centers.
   *
   * @param values of each
   * @param narrow the same as floats; null if they are none
   */
  private record Candidates(double[][] values, float @Nullable [][] narrow) {
    Candidates inDouble() {
      return new Candidates(values, null);
    }
  }

  private Candidates candidates(int[] places) {
    double[][] values = new double[places.length][rows.d];
    float[][] narrow = new float[places.length][rows.d];
    boolean same = rows.areMiddling;
    for (int t = 0; t < values.length; t++) {
      rows.store.copy(places[t], values[t]);
      for (int c = 0; c < rows.d; c++) {
        narrow[t][c] = (float) values[t][c];
        same &= narrow[t][c] == values[t][c];
      }
    }
    return new Candidates(values, same ? narrow : null);
  }

  /** The candidate that lowers the potential most, the first on ties. */
  private int best(Candidates candidates) {
    double[][] drops = drops(candidates);
    // In single precision all may be lost where losses are very small, or weights.
    boolean lost = Stream.of(drops).allMatch(part -> DoubleStream.of(part).allMatch(x -> x == 0));
    return ChosenCenters.best(
        lost ? drops(candidates.inDouble()) : drops, candidates.values.length);
  }

  private double[][] drops(Candidates candidates) {
    double[][] drops = new double[rows.chunks.count()][candidates.values.length];
    workers.run(
        drops.length, (chunk, worker) -> scratch(worker).addDrops(chunk, candidates, drops[chunk]));
    return drops;
  }

  private void choose(int[] places, Candidates chosen) {
    if (centers.count() == 0) {
      Arrays.fill(centers.losses, Double.POSITIVE_INFINITY);
    }
    workers.run(rows.chunks.count(), (chunk, worker) -> scratch(worker).lower(chunk, chosen));
    for (int t = 0; t < places.length; t++) {
      centers.add(places[t], chosen.values[t]);
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
    private final double[][] widened = new double[rows.d][BLOCK];
    private final double[] more = new double[BLOCK];

    /** (candidate, block): the squared distance of the block's mean. */
    private double[][] means = new double[0][];

    /** (candidate, row of a block). */
    private double[][] squares = new double[0][];

    private final float[] narrowSquares = new float[BLOCK];

    /** (candidate, row of a block): over the blocks of a chunk, twice what a candidate lowers. */
    private float[][] twiceDrops = new float[0][];

    /** The candidates that a block is not too far from: how many, and which. */
    private int near;

    private int[] numbers = new int[0];

    /** Adds up how much each candidate would lower the losses of a chunk. */
    void addDrops(int chunk, Candidates candidates, double[] drops) {
      double[][] values = candidates.values;
      float[][] narrow = candidates.narrow;
      measureMeans(chunk, values);
      int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
      for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
        listNear(b, values.length);
        float[][] x = rows.areMiddling ? rows.floats(b) : null;
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

    private void addNarrowDrops(int b, float[][] x, float[][] values) {
      for (int q = 0; q < near; q++) {
        float[] sums = twiceDrops[numbers[q]];
        FloatSquares.measure(x, values[numbers[q]], narrowSquares);
        if (weights == null) {
          FloatSquares.addDrops(narrowSquares, narrowLosses[b], sums);
        } else {
          FloatSquares.addDrops(narrowSquares, narrowLosses[b], narrowWeights[b], sums);
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
    void lower(int chunk, Candidates chosen) {
      measureMeans(chunk, chosen.values);
      int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
      for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
        listNear(b, chosen.values.length);
        float[][] x = rows.areMiddling ? rows.floats(b) : null;
        if (chosen.narrow != null && x != null) {
          dropUseless(b, x, chosen.narrow);
        }
        int from = b * BLOCK;
        int count = measure(b, chosen.values);
        for (int q = 0; q < near; q++) {
          lower(from, squares[q], count);
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

    private void narrow(int b, int count) {
      float[] target = narrowLosses[b];
      for (int r = 0; r < count && target != null; r++) {
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
    void findNearest(int chunk, double[][] values, int first, int[] nearest) {
      measureMeans(chunk, values);
      int end = Chunks.count(rows.chunks.end(chunk), BLOCK);
      for (int b = rows.chunks.first(chunk) / BLOCK; b < end; b++) {
        int from = b * BLOCK;
        listNear(b, values.length);
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
      int slot = block % PlacedRows.BLOCKS;
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
      if (near > 0) {
        double[][] columns = rows.doubles(block, widened);
        for (int q = 0; q < near; q++) {
          FewSquares.measure(columns, count, values[numbers[q]], squares[q], more);
        }
      }
      return count;
    }
  }
}
