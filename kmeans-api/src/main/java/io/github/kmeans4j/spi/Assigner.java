package io.github.kmeans4j.spi;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.ExactSum;

/**
 * Finds the nearest centroid of each row; what {@code Clustering.predict} runs on.
 *
 * <p>Implementations are thread-safe and give the labels of the plain definition: the centroid of
 * the smallest {@link DistanceMetric#loss loss} computed by direct differences in double, the
 * lowest index on ties.
 */
@FunctionalInterface
public interface Assigner {

  /**
   * Assigns rows to centroids. The input has been checked for its width and for finite values.
   *
   * @param points data, n × d
   * @param centroids k rows of d values
   * @param metric the distance
   * @param labels receives n labels in 0..k-1
   * @return the sum over the rows of the loss to the nearest centroid, computed by direct
   *     differences; added without rounding and rounded once, so that the order of the rows does
   *     not matter
   */
  double assign(Points points, double[][] centroids, DistanceMetric metric, int[] labels);

  /**
   * Returns the fastest assigner there is: the first one registered for {@link
   * java.util.ServiceLoader} that can be loaded (that of the core module, on as many threads as
   * there are processors), else {@link #direct()}.
   *
   * @return an assigner that works with every metric
   */
  static Assigner installed() {
    return Providers.of(Assigner.class, Assigner.class.getClassLoader()).usable().stream()
        .findFirst()
        .orElseGet(Assigner::direct);
  }

  /**
   * Returns the assigner of the plain definition, on the calling thread.
   *
   * @return a slow one that works with every metric
   */
  static Assigner direct() {
    return (points, centroids, metric, labels) -> {
      double[] row = new double[points.columns()];
      ExactSum inertia = new ExactSum();
      double beyond = 0; // losses of a metric that are not finite
      for (int i = 0; i < labels.length; i++) {
        points.copyRow(i, row);
        int nearest = 0;
        double least = metric.loss(row, centroids[0]);
        for (int j = 1; j < centroids.length; j++) {
          double loss = metric.loss(row, centroids[j]);
          if (loss < least) {
            least = loss;
            nearest = j;
          }
        }
        labels[i] = nearest;
        if (Double.isFinite(least)) {
          inertia.add(least);
        } else {
          beyond += least;
        }
      }
      return beyond == 0 ? inertia.value() : beyond;
    };
  }
}
