package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The nearest of some centroids to any sparse rows, without memory of earlier passes: for
 * predictions and batches.
 */
public final class SparseLabels {
  private final SparseRows rows;
  private final SparseFrame frame;
  private final double[][] points;
  private final SparseCentroids centroids;
  private final Workers workers;

  /**
   * Prepares centroids.
   *
   * @param rows the rows
   * @param centroids k × d; kept, so not to be changed while this is used
   * @param workers threads
   */
  public SparseLabels(SparseRows rows, double[][] centroids, Workers workers) {
    this.rows = rows;
    this.points = centroids;
    this.workers = workers;
    this.frame = new SparseFrame(rows, largest(centroids));
    this.centroids = SparseCentroids.of(centroids, frame.scale, workers);
  }

  /** The largest magnitude of a value. */
  static double largest(double[][] points) {
    double largest = 0;
    for (double[] point : points) {
      for (double value : point) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /**
   * Finds the nearest centroids by the plain definition.
   *
   * @param order row indices, or null where position p stands for row p
   * @param labels receives the label of each position; its length says how many there are
   * @param check told of rows that are not known to be finite, before they are labelled; may throw
   */
  public void label(int @Nullable [] order, int[] labels, IntConsumer check) {
    Chunks chunks = new Chunks(labels.length, Chunks.ROWS);
    @Nullable SparseSearch[] searches = new SparseSearch[workers.threads()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          SparseSearch search = searches[worker];
          if (search == null) {
            search = new SparseSearch(frame, centroids.stride);
            searches[worker] = search;
          }
          search.label(order, chunks.first(chunk), chunks.end(chunk), labels, centroids, check);
        });
  }

  /**
   * Measures the Euclidean distance of each row to each centroid, in double.
   *
   * @param check told of rows that are not known to be finite, before they are measured; may throw
   * @param distances receives n × k distances, row-major
   */
  public void distances(IntConsumer check, double[] distances) {
    int k = centroids.k;
    Distances measured = rows.distancesTo(points);
    Chunks chunks = new Chunks(rows.n, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            if (!(frame.normSq(i) < frame.safeNormSq)) {
              check.accept(i);
            }
            for (int j = 0; j < k; j++) {
              distances[i * k + j] = Math.sqrt(measured.squared(i, j));
            }
          }
        });
  }
}
