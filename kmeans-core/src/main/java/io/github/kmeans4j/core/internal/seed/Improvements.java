package io.github.kmeans4j.core.internal.seed;

import java.util.Arrays;

/**
 * The rows of a chunk that candidates are nearer to than their centers, in the order they were
 * found, and how much each candidate would lower the potential.
 */
final class Improvements implements ChunkScan.Found {
  /** How much each candidate would lower the potential of the chunk. */
  final double[] drops;

  /** How many rows each candidate is nearer to. */
  final int[] counts;

  private final ChosenCenters centers;
  private final boolean first;
  private int size;
  private int[] rows = new int[16];
  private int[] candidates = new int[16];
  private double[] losses = new double[16];

  Improvements(ChosenCenters centers, int candidates) {
    this.centers = centers;
    this.drops = new double[candidates];
    this.counts = new int[candidates];
    this.first = centers.count() == 0;
  }

  @Override
  public void add(int row, int candidate, double loss) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      candidates = Arrays.copyOf(candidates, 2 * size);
      losses = Arrays.copyOf(losses, 2 * size);
    }
    rows[size] = row;
    candidates[size] = candidate;
    losses[size++] = loss;
    drops[candidate] += centers.weight(row) * ((first ? 0 : centers.losses[row]) - loss);
    counts[candidate]++;
  }

  /** Makes a candidate, as the next center, the nearest one of the rows that it is nearer to. */
  void apply(int candidate) {
    for (int e = 0; e < size && counts[candidate] > 0; e++) {
      if (candidates[e] == candidate) {
        centers.losses[rows[e]] = losses[e];
        centers.nearest[rows[e]] = centers.count();
      }
    }
  }
}
