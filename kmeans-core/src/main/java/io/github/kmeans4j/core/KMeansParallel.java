package io.github.kmeans4j.core;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.seed.FitSeeding;
import io.github.kmeans4j.core.internal.seed.SquaredDistanceSampling;
import io.github.kmeans4j.core.internal.work.Workers;
import org.ejml.data.DMatrixRMaj;

/**
 * k-means|| (Bahmani et al. 2012, <a
 * href="https://doi.org/10.14778/2180912.2180915">doi:10.14778/2180912.2180915</a>): a few rounds,
 * each of which takes every row as a candidate with a probability proportional to its squared
 * distance to the nearest candidate so far (for other metrics: to its loss); then {@link
 * KMeansPlusPlus} chooses the centroids among the candidates, each of which weighs as much as the
 * rows nearest to it. Reads the data a few times, however large k is, and so is for thousands of
 * centroids what k-means++ is for hundreds.
 *
 * <pre>{@code
 * Clustering index =
 *     new LloydKMeans(4096).withInitializer(new KMeansParallel().withRounds(3)).fit(points);
 * }</pre>
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>rounds: 5
 *   <li>oversampling: 2, so a round takes 2k candidates about
 * </ul>
 *
 * <p>If the rounds give fewer than k distinct candidates, rows drawn as k-means++ draws them are
 * added, so that the centroids are distinct wherever k rows of positive weight are; beyond that the
 * lowest rows not taken yet fill up. Weighted rows are drawn in proportion to their weights too.
 * Needs memory for the candidates, 2k · 5 rows about.
 *
 * <p>The result does not depend on the number of threads or the kernel. Immutable and thread-safe.
 */
public final class KMeansParallel implements Initializer {
  private final int rounds;
  private final double oversampling;

  /** Creates the initializer with the defaults. */
  public KMeansParallel() {
    this(5, 2);
  }

  private KMeansParallel(int rounds, double oversampling) {
    this.rounds = rounds;
    this.oversampling = oversampling;
  }

  /**
   * Sets the number of rounds.
   *
   * @param rounds at least 1
   * @return a copy with that number of rounds
   * @throws IllegalArgumentException if it is less than 1
   */
  public KMeansParallel withRounds(int rounds) {
    return new KMeansParallel(FitOptions.atLeast("rounds", 1, rounds), oversampling);
  }

  /**
   * Sets how many candidates a round takes.
   *
   * @param oversampling the expected number of candidates a round, as a multiple of k; &gt; 0
   * @return a copy with that oversampling
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public KMeansParallel withOversampling(double oversampling) {
    if (!(oversampling > 0 && oversampling < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "oversampling must be positive and finite, but is " + oversampling);
    }
    return new KMeansParallel(rounds, oversampling);
  }

  @Override
  public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
    Fits.checkAsked(k, points, seeding);
    OccurringColumns candidates;
    double[] weights;
    long compared = (long) (oversampling * k * rounds);
    try (SquaredDistanceSampling sampling =
        new SquaredDistanceSampling(points, k, compared, seeding)) {
      sampling.choose(sampling.drawOrFill());
      for (int round = 0; round < rounds && sampling.potential() > 0; round++) {
        sampling.chooseAll(sampling.drawEach(oversampling * k));
      }
      // Equal rows may have been taken in one round; only distinct ones are worth a centroid.
      while (sampling.count() < k || sampling.distinct() < k && sampling.hasUnlike()) {
        sampling.choose(sampling.drawOrFill());
      }
      candidates = sampling.centerRows();
      weights = sampling.centerWeights();
    }
    try (Workers workers = new Workers(seeding.threads())) {
      FitSeeding known = new FitSeeding(FitRows.of(candidates, Kernels.get(), workers), false);
      return new KMeansPlusPlus()
          .initialize(
              candidates.points(),
              k,
              FitSeeding.of(seeding.random(), seeding.metric(), weights, known));
    }
  }

  @Override
  public String name() {
    return "k-means||";
  }

  @Override
  public String toString() {
    return "KMeansParallel[rounds=" + rounds + ", oversampling=" + oversampling + "]";
  }
}
