package io.github.kmeans4j.minibatch.internal.stream;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.minibatch.internal.batch.BatchStep;
import io.github.kmeans4j.minibatch.internal.batch.ClassicStep;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * What a fit over a stream knows after a batch: the step with its centroids, and what it has
 * counted. Not thread-safe.
 *
 * @param <S> what kind of step
 */
public final class StreamState<S extends BatchStep> {
  private final S step;
  private final ResumableRandom random;
  private final long[] sizes;
  private int batches;
  private double lastInertia;

  /** Begins at given centroids, by the classic scheme. */
  public static StreamState<ClassicStep> at(double[][] initial, StreamOptions options) {
    ResumableRandom random = StreamRandom.of(options.seed).step();
    ClassicStep step = new ClassicStep(initial, options.reassignmentRatio, random);
    return new StreamState<>(step, random, new long[options.k], 0, 0);
  }

  /** Begins at given centroids, by a scheme of drawn batches; the classic one as above. */
  public static StreamState<BatchStep> at(
      double[][] initial, long seed, Scheme.Drawn scheme, boolean relocates) {
    ResumableRandom random = StreamRandom.of(seed).step();
    BatchStep step = scheme.step(initial, relocates, random);
    return new StreamState<>(step, random, new long[initial.length], 0, 0);
  }

  /** Goes on where another one was; {@code random} is the one that the step draws from. */
  public StreamState(
      S step, ResumableRandom random, long[] sizes, int batches, double lastInertia) {
    this.step = step;
    this.random = random;
    this.sizes = sizes;
    this.batches = batches;
    this.lastInertia = lastInertia;
  }

  /**
   * Learns from some rows; an exception leaves everything as it was.
   *
   * @param labels receives the labels of these rows before they are learned
   * @return their inertia before they are learned
   */
  public double learn(
      RowStore store, RowAssignment assignment, int[] rows, int[] labels, Workers workers) {
    lastInertia = step.learn(store, assignment, rows, labels, null, workers);
    for (int label : labels) {
      sizes[label]++;
    }
    if (batches < Integer.MAX_VALUE) { // a stream may go on for years
      batches++;
    }
    return lastInertia;
  }

  public S step() {
    return step;
  }

  public ResumableRandom random() {
    return random;
  }

  public long[] sizes() {
    return sizes;
  }

  public int batches() {
    return batches;
  }

  public double lastInertia() {
    return lastInertia;
  }

  /** The clusters by the rows seen so far, without labels. */
  public Clustering toClustering(int threads) {
    return clustering(sizes, lastInertia, StopReason.MAX_ITERATIONS, threads);
  }

  /** The clusters with figures of another count of rows. */
  public Clustering clustering(long[] rows, double inertia, StopReason reason, int threads) {
    return Clustering.builder(new DMatrixRMaj(step.centroids()), new EuclideanDistance())
        .sizes(rows, inertia)
        .course(batches, reason, List.of())
        .threads(threads)
        .build();
  }
}
