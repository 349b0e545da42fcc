package io.github.kmeans4j.spark.internal.pass;

/** Rows of length 1, rounded as the core does for spherical k-means. */
public final class Directions {
  private Directions() {}

  /**
   * Scales a row to length 1.
   *
   * @param row d values, not all 0
   * @param target receives d values
   */
  public static void unit(double[] row, double[] target) {
    double largest = 0;
    for (double v : row) {
      largest = Math.max(largest, Math.abs(v));
    }
    double sum = 0;
    for (double v : row) {
      double scaled = v / largest;
      sum += scaled * scaled;
    }
    double norm = Math.sqrt(sum);
    for (int c = 0; c < row.length; c++) {
      target[c] = row[c] / largest / norm;
    }
  }
}
