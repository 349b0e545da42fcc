package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.assign.RowAssignment;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * What a fit over a stream knows after a batch: the step with its centroids, and what it has
 * counted. Not thread-safe.
 *
 * @param <S> what kind of step
 */
final class StreamState<S extends BatchStep> {
  private final S step;
  private final ResumableRandom random;
  private final long[] sizes;
  private int batches;
  private double lastInertia;

  /** Begins at given centroids. */
  static StreamState<ClassicStep> at(double[][] initial, MiniBatchOptions options) {
    ResumableRandom random = StreamRandom.of(options.seed).step();
    ClassicStep step = new ClassicStep(initial, options.effectiveRatio(), random);
    return new StreamState<>(step, random, new long[options.k], 0, 0);
  }

  /** Begins at given centroids, by a scheme of drawn batches; the classic one as above. */
  static StreamState<BatchStep> at(
      double[][] initial, MiniBatchOptions options, BatchScheme scheme) {
    ResumableRandom random = StreamRandom.of(options.seed).step();
    return new StreamState<>(
        options.step(scheme, initial, random), random, new long[options.k], 0, 0);
  }

  /** Goes on where another one was; {@code random} is the one that the step draws from. */
  StreamState(S step, ResumableRandom random, long[] sizes, int batches, double lastInertia) {
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
  double learn(
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

  S step() {
    return step;
  }

  ResumableRandom random() {
    return random;
  }

  long[] sizes() {
    return sizes;
  }

  int batches() {
    return batches;
  }

  double lastInertia() {
    return lastInertia;
  }

  /** The clusters by the rows seen so far, without labels. */
  Clustering toClustering(int threads) {
    return clustering(sizes, lastInertia, StopReason.MAX_ITERATIONS, threads);
  }

  /** The clusters with figures of another count of rows. */
  Clustering clustering(long[] rows, double inertia, StopReason reason, int threads) {
    return Clustering.builder(new DMatrixRMaj(step.centroids()), new EuclideanDistance())
        .sizes(rows, inertia)
        .course(batches, reason, List.of())
        .threads(threads)
        .build();
  }
}
