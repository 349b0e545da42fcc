package io.github.kmeans4j.core;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.Course;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.lloyd.FullPasses;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.seed.FitSeeding;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.List;
import java.util.SplittableRandom;
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
      OccurringColumns columns,
      double[][] centroids,
      int[] labels,
      double inertia,
      StopReason reason,
      List<Iteration> history) {}

  Clustering fit() {
    Fits.checkRows(options.k, points);
    OccurringColumns columns =
        Euclidean.is(options.metric) || Directions.is(options.metric)
            ? OccurringColumns.of(points, null)
            : OccurringColumns.all(points);
    Fits.checkSize(options.k, columns.points().columns(), options.metric);
    try (Workers workers = new Workers(options.threads)) {
      FitRows looked = FitRows.of(columns, Kernels.get(), workers);
      Fits.checkWeights(weights, points, looked.profile());
      FitRows rows = Fits.rowsFor(looked, points, options.metric);
      SplittableRandom random = new SplittableRandom(options.seed);
      Outcome best = run(0, columns, rows, random.split());
      StopReason last = best.reason;
      int runs = 1;
      for (; runs < options.restarts && course.endOfTheFit() == null; runs++) {
        Outcome outcome = run(runs, columns, rows, random.split());
        last = outcome.reason;
        if (Inertia.isBelow(outcome.inertia, best.inertia)) {
          best = outcome;
        }
      }
      StopReason end = course.endOfTheFit();
      boolean isWhole = last != end && runs == options.restarts;
      Clustering clustering = clustering(best, end == null || isWhole ? best.reason : end);
      if (best.inertia == Double.POSITIVE_INFINITY) {
        refuseOverflow(clustering);
      }
      return clustering;
    }
  }

  /** Has it refused if finite losses of a metric add up to more than a double holds. */
  private void refuseOverflow(Clustering clustering) {
    if (weights == null) {
      clustering.inertia(points);
    } else {
      clustering.inertia(points, weights);
    }
  }

  private Outcome run(int number, OccurringColumns columns, FitRows rows, SplittableRandom random) {
    Initializer initializer = options.initializer();
    Seeding seeding =
        FitSeeding.of(random, options.metric, weights, new FitSeeding(rows, options.restarts > 1));
    if (FitSeeding.choosesRows(initializer)) {
      return run(
          number,
          columns,
          rows,
          Fits.initialize(initializer, columns.points(), options.k, seeding));
    }
    // Initializers of others see the data as they are, and may set columns that no row has.
    double[][] initial = Fits.initialize(initializer, points, options.k, seeding);
    if (columns.hold(initial)) {
      return run(number, columns, rows, columns.compact(initial));
    }
    OccurringColumns more = OccurringColumns.of(points, initial);
    FitRows wider = FitRows.of(more, Kernels.get(), rows.workers());
    return run(number, more, Fits.rowsFor(wider, points, options.metric), more.compact(initial));
  }

  private Outcome run(int number, OccurringColumns columns, FitRows rows, double[][] initial) {
    LOG.debug("run {}: initial centroids after {}", number, course.elapsed());
    LloydRun run = new LloydRun(rows, options.metric, weights, options.emptyClusters, initial);
    course.beginRun();
    course.showing(columns::expand);
    StopReason reason =
        course.follow(
            new FullPasses(run).withRelativeTolerance(options.relativeTolerance),
            options.tolerance,
            options.maxIterations);
    if (reason != StopReason.CONVERGED) {
      run.assignFinally();
      Fits.checkNoneIsEmpty(options.emptyClusters, run.labels(), weights, options.k);
    }
    return new Outcome(
        columns, run.centroids(), run.labels(), run.directInertia(), reason, course.history());
  }

  private Clustering clustering(Outcome outcome, StopReason reason) {
    return Clustering.builder(outcome.columns.expandRows(outcome.centroids), options.metric)
        .labels(outcome.labels, outcome.inertia)
        .course(outcome.history.size(), reason, outcome.history)
        .threads(options.threads)
        .build();
  }
}
