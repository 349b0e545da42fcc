package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import java.util.Arrays;

/**
 * The rows of a chunk that candidates are nearer to than their centers, in the order they were
 * found, and how much each candidate would lower the potential.
 */
final class Improvements implements ChunkScan.Found {
  /** How much each candidate would lower the potential of the chunk. */
  double[] drops = new double[0];

  /** How many rows each candidate is nearer to. */
  int[] counts = new int[0];

  private final ChosenCenters centers;
  private boolean first;
  private int size;
  private int[] rows = new int[16];
  private int[] candidates = new int[16];
  private double[] losses = new double[16];

  Improvements(ChosenCenters centers) {
    this.centers = centers;
  }

  /** Forgets all, for so many candidates; keeps its memory, which later rounds need less of. */
  void restart(int candidates) {
    size = 0;
    first = centers.count() == 0;
    if (drops.length != candidates) {
      drops = new double[candidates];
      counts = new int[candidates];
    } else {
      Arrays.fill(drops, 0);
      Arrays.fill(counts, 0);
    }
  }

  @Override
  public void add(int row, int candidate, double loss) {
    grow(1);
    rows[size] = row;
    candidates[size] = candidate;
    losses[size++] = loss;
    drops[candidate] += drop(row, loss);
    counts[candidate]++;
  }

  @Override
  public void addAll(int[] found, double[] values, int count, int candidate) {
    grow(count);
    System.arraycopy(found, 0, rows, size, count);
    System.arraycopy(values, 0, losses, size, count);
    Arrays.fill(candidates, size, size + count, candidate);
    size += count;
    double drop = drops[candidate];
    for (int e = 0; e < count; e++) {
      drop += drop(found[e], values[e]);
    }
    drops[candidate] = drop;
    counts[candidate] += count;
  }

  private double drop(int row, double loss) {
    return centers.weight(row) * ((first ? 0 : centers.losses[row]) - loss);
  }

  private void grow(int more) {
    if (size + more > rows.length) {
      int length = Math.max(size + more, 2 * rows.length);
      rows = Arrays.copyOf(rows, length);
      candidates = Arrays.copyOf(candidates, length);
      losses = Arrays.copyOf(losses, length);
    }
  }

  /** Makes a candidate, as the next center, the nearest one of the rows that it is nearer to. */
  void apply(int candidate) {
    for (int e = 0; e < size && counts[candidate] > 0; e++) {
      if (candidates[e] == candidate) {
        centers.losses[rows[e]] = losses[e];
        centers.nearest()[rows[e]] = centers.count();
      }
    }
  }
}
