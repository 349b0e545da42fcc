package io.github.kmeans4j.core.internal.exact;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.kernel.Tiles;

/**
 * The centroids of one iteration, in double for the plain definition and packed for the kernel.
 * Immutable and thread-safe; the centroids must not be changed while it is used.
 */
public final class ScoredCentroids {
  /** Kernels lay out centroids in panels of so many, at most. */
  private static final int PANEL = 16;

  /** Kernels lay out columns in groups of so many, at most. */
  private static final int COLUMNS = 8;

  /** k × d, in data units. */
  public final double[][] exact;

  /** k × d, shifted, scaled, in single precision. */
  public final float[] single;

  /** ‖γ‖², length k. */
  public final float[] normsSq;

  /** ‖γ‖² in double, length k. */
  public final double[] exactNormsSq;

  /** An upper bound of the largest ‖γ‖. */
  public final double largestNorm;

  public final Tiles.Packed packed;

  public ScoredCentroids(SinglePrecision frame, double[][] centroids) {
    int k = centroids.length;
    int d = frame.store.d;
    this.exact = centroids;
    this.single = new float[k * d];
    this.normsSq = new float[k];
    this.exactNormsSq = new double[k];
    double largest = 0;
    for (int j = 0; j < k; j++) {
      double sum = 0;
      for (int c = 0; c < d; c++) {
        double g = (centroids[j][c] - frame.shift[c]) * frame.scale;
        single[j * d + c] = (float) g;
        sum += g * g;
      }
      normsSq[j] = (float) sum;
      exactNormsSq[j] = sum;
      largest = Math.max(largest, sum);
    }
    this.largestNorm = Math.sqrt(largest) * (1 + 1e-9);
    this.packed = frame.kernel.pack(single, normsSq, k, d);
  }

  /**
   * Tells whether kernels can lay out some centroids.
   *
   * @param k number of centroids
   * @param columns number of columns
   * @return false if only the plain definition can be used
   */
  public static boolean canBePacked(int k, int columns) {
    return packedSize(k, columns) <= Chunks.LARGEST_ARRAY;
  }

  /**
   * Returns how many values some centroids take as kernels lay them out.
   *
   * @param k number of centroids
   * @param columns number of columns
   * @return k × columns, each rounded up
   */
  public static long packedSize(int k, int columns) {
    return roundedUp(k, PANEL) * roundedUp(columns, COLUMNS);
  }

  private static long roundedUp(long value, int unit) {
    return (value + unit - 1) / unit * unit;
  }
}
