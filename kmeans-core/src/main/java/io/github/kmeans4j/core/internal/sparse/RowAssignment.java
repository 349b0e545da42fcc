package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Exact assignment of any rows to the nearest of any centroids in Euclidean distance, without
 * memory of earlier passes: for predictions and batches. Used by one thread, which the {@link
 * Workers} help.
 */
public final class RowAssignment {
  private final FitRows fitted;
  private final RowStore store;
  private final int k;
  private final Workers workers;
  private final @Nullable NearestSearch[] searches;

  /**
   * Prepares it.
   *
   * @param rows of the fit
   * @param k number of centroids
   */
  public RowAssignment(FitRows rows, int k) {
    this.fitted = rows;
    this.store = rows.store();
    this.workers = rows.workers();
    this.k = k;
    this.searches = new NearestSearch[workers.threads()];
  }

  /**
   * Finds the nearest centroids.
   *
   * @param centroids k × d; not changed
   * @param rows row indices, or null where position p stands for row p
   * @param labels receives the label of each position; its length says how many there are
   * @param weights weight of each row of the store, or null
   * @return the inertia of these rows by direct differences, weighted
   */
  public double assign(
      double[][] centroids, int @Nullable [] rows, int[] labels, double @Nullable [] weights) {
    label(centroids, rows, labels);
    return Inertia.direct(store, rows, labels, centroids, weights, workers);
  }

  /**
   * Finds the nearest centroid of every row.
   *
   * @param centroids k × d; not changed
   * @param labels receives n labels
   */
  public void label(double[][] centroids, int[] labels) {
    label(centroids, null, labels);
  }

  private void label(double[][] centroids, int @Nullable [] rows, int[] labels) {
    if (store instanceof SparseRows sparse) {
      new SparseLabels(sparse, centroids, workers).label(rows, labels, row -> {});
      return;
    }
    SinglePrecision frame = fitted.frame();
    ScoredCentroids scored = new ScoredCentroids(frame, centroids);
    Chunks chunks = new Chunks(labels.length, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          NearestSearch search = searches[worker];
          if (search == null) {
            search = new NearestSearch(frame, k);
            searches[worker] = search;
          }
          search.label(rows, chunks.first(chunk), chunks.end(chunk), labels, scored, row -> {});
        });
  }
}
