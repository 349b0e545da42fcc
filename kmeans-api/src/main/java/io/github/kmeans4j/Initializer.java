package io.github.kmeans4j;

import io.github.kmeans4j.internal.door.GivenMatrix;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;

/**
 * Chooses the k centroids that a fit begins with.
 *
 * <pre>{@code
 * DMatrixRMaj start = new DMatrixRMaj(new double[][] {{0, 0}, {5, 5}, {9, 0}});
 * Clustering given = new LloydKMeans(3).withInitializer(Initializer.of(start)).fit(points);
 *
 * Initializer first = (rows, k, seeding) -> { // one's own: the first k rows
 *   DMatrixRMaj centroids = new DMatrixRMaj(k, rows.columns());
 *   for (int j = 0; j < k; j++) {
 *     for (int c = 0; c < rows.columns(); c++) {
 *       centroids.set(j, c, rows.get(j, c));
 *     }
 *   }
 *   return centroids;
 * };
 * }</pre>
 *
 * <p>Implementations must be immutable and thread-safe, and must draw every random number from the
 * {@link Seeding} they are given, so that a seed decides the whole fit. A public one with a public
 * constructor without parameters can be registered for {@link java.util.ServiceLoader}, so that
 * {@link #named(String)} finds it; an instance or a lambda works without registration.
 */
@FunctionalInterface
public interface Initializer {

  /**
   * Chooses the initial centroids.
   *
   * @param points data, n × d, all finite
   * @param k number of centroids, 1 ≤ k ≤ n
   * @param seeding the random numbers, weights, metric and threads of the fit
   * @return k × d, all finite; not kept by the initializer
   */
  DMatrixRMaj initialize(Points points, int k, Seeding seeding);

  /**
   * Returns the stable lower-case name, by which configurations and saved models refer to the
   * initializer. Default: {@code "custom"}.
   *
   * @return for example {@code "k-means++"}
   */
  default String name() {
    return "custom";
  }

  /**
   * Starts from given centroids.
   *
   * @param centroids k × d, all finite; copied now
   * @return an initializer that refuses a k or a width other than its own
   * @throws IllegalArgumentException if a value is not finite (the message names row and column),
   *     or there are none
   */
  static Initializer of(DMatrixRMaj centroids) {
    Objects.requireNonNull(centroids, "centroids");
    GivenMatrix.check("centroids", centroids.numRows, centroids.numCols, centroids.data);
    return new GivenCentroids(centroids.copy());
  }

  /**
   * Finds a registered initializer.
   *
   * @param name its {@link #name()}
   * @return the initializer
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  static Initializer named(String name) {
    return Registered.find(Initializer.class, Initializer::name, name);
  }
}
