package io.github.kmeans4j.core;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;

/**
 * Takes k distinct rows, uniformly at random (Forgy 1965), in the order of the data. Rows are
 * distinct as rows, not as values. Of weighted rows those of weight 0 are taken only if the others
 * are fewer than k; beyond that weights do not matter. Needs memory for k rows. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * Clustering c = new LloydKMeans(10).withInitializer(new RandomPoints()).withRestarts(10).fit(points);
 * }</pre>
 */
public final class RandomPoints implements Initializer {

  /** Creates the initializer. */
  public RandomPoints() {}

  @Override
  public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
    Fits.checkAsked(k, points, seeding);
    int n = points.rows();
    int heavy = 0;
    for (int i = 0; i < n; i++) {
      heavy += seeding.weight(i) > 0 ? 1 : 0;
    }
    TreeSet<Integer> heavyRanks = subset(Math.min(k, heavy), heavy, seeding.random());
    TreeSet<Integer> otherRanks = subset(k - heavyRanks.size(), n - heavy, seeding.random());
    DMatrixRMaj centroids = new DMatrixRMaj(k, points.columns());
    double[] values = new double[points.columns()];
    int heavyRank = 0;
    int otherRank = 0;
    int j = 0;
    for (int i = 0; i < n; i++) {
      boolean taken =
          seeding.weight(i) > 0
              ? heavyRanks.contains(heavyRank++)
              : otherRanks.contains(otherRank++);
      if (taken) {
        points.copyRow(i, values);
        System.arraycopy(values, 0, centroids.data, j++ * values.length, values.length);
      }
    }
    return centroids;
  }

  /** Floyd's algorithm (Bentley and Floyd 1987, doi:10.1145/30401.315746): every subset alike. */
  private static TreeSet<Integer> subset(int size, int of, RandomGenerator random) {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int last = of - size; last < of; last++) {
      int rank = random.nextInt(last + 1);
      if (!chosen.add(rank)) {
        chosen.add(last);
      }
    }
    return chosen;
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String toString() {
    return "RandomPoints";
  }
}
