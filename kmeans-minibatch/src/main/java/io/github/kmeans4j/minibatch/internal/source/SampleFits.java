package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.lloyd.Course;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.internal.FitContext;
import io.github.kmeans4j.minibatch.internal.batch.MiniBatchFit;
import io.github.kmeans4j.minibatch.internal.batch.MiniBatchOptions;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initial centroids for many more rows than fit into memory: those of the best of three fits of a
 * sample (Bradley and Fayyad, "Refining Initial Points for K-Means Clustering", ICML 1998, pages
 * 91–99). The batches of a source move every centroid a little, but hardly from one local optimum
 * to another, so that the start decides how good the end is; and three fits of a sample cost less
 * than one more block. Differs from the paper: the fits are of one and the same sample, which makes
 * their inertias comparable, by nested batches, each from its own k-means++. They are a part of the
 * fit that asks for them: its listener is told of their iterations too, and what it or the time
 * budget ends is all of it.
 */
public final class SampleFits implements Initializer {
  private static final Logger LOG =
      LoggerFactory.getLogger("io.github.kmeans4j.minibatch.SourceKMeans");

  private static final int FITS = 3;

  /** What a fit over a source gives its initializer: with its course, which fits may follow. */
  static Seeding seeding(RandomGenerator random, int threads, Course course) {
    return FitContext.leave(new Seeding(random, new EuclideanDistance(), null, threads), course);
  }

  @Override
  public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
    Course own = FitContext.find(seeding, Course.class);
    Course course = own != null ? own : new Course(LOG, null, null);
    Clustering best = fit(points, k, seeding, course);
    for (int i = 1; i < FITS && course.endOfTheFit() == null; i++) {
      Clustering next = fit(points, k, seeding, course);
      if (Inertia.isBelow(next.inertia(), best.inertia())) {
        best = next;
      }
    }
    return best.centroids();
  }

  private static Clustering fit(Points points, int k, Seeding seeding, Course course) {
    MiniBatchOptions options = new MiniBatchOptions(k);
    options.seed = seeding.random().nextLong();
    options.threads = seeding.threads();
    return new MiniBatchFit(options, points, null, course).fit();
  }

  @Override
  public String name() {
    return "sample-fits";
  }
}
