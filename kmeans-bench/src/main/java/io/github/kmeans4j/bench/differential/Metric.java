package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.ManhattanDistance;

/** The distances that are compared. */
enum Metric {
  EUCLIDEAN(new EuclideanDistance()),
  /** The same by another name, so that none of the fast paths is taken. */
  SQUARED(
      new DistanceMetric() {
        @Override
        public double distance(double[] a, double[] b) {
          return EuclideanDistance.squaredDistance(a, b);
        }
      }),
  MANHATTAN(new ManhattanDistance()),
  COSINE(new CosineDistance());

  final DistanceMetric distance;

  Metric(DistanceMetric distance) {
    this.distance = distance;
  }
}
