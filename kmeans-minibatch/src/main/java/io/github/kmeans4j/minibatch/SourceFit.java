package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.DataProfile;
import io.github.kmeans4j.core.internal.Fits;
import io.github.kmeans4j.core.internal.RowAssignment;
import io.github.kmeans4j.core.internal.RowStore;
import io.github.kmeans4j.core.internal.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@code fit} on a source of blocks: initial centroids from a sample, passes over the
 * shuffled blocks, and a last pass in the order of the rows, which gives labels, sizes and inertia.
 *
 * <p>A batch is learned just as {@link StreamFitter#partialFit} learns it: the same batches one by
 * one give the same bits.
 */
final class SourceFit {
  /**
   * Values a block has, about: a 16th of it, a run, is enough for a disk to read in one go, and two
   * blocks of doubles take 256 MiB.
   */
  private static final int BLOCK_VALUES = 1 << 24;

  private static final Logger LOG = LoggerFactory.getLogger(MiniBatchKMeans.class);

  private final MiniBatchOptions options;
  private final BlockSource source;
  private final @Nullable LabelConsumer consumer;
  private final long n;
  private final int batchSize;
  private final int blockRows;
  private final long began = System.nanoTime();

  /**
   * Checks the source.
   *
   * @param consumer told of the labels, or null
   */
  SourceFit(MiniBatchOptions options, BlockSource source, @Nullable LabelConsumer consumer) {
    this(options, source, consumer, BLOCK_VALUES);
  }

  /** The same with blocks of another size, so that tests have many of them. */
  SourceFit(
      MiniBatchOptions options,
      BlockSource source,
      @Nullable LabelConsumer consumer,
      int blockValues) {
    this.options = options;
    this.source = source;
    this.consumer = consumer;
    this.n = source.rows();
    if (n < 1 || source.columns() < 1) {
      throw new IllegalArgumentException(
          "source must have rows and columns, but has " + n + " × " + source.columns());
    }
    if (options.k > n) {
      throw new IllegalArgumentException(
          "k must be at most the number of rows, " + n + ", but is " + options.k);
    }
    this.batchSize = (int) Math.min(options.batchSize, n);
    this.blockRows = blockRows(blockValues, batchSize, source.columns(), n);
  }

  /** Whole batches, at least one. */
  static int blockRows(int blockValues, int batchSize, int columns, long n) {
    long batches = Math.max(1, blockValues / ((long) batchSize * columns));
    return (int) Math.min(batches * batchSize, n);
  }

  Clustering fit() throws IOException {
    try (Workers workers = new Workers(options.threads)) {
      StreamRandom random = StreamRandom.of(options.seed);
      double[][] initial = initialCentroids(random.initialization(), workers);
      LOG.debug("initial centroids after {}", elapsed());
      StreamState state = StreamState.at(initial, options);
      StopReason reason = learn(state, random.order(), workers);
      LOG.debug("{} after {} batches and {}", reason, state.batches(), elapsed());
      return label(state, reason, workers);
    }
  }

  /** Chooses centroids from samples; the one that fits another sample best wins. */
  private double[][] initialCentroids(SplittableRandom random, Workers workers) throws IOException {
    int size = options.initializationRows((int) Math.min(n, Integer.MAX_VALUE));
    if (options.initializations == 1) {
      return initialize(size, random, workers);
    }
    Points validation = SourceSample.read(source, size, blockRows, random.split(), workers);
    RowStore store = RowStore.of(validation);
    RowAssignment assignment =
        new RowAssignment(store, DataProfile.of(store, workers), options.k, workers);
    double[][] best = new double[0][];
    double bestInertia = Double.POSITIVE_INFINITY;
    for (int i = 0; i < options.initializations; i++) {
      double[][] centroids = initialize(size, random, workers);
      double inertia = assignment.assign(centroids, null, new int[size], null);
      if (i == 0 || inertia < bestInertia) {
        bestInertia = inertia;
        best = centroids;
      }
    }
    return best;
  }

  private double[][] initialize(int size, SplittableRandom random, Workers workers)
      throws IOException {
    Points sample = SourceSample.read(source, size, blockRows, random.split(), workers);
    Seeding seeding = new Seeding(random.split(), new EuclideanDistance(), null, options.threads);
    return Fits.initialize(options.initializer, sample, options.k, seeding);
  }

  private StopReason learn(StreamState state, SplittableRandom random, Workers workers)
      throws IOException {
    Improvement improvement =
        new Improvement(blockRows, (int) Math.min(n, Integer.MAX_VALUE - 1), options.patience);
    for (int pass = 0; pass < options.maxPasses; pass++) {
      BlockOrder order = new BlockOrder(blockRows, n, random.split());
      try (ReadAhead reader = new ReadAhead(source, order.ranges())) {
        for (ReadAhead.Block block = reader.next(); block != null; block = reader.next()) {
          SourceRows rows = SourceRows.of(block, workers);
          StopReason reason = learn(state, rows, order, improvement, workers);
          if (reason != null) {
            return reason;
          }
        }
      }
      LOG.debug("pass {} ended after {}", pass + 1, elapsed());
    }
    return StopReason.MAX_ITERATIONS;
  }

  /**
   * Learns the batches of a block. The batches of one block come from the same runs of rows and may
   * be alike, so the end by patience is decided by the inertia of whole blocks.
   */
  private @Nullable StopReason learn(
      StreamState state,
      SourceRows block,
      BlockOrder order,
      Improvement improvement,
      Workers workers) {
    RowAssignment assignment = block.assignment(options.k, workers);
    double total = 0;
    for (int[] batch : order.batches(block.store().rows(), batchSize)) {
      int[] labels = new int[batch.length];
      double inertia = state.learn(block.store(), assignment, batch, labels, workers);
      total += inertia;
      ClassicStep step = state.step();
      Iteration iteration =
          new Iteration(
              state.batches(), inertia / batch.length * n, batch.length, step.shift(), elapsed());
      LOG.debug("{}", iteration);
      FitListener.Action action =
          options.listener == null
              ? FitListener.Action.CONTINUE
              : options.listener.onIteration(new SourceProgress(iteration, step, labels));
      if (options.tolerance > 0 && step.shift() <= options.tolerance) {
        return StopReason.TOLERANCE;
      }
      if (action == FitListener.Action.STOP) {
        return StopReason.STOPPED_BY_LISTENER;
      }
      Duration budget = options.timeBudget;
      if (budget != null && elapsed().compareTo(budget) >= 0) {
        return StopReason.TIME_BUDGET;
      }
    }
    return improvement.hasEnded(total / block.store().rows()) ? StopReason.TOLERANCE : null;
  }

  private Clustering label(StreamState state, StopReason reason, Workers workers)
      throws IOException {
    double[][] centroids = state.step().centroids();
    long[] sizes = new long[options.k];
    double inertia = 0;
    try (ReadAhead reader = new ReadAhead(source, RowRange.inOrder(blockRows, n))) {
      for (ReadAhead.Block block = reader.next(); block != null; block = reader.next()) {
        int[] labels = new int[block.points().rows()];
        inertia +=
            SourceRows.of(block, workers)
                .assignment(options.k, workers)
                .assign(centroids, null, labels, null);
        for (int label : labels) {
          sizes[label]++;
        }
        if (consumer != null) {
          consumer.accept(block.sourceRow(0), labels);
        }
      }
    }
    return state.clustering(sizes, inertia, reason, options.threads);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** What a listener sees of a batch. */
  private record SourceProgress(Iteration iteration, ClassicStep step, int[] batchLabels)
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
