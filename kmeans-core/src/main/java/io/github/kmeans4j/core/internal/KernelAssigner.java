package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.NearestSelection;
import io.github.kmeans4j.internal.StoredRows;
import org.jspecify.annotations.Nullable;

/**
 * Assigns new rows to finished centroids as a fit does: by the kernel and, for near-ties, the plain
 * definition; other losses, and lists of the nearest, by the plain definition alone. Stateless.
 */
public final class KernelAssigner implements Assigner {
  private static final int CHUNK = 64;

  /** Creates it; for {@link java.util.ServiceLoader} too. */
  public KernelAssigner() {}

  @Override
  public double assign(
      StoredRows rows,
      double[][] centroids,
      Loss loss,
      double @Nullable [] weights,
      int threads,
      int[] labels) {
    RowStore store = RowStore.of(rows);
    try (Workers workers = new Workers(threads)) {
      if (!loss.isEuclidean() || !Fits.canBePacked(centroids.length, store.columns())) {
        MetricAssignment assignment = new MetricAssignment(store, loss::of, workers);
        assignment.assign(centroids);
        System.arraycopy(assignment.labels(), 0, labels, 0, labels.length);
        return assignment.inertia(centroids, weights);
      }
      RowAssignment assignment =
          new RowAssignment(store, DataProfile.of(store, workers), centroids.length, workers);
      return assignment.assign(centroids, null, labels, weights);
    }
  }

  @Override
  public void nearest(
      StoredRows rows, double[][] centroids, Loss loss, int threads, int[][] nearest) {
    RowStore store = RowStore.of(rows);
    NearestSelection[] selections = new NearestSelection[threads];
    Chunks chunks = new Chunks(nearest.length, CHUNK);
    try (Workers workers = new Workers(threads)) {
      workers.run(
          chunks.count(),
          (chunk, worker) -> {
            if (selections[worker] == null) {
              selections[worker] = new NearestSelection(centroids, loss);
            }
            double[] row = new double[store.d];
            for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
              store.copy(i, row);
              selections[worker].select(row, nearest[i]);
            }
          });
    }
  }
}
