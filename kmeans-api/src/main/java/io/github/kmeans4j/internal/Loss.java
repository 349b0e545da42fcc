package io.github.kmeans4j.internal;

import java.util.function.ToDoubleBiFunction;

/**
 * What is summed up over rows and their nearest centroids, for code that knows no metrics.
 *
 * @param function the loss of a row and a centroid, of d values each
 * @param isEuclidean whether it is the squared Euclidean distance, which has fast paths
 * @param owner the name of the class of the metric that it belongs to, or an empty one
 */
public record Loss(
    ToDoubleBiFunction<double[], double[]> function, boolean isEuclidean, String owner) {
  /** The name of the metric whose loss is the squared Euclidean distance; reserved for it. */
  public static final String EUCLIDEAN = "euclidean";

  /** The class of that metric. */
  public static final String OWNER = "io.github.kmeans4j.core.EuclideanDistance";

  /** The class of the cosine distance, to which columns of zeros add nothing. */
  public static final String COSINE = "io.github.kmeans4j.core.CosineDistance";

  /**
   * Computes the loss.
   *
   * @param row d values
   * @param centroid d values
   * @return the loss ≥ 0
   * @throws IllegalArgumentException if it is none
   */
  public double of(double[] row, double[] centroid) {
    double loss = function.applyAsDouble(row, centroid);
    if (!(loss >= 0)) {
      throw new IllegalArgumentException(
          "metric: a loss must be at least 0, but " + owner + " gives " + loss);
    }
    return loss;
  }

  /**
   * Checks what a metric gives.
   *
   * @param distance of two rows
   * @param metric that gave it
   * @return the distance ≥ 0
   * @throws IllegalArgumentException if it is none
   */
  public static double checkDistance(double distance, Object metric) {
    if (!(distance >= 0)) {
      throw new IllegalArgumentException(
          "metric: a distance must be at least 0, but "
              + metric.getClass().getName()
              + " gives "
              + distance);
    }
    return distance;
  }

  /**
   * Finds the nearest centroid.
   *
   * @param row d values
   * @param centroids at least one, of d values each
   * @return the index of the one with the least loss, the lowest on ties
   */
  public int nearest(double[] row, double[][] centroids) {
    int nearest = 0;
    double least = of(row, centroids[0]);
    for (int j = 1; j < centroids.length; j++) {
      double next = of(row, centroids[j]);
      if (next < least) {
        least = next;
        nearest = j;
      }
    }
    return nearest;
  }
}
