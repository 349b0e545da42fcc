package io.github.kmeans4j.core;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.rows.Euclidean;

/**
 * The Euclidean distance; its loss is the squared distance, minimised by the mean. The default, and
 * the only metric with fast kernels. Immutable and thread-safe.
 */
public final class EuclideanDistance implements DistanceMetric {

  /** Creates the metric. */
  public EuclideanDistance() {}

  /**
   * Computes the squared distance as the whole library defines it: direct differences, their
   * squares added in the order of the columns.
   *
   * @param a d values
   * @param b d values
   * @return Σ (a − b)²
   * @throws IllegalArgumentException if a and b have different widths
   */
  public static double squaredDistance(double[] a, double[] b) {
    Widths.requireSame(a, b);
    return Euclidean.squared(a, b);
  }

  @Override
  public double distance(double[] a, double[] b) {
    return Math.sqrt(squaredDistance(a, b));
  }

  @Override
  public double loss(double[] a, double[] b) {
    return squaredDistance(a, b);
  }

  @Override
  public String name() {
    return Euclidean.NAME;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EuclideanDistance;
  }

  @Override
  public int hashCode() {
    return EuclideanDistance.class.hashCode();
  }

  @Override
  public String toString() {
    return "EuclideanDistance";
  }
}
