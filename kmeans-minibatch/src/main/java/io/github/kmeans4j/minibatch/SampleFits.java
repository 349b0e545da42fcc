package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.KMeansPlusPlus;
import org.ejml.data.DMatrixRMaj;

/**
 * Initial centroids for many more rows than fit into memory: those of the best of three fits of a
 * sample (Bradley and Fayyad, "Refining Initial Points for K-Means Clustering", ICML 1998, pages
 * 91–99). The batches of a source move every centroid a little, but hardly from one local optimum
 * to another, so that the start decides how good the end is; and three fits of a sample cost less
 * than one more block. Differs from the paper: the fits are of one and the same sample, which makes
 * their inertias comparable, by nested batches, each from its own k-means++.
 */
final class SampleFits implements Initializer {
  private static final int FITS = 3;

  @Override
  public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
    Clustering best = fit(points, k, seeding);
    for (int i = 1; i < FITS; i++) {
      Clustering next = fit(points, k, seeding);
      if (next.inertia() < best.inertia()) {
        best = next;
      }
    }
    return best.centroids();
  }

  private static Clustering fit(Points points, int k, Seeding seeding) {
    return new MiniBatchKMeans(k)
        .withScheme(BatchScheme.NESTED)
        .withInitializer(new KMeansPlusPlus())
        .withSeed(seeding.random().nextLong())
        .withThreads(seeding.threads())
        .fit(points);
  }

  @Override
  public String name() {
    return "sample-fits";
  }
}
