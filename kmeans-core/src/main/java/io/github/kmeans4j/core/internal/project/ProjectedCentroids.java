package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.assign.CentroidGroups;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Tiles;

/**
 * The centroids of one pass as a {@link Projection} has them, in the order of their groups: their
 * coordinates and the lengths of their rests, packed for the kernel.
 *
 * <p>Memory: 4 k (2 size + 2) bytes. Immutable and thread-safe.
 */
public final class ProjectedCentroids {
  /** Centroids a chunk of work. */
  private static final int CHUNK = 16;

  final CentroidGroups groups;

  /**
   * (position, coordinate): the coordinates times the steps, for products with rows whose
   * coordinates are in steps, and then the rest.
   */
  private final float[] stepped;

  /**
   * The same, packed with ‖γ‖² of all columns: the scores of rows, with their rest as the last
   * coordinate, are at most those by all columns, but for errors.
   */
  final Tiles.Packed packed;

  /** ‖γ‖² by position. */
  final float[] normsSq;

  /** Width of a row of scores: k rounded up to whole panels. */
  final int stride;

  private final Kernel kernel;
  private final int size;

  /**
   * Projects centroids.
   *
   * @param byCentroid their coordinates in the order of the centroids, see {@link #coordinates}
   */
  ProjectedCentroids(
      SinglePrecision frame,
      Projection projection,
      ScoredCentroids centroids,
      float[] byCentroid,
      CentroidGroups groups) {
    this.groups = groups;
    this.kernel = frame.kernel;
    this.size = projection.size;
    int k = groups.order.length;
    int width = kernel.panelWidth(k);
    this.stride = Chunks.count(k, width) * width;
    this.stepped = new float[k * (size + 1)];
    this.normsSq = new float[k];
    for (int p = 0; p < k; p++) {
      int j = groups.order[p];
      int at = p * (size + 1);
      normsSq[p] = centroids.normsSq[j];
      for (int t = 0; t < size; t++) {
        stepped[at + t] = byCentroid[j * size + t] * projection.steps[t];
      }
      stepped[at + size] = projection.rest(centroids.exactNormsSq[j], byCentroid, j * size);
    }
    this.packed = kernel.pack(stepped, normsSq, k, size + 1);
  }

  /** Computes the coordinates of centroids, k × size. */
  static float[] coordinates(
      SinglePrecision frame, Subspace subspace, ScoredCentroids centroids, Workers workers) {
    int k = centroids.normsSq.length;
    int d = frame.store.d;
    int size = subspace.size;
    float[] coordinates = new float[k * size];
    Chunks chunks = new Chunks(k, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          int end = chunks.end(chunk);
          for (int t = 0; t < size; t++) {
            for (int j = chunks.first(chunk); j < end; j++) {
              coordinates[j * size + t] =
                  frame.kernel.dotProduct(centroids.single, j * d, subspace.basis, t * d, d);
            }
          }
        });
    return coordinates;
  }

  /** The rest of the centroid at a position, rounded up; above 0. */
  float rest(int position) {
    return stepped[position * (size + 1) + size];
  }

  /**
   * The score of a row and the centroid at a position by coordinates alone, the row's being in
   * steps.
   */
  float score(float[] rows, int offset, int position) {
    float product = kernel.dotProduct(rows, offset, stepped, position * (size + 1), size);
    return normsSq[position] - 2 * product;
  }
}
