package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.NearestSelection;
import io.github.kmeans4j.internal.StoredRows;
import java.util.function.IntConsumer;
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
    Kernel kernel = Kernels.get();
    int columns = StoredRows.storageOf(rows).columns();
    try (Workers workers = new Workers(threads)) {
      if (!loss.isEuclidean() || !ScoredCentroids.canBePacked(centroids.length, columns)) {
        RowStore store = RowStore.of(rows, kernel);
        MetricAssignment assignment = new MetricAssignment(store, loss::of, workers);
        assignment.assign(centroids);
        System.arraycopy(assignment.labels(), 0, labels, 0, labels.length);
        return assignment.inertia(centroids, weights);
      }
      RowAssignment assignment =
          new RowAssignment(FitRows.of(rows, kernel, workers), centroids.length);
      return assignment.assign(centroids, null, labels, weights);
    }
  }

  @Override
  public void nearest(
      StoredRows rows, double[][] centroids, Loss loss, int threads, int[][] nearest) {
    RowStore store = RowStore.of(rows, Kernels.get());
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

  @Override
  public void run(int threads, int pieces, IntConsumer piece) {
    try (Workers workers = new Workers(threads)) {
      workers.run(pieces, (number, worker) -> piece.accept(number));
    }
  }
}
