package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.internal.FitContext;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a fit leaves with the seeding that it gives its initializer. Initializers of others need not
 * know.
 *
 * @param rows the rows that the fit has looked at already
 * @param oneOfMany whether the fit will ask for more initial centroids of the same rows, so that
 *     what is found out about them is worth its memory
 */
public record FitSeeding(FitRows rows, boolean oneOfMany) {

  /**
   * Makes a seeding for a fit.
   *
   * @param random the only source of randomness
   * @param metric the distance that the fit minimises
   * @param weights one weight ≥ 0 a row, or null if all weigh 1
   * @param fit what the fit leaves with it
   * @return the seeding, of as many threads as the fit has
   */
  public static Seeding of(
      RandomGenerator random, DistanceMetric metric, double @Nullable [] weights, FitSeeding fit) {
    int threads = fit.rows.workers().threads();
    return FitContext.leave(new Seeding(random, metric, weights, threads), fit);
  }

  /**
   * Tells whether an initializer takes rows of the data as they are, so that it need not see
   * columns that no row has.
   *
   * @param initializer any
   * @return true for those of the library
   */
  public static boolean choosesRows(Initializer initializer) {
    String name = initializer.name();
    return initializer.getClass().getPackageName().equals("io.github.kmeans4j.core")
        && (name.equals("k-means++") || name.equals("k-means||") || name.equals("random"));
  }

  /**
   * Finds the rows of a fit.
   *
   * @param seeding what an initializer was given
   * @param points the same
   * @return the rows of the fit, if these points are what they were opened from; else null
   */
  public static @Nullable FitRows rows(Seeding seeding, Points points) {
    FitSeeding fit = FitContext.find(seeding, FitSeeding.class);
    return fit != null && fit.rows.areOf(points) ? fit.rows : null;
  }

  /** Whether to remember what is found out about the rows. */
  static boolean isOneOfMany(Seeding seeding) {
    FitSeeding fit = FitContext.find(seeding, FitSeeding.class);
    return fit != null && fit.oneOfMany;
  }
}
