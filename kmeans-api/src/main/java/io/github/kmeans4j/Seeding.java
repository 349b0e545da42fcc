package io.github.kmeans4j;

import io.github.kmeans4j.internal.FitContext;
import io.github.kmeans4j.internal.door.GivenPart;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a fit gives its {@link Initializer}: the random numbers, the sample weights, the metric and
 * how many threads it may use. Belongs to one fit; not thread-safe, as its random numbers are not.
 */
public final class Seeding extends FitContext {
  private final RandomGenerator random;
  private final DistanceMetric metric;
  private final double @Nullable [] weights;
  private final int threads;

  /**
   * Creates it.
   *
   * @param random the only source of randomness
   * @param metric the distance that the fit minimises
   * @param weights one weight ≥ 0 a row, or null if all weigh 1; not copied, not changed
   * @param threads how many threads may work, at least 1; must not change the outcome
   * @throws IllegalArgumentException if threads are less than 1, or the metric has no name
   */
  public Seeding(
      RandomGenerator random, DistanceMetric metric, double @Nullable [] weights, int threads) {
    this.random = Objects.requireNonNull(random, "random");
    this.metric = GivenPart.checkMetric("metric", metric, DistanceMetric::name);
    this.weights = weights;
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    this.threads = threads;
  }

  /**
   * Returns the random numbers of this fit.
   *
   * @return the generator; each call returns the same one
   */
  public RandomGenerator random() {
    return random;
  }

  /**
   * Returns the distance that the fit minimises.
   *
   * @return the metric
   */
  public DistanceMetric metric() {
    return metric;
  }

  /**
   * Returns the weight of a row.
   *
   * @param row row index
   * @return its weight ≥ 0; 1 if the fit has no weights
   */
  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /**
   * Tells whether rows may weigh differently.
   *
   * @return true if the fit has weights
   */
  public boolean isWeighted() {
    return weights != null;
  }

  /**
   * Returns how many threads may work.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }
}
