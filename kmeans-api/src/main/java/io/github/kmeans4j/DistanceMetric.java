package io.github.kmeans4j;

import io.github.kmeans4j.internal.Loss;

/**
 * How far a row is from a centroid, and which center minimises the sum of that.
 *
 * <pre>{@code
 * DistanceMetric firstTwice = (a, b) -> {  // squares, whose sums means minimise
 *   double first = a[0] - b[0];
 *   return EuclideanDistance.squaredDistance(a, b) + first * first;
 * };
 * Clustering c = new LloydKMeans(5).withMetric(firstTwice).fit(points);
 * DistanceMetric byName = DistanceMetric.named("cosine");
 * }</pre>
 *
 * <p>Lloyd's iteration descends only if the center that replaces a cluster's rows minimises the
 * cluster's total {@link #loss loss}; so a metric names its {@link #center() center}, and no other
 * one can be combined with it.
 *
 * <p>Implementations must be stateless or immutable, and thread-safe. A public one with a public
 * constructor without parameters can be registered for {@link java.util.ServiceLoader}, so that
 * {@link #named(String)} finds it; an instance or a lambda works without registration.
 */
@FunctionalInterface
public interface DistanceMetric {

  /**
   * Returns the distance of two points; not squared.
   *
   * @param a d finite values
   * @param b d finite values
   * @return the distance ≥ 0
   * @throws IllegalArgumentException if this is a metric of the library, and a and b have different
   *     widths
   */
  double distance(double[] a, double[] b);

  /**
   * Returns what a fit minimises the sum of, a non-decreasing function of the distance; the labels
   * are those of the smallest loss and the inertia is its sum over the rows. Default: the distance
   * itself; the Euclidean metric returns its square.
   *
   * @param a d finite values, a row
   * @param b d finite values, a centroid
   * @return the loss ≥ 0
   */
  default double loss(double[] a, double[] b) {
    return distance(a, b);
  }

  /**
   * Names the center that minimises the sum of losses. Default: {@link Center#MEAN}, which is right
   * for every Bregman divergence.
   *
   * @return the center that fits this metric
   */
  default Center center() {
    return Center.MEAN;
  }

  /**
   * Returns the stable lower-case name, by which configurations and saved models refer to the
   * metric. Default: {@code "custom"}.
   *
   * <p>The name {@code "euclidean"} is reserved for the Euclidean distance of the core module: by
   * it, rows are assigned on fast paths that compute that distance and never call the metric.
   *
   * @return for example {@code "manhattan"}
   */
  default String name() {
    return "custom";
  }

  /**
   * Checks that a row is one that the metric is defined for. Default: every row is.
   *
   * @param row d finite values
   * @throws IllegalArgumentException saying what is wrong with it; the caller adds where it stands
   */
  default void checkRow(double[] row) {}

  /**
   * Finds a registered metric.
   *
   * @param name its {@link #name()}
   * @return the metric; one that bears a {@linkplain #name() reserved} name and has no right to it
   *     is left out
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  static DistanceMetric named(String name) {
    return Registered.find(DistanceMetric.class, DistanceMetric::rightfulName, name);
  }

  private static String rightfulName(DistanceMetric metric) {
    String name = metric.name();
    if (Loss.EUCLIDEAN.equals(name) && !Loss.OWNER.equals(metric.getClass().getName())) {
      throw new IllegalArgumentException("the name \"" + name + "\" is reserved for " + Loss.OWNER);
    }
    return name;
  }
}
