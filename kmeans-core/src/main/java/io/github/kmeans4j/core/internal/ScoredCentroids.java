package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.internal.Kernel;

/**
 * The centroids of one iteration, in double for the plain definition and packed for the kernel.
 * Immutable and thread-safe; the centroids must not be changed while it is used.
 */
final class ScoredCentroids {
  /** k × d, in data units. */
  final double[][] exact;

  /** k × d, shifted, scaled, in single precision. */
  final float[] single;

  /** ‖γ‖², length k. */
  final float[] squaredNorms;

  /** ‖γ‖² in double, length k. */
  final double[] exactSquaredNorms;

  /** An upper bound of the largest ‖γ‖. */
  final double largestNorm;

  final Kernel.Packed packed;

  ScoredCentroids(SinglePrecision frame, double[][] centroids) {
    int k = centroids.length;
    int d = frame.store.d;
    this.exact = centroids;
    this.single = new float[k * d];
    this.squaredNorms = new float[k];
    this.exactSquaredNorms = new double[k];
    double largest = 0;
    for (int j = 0; j < k; j++) {
      double sum = 0;
      for (int c = 0; c < d; c++) {
        double g = (centroids[j][c] - frame.shift[c]) * frame.scale;
        single[j * d + c] = (float) g;
        sum += g * g;
      }
      squaredNorms[j] = (float) sum;
      exactSquaredNorms[j] = sum;
      largest = Math.max(largest, sum);
    }
    this.largestNorm = Math.sqrt(largest) * (1 + 1e-9);
    this.packed = frame.kernel.pack(single, squaredNorms, k, d);
  }
}
