package io.github.kmeans4j.core.internal.directions;

/**
 * Points prepared for the cosine distance by its plain definition, to the last bit. Takes 8 bytes a
 * value. Immutable and thread-safe.
 */
public final class CosineLosses {
  /** Each point over its largest magnitude. */
  final double[][] scaled;

  final double[] norms;

  /**
   * Prepares points.
   *
   * @param points at least one, of d values each, none of them 0
   */
  public CosineLosses(double[][] points) {
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

  /**
   * Measures how far a row is from all points.
   *
   * @param row a dense one, which was read
   * @param distances receives a cosine distance for each point
   * @param at where they begin
   */
  public void measure(CosineRows row, double[] distances, int at) {
    int k = norms.length;
    int j = 0;
    for (; j + 4 <= k; j += 4) { // several sums, since each waits for its own last addition
      double[] y0 = scaled[j];
      double[] y1 = scaled[j + 1];
      double[] y2 = scaled[j + 2];
      double[] y3 = scaled[j + 3];
      double dot0 = 0;
      double dot1 = 0;
      double dot2 = 0;
      double dot3 = 0;
      for (int c = 0; c < row.count; c++) {
        double x = row.values[c];
        dot0 += x * y0[c];
        dot1 += x * y1[c];
        dot2 += x * y2[c];
        dot3 += x * y3[c];
      }
      distances[at + j] = Directions.distance(dot0, row.norm, norms[j]);
      distances[at + j + 1] = Directions.distance(dot1, row.norm, norms[j + 1]);
      distances[at + j + 2] = Directions.distance(dot2, row.norm, norms[j + 2]);
      distances[at + j + 3] = Directions.distance(dot3, row.norm, norms[j + 3]);
    }
    for (; j < k; j++) {
      double dot = 0;
      for (int c = 0; c < row.count; c++) {
        dot += row.values[c] * scaled[j][c];
      }
      distances[at + j] = Directions.distance(dot, row.norm, norms[j]);
    }
  }
}
