package io.github.kmeans4j.minibatch;

/** Whether squared distances are finite not only one by one, but also when they are added up. */
final class Totals {
  private Totals() {}

  /**
   * The largest magnitude for which a sum of squared distances cannot overflow: that of two points
   * of d columns is at most 4 d times the square of the largest value.
   *
   * @param weight total weight of the rows, at least 1
   */
  static double limit(double weight, int columns) {
    return Math.sqrt(Double.MAX_VALUE / weight / columns) / 2;
  }

  /** The largest magnitude in some centroids. */
  static double largest(double[][] centroids) {
    double largest = 0;
    for (double[] centroid : centroids) {
      for (double value : centroid) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
