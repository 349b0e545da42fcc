package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;

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

  /** Position × size, times the steps, for products with rows whose coordinates are in steps. */
  private final float[] stepped;

  /** The same, with the norms that scores have. */
  final Kernel.Packed packed;

  /** Norms by position, as scores have them. */
  final float[] squaredNorms;

  /** Distance of two rows of the slacks: k rounded up to whole panels. */
  final int stride;

  /** Position × stride: the slack of each pair. */
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
    this.squaredNorms = new float[k];
    float[] single = new float[k * d];
    double[] rest = new double[k];
    for (int p = 0; p < k; p++) {
      int j = groups.order[p];
      System.arraycopy(byCentroid, j * size, coordinates, p * size, size);
      System.arraycopy(centroids.single, j * d, single, p * d, d);
      squaredNorms[p] = centroids.squaredNorms[j];
      rest[p] = centroids.exactSquaredNorms[j];
      for (int t = 0; t < size; t++) {
        float x = coordinates[p * size + t];
        stepped[p * size + t] = x * projection.steps[t];
        rest[p] -= (double) x * x;
      }
    }
    this.packed = kernel.pack(stepped, squaredNorms, k, size);
    Kernel.Packed inner = kernel.pack(coordinates, squaredNorms, k, size);
    Kernel.Packed full = kernel.pack(single, squaredNorms, k, d);
    this.slack = new float[k * stride];
    Chunks chunks = new Chunks(k, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          int from = chunks.first(chunk);
          int count = chunks.end(chunk) - from;
          float[] whole = scores(single, d, from, count, full);
          slacks(whole, scores(coordinates, size, from, count, inner), from, count, rest);
        });
  }

  /** Computes the coordinates of centroids, k × size. */
  static float[] coordinates(
      SinglePrecision frame, Subspace subspace, ScoredCentroids centroids, Workers workers) {
    int k = centroids.squaredNorms.length;
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

  private float[] scores(float[] rows, int width, int from, int count, Kernel.Packed columns) {
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
   * Writes the slacks of some centroids. ‖R(γ − β)‖² is what ‖γ − β‖² = ‖γ‖² + ‖β‖² − 2⟨γ,β⟩ has
   * more than its counterpart in coordinates; both products come in scores that share the norm of
   * γ.
   */
  private void slacks(float[] whole, float[] part, int from, int count, double[] rest) {
    for (int r = 0; r < count; r++) {
      int a = from + r;
      for (int p = 0; p < k; p++) {
        double full = whole[r * stride + p];
        double outside = rest[a] + rest[p] + (full - part[r * stride + p]) + error;
        double all = squaredNorms[a] + full + error;
        double square = Math.max(0, outside) + 1.02 * projection.share * Math.max(0, all);
        slack[a * stride + p] = p == a ? 0 : (float) Math.sqrt(square) * (1 + 0x1p-22f);
      }
    }
  }

  /** A row's product, its coordinates being in steps, with the centroid at a position. */
  float product(float[] rows, int offset, int position) {
    return kernel.dotProduct(rows, offset, stepped, position * projection.size, projection.size);
  }
}
