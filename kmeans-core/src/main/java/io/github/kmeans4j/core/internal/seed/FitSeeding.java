package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.exact.FitRows;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a fit gives its initializer, with the rows that it has looked at already. Initializers of
 * others need not know.
 */
public final class FitSeeding extends Seeding {
  private final FitRows rows;
  private final boolean oneOfMany;

  /**
   * Creates it.
   *
   * @param random the only source of randomness
   * @param metric the distance that the fit minimises
   * @param weights one weight ≥ 0 a row, or null if all weigh 1
   * @param rows of the fit
   * @param oneOfMany whether the fit will ask for more initial centroids of the same rows, so that
   *     what is found out about them is worth its memory
   */
  public FitSeeding(
      RandomGenerator random,
      DistanceMetric metric,
      double @Nullable [] weights,
      FitRows rows,
      boolean oneOfMany) {
    super(random, metric, weights, rows.workers().threads());
    this.rows = rows;
    this.oneOfMany = oneOfMany;
  }

  /** The rows of the fit, if these points are what they were opened from. */
  static @Nullable FitRows rows(Seeding seeding, Points points) {
    return seeding instanceof FitSeeding fit && fit.rows.areOf(points) ? fit.rows : null;
  }

  /** Whether to remember what is found out about the rows. */
  static boolean isOneOfMany(Seeding seeding) {
    return seeding instanceof FitSeeding fit && fit.oneOfMany;
  }
}
