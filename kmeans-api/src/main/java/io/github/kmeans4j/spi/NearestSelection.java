package io.github.kmeans4j.spi;

import io.github.kmeans4j.DistanceMetric;

/**
 * Selects the nearest centroids of a row by the plain definition. Holds the scratch of one thread.
 */
public final class NearestSelection {
  private final double[][] centroids;
  private final DistanceMetric metric;
  private final double[] losses;

  /**
   * Creates it.
   *
   * @param centroids k rows of d values
   * @param metric the distance
   */
  public NearestSelection(double[][] centroids, DistanceMetric metric) {
    this.centroids = centroids;
    this.metric = metric;
    this.losses = new double[centroids.length];
  }

  /**
   * Selects the nearest centroids.
   *
   * @param row d values
   * @param nearest receives their indices, nearest first, the lowest index first on ties; as long
   *     as so many are asked for, 1 to k
   */
  public void select(double[] row, int[] nearest) {
    int size = 0;
    for (int j = 0; j < centroids.length; j++) {
      double loss = metric.loss(row, centroids[j]);
      losses[j] = loss;
      if (size == nearest.length && !(loss < losses[nearest[size - 1]])) {
        continue;
      }
      int at = size < nearest.length ? size++ : size - 1;
      while (at > 0 && loss < losses[nearest[at - 1]]) {
        nearest[at] = nearest[at - 1];
        at--;
      }
      nearest[at] = j;
    }
  }
}
