package io.github.kmeans4j.core;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.seed.FitSeeding;
import io.github.kmeans4j.core.internal.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: checks, restarts, the loop and its stop rules. */
final class LloydFit {
  private static final Logger LOG = LoggerFactory.getLogger(LloydKMeans.class);

  private final LloydOptions options;
  private final Points points;
  private final double @Nullable [] weights;
  private final long began = System.nanoTime();

  LloydFit(LloydOptions options, Points points, double @Nullable [] weights) {
    this.options = options;
    this.points = points;
    this.weights = weights;
  }

  /** What a run came to; the labels and centroids belong together. */
  private record Outcome(
      double[][] centroids,
      int[] labels,
      double inertia,
      StopReason reason,
      List<Iteration> history) {
    static Outcome of(LloydRun run, StopReason reason, List<Iteration> history) {
      return new Outcome(run.centroids(), run.labels(), run.directInertia(), reason, history);
    }
  }

  Clustering fit() {
    Fits.checkRows(options.k, points);
    Fits.checkSize(options.k, points.columns(), options.metric);
    try (Workers workers = new Workers(options.threads)) {
      FitRows rows = FitRows.of(points, Kernels.get(), workers);
      Fits.checkWeights(weights, points, rows.profile());
      Fits.checkRows(points, options.metric);
      SplittableRandom random = new SplittableRandom(options.seed);
      Outcome best = null;
      StopReason last = StopReason.CONVERGED;
      for (int restart = 0; restart < options.restarts && !endsTheFit(last); restart++) {
        Seeding seeding =
            new FitSeeding(random.split(), options.metric, weights, rows, options.restarts > 1);
        double[][] initial = Fits.initialize(options.initializer, points, options.k, seeding);
        LOG.debug("run {}: initial centroids after {}", restart, elapsed());
        Outcome outcome =
            run(new LloydRun(rows, options.metric, weights, options.emptyClusters, initial));
        last = outcome.reason;
        if (best == null || outcome.inertia < best.inertia) {
          best = outcome;
        }
      }
      if (best == null) {
        throw new AssertionError("there is at least one run");
      }
      return clustering(best, endsTheFit(last) ? last : best.reason);
    }
  }

  private Outcome run(LloydRun run) {
    List<Iteration> history = new ArrayList<>();
    while (true) {
      int moved = run.iterate();
      Iteration iteration =
          new Iteration(run.iterations(), run.inertia(), moved, run.shift(), elapsed());
      history.add(iteration);
      LOG.debug("{}", iteration);
      FitListener.Action action = tell(iteration, run);
      if (run.isFixedPoint()) {
        return Outcome.of(run, StopReason.CONVERGED, history);
      }
      run.advance();
      StopReason reason = reasonToStop(run, action);
      if (reason != null) {
        run.assignFinally();
        return Outcome.of(run, reason, history);
      }
    }
  }

  private @Nullable StopReason reasonToStop(LloydRun run, FitListener.Action action) {
    if (run.shift() <= options.tolerance) {
      return StopReason.TOLERANCE;
    }
    if (options.relativeTolerance > 0 && run.relativeShiftSq() <= options.relativeTolerance) {
      return StopReason.TOLERANCE;
    }
    if (run.iterations() >= options.maxIterations) {
      return StopReason.MAX_ITERATIONS;
    }
    if (action == FitListener.Action.STOP) {
      return StopReason.STOPPED_BY_LISTENER;
    }
    Duration budget = options.timeBudget;
    if (budget != null && elapsed().compareTo(budget) >= 0) {
      return StopReason.TIME_BUDGET;
    }
    return null;
  }

  /** Whether a reason that ended a run ends the whole fit, without further restarts. */
  private static boolean endsTheFit(StopReason reason) {
    return reason == StopReason.TIME_BUDGET || reason == StopReason.STOPPED_BY_LISTENER;
  }

  private FitListener.Action tell(Iteration iteration, LloydRun run) {
    if (options.listener == null) {
      return FitListener.Action.CONTINUE;
    }
    return options.listener.onIteration(
        new FitListener.Progress() {
          @Override
          public Iteration iteration() {
            return iteration;
          }

          @Override
          public DMatrixRMaj centroids() {
            return new DMatrixRMaj(run.centroids());
          }

          @Override
          public DMatrixRMaj updatedCentroids() {
            return new DMatrixRMaj(run.updatedCentroids());
          }

          @Override
          public int[] labels() {
            return run.labels().clone();
          }

          @Override
          public double distances() {
            return run.distances();
          }
        });
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private Clustering clustering(Outcome outcome, StopReason reason) {
    return Clustering.builder(new DMatrixRMaj(outcome.centroids), options.metric)
        .labels(outcome.labels, outcome.inertia)
        .course(outcome.history.size(), reason, outcome.history)
        .threads(options.threads)
        .build();
  }
}
