package io.github.kmeans4j.core.internal.exact;

import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * The centroids of one iteration, in double for the plain definition and packed for the kernel.
 * Immutable and thread-safe; the centroids must not be changed while it is used.
 */
public final class ScoredCentroids {
  /** Kernels lay out centroids in panels of so many, at most. */
  private static final int PANEL = 16;

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

  /** The number of each centroid, by which ties are settled; null where it is its place. */
  private final int @Nullable [] numbers;

  public ScoredCentroids(SinglePrecision frame, double[][] centroids) {
    this(frame, centroids, null);
  }

  /**
   * Takes centroids in another order than that of their numbers.
   *
   * @param numbers the number of each, or null for their own order; not copied
   */
  public ScoredCentroids(SinglePrecision frame, double[][] centroids, int @Nullable [] numbers) {
    int k = centroids.length;
    int d = frame.store.d;
    this.numbers = numbers;
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

  /** Whether of two centroids at the same distance the one at place a is the nearest. */
  boolean precedes(int a, int b) {
    return numbers == null ? a < b : numbers[a] < numbers[b];
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
   * @return k × columns, each rounded up as one kernel or another does
   */
  public static long packedSize(int k, int columns) {
    return roundedUp(k, PANEL) * roundedUp(columns, PortableKernel.COLUMNS);
  }

  private static long roundedUp(long value, int unit) {
    return (value + unit - 1) / unit * unit;
  }
}
