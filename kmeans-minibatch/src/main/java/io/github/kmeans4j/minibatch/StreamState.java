package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.KernelAssigner;
import io.github.kmeans4j.core.internal.RowAssignment;
import io.github.kmeans4j.core.internal.RowStore;
import io.github.kmeans4j.core.internal.Workers;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * What a fit over a stream knows after a batch: the step with its centroids, and what it has
 * counted. Not thread-safe.
 */
final class StreamState {
  private final ClassicStep step;
  private final ResumableRandom random;
  private final long[] sizes;
  private int batches;
  private double lastInertia;

  /** Begins at given centroids. */
  static StreamState at(double[][] initial, MiniBatchOptions options) {
    ResumableRandom random = StreamRandom.of(options.seed).step();
    ClassicStep step = new ClassicStep(initial, options.reassignmentRatio, random);
    return new StreamState(step, random, new long[options.k], 0, 0);
  }

  /** Goes on where another one was; {@code random} is the one that the step draws from. */
  StreamState(
      ClassicStep step, ResumableRandom random, long[] sizes, int batches, double lastInertia) {
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
    batches++;
    return lastInertia;
  }

  ClassicStep step() {
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
    int[] capped = new int[rows.length];
    for (int j = 0; j < rows.length; j++) {
      capped[j] = (int) Math.min(rows[j], Integer.MAX_VALUE);
    }
    return Clustering.builder(new DMatrixRMaj(step.centroids()), new EuclideanDistance())
        .sizes(capped, inertia)
        .course(batches, reason, List.of())
        .assigner(new KernelAssigner(threads))
        .build();
  }
}
