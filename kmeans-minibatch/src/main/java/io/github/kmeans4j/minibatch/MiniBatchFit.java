package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: the batches, the passes over all rows, their stop rules. */
final class MiniBatchFit {
  private static final Logger LOG = LoggerFactory.getLogger(MiniBatchKMeans.class);

  private final MiniBatchOptions options;
  private final Points points;
  private final double @Nullable [] weights;
  private final long began = System.nanoTime();
  private final List<Iteration> history = new ArrayList<>();

  MiniBatchFit(MiniBatchOptions options, Points points, double @Nullable [] weights) {
    this.options = options;
    this.points = points;
    this.weights = weights;
  }

  Clustering fit() {
    Fits.checkRows(options.k, points);
    Fits.checkSize(options.k, points.columns(), new EuclideanDistance());
    try (Workers workers = new Workers(options.threads)) {
      FitParts parts = new FitParts(options, points, weights, workers);
      Batches batches = parts.batches();
      LOG.debug("initial centroids after {}", elapsed());
      StopReason reason = learn(batches);
      int most = options.mostFullPasses();
      if (history.isEmpty()) {
        most = Math.max(most, 1); // all rows fit into the first batch, which must be learned
      }
      boolean goesOn = reason != StopReason.TIME_BUDGET && reason != StopReason.STOPPED_BY_LISTENER;
      double[][] centroids;
      int[] labels;
      if (options.scheme == BatchScheme.NESTED || goesOn && most > 0) {
        FullPasses full = batches.full();
        if (goesOn && most > 0) {
          reason = polish(full, most);
        }
        centroids = full.run().centroids();
        labels = reason == StopReason.CONVERGED ? full.labels() : full.finalLabels();
      } else {
        centroids = batches.centroids();
        labels = new int[points.rows()];
        parts.assignment().label(centroids, labels);
      }
      failIfEmpty(labels);
      double inertia = Inertia.direct(parts.store(), null, labels, centroids, weights, workers);
      return Clustering.builder(new DMatrixRMaj(centroids), new EuclideanDistance())
          .labels(labels, inertia)
          .course(history.size(), reason, history)
          .threads(options.threads)
          .build();
    }
  }

  /** Learns batch by batch; tells why no more. */
  private StopReason learn(Batches batches) {
    int n = points.rows();
    double left = (double) options.maxPasses * n;
    while (!batches.haveEnded()) {
      Batches.Batch batch = batches.learn();
      left -= batch.rows();
      FitListener.Action action =
          tell(
              batch.inertia() / batch.rows() * n,
              batch.moved(),
              batch.shift(),
              batches.before(),
              batches.centroids(),
              batches::labels);
      if (options.scheme != BatchScheme.NESTED
          && options.tolerance > 0
          && batch.shift() <= options.tolerance) {
        // (a batch that grows may come to rest, and go on with more rows)
        return StopReason.TOLERANCE;
      }
      StopReason reason = asked(action);
      if (reason != null) {
        return reason;
      }
      if (left < batch.rows() && !batches.haveEnded()) {
        return StopReason.MAX_ITERATIONS;
      }
    }
    return StopReason.SETTLED;
  }

  /** Iterates over all rows. */
  private StopReason polish(FullPasses full, int most) {
    full.begin();
    LloydRun run = full.run();
    for (int pass = 1; ; pass++) {
      int moved = run.iterate();
      FitListener.Action action =
          tell(
              run.inertia(),
              moved,
              run.shift(),
              run.centroids(),
              run.updatedCentroids(),
              full::labels);
      if (run.isFixedPoint()) {
        return StopReason.CONVERGED;
      }
      boolean settled =
          options.fullPasses == MiniBatchOptions.SETTLE && NestedBatches.haveSettled(run);
      run.advance();
      if (run.shift() <= options.tolerance) {
        return StopReason.TOLERANCE;
      }
      if (settled) {
        return StopReason.SETTLED;
      }
      if (pass >= most) {
        return StopReason.MAX_ITERATIONS;
      }
      StopReason reason = asked(action);
      if (reason != null) {
        return reason;
      }
    }
  }

  private @Nullable StopReason asked(FitListener.Action action) {
    if (action == FitListener.Action.STOP) {
      return StopReason.STOPPED_BY_LISTENER;
    }
    Duration budget = options.timeBudget;
    return budget != null && elapsed().compareTo(budget) >= 0 ? StopReason.TIME_BUDGET : null;
  }

  private FitListener.Action tell(
      double inertia,
      int moved,
      double shift,
      double[][] before,
      double[][] after,
      Supplier<int[]> labels) {
    Iteration iteration = new Iteration(history.size() + 1, inertia, moved, shift, elapsed());
    history.add(iteration);
    LOG.debug("{}", iteration);
    return options.listener == null
        ? FitListener.Action.CONTINUE
        : options.listener.onIteration(new BatchProgress(iteration, before, after, labels));
  }

  private void failIfEmpty(int[] labels) {
    if (options.emptyClusters != EmptyClusterPolicy.FAIL) {
      return;
    }
    boolean[] heavy = new boolean[options.k];
    for (int i = 0; i < labels.length; i++) {
      heavy[labels[i]] |= weights == null || weights[i] > 0;
    }
    for (int j = 0; j < options.k; j++) {
      if (!heavy[j]) {
        throw emptyInTheEnd(j);
      }
    }
  }

  /** What to throw if the policy is FAIL and a cluster has no row. */
  static EmptyClusterException emptyInTheEnd(int j) {
    return new EmptyClusterException(
        "cluster " + j + " has no row in the end and the policy for empty clusters is FAIL");
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** What a listener sees of a batch or a pass. */
  private record BatchProgress(
      Iteration iteration, double[][] before, double[][] after, Supplier<int[]> lastLabels)
      implements FitListener.Progress {
    @Override
    public DMatrixRMaj centroids() {
      return new DMatrixRMaj(before);
    }

    @Override
    public DMatrixRMaj updatedCentroids() {
      return new DMatrixRMaj(after);
    }

    @Override
    public int[] labels() {
      return lastLabels.get();
    }
  }
}
