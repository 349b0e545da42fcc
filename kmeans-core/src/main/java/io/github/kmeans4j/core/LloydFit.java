package io.github.kmeans4j.core;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.Course;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.lloyd.FullPasses;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.seed.FitSeeding;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: checks, restarts, the best of them. */
final class LloydFit {
  private static final Logger LOG = LoggerFactory.getLogger(LloydKMeans.class);

  private final LloydOptions options;
  private final Points points;
  private final double @Nullable [] weights;
  private final Course course;

  LloydFit(LloydOptions options, Points points, double @Nullable [] weights) {
    this.options = options;
    this.points = points;
    this.weights = weights;
    this.course = new Course(LOG, options.listener, options.timeBudget);
  }

  /** What a run came to; the labels and centroids belong together. */
  private record Outcome(
      double[][] centroids,
      int[] labels,
      double inertia,
      StopReason reason,
      List<Iteration> history) {}

  Clustering fit() {
    Fits.checkRows(options.k, points);
    Fits.checkSize(options.k, points.columns(), options.metric);
    try (Workers workers = new Workers(options.threads)) {
      FitRows rows = FitRows.of(points, Kernels.get(), workers);
      Fits.checkWeights(weights, points, rows.profile());
      Fits.checkRows(points, options.metric, workers);
      SplittableRandom random = new SplittableRandom(options.seed);
      Outcome best = run(0, rows, random.split());
      for (int i = 1; i < options.restarts && course.endOfTheFit() == null; i++) {
        Outcome outcome = run(i, rows, random.split());
        if (outcome.inertia < best.inertia) {
          best = outcome;
        }
      }
      StopReason end = course.endOfTheFit();
      return clustering(best, end != null ? end : best.reason);
    }
  }

  private Outcome run(int number, FitRows rows, SplittableRandom random) {
    Seeding seeding =
        FitSeeding.of(random, options.metric, weights, new FitSeeding(rows, options.restarts > 1));
    double[][] initial = Fits.initialize(options.initializer(), points, options.k, seeding);
    LOG.debug("run {}: initial centroids after {}", number, course.elapsed());
    LloydRun run = new LloydRun(rows, options.metric, weights, options.emptyClusters, initial);
    course.beginRun();
    StopReason reason =
        course.follow(
            new FullPasses(run).withRelativeTolerance(options.relativeTolerance),
            options.tolerance,
            options.maxIterations);
    if (reason != StopReason.CONVERGED) {
      run.assignFinally();
    }
    return new Outcome(
        run.centroids(), run.labels(), run.directInertia(), reason, course.history());
  }

  private Clustering clustering(Outcome outcome, StopReason reason) {
    return Clustering.builder(new DMatrixRMaj(outcome.centroids), options.metric)
        .labels(outcome.labels, outcome.inertia)
        .course(outcome.history.size(), reason, outcome.history)
        .threads(options.threads)
        .build();
  }
}
