package io.github.kmeans4j.internal.kernel;

/**
 * Looks for the nearest centroids of rows of few columns, whose values are laid out column by
 * column, so that the lanes of a vector hold rows. Distances come from direct differences in single
 * precision.
 *
 * <pre>
 * Error analysis. u = 2⁻²⁴ is the unit roundoff of float, x and c are the floats that come in, D the
 * distance ‖x − c‖. A difference is off by u of itself; the sum of its squares has d terms, all
 * positive, and at most d + 2 roundings on the way of each; the root halves the relative error and
 * rounds once:
 *     |D̂ − D| ≤ ((d + 2) / 2 + 1)(1 + 10⁻³)u D = h D      (and 2⁻⁷⁰ where squares underflow).
 * What a kernel says of two distances D₁ ≤ D₂, the lower bound of D₂ − D₁
 *     D̂₂(1 − e) − [D̂₁(1 + e) + a]
 * takes four more roundings, each of at most u D₂ or u D₁. So with e ≥ (d / 2 + 6)(1 + 10⁻²)u it is
 * less than D₂ − D₁ − a, if a ≥ 2⁻⁶⁹. Callers add to e and a what they know of the errors of x and c.
 * </pre>
 */
public interface Lanes {
  /** Rows come in multiples of so many. */
  int UNIT = 32;

  /** Squared distances beyond this count as this, so that gaps stay finite. */
  float LARGEST_SQUARE = 1e36f;

  /**
   * Finds the nearest of some centroids for each of some rows, and how much farther the second
   * nearest is. Where the gap is not positive, nothing is said about which one is nearest.
   *
   * @param columns the value of column c of row r is at {@code from + c * stride + r}; finite
   * @param from where the first column begins
   * @param stride distance of two columns
   * @param count number of rows, a positive multiple of {@link #UNIT}
   * @param d number of columns, at least 1
   * @param centroids row-major, d columns; may be infinite, but not NaN
   * @param list indices of the centroids that are looked at, below 2²⁴
   * @param size how many those are, at least 1
   * @param relative e, below 2⁻⁸
   * @param absolute a; infinite if no gap can be certain
   * @param result receives for each row the index of its nearest centroid, and a lower bound of how
   *     much farther the second nearest one is, less {@code absolute}; has room for that many rows
   * @return the least of the gaps
   */
  default float nearest(
      float[] columns,
      int from,
      int stride,
      int count,
      int d,
      float[] centroids,
      int[] list,
      int size,
      float relative,
      float absolute,
      LanesResult result) {
    return PlainLanes.nearest(
        columns, from, stride, count, d, centroids, list, size, relative, absolute, result);
  }

  /**
   * Returns up to how many columns these lanes are faster than {@link Tiles} and the bounds that go
   * with those.
   *
   * @return a number of columns
   */
  default int mostColumns() {
    return 32;
  }
}
