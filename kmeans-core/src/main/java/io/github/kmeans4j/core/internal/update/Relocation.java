package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to clusters that have lost their last row.
 *
 * <p>A relocation lowers the inertia, but for rounding: where rows repeat, that of their mean can
 * empty a cluster again and again, and what a row of little weight gains can vanish in the total.
 * So it is given up once k relocations in a row have found the inertia no lower.
 */
public final class Relocation {
  private final RowStore store;
  private final DistanceMetric metric;
  private final double @Nullable [] weights;
  private final EmptyClusterPolicy policy;
  private final Workers workers;
  private final double[] candidate;
  private final double[] chosen;

  /** The lowest inertia at which a relocation took place. */
  private double lowest = Double.POSITIVE_INFINITY;

  /** How many relocations in a row took place at an inertia that was not lower than before. */
  private int vain;

  public Relocation(
      RowStore store,
      DistanceMetric metric,
      double @Nullable [] weights,
      EmptyClusterPolicy policy,
      Workers workers) {
    this.store = store;
    this.metric = metric;
    this.weights = weights;
    this.policy = policy;
    this.workers = workers;
    this.candidate = new double[store.d];
    this.chosen = new double[store.d];
  }

  /** Forgets how former relocations went: of other rows. */
  public void restart() {
    lowest = Double.POSITIVE_INFINITY;
    vain = 0;
  }

  /**
   * Treats the clusters without heavy rows as the policy says.
   *
   * @param inertia of {@code labels} and {@code centroids}
   * @param rows how many rows take part so far; while others wait, no cluster is lost, so that none
   *     fails
   * @param labels of these rows, assigned to {@code centroids}
   * @param next the new centroids; changed where a cluster is relocated or gives up a row
   * @return whether a centroid was relocated
   */
  public boolean apply(
      int iteration,
      double inertia,
      int rows,
      int[] labels,
      double[][] centroids,
      Centers centers,
      double[][] next) {
    List<Integer> empty = new ArrayList<>();
    for (int j = 0; j < centroids.length; j++) {
      if (centers.heavyRows(j) == 0) {
        empty.add(j);
      }
    }
    if (empty.isEmpty() || policy == EmptyClusterPolicy.KEEP) {
      return false;
    }
    if (policy == EmptyClusterPolicy.FAIL) {
      if (rows < store.n) {
        return false;
      }
      throw new EmptyClusterException(
          "cluster "
              + empty.get(0)
              + " lost its last row in iteration "
              + iteration
              + " and the policy for empty clusters is FAIL");
    }
    if (!(inertia < lowest) && vain == centroids.length) {
      return false;
    }
    double[] losses = losses(rows, labels, centroids);
    List<List<Integer>> taken = new ArrayList<>();
    for (int j = 0; j < centroids.length; j++) {
      taken.add(new ArrayList<>());
    }
    boolean relocated = false;
    for (int j : empty) {
      int farthest = -1;
      for (int i = 0; i < losses.length; i++) {
        int a = labels[i];
        if (losses[i] > 0
            && centers.heavyRows(a) - taken.get(a).size() > 1
            && (farthest < 0
                || losses[i] > losses[farthest]
                || losses[i] == losses[farthest] && comesBefore(i, farthest))) {
          farthest = i;
        }
      }
      if (farthest < 0) {
        break; // every row sits on its centroid, or is the last of its cluster
      }
      taken.get(labels[farthest]).add(farthest);
      losses[farthest] = 0;
      next[j] = valuesOf(farthest);
      relocated = true;
    }
    for (int a = 0; a < centroids.length; a++) {
      if (!taken.get(a).isEmpty()) {
        int[] left = taken.get(a).stream().mapToInt(Integer::intValue).toArray();
        next[a] = next[a].clone();
        centers.centerWithout(a, left, next[a]);
      }
    }
    if (relocated) {
      vain = inertia < lowest ? 0 : vain + 1;
      lowest = Math.min(lowest, inertia);
    }
    return relocated;
  }

  /** A copy in which −0 is 0, since rows that differ in that alone count as equal. */
  private double[] valuesOf(int row) {
    double[] values = new double[store.d];
    store.copy(row, values);
    for (int c = 0; c < values.length; c++) {
      values[c] += 0.0;
    }
    return values;
  }

  /**
   * Which of two rows equally far off is taken, by what they are and not where they stand: the
   * lexicographically smaller one, then the heavier one.
   */
  private boolean comesBefore(int row, int other) {
    store.copy(row, candidate);
    store.copy(other, chosen);
    for (int c = 0; c < store.d; c++) {
      if (candidate[c] != chosen[c]) {
        return candidate[c] < chosen[c];
      }
    }
    return weights != null && weights[row] > weights[other];
  }

  /**
   * The loss of each row to its own centroid; 0 for rows without weight, which cannot be chosen.
   */
  private double[] losses(int n, int[] labels, double[][] centroids) {
    double[] losses = new double[n];
    Chunks chunks = new Chunks(n, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          double[] row = new double[store.d];
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            if (weights == null || weights[i] > 0) {
              store.copy(i, row);
              losses[i] = metric.loss(row, centroids[labels[i]]);
            }
          }
        });
    return losses;
  }
}
