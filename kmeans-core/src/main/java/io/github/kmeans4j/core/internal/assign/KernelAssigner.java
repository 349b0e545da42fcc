package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.spi.Assigner;
import io.github.kmeans4j.spi.Kernel;

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
    Kernel kernel = Kernels.get();
    try (Workers workers = new Workers(threads)) {
      if (!Euclidean.is(metric)
          || !ScoredCentroids.canBePacked(centroids.length, points.columns())) {
        RowStore store = RowStore.of(points, kernel);
        MetricAssignment assignment = new MetricAssignment(store, metric, workers);
        assignment.assign(centroids);
        System.arraycopy(assignment.labels(), 0, labels, 0, labels.length);
        return assignment.inertia(centroids, null);
      }
      RowAssignment assignment =
          new RowAssignment(FitRows.of(points, kernel, workers), centroids.length);
      return assignment.assign(centroids, null, labels, null);
    }
  }
}
