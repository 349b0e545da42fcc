package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.lloyd.Step;
import io.github.kmeans4j.core.internal.lloyd.Steps;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.minibatch.internal.batch.BatchStep;
import io.github.kmeans4j.minibatch.internal.batch.Improvement;
import io.github.kmeans4j.minibatch.internal.stream.StreamState;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a source as steps: first the sample, then pass by pass the shuffled blocks, each
 * dealt into batches. Not thread-safe; to be closed before the source is read otherwise.
 */
public final class SourceSteps implements Steps<IOException>, AutoCloseable {
  private final SourceOptions options;
  private final BlockSource source;
  private final long n;
  private final int batchSize;
  private final int blockRows;
  private final StreamState<BatchStep> state;
  private final SplittableRandom random;
  private final Workers workers;
  private final Improvement improvement;

  private SourceRows block;
  private RowAssignment assignment;

  /** The batches of the block, and how many of them were learned. */
  private int[][] batches;

  private int learned;

  /** Inertia of the batches of the block, each before it was learned. */
  private double blockInertia;

  private int pass;
  private @Nullable BlockOrder order;
  private @Nullable ReadAhead reader;
  private double distances;

  /**
   * Begins with the sample.
   *
   * @param state at the initial centroids
   * @param random decides the order of the rows
   */
  public SourceSteps(
      SourceOptions options,
      BlockSource source,
      int batchSize,
      int blockRows,
      StreamState<BatchStep> state,
      SourceRows sample,
      SplittableRandom random,
      Workers workers) {
    this.options = options;
    this.source = source;
    this.n = source.rows();
    this.batchSize = batchSize;
    this.blockRows = blockRows;
    this.state = state;
    this.random = random;
    this.workers = workers;
    this.improvement =
        new Improvement(
            blockRows, (int) Math.min(n, Integer.MAX_VALUE - 1), options.scheme.patience());
    this.block = sample;
    this.assignment = sample.assignment(options.k);
    int[] all = new int[sample.store().rows()];
    Arrays.setAll(all, i -> i);
    this.batches = new int[][] {all};
  }

  @Override
  public Step next() {
    int[] batch = batches[learned++];
    int[] labels = new int[batch.length];
    double inertia = state.learn(block.store(), assignment, batch, labels, workers);
    blockInertia += inertia;
    distances += (double) batch.length * options.k;
    BatchStep step = state.step();
    return new Step(
        inertia / batch.length * n,
        batch.length,
        step.shift(),
        false,
        step::before,
        step::centroids,
        labels::clone,
        distances);
  }

  /** What was learned counts at once. */
  @Override
  public @Nullable StopReason advance() {
    return null;
  }

  @Override
  public @Nullable StopReason end() throws IOException {
    if (learned < batches.length) {
      return null;
    }
    // The batches of one block come from the same runs of rows and may be alike, so patience looks
    // at whole blocks; and never before every row has been seen. The sample is no block.
    if (pass > 0 && improvement.hasEnded(blockInertia / block.store().rows()) && pass > 1) {
      return StopReason.SETTLED;
    }
    return nextBlock() ? null : StopReason.MAX_ITERATIONS;
  }

  /** Takes the next block of the pass, or the first one of the next pass. */
  private boolean nextBlock() throws IOException {
    while (true) {
      ReadAhead.Block next = reader == null ? null : reader.next();
      if (next != null && order != null) {
        block = SourceRows.of(next, n, workers);
        assignment = block.assignment(options.k);
        batches = order.batches(block.store().rows(), batchSize);
        learned = 0;
        blockInertia = 0;
        return true;
      }
      close();
      if (pass == options.maxPasses) {
        return false;
      }
      pass++;
      order = new BlockOrder(blockRows, n, random.split());
      reader = new ReadAhead(source, order.ranges());
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
