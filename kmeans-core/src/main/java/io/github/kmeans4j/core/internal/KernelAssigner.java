package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.spi.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Assigns new rows to finished centroids as a fit does: by the kernel and, for near-ties, the plain
 * definition; other metrics by the plain definition alone.
 *
 * @param threads how many work, the caller's included
 */
public record KernelAssigner(int threads) implements Assigner {
  private static final int CHUNK = 512;

  @Override
  public double assign(Points points, double[][] centroids, DistanceMetric metric, int[] labels) {
    RowStore store = RowStore.of(points);
    try (Workers workers = new Workers(threads)) {
      if (!Euclidean.is(metric)) {
        MetricAssignment assignment = new MetricAssignment(store, metric, null, workers);
        assignment.assign(centroids);
        System.arraycopy(assignment.labels(), 0, labels, 0, labels.length);
        return assignment.inertia();
      }
      DataProfile profile = DataProfile.of(store, workers);
      SinglePrecision frame = new SinglePrecision(store, profile, Kernels.get());
      label(frame, centroids, labels, workers);
      return Inertia.direct(store, labels, centroids, null, workers);
    }
  }

  private static void label(
      SinglePrecision frame, double[][] centroids, int[] labels, Workers workers) {
    ScoredCentroids scored = new ScoredCentroids(frame, centroids);
    @Nullable NearestSearch[] searches = new NearestSearch[workers.threads()];
    int n = labels.length;
    workers.run(
        (int) (((long) n + CHUNK - 1) / CHUNK),
        (chunk, worker) -> {
          NearestSearch search = searches[worker];
          if (search == null) {
            search = new NearestSearch(frame, centroids.length);
            searches[worker] = search;
          }
          int first = chunk * CHUNK;
          search.label(first, Math.min(CHUNK, n - first), labels, scored);
        });
  }
}
