package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.rows.SparseDistances;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.update.SparseCentroid;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import org.jspecify.annotations.Nullable;

/**
 * The inertia of sparse rows by direct differences, cluster by cluster: a worker writes out one
 * centroid at a time, which stays in its cache. The sum is exact, so no bit depends on the order.
 */
final class SparseInertia {
  private final SparseRows rows;
  private final SparseCentroid[] centroids;
  private final SparseDistances distances;

  private SparseInertia(SparseRows rows, SparseCentroid[] centroids) {
    this.rows = rows;
    this.centroids = centroids;
    this.distances = new SparseDistances(rows, centroids.length);
  }

  /**
   * Measures it.
   *
   * @param n how many rows take part
   * @param labels of the rows
   * @param weights one a row, or null
   */
  static double of(
      SparseRows rows,
      int n,
      int[] labels,
      SparseCentroid[] centroids,
      double @Nullable [] weights,
      Workers workers) {
    SparseInertia inertia = new SparseInertia(rows, centroids);
    workers.run(centroids.length, (j, worker) -> inertia.distances.prepare(j, centroids[j].values));
    CountingSort byLabel = new CountingSort(centroids.length);
    byLabel.begin();
    for (int i = 0; i < n; i++) {
      byLabel.count(labels[i]);
    }
    byLabel.allocate();
    for (int i = 0; i < n; i++) {
      byLabel.place(labels[i], i);
    }
    int[] order = byLabel.items();
    Chunks chunks = new Chunks(n, Chunks.ROWS);
    @Nullable Part[] parts = new Part[workers.threads()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          Part part = parts[worker];
          if (part == null) {
            part = inertia.new Part();
            parts[worker] = part;
          }
          for (int at = chunks.first(chunk); at < chunks.end(chunk); at++) {
            part.add(order[at], labels[order[at]], weights);
          }
        });
    ExactSum total = new ExactSum();
    for (Part part : parts) {
      if (part != null) {
        total.add(part.sum);
      }
    }
    return total.value();
  }

  /** What one worker sums up. */
  private final class Part {
    final ExactSum sum = new ExactSum();

    /** The values of a centroid in all columns. */
    private final double[] dense = new double[rows.d];

    private int written = -1;

    void add(int row, int label, double @Nullable [] weights) {
      if (label != written) {
        if (written >= 0) {
          write(centroids[written], true);
        }
        write(centroids[label], false);
        written = label;
      }
      double distance = distances.squared(row, label, dense);
      if (weights == null) {
        sum.add(distance);
      } else {
        sum.addProduct(weights[row], distance);
      }
    }

    private void write(SparseCentroid centroid, boolean zeros) {
      for (int i = 0; i < centroid.columns.length; i++) {
        dense[centroid.columns[i]] = zeros ? 0 : centroid.values[i];
      }
    }
  }
}
