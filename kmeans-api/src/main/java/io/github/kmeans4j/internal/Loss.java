package io.github.kmeans4j.internal;

import java.util.function.ToDoubleBiFunction;

/**
 * What is summed up over rows and their nearest centroids, for code that knows no metrics.
 *
 * @param function the loss of a row and a centroid, of d values each
 * @param isEuclidean whether it is the squared Euclidean distance, which has fast paths
 */
public record Loss(ToDoubleBiFunction<double[], double[]> function, boolean isEuclidean) {
  /** The name of the metric whose loss is the squared Euclidean distance; reserved for it. */
  public static final String EUCLIDEAN = "euclidean";

  /**
   * Computes the loss.
   *
   * @param row d values
   * @param centroid d values
   * @return the loss ≥ 0
   */
  public double of(double[] row, double[] centroid) {
    return function.applyAsDouble(row, centroid);
  }
}
