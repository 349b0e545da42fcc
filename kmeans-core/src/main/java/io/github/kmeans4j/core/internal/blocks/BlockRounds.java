package io.github.kmeans4j.core.internal.blocks;

import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.choice.CenterChoice;
import io.github.kmeans4j.core.internal.choice.ChosenCenters;
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
public final class BlockRounds implements CenterChoice {
  private static final int BLOCK = PlacedRows.BLOCK;

  /** Centers that rows are compared with at once at most. */
  private static final int BATCH = 64;

  final PlacedRows rows;
  final ChosenCenters centers;
  private final Workers workers;

  /** By place; null if all weigh 1. */
  final double @Nullable [] weights;

  /** The largest of them, or 1. */
  final double heaviest;

  /** Of each block of floats the losses, and the weights in shares of the heaviest; else null. */
  final float[][] narrowLosses;

  final float[][] narrowWeights;

  /**
   * Of each block of wide rows which of the first 64 candidates may lower a loss, a bit each. That
   * spares fetching the other blocks again; of narrow rows finding it out takes longer.
   */
  final long[] useful;

  /** Of each block: from which squared distance of its mean on points are too far. */
  final double[] limitsSq;

  private final @Nullable BlockScan[] scans;

  /**
   * Prepares the choice.
   *
   * @param rows the rows in blocks
   * @param centers chosen from {@link PlacedRows#store}, in chunks of a block
   * @param seeding with the weights
   * @param workers threads
   */
  public BlockRounds(PlacedRows rows, ChosenCenters centers, Seeding seeding, Workers workers) {
    this.rows = rows;
    this.centers = centers;
    this.workers = workers;
    this.weights = seeding.isWeighted() ? new double[rows.store.n] : null;
    this.limitsSq = new double[Chunks.count(rows.store.n, BLOCK)];
    this.useful = new long[rows.isWide() ? limitsSq.length : 0];
    this.narrowLosses = new float[limitsSq.length][];
    this.narrowWeights = new float[limitsSq.length][];
    this.scans = new BlockScan[workers.threads()];
    Arrays.fill(limitsSq, Double.POSITIVE_INFINITY);
    double largest = 0;
    if (weights != null) {
      Arrays.setAll(weights, centers::weight);
      for (double weight : weights) {
        largest = Math.max(largest, weight);
      }
    }
    this.heaviest = largest > 0 ? largest : 1;
    for (int b = 0; b < limitsSq.length && rows.areMiddling; b++) {
      if (rows.floats(b) != null) {
        narrowLosses[b] = new float[BLOCK]; // zeros behind the last row: nothing is below them
        int end = Math.min(BLOCK, rows.store.n - b * BLOCK);
        Arrays.fill(narrowLosses[b], 0, end, Float.POSITIVE_INFINITY);
        if (weights != null) {
          narrowWeights[b] = narrowWeights(weights, b * BLOCK);
        }
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

  @Override
  public void chooseBest(int[] candidates) {
    Candidates compared = candidates(candidates);
    int best = candidates.length == 1 ? 0 : best(compared);
    boolean known = rows.isWide() && candidates.length > 1 && best < Long.SIZE;
    choose(new int[] {candidates[best]}, compared.only(best), known ? 1L << best : 0);
  }

  @Override
  public void chooseAll(int[] candidates) {
    choose(candidates, candidates(candidates), 0);
  }

  /**
   * Rows that may become centers.
   *
   * @param values of each
   * @param narrow the same as floats; null if they are none
   */
  record Candidates(double[][] values, float @Nullable [][] narrow) {
    Candidates inDouble() {
      return new Candidates(values, null);
    }

    Candidates only(int t) {
      float[][] same = narrow == null ? null : new float[][] {narrow[t]};
      return new Candidates(new double[][] {values[t]}, same);
    }
  }

  private Candidates candidates(int[] places) {
    double[][] values = new double[places.length][rows.d];
    for (int t = 0; t < values.length; t++) {
      rows.store.copy(places[t], values[t]);
    }
    return candidates(values);
  }

  private Candidates candidates(double[][] values) {
    float[][] narrow = new float[values.length][rows.d];
    boolean same = rows.areMiddling;
    for (int t = 0; t < values.length; t++) {
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
        drops.length, (chunk, worker) -> scan(worker).addDrops(chunk, candidates, drops[chunk]));
    return drops;
  }

  /**
   * Chooses rows.
   *
   * @param mark the bit of blocks that the only one may be of use for; 0 if that is not known
   */
  private void choose(int[] places, Candidates chosen, long mark) {
    if (centers.count() == 0) {
      Arrays.fill(centers.losses, Double.POSITIVE_INFINITY);
    }
    workers.run(rows.chunks.count(), (chunk, worker) -> scan(worker).lower(chunk, chosen, mark));
    for (int t = 0; t < places.length; t++) {
      centers.add(places[t], chosen.values[t]);
    }
  }

  @Override
  public void findNearest() {
    int[] nearest = centers.nearest();
    double[][] all = centers.values();
    for (int end = all.length; end > 0; end -= BATCH) {
      int first = Math.max(0, end - BATCH);
      Candidates some = candidates(Arrays.copyOfRange(all, first, end));
      workers.run(
          rows.chunks.count(),
          (chunk, worker) -> scan(worker).findNearest(chunk, some, first, nearest));
    }
  }

  private BlockScan scan(int worker) {
    BlockScan s = scans[worker];
    if (s == null) {
      s = new BlockScan(this);
      scans[worker] = s;
    }
    return s;
  }
}
