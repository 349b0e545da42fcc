package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.lloyd.Course;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.minibatch.internal.batch.BatchStep;
import io.github.kmeans4j.minibatch.internal.stream.StreamRandom;
import io.github.kmeans4j.minibatch.internal.stream.StreamState;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@code fit} on a source of blocks: initial centroids from a sample, passes over the
 * shuffled blocks, and a last pass in the order of the rows, which gives labels, sizes and inertia.
 *
 * <p>By the classic scheme it is what a fitter of a stream would make of the sample and of the
 * batches after it, bit for bit. That the sample is the first batch has a reason: every centroid
 * has then seen some rows, so that none is taken for useless, and moved, only because its rows
 * stand later in the source.
 */
public final class SourceFit {
  /**
   * Values a block has, about: a 32nd of it, a run, is enough for a disk to read in one go, and two
   * blocks of doubles take 256 MiB.
   */
  private static final int BLOCK_VALUES = 1 << 24;

  private static final Logger LOG =
      LoggerFactory.getLogger("io.github.kmeans4j.minibatch.SourceKMeans");

  private final SourceOptions options;
  private final BlockSource source;
  private final @Nullable Labels consumer;
  private final long n;
  private final int batchSize;
  private final int blockRows;
  private final Course course;

  /** Who is told of the labels, in the order of the rows. */
  @FunctionalInterface
  public interface Labels {
    /** Takes the labels of consecutive rows, from the given one on. */
    void accept(long firstRow, int[] labels);
  }

  /**
   * Checks the source.
   *
   * @param consumer told of the labels, or null
   */
  public SourceFit(SourceOptions options, BlockSource source, @Nullable Labels consumer) {
    this(options, source, consumer, BLOCK_VALUES);
  }

  /** The same with blocks of another size, so that tests have many of them. */
  public SourceFit(
      SourceOptions options, BlockSource source, @Nullable Labels consumer, int blockValues) {
    this.course = new Course(LOG, options.listener, options.timeBudget);
    this.options = options;
    this.source = source;
    this.consumer = consumer;
    this.n = source.rows();
    RowCheck.checkSource(n, source.columns());
    if (options.k > n) {
      throw new IllegalArgumentException(
          "k must be at most the number of rows, " + n + ", but is " + options.k);
    }
    Fits.checkSize(options.k, source.columns(), new EuclideanDistance());
    this.batchSize = (int) Math.min(options.fixedBatchSize(), n);
    if ((long) batchSize * source.columns() > Chunks.LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "batchSize: "
              + batchSize
              + " rows of "
              + source.columns()
              + " columns do not fit into one array");
    }
    this.blockRows = blockRows(blockValues, batchSize, source.columns(), n);
    if (RowRange.blocks(blockRows, n) > BlockOrder.MOST_BLOCKS) {
      throw new IllegalArgumentException(
          "source: "
              + n
              + " rows are too many for blocks of "
              + blockRows
              + ", of which at most "
              + BlockOrder.MOST_BLOCKS
              + " are possible");
    }
  }

  /** Whole batches, at least one. */
  public static int blockRows(int blockValues, int batchSize, int columns, long n) {
    long batches = Math.max(1, blockValues / ((long) batchSize * columns));
    return (int) Math.min(batches * batchSize, n);
  }

  public Clustering fit() throws IOException {
    try (Workers workers = new Workers(options.threads)) {
      StreamRandom random = StreamRandom.of(options.seed);
      Start start = start(random, workers);
      LOG.debug("initial centroids after {}", course.elapsed());
      StreamState<BatchStep> state =
          StreamState.at(start.centroids(), options.seed, options.scheme, options.relocates());
      StopReason reason = learn(state, start.sample(), random.order(), workers);
      LOG.debug("{} after {} batches and {}", reason, state.batches(), course.elapsed());
      return label(state, reason, workers);
    }
  }

  /** Initial centroids and the sample that they were chosen from. */
  private record Start(SourceRows sample, double[][] centroids) {}

  /** Chooses centroids from samples; the one that fits another sample best wins. */
  private Start start(StreamRandom random, Workers workers) throws IOException {
    if (options.initializations == 1) {
      return initialize(random, workers);
    }
    SourceRows validation = sample(random, workers);
    RowAssignment assignment = validation.assignment(options.k);
    Start best = initialize(random, workers);
    double bestInertia = inertia(best, validation, assignment);
    for (int i = 1; i < options.initializations && course.endOfTheFit() == null; i++) {
      Start start = initialize(random, workers);
      double inertia = inertia(start, validation, assignment);
      if (Inertia.isBelow(inertia, bestInertia)) {
        bestInertia = inertia;
        best = start;
      }
    }
    return best;
  }

  private static double inertia(Start start, SourceRows validation, RowAssignment assignment) {
    int[] labels = new int[validation.store().rows()];
    return assignment.assign(start.centroids(), null, labels, null);
  }

  private Start initialize(StreamRandom random, Workers workers) throws IOException {
    SourceRows sample = sample(random, workers);
    Seeding seeding = SampleFits.seeding(random.initialization(), options.threads, course);
    double[][] centroids =
        Fits.initialize(options.initializer(), sample.points(), options.k, seeding);
    double largest = BatchStep.largest(centroids);
    if (largest > DataProfile.largestValue(n, source.columns())) {
      throw new IllegalArgumentException(
          "initial centroids must be so small that no sum of squared distances overflows, but one of"
              + " initializer "
              + options.initializer().name()
              + " has the magnitude "
              + largest);
    }
    return new Start(sample, centroids);
  }

  private SourceRows sample(StreamRandom random, Workers workers) throws IOException {
    int size = options.sampleRows(n, blockRows);
    return SourceSample.read(source, size, blockRows, random.sample(), workers);
  }

  private StopReason learn(
      StreamState<BatchStep> state, SourceRows sample, SplittableRandom random, Workers workers)
      throws IOException {
    StopReason end = course.endOfTheFit();
    course.beginLongRun();
    try (SourceSteps steps =
        new SourceSteps(options, source, batchSize, blockRows, state, sample, random, workers)) {
      if (end != null) {
        // The fits of the sample were ended: it is learned, so that all clusters have rows, no
        // more.
        steps.next();
        return end;
      }
      return course.follow(steps, options.tolerance, Long.MAX_VALUE);
    }
  }

  private Clustering label(StreamState<BatchStep> state, StopReason reason, Workers workers)
      throws IOException {
    double[][] centroids = state.step().centroids();
    long[] sizes = new long[options.k];
    ExactSum inertia = new ExactSum();
    try (ReadAhead reader = new ReadAhead(source, RowRange.inOrder(blockRows, n))) {
      for (ReadAhead.Block block = reader.next(); block != null; block = reader.next()) {
        int[] labels = new int[block.points().rows()];
        SourceRows rows = SourceRows.of(block, n, workers);
        rows.assignment(options.k).label(centroids, labels);
        Inertia.addDirect(
            inertia, rows.store(), null, labels.length, labels, centroids, null, workers);
        for (int label : labels) {
          sizes[label]++;
        }
        if (consumer != null) {
          consumer.accept(block.sourceRow(0), labels);
        }
      }
    }
    Fits.checkNoneIsEmpty(options.emptyClusters, sizes);
    return state.clustering(sizes, inertia.value(), reason, options.threads);
  }
}
