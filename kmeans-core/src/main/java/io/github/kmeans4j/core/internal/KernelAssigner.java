package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.spi.Assigner;

/**
 * Assigns new rows to finished centroids as a fit does: by the kernel and, for near-ties, the plain
 * definition; other metrics by the plain definition alone.
 *
 * @param threads how many work, the caller's included
 */
public record KernelAssigner(int threads) implements Assigner {
  /** Creates one for a loaded model, on as many threads as there are processors. */
  public KernelAssigner() {
    this(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public double assign(Points points, double[][] centroids, DistanceMetric metric, int[] labels) {
    RowStore store = RowStore.of(points);
    try (Workers workers = new Workers(threads)) {
      if (!Euclidean.is(metric) || !Fits.canBePacked(centroids.length, store.columns())) {
        MetricAssignment assignment = new MetricAssignment(store, metric, workers);
        assignment.assign(centroids);
        System.arraycopy(assignment.labels(), 0, labels, 0, labels.length);
        return assignment.inertia(centroids, null);
      }
      RowAssignment assignment =
          new RowAssignment(store, DataProfile.of(store, workers), centroids.length, workers);
      return assignment.assign(centroids, null, labels, null);
    }
  }
}
