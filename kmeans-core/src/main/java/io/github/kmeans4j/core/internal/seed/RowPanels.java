package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.choice.CenterChoice;
import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;

/**
 * The choice of centers where rows are few: they are copied column by column as doubles, {@link
 * Pairs#LANES} side by side, and every candidate is measured from all of them. That takes less time
 * than to find out which rows need not be measured. The squared distances have the bits of those of
 * single rows, so a center is the one that the filters would have led to, but for sums of other
 * roundings: potentials and drops have eight partial sums in each chunk.
 *
 * <p>Without weights. Not thread-safe.
 */
final class RowPanels implements CenterChoice {
  /** Values that are copied at most: one megabyte. */
  private static final int MOST_VALUES = 1 << 17;

  /** Up to so many candidates: more are worth the search for what need not be measured. */
  private static final int MOST_CANDIDATES = 256;

  private static final int LANES = Pairs.LANES;

  private final RowStore store;
  private final ChosenCenters centers;
  private final Chunks chunks;
  private final Workers workers;
  private final double[] panels;

  /** Of each chunk and candidate: the squared distances of its rows. */
  private final double[][][] squares;

  /** Copies the rows. */
  RowPanels(ChosenCenters centers, Workers workers) {
    this.store = centers.store;
    this.centers = centers;
    this.chunks = centers.chunks;
    this.workers = workers;
    this.squares = new double[chunks.count()][0][];
    this.panels = new double[Chunks.count(store.n, LANES) * LANES * store.d];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          int end = chunks.end(chunk);
          for (int i = chunks.first(chunk); i < end; i += LANES) {
            store.copyColumns(i, Math.min(LANES, end - i), panels, i * store.d, LANES);
          }
        });
  }

  /** Whether rows are so few, and without weights, that all are measured where they are dense. */
  static boolean pays(RowStore store, long candidates, Seeding seeding) {
    return (long) store.n * store.dataColumns() <= MOST_VALUES
        && candidates <= MOST_CANDIDATES
        && !seeding.isWeighted();
  }

  @Override
  public void chooseBest(int[] candidates) {
    double[][] values = new double[candidates.length][store.d];
    for (int t = 0; t < values.length; t++) {
      store.copy(candidates[t], values[t]);
    }
    double[][] drops = new double[chunks.count()][values.length];
    workers.run(drops.length, (chunk, worker) -> measureDrops(chunk, values, drops[chunk]));
    int best = ChosenCenters.best(drops, values.length);
    workers.run(drops.length, (chunk, worker) -> lower(chunk, squares[chunk][best]));
    centers.add(candidates[best], values[best]);
  }

  @Override
  public void chooseAll(int[] rows) {
    for (int row : rows) {
      chooseBest(new int[] {row});
    }
  }

  /** Measures by how much each candidate would lower the potential of a chunk. */
  private void measureDrops(int chunk, double[][] candidates, double[] drops) {
    double[][] found = measure(chunk, candidates);
    if (candidates.length > 1) {
      int from = chunks.first(chunk);
      for (int t = 0; t < drops.length; t++) {
        drops[t] = store.kernel.drop(centers.losses, from, found[t], chunks.end(chunk) - from);
      }
    }
  }

  /** Lowers the losses of a chunk to the squared distances of the center that was chosen. */
  private void lower(int chunk, double[] found) {
    int from = chunks.first(chunk);
    int rows = chunks.end(chunk) - from;
    if (centers.count() == 0) {
      System.arraycopy(found, 0, centers.losses, from, rows);
    }
    centers.setPotential(chunk, store.kernel.lower(centers.losses, from, found, rows));
  }

  /** Measures the rows of a chunk, and more beyond the last one of all. */
  private double[][] measure(int chunk, double[][] points) {
    int first = chunks.first(chunk);
    int end = chunks.end(chunk);
    double[][] found = squares[chunk];
    if (found.length < points.length) {
      found = new double[points.length][Chunks.count(end - first, LANES) * LANES];
      squares[chunk] = found;
    }
    for (int i = first; i < end; i += LANES) {
      store.kernel.squares(panels, i * store.d, store.d, points, found, i - first);
    }
    return found;
  }

  @Override
  public void findNearest() {
    int[] nearest = centers.nearest();
    int count = centers.count();
    double[] least = new double[store.n];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int j = 0; j < count; j++) {
      double[][] center = {centers.values(j)};
      for (int chunk = 0; chunk < chunks.count(); chunk++) {
        double[] found = measure(chunk, center)[0];
        int from = chunks.first(chunk);
        for (int i = from; i < chunks.end(chunk); i++) {
          if (found[i - from] < least[i]) {
            least[i] = found[i - from];
            nearest[i] = j;
          }
        }
      }
    }
  }
}
