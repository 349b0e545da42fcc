package io.github.kmeans4j.core.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The mean squared distance of the rows of each cluster to its centroid, measured by direct
 * differences when it is asked for. Needs a double a row. Not thread-safe.
 */
final class ClusterSpread {
  private static final int CHUNK = 512;

  private final RowStore store;
  private final double @Nullable [] weights;
  private final Workers workers;
  private final double[] distances;
  private final double[] perRow;

  ClusterSpread(RowStore store, double @Nullable [] weights, int k, Workers workers) {
    this.store = store;
    this.weights = weights;
    this.workers = workers;
    this.distances = new double[store.n];
    this.perRow = new double[k];
  }

  /**
   * Measures the first n rows.
   *
   * @return their inertia, weighted
   */
  double measure(int n, int[] labels, double[][] centroids) {
    workers.run(
        (int) (((long) n + CHUNK - 1) / CHUNK),
        (chunk, worker) -> {
          int end = (int) Math.min(n, (long) (chunk + 1) * CHUNK);
          for (int i = chunk * CHUNK; i < end; i++) {
            distances[i] = store.squaredDistanceFast(i, centroids[labels[i]]);
          }
        });
    Arrays.fill(perRow, 0);
    double[] weight = new double[perRow.length];
    CompensatedSum total = new CompensatedSum();
    for (int i = 0; i < n; i++) {
      double w = weights == null ? 1 : weights[i];
      if (w > 0) {
        perRow[labels[i]] += w * distances[i];
        weight[labels[i]] += w;
        total.add(w * distances[i]);
      }
    }
    for (int j = 0; j < perRow.length; j++) {
      perRow[j] = weight[j] > 0 ? perRow[j] / weight[j] : 0;
    }
    return total.value();
  }

  /** The weighted mean of the squared distances; 0 for a cluster without heavy rows. */
  double perRow(int j) {
    return perRow[j];
  }
}
