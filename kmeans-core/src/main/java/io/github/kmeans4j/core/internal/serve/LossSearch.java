package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.assign.MetricAssignment;
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

/** Answers by the plain definition of any loss. */
record LossSearch(double[][] centroids, Loss loss, Kernel kernel) implements Assigner.Search {
  private static final int CHUNK = 64;

  @Override
  public void label(StoredRows rows, IntConsumer check, int threads, int[] labels) {
    assign(rows, check, null, threads, labels);
  }

  @Override
  public double assign(
      StoredRows rows, IntConsumer check, double @Nullable [] weights, int threads, int[] labels) {
    RowStore store = RowStore.of(rows, kernel);
    Chunks chunks = new Chunks(labels.length, CHUNK);
    try (Workers workers = new Workers(threads)) {
      workers.run(
          chunks.count(),
          (chunk, worker) -> {
            for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
              check.accept(i);
            }
          });
      MetricAssignment assignment = new MetricAssignment(store, loss::of, workers);
      assignment.assign(centroids);
      System.arraycopy(assignment.labels(), 0, labels, 0, labels.length);
      return assignment.inertia(centroids, weights);
    }
  }

  @Override
  public void nearest(StoredRows rows, IntConsumer check, int threads, int[][] nearest) {
    RowStore store = RowStore.of(rows, kernel);
    Chunks chunks = new Chunks(nearest.length, CHUNK);
    try (Workers workers = new Workers(threads)) {
      @Nullable NearestSelection[] selections = new NearestSelection[workers.threads()];
      workers.run(
          chunks.count(),
          (chunk, worker) -> {
            NearestSelection selection = selections[worker];
            if (selection == null) {
              selection = new NearestSelection(centroids, loss);
              selections[worker] = selection;
            }
            double[] row = new double[store.d];
            for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
              check.accept(i);
              store.copy(i, row);
              selection.select(row, nearest[i]);
            }
          });
    }
  }

  @Override
  public boolean hasDistances() {
    return loss.isEuclidean();
  }

  @Override
  public void distances(StoredRows rows, IntConsumer check, int threads, double[] distances) {
    RowStore store = RowStore.of(rows, kernel);
    int k = centroids.length;
    Chunks chunks = new Chunks(store.n, CHUNK);
    try (Workers workers = new Workers(threads)) {
      workers.run(
          chunks.count(),
          (chunk, worker) -> {
            double[] row = new double[store.d];
            for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
              check.accept(i);
              store.copy(i, row);
              for (int j = 0; j < k; j++) {
                distances[i * k + j] = Math.sqrt(loss.of(row, centroids[j]));
              }
            }
          });
    }
  }

  @Override
  public int label(double[] row) {
    return loss.nearest(row, centroids);
  }
}
