package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Tiles;

/**
 * The centroids of one pass as a {@link Projection} has them, in the order of their groups: their
 * coordinates, packed for the kernel, and how far any two of them differ outside the subspace.
 *
 * <p>Memory: 4 k² + 4 k (d + 4 size) bytes. Immutable and thread-safe.
 */
public final class ProjectedCentroids {
  /** Centroids a chunk of work. */
  private static final int CHUNK = 16;

  final CentroidGroups groups;

  /**
   * (position, coordinate): the coordinates times the steps, for products with rows whose
   * coordinates are in steps.
   */
  private final float[] stepped;

  /**
   * The same, packed with ‖γ‖² of all columns: scores by coordinates approximate those by columns.
   */
  final Tiles.Packed packed;

  /** ‖γ‖² by position. */
  final float[] normsSq;

  /** Width of a row of slacks: k rounded up to whole panels. */
  final int stride;

  /** (position, position), rows of the width stride: the slack of each pair. */
  final float[] slack;

  private final Projection projection;
  private final Kernel kernel;
  private final int k;
  private final double error;

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
      CentroidGroups groups,
      Workers workers) {
    this.projection = projection;
    this.groups = groups;
    this.kernel = frame.kernel;
    this.k = groups.order.length;
    this.error = projection.pairError(centroids.largestNorm);
    int width = kernel.panelWidth(k);
    this.stride = Chunks.count(k, width) * width;
    int d = frame.store.d;
    int size = projection.size;
    float[] coordinates = new float[k * size];
    this.stepped = new float[k * size];
    this.normsSq = new float[k];
    float[] single = new float[k * d];
    double[] restSq = new double[k];
    for (int p = 0; p < k; p++) {
      int j = groups.order[p];
      System.arraycopy(byCentroid, j * size, coordinates, p * size, size);
      System.arraycopy(centroids.single, j * d, single, p * d, d);
      normsSq[p] = centroids.normsSq[j];
      restSq[p] = centroids.exactNormsSq[j];
      for (int t = 0; t < size; t++) {
        float x = coordinates[p * size + t];
        stepped[p * size + t] = x * projection.steps[t];
        restSq[p] -= (double) x * x;
      }
    }
    this.packed = kernel.pack(stepped, normsSq, k, size);
    Tiles.Packed inner = kernel.pack(coordinates, normsSq, k, size);
    Tiles.Packed full = kernel.pack(single, normsSq, k, d);
    this.slack = new float[k * stride];
    Chunks chunks = new Chunks(k, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          int from = chunks.first(chunk);
          int count = chunks.end(chunk) - from;
          float[] whole = scores(single, d, from, count, full);
          slacks(whole, scores(coordinates, size, from, count, inner), from, count, restSq);
        });
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

  private float[] scores(float[] rows, int width, int from, int count, Tiles.Packed columns) {
    int[] offsets = new int[count];
    for (int r = 0; r < count; r++) {
      offsets[r] = (from + r) * width;
    }
    float[] scores = new float[count * stride];
    int panels = stride / kernel.panelWidth(k);
    kernel.scores(rows, offsets, count, columns, 0, panels, scores, stride);
    return scores;
  }

  /**
   * Writes the slacks of some centroids β. ‖R(γ − β)‖² is ‖γ − β‖² = ‖γ‖² + ‖β‖² − 2⟨γ,β⟩ less the
   * same of the coordinates. Both products come in scores, which have ‖γ‖² in common, so that it
   * cancels.
   */
  private void slacks(float[] whole, float[] part, int from, int count, double[] restSq) {
    for (int r = 0; r < count; r++) {
      int a = from + r;
      for (int p = 0; p < k; p++) {
        double full = whole[r * stride + p];
        double outsideSq = restSq[a] + restSq[p] + (full - part[r * stride + p]) + error;
        double allSq = normsSq[a] + full + error;
        double slackSq = Math.max(0, outsideSq) + 1.02 * projection.share * Math.max(0, allSq);
        slack[a * stride + p] = p == a ? 0 : (float) Math.sqrt(slackSq) * Outward.UP;
      }
    }
  }

  /** The product of a row, its coordinates being in steps, and the centroid at a position. */
  float product(float[] rows, int offset, int position) {
    return kernel.dotProduct(rows, offset, stepped, position * projection.size, projection.size);
  }
}
