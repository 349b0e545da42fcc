package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.DataProfile;
import io.github.kmeans4j.core.internal.Fits;
import io.github.kmeans4j.core.internal.KernelAssigner;
import io.github.kmeans4j.core.internal.RowAssignment;
import io.github.kmeans4j.core.internal.RowStore;
import io.github.kmeans4j.core.internal.Subset;
import io.github.kmeans4j.core.internal.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@code fit}: checks, initial centroids from a sample, batches, the last assignment.
 */
final class MiniBatchFit {
  private static final Logger LOG = LoggerFactory.getLogger(MiniBatchKMeans.class);

  private final MiniBatchOptions options;
  private final Points points;
  private final double @Nullable [] weights;
  private final long began = System.nanoTime();

  MiniBatchFit(MiniBatchOptions options, Points points, double @Nullable [] weights) {
    this.options = options;
    this.points = points;
    this.weights = weights;
  }

  Clustering fit() {
    Fits.checkRows(options.k, points);
    try (Workers workers = new Workers(options.threads)) {
      RowStore store = RowStore.of(points);
      DataProfile profile = DataProfile.of(store, workers);
      Fits.checkWeights(weights, points, profile);
      SplittableRandom random = new SplittableRandom(options.seed);
      RowAssignment assignment = new RowAssignment(store, profile, options.k, workers);
      double[][] initial = initialCentroids(assignment, random.split());
      LOG.debug("initial centroids after {}", elapsed());
      RandomGenerator draws = random.split();
      ClassicStep step = new ClassicStep(initial, options.reassignmentRatio, random.split());
      List<Iteration> history = new ArrayList<>();
      StopReason reason = learn(store, assignment, step, draws, history, workers);
      int[] labels = new int[store.rows()];
      double inertia = assignment.assign(step.centroids(), null, labels, weights);
      return Clustering.builder(new DMatrixRMaj(step.centroids()), new EuclideanDistance())
          .labels(labels, inertia)
          .course(history.size(), reason, history)
          .assigner(new KernelAssigner(options.threads))
          .build();
    }
  }

  /** Chooses centroids from samples of the rows; the one that fits another sample best wins. */
  private double[][] initialCentroids(RowAssignment assignment, SplittableRandom random) {
    int n = points.rows();
    int size = options.initializationRows(n);
    int[] validation = Subset.draw(n, size, random.split());
    double[][] best = new double[0][];
    double bestInertia = Double.POSITIVE_INFINITY;
    for (int i = 0; i < options.initializations; i++) {
      int[] rows = Subset.draw(n, size, random.split());
      double[] sampleWeights =
          weights == null ? null : Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray();
      Seeding seeding =
          new Seeding(random.split(), new EuclideanDistance(), sampleWeights, options.threads);
      double[][] centroids =
          Fits.initialize(options.initializer, Subset.of(points, rows), options.k, seeding);
      if (options.initializations == 1) {
        return centroids;
      }
      double inertia = assignment.assign(centroids, validation, new int[size], weights);
      if (i == 0 || inertia < bestInertia) {
        bestInertia = inertia;
        best = centroids;
      }
    }
    return best;
  }

  private StopReason learn(
      RowStore store,
      RowAssignment assignment,
      ClassicStep step,
      RandomGenerator draws,
      List<Iteration> history,
      Workers workers) {
    int n = store.rows();
    int size = Math.min(options.batchSize, n);
    long mostBatches = Math.max(1, (long) options.maxPasses * n / size);
    Improvement improvement = new Improvement(size, n, options.patience);
    int[] rows = new int[size];
    int[] labels = new int[size];
    for (int batch = 1; ; batch++) {
      for (int p = 0; p < size; p++) {
        rows[p] = draws.nextInt(n);
      }
      Arrays.sort(rows); // neighbours in memory; the sums are the same set of rows anyway
      double inertia = step.learn(store, assignment, rows, labels, weights, workers);
      Iteration iteration = new Iteration(batch, inertia / size * n, size, step.shift(), elapsed());
      history.add(iteration);
      LOG.debug("{}", iteration);
      FitListener.Action action =
          options.listener == null
              ? FitListener.Action.CONTINUE
              : options.listener.onIteration(new BatchProgress(iteration, step, labels));
      boolean ended = improvement.hasEnded(inertia / size);
      if (options.tolerance > 0 && step.shift() <= options.tolerance || ended) {
        return StopReason.TOLERANCE;
      }
      if (batch >= mostBatches) {
        return StopReason.MAX_ITERATIONS;
      }
      if (action == FitListener.Action.STOP) {
        return StopReason.STOPPED_BY_LISTENER;
      }
      Duration budget = options.timeBudget;
      if (budget != null && elapsed().compareTo(budget) >= 0) {
        return StopReason.TIME_BUDGET;
      }
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** What a listener sees of a batch. */
  private record BatchProgress(Iteration iteration, ClassicStep step, int[] batchLabels)
      implements FitListener.Progress {
    @Override
    public DMatrixRMaj centroids() {
      return new DMatrixRMaj(step.before());
    }

    @Override
    public DMatrixRMaj updatedCentroids() {
      return new DMatrixRMaj(step.centroids());
    }

    @Override
    public int[] labels() {
      return batchLabels.clone();
    }
  }
}
