package io.github.kmeans4j.bench.headtohead;

import java.util.Arrays;
import java.util.List;

/**
 * Inertia over time of one fit.
 *
 * @param name who
 * @param k number of clusters
 * @param seed of the random numbers
 * @param points centroids on the way, by time; the last one is what the fit returned
 * @param quality of the last centroids
 */
record Curve(String name, int k, long seed, List<Point> points, Quality quality) {
  /**
   * What final centroids are worth; NaN where the rows or their classes are not there.
   *
   * @param testInertia of other rows
   * @param trainAccuracy share of rows whose cluster's most common class is theirs
   * @param testAccuracy the same of other rows, the classes of the clusters being those before
   */
  record Quality(double testInertia, double trainAccuracy, double testAccuracy) {
    static final Quality UNKNOWN = new Quality(Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * A point.
   *
   * @param seconds since the fit began, and for the labels at its end
   * @param inertia of all rows
   */
  record Point(double seconds, double inertia) {}

  Point last() {
    return points.get(points.size() - 1);
  }

  /** The time of the first point at or below an inertia; infinite if there is none. */
  double secondsTo(double inertia) {
    return points.stream()
        .filter(point -> point.inertia <= inertia)
        .mapToDouble(Point::seconds)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The inertia of the last point that is not later than a time; infinite before the first. */
  double inertiaAt(double seconds) {
    double inertia = Double.POSITIVE_INFINITY;
    for (Point point : points) {
      if (point.seconds <= seconds) {
        inertia = point.inertia;
      }
    }
    return inertia;
  }

  /** The median, the upper one of an even number; infinities are large numbers. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
