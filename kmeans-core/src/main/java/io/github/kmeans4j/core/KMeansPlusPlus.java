package io.github.kmeans4j.core;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.seed.SquaredDistanceSampling;
import org.ejml.data.DMatrixRMaj;

/**
 * Greedy k-means++ (Arthur and Vassilvitskii 2007, SODA '07, pages 1027–1035): each center is a row
 * drawn with a probability proportional to its squared distance to the nearest center chosen before
 * (for other metrics: to its loss); of several such candidates, the one that lowers the sum of
 * these most is taken.
 *
 * <pre>{@code
 * Clustering plain = // one candidate a center: the method of the paper
 *     new LloydKMeans(10).withInitializer(new KMeansPlusPlus().withCandidates(1)).fit(points);
 * }</pre>
 *
 * <p>Default: 2 + ⌊ln k⌋ candidates a center, as in scikit-learn; with the Euclidean metric and
 * 8192 rows or more of up to 16 columns twice, up to 8 columns four times as many, if all together
 * are 48 at least by the first number. Such rows, and those of up to 32 columns whose values are
 * floats, in whatever array, are drawn in a spatial order of their own. What a candidate gains is
 * summed up in single precision wherever such values are floats. Weighted rows are drawn in
 * proportion to their weights too. The centroids are distinct wherever k rows of positive weight
 * are, also those between which the metric sees no distance; beyond that the lowest rows not chosen
 * yet fill up.
 *
 * <p>Takes 12 bytes a row while it runs, with many columns and centers up to 540, or 4 d + 44 of d
 * ≤ 256 columns, and some more for a moment while the first centers are chosen; such rows of few
 * columns 16 bytes each and 4 for each value (8 for doubles that are no floats), 12 more if they
 * have weights, and 4 more for each value while they are put in order.
 *
 * <p>The result does not depend on the number of threads or the kernel. Immutable and thread-safe.
 */
public final class KMeansPlusPlus implements Initializer {
  /** Each is compared with all rows, so that more would take memory and time for nothing. */
  private static final int MOST_CANDIDATES = 10_000;

  /** Number of candidates; 0 stands for the default, which depends on k. */
  private final int candidates;

  /** Creates the initializer with the default number of candidates. */
  public KMeansPlusPlus() {
    this(0);
  }

  private KMeansPlusPlus(int candidates) {
    this.candidates = candidates;
  }

  /**
   * Sets the number of candidates a center.
   *
   * @param candidates at least 1 and at most 10,000; 1 gives the plain, not greedy k-means++. While
   *     a center is chosen, each takes up to 16 bytes a row
   * @return a copy with that number of candidates
   * @throws IllegalArgumentException if it is less than 1 or more than 10,000
   */
  public KMeansPlusPlus withCandidates(int candidates) {
    return new KMeansPlusPlus(FitOptions.between("candidates", 1, MOST_CANDIDATES, candidates));
  }

  @Override
  public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
    Fits.checkAsked(k, points, seeding);
    int trials =
        candidates > 0 ? candidates : SquaredDistanceSampling.usualCandidates(points, k, seeding);
    long compared = (long) trials * (k - 1);
    try (SquaredDistanceSampling sampling =
        new SquaredDistanceSampling(points, k, compared, seeding)) {
      while (sampling.count() < k) {
        boolean greedy = sampling.count() > 0 && sampling.potential() > 0;
        int[] drawn = new int[greedy ? trials : 1];
        for (int t = 0; t < drawn.length; t++) {
          drawn[t] = sampling.drawOrFill();
        }
        sampling.chooseBest(drawn);
      }
      return new DMatrixRMaj(sampling.centers());
    }
  }

  @Override
  public String name() {
    return "k-means++";
  }

  @Override
  public String toString() {
    return candidates > 0 ? "KMeansPlusPlus[candidates=" + candidates + "]" : "KMeansPlusPlus";
  }
}
