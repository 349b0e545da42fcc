package io.github.kmeans4j.core.internal.directions;

/**
 * Points prepared for the cosine distance by its plain definition, to the last bit. Takes 8 bytes a
 * value. Immutable and thread-safe.
 */
final class CosineLosses {
  /** Each point over its largest magnitude. */
  final double[][] scaled;

  final double[] norms;

  CosineLosses(double[][] points) {
    int k = points.length;
    this.scaled = new double[k][k == 0 ? 0 : points[0].length];
    this.norms = new double[k];
    for (int j = 0; j < k; j++) {
      double largest = Directions.largest(points[j]);
      double[] y = scaled[j];
      double sum = 0;
      for (int c = 0; c < y.length; c++) {
        y[c] = points[j][c] / largest;
        sum += y[c] * y[c];
      }
      norms[j] = Math.sqrt(sum);
    }
  }

  /**
   * Computes twice the distance of a row and a point.
   *
   * @param x the row over its largest magnitude
   * @param norm the norm of that
   * @param j which point
   * @return 2(1 − cos) ≥ 0
   */
  double twice(double[] x, double norm, int j) {
    double[] y = scaled[j];
    double dot = 0;
    for (int c = 0; c < x.length; c++) {
      dot += x[c] * y[c];
    }
    return Directions.twice(dot, norm, norms[j]);
  }
}
