package io.github.kmeans4j.core;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;

/**
 * The Manhattan distance Σ|a − b|, minimised by the component-wise median (k-medians). Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * Clustering medians = new LloydKMeans(10).withMetric(new ManhattanDistance()).fit(points);
 * }</pre>
 */
public final class ManhattanDistance implements DistanceMetric {

  /** Creates the metric. */
  public ManhattanDistance() {}

  @Override
  public double distance(double[] a, double[] b) {
    Widths.requireSame(a, b);
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += Math.abs(a[j] - b[j]);
    }
    return sum;
  }

  @Override
  public Center center() {
    return Center.MEDIAN;
  }

  @Override
  public String name() {
    return "manhattan";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManhattanDistance;
  }

  @Override
  public int hashCode() {
    return ManhattanDistance.class.hashCode();
  }

  @Override
  public String toString() {
    return "ManhattanDistance";
  }
}
