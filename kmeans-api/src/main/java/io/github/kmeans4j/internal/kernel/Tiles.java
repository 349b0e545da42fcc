package io.github.kmeans4j.internal.kernel;

/**
 * Scores blocks of rows against packed centroids in single precision: the arithmetic heart of
 * k-means.
 *
 * <p>The score of row x and centroid c is ‖c‖² − 2⟨x, c⟩, which is the squared distance less ‖x‖²,
 * the same for all centroids of a row. Scores are approximations: the caller decides from an error
 * bound (see {@link #chain(int)}) which of them settle a label, and settles the others itself. So a
 * kernel may sum in any order, and results never depend on which kernel ran.
 */
public interface Tiles {

  /** Centroids in the layout that a kernel reads fastest; made by {@link Tiles#pack}. Immutable. */
  interface Packed {}

  /**
   * Returns how many centroids make a panel, the unit in which {@link #scores} computes.
   *
   * @param k number of centroids
   * @return the width of a panel, 1..16, always the same for a k
   */
  int panelWidth(int k);

  /**
   * Lays out centroids. Panel p holds the centroids from {@code p * panelWidth(k)}; the last panel
   * is filled up with centroids whose scores are {@link Float#POSITIVE_INFINITY}.
   *
   * @param centroids k × d, row-major
   * @param squaredNorms ‖c‖² of each of the k centroids; any other finite value will do, which then
   *     stands in the scores instead
   * @param k number of centroids
   * @param d number of columns
   * @return the packed centroids, independent of the arguments; for the kernel of this class only
   */
  Packed pack(float[] centroids, float[] squaredNorms, int k, int d);

  /**
   * Computes scores. Writes the score of row r and the j-th centroid of the panels asked for to
   * {@code scores[r * stride + j]}, padding included.
   *
   * <p>A score has two steps. First the product p of row and centroid is summed up in float from 0,
   * in any order, fused or not, with the norm not yet part of it; {@link #chain(int)} bounds the
   * error of p. Then the norm enters in the last rounding, and in no other: the score is {@code
   * norm - 2 * p} in float, where the doubling is exact and the subtraction rounds once. So it is
   * {@code -2 * p}, exactly, where the norm is 0.
   *
   * <p>Nothing is written beyond the panels asked for: neither between the last of them and the
   * stride, nor before the first row or from row {@code count} on.
   *
   * @param rows values of the rows
   * @param offsets where each row's d values begin in {@code rows}; in any order, may repeat and
   *     overlap; what stands at {@code count} and beyond is not read
   * @param count number of rows, at least 1
   * @param packed centroids packed by this kernel
   * @param fromPanel first panel
   * @param toPanel end of the panels (exclusive), beyond the first
   * @param scores receives the scores; may end with the last of them
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
   * Returns how many rows {@link #scores} takes best at once.
   *
   * @return a number of rows; more are no faster
   */
  default int rowsAtOnce() {
    return 64;
  }

  /**
   * Returns how many panels {@link #scores} takes best at once: for few rows a single one costs so
   * many times the multiplications of its centroids.
   *
   * @return a number of panels; more are no faster
   */
  default int panelsAtOnce() {
    return 3;
  }

  /**
   * Returns the length of the longest chain of dependent roundings in the product of a score, for
   * the error bound: the computed ⟨x, c⟩ differs from the exact one by at most {@code chain · 2⁻²⁴
   * · Σ|x||c|} (and a relative 10⁻³ of that), as long as nothing underflows or overflows.
   *
   * @param d number of columns
   * @return about d for a plain loop; less for kernels with several partial sums
   */
  int chain(int d);
}
