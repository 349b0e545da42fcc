package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.stream.IntStream;

/** Lets a step learn from some rows alone. */
final class Steps {
  private Steps() {}

  /** Learns from a batch; returns its labels. */
  static int[] learn(BatchStep step, double[][] batch) {
    try (Workers workers = new Workers(1)) {
      FitRows rows = FitRows.of(Points.of(batch), Kernels.get(), workers);
      int k = step.centroids().length;
      int[] labels = new int[batch.length];
      step.learn(
          rows.store(),
          new RowAssignment(rows, k),
          IntStream.range(0, batch.length).toArray(),
          labels,
          null,
          workers);
      return labels;
    }
  }
}
