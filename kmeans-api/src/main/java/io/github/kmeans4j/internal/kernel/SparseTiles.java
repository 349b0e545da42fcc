package io.github.kmeans4j.internal.kernel;

/**
 * Scores sparse rows against centroids that stand column by column, so that one stored value is
 * multiplied by a column of many centroids at once.
 */
public interface SparseTiles {

  /** Columns of centroids are asked for in whole numbers of so many. */
  int SPARSE_PANEL = 16;

  /** Values of a column that {@link #sparseSums} multiplies at once. */
  int SUMMED = 4;

  /**
   * Computes scores. Writes {@code norms[first + j] − 2 Σ values[p] · table[columns[p] · stride +
   * first + j]}, p from {@code from[r]} to {@code to[r]} (exclusive), to {@code scores[r · width +
   * j]}, for every row r and j below the width. The sum is taken in float from 0, in any order,
   * fused or not, and the norm enters in the last rounding. So a sum of m terms is off by at most
   * {@code (m + 1) · 2⁻²⁴} of the sum of its terms' magnitudes (and a relative 10⁻³ of that), as
   * long as nothing underflows or overflows.
   *
   * @param values stored values
   * @param columns the column of each of them
   * @param from where each row begins
   * @param to where each row ends
   * @param count number of rows, at least 1
   * @param table the centroids, column by column
   * @param stride distance of two columns in the table, a multiple of {@link #SPARSE_PANEL}
   * @param norms ‖c‖² of each centroid; +∞ for padding
   * @param first the first centroid, a multiple of {@link #SPARSE_PANEL}
   * @param width how many, a multiple of {@link #SPARSE_PANEL}
   * @param scores receives count · width scores, and nothing else
   */
  default void sparseScores(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      int stride,
      float[] norms,
      int first,
      int width,
      float[] scores) {
    for (int r = 0; r < count; r++) {
      int begin = from[r];
      int end = to[r];
      for (int j = 0; j < width; j += 8) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (int p = begin; p < end; p++) {
          float v = values[p];
          int o = columns[p] * stride + first + j;
          s0 += v * table[o];
          s1 += v * table[o + 1];
          s2 += v * table[o + 2];
          s3 += v * table[o + 3];
          s4 += v * table[o + 4];
          s5 += v * table[o + 5];
          s6 += v * table[o + 6];
          s7 += v * table[o + 7];
        }
        int at = r * width + j;
        int norm = first + j;
        scores[at] = norms[norm] - 2 * s0;
        scores[at + 1] = norms[norm + 1] - 2 * s1;
        scores[at + 2] = norms[norm + 2] - 2 * s2;
        scores[at + 3] = norms[norm + 3] - 2 * s3;
        scores[at + 4] = norms[norm + 4] - 2 * s4;
        scores[at + 5] = norms[norm + 5] - 2 * s5;
        scores[at + 6] = norms[norm + 6] - 2 * s6;
        scores[at + 7] = norms[norm + 7] - 2 * s7;
      }
    }
  }

  /**
   * Multiplies sparse rows by four values of each column. Writes {@code Σ |values[p]| ·
   * table[columns[p] · 4 + f]}, p from {@code from[r]} to {@code to[r]} (exclusive), to {@code
   * sums[at + r · 4 + f]}, for every row r and f of 0, 2 and 3; for f = 1 the same with {@code
   * values[p]} in place of its magnitude. Sums are taken in float from 0, in any order, fused or
   * not.
   *
   * @param values stored values
   * @param columns the column of each of them
   * @param from where each row begins
   * @param to where each row ends
   * @param count number of rows, at least 1
   * @param signed whether a value may be negative
   * @param table {@link #SUMMED} values a column
   * @param sums receives as many a row, and nothing else
   * @param at where the first row's begin
   */
  default void sparseSums(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      boolean signed,
      float[] table,
      float[] sums,
      int at) {
    for (int r = 0; r < count; r++) {
      int end = to[r];
      float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (int p = from[r]; p < end; p++) {
        float v = values[p];
        float size = Math.abs(v);
        int o = columns[p] * SUMMED;
        s0 += size * table[o];
        s1 += v * table[o + 1];
        s2 += size * table[o + 2];
        s3 += size * table[o + 3];
      }
      int o = at + r * SUMMED;
      sums[o] = s0;
      sums[o + 1] = s1;
      sums[o + 2] = s2;
      sums[o + 3] = s3;
    }
  }
}
