package io.github.kmeans4j.spi;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.ExactSum;
import org.jspecify.annotations.Nullable;

/** The plain definition, row by row, on the calling thread. */
final class PlainAssigner implements Assigner {

  @Override
  public double assign(
      Points points,
      double[][] centroids,
      DistanceMetric metric,
      double @Nullable [] weights,
      int threads,
      int[] labels) {
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
      double weight = weights == null ? 1 : weights[i];
      if (Double.isFinite(least)) {
        inertia.addProduct(weight, least);
      } else if (weight > 0) {
        beyond += least;
      }
    }
    return beyond == 0 ? inertia.value() : beyond;
  }

  @Override
  public void nearest(
      Points points, double[][] centroids, DistanceMetric metric, int threads, int[][] nearest) {
    NearestSelection selection = new NearestSelection(centroids, metric);
    double[] row = new double[points.columns()];
    for (int i = 0; i < nearest.length; i++) {
      points.copyRow(i, row);
      selection.select(row, nearest[i]);
    }
  }
}
