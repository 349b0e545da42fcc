package io.github.kmeans4j.spi;

/**
 * Scores blocks of rows against packed centroids in single precision: the arithmetic heart of
 * k-means.
 *
 * <p>The score of row x and centroid c is ‖c‖² − 2⟨x, c⟩, which is the squared distance less ‖x‖²,
 * the same for all centroids of a row. Scores are approximations: the caller decides from an error
 * bound (see {@link #chain(int)}) which of them settle a label, and settles the others itself. So a
 * kernel may sum in any order, and results never depend on which kernel ran.
 *
 * <p>A kernel trusts its input, knows nothing of threads, and is stateless and thread-safe.
 */
public interface Kernel {

  /**
   * Centroids in the layout that a kernel reads fastest; made by {@link Kernel#pack}. Immutable.
   */
  interface Packed {}

  /**
   * Describes the kernel for the log.
   *
   * @return name and width, for example {@code "simd (512 bits)"}
   */
  String description();

  /**
   * Returns how many centroids make a panel, the unit in which {@link #scores} computes.
   *
   * @param k number of centroids
   * @return the width of a panel ≥ 1
   */
  int panelWidth(int k);

  /**
   * Lays out centroids. Panel p holds the centroids from {@code p * panelWidth(k)}; the last panel
   * is filled up with centroids whose scores are {@link Float#POSITIVE_INFINITY}.
   *
   * @param centroids k × d, row-major
   * @param squaredNorms ‖c‖² of each of the k centroids
   * @param k number of centroids
   * @param d number of columns
   * @return the packed centroids, independent of the arguments
   */
  Packed pack(float[] centroids, float[] squaredNorms, int k, int d);

  /**
   * Computes scores. Writes the score of row r and the j-th centroid of the panels asked for to
   * {@code scores[r * stride + j]}, padding included.
   *
   * @param rows values of the rows
   * @param offsets where each row's d values begin in {@code rows}
   * @param count number of rows, at least 1
   * @param packed centroids packed by this kernel
   * @param fromPanel first panel
   * @param toPanel end of the panels (exclusive)
   * @param scores receives the scores
   * @param stride distance of the scores of two rows, at least the width of all panels asked for
   */
  void scores(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int fromPanel,
      int toPanel,
      float[] scores,
      int stride);

  /**
   * Multiplies two vectors.
   *
   * @param a values of the first
   * @param aFrom its first index
   * @param b values of the second
   * @param bFrom its first index
   * @param d how many
   * @return ⟨a, b⟩ within the error bound of {@link #chain(int)}
   */
  float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d);

  /**
   * Widens unsigned bytes to floats, less a shift.
   *
   * @param source bytes, each 0..255
   * @param from first byte
   * @param shift d whole numbers, subtracted
   * @param target receives the differences, exactly
   * @param at index of the first one in {@code target}
   * @param d how many
   */
  void widen(byte[] source, int from, float[] shift, float[] target, int at, int d);

  /**
   * Subtracts a shift from floats.
   *
   * @param source values
   * @param from first value
   * @param shift d values, subtracted
   * @param scale a power of two that the difference is multiplied by
   * @param target receives the products, each rounded once
   * @param at index of the first one in {@code target}
   * @param d how many
   */
  void center(float[] source, int from, float[] shift, float scale, float[] target, int at, int d);

  /**
   * Returns the length of the longest chain of dependent roundings in a score, for the error bound:
   * the computed ⟨x, c⟩ differs from the exact one by at most {@code chain · 2⁻²⁴ · Σ|x||c|} (and a
   * relative 10⁻³ of that).
   *
   * @param d number of columns
   * @return d for a plain loop; less for kernels with several partial sums
   */
  int chain(int d);
}
