package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import org.jspecify.annotations.Nullable;

/**
 * The inertia of rows that come in blocks: squared distances in double, added without rounding, so
 * that neither the size of the blocks nor the order of the rows matters. Not thread-safe.
 */
public final class SourceInertia {
  private final ExactSum total = new ExactSum();

  /** Adds ‖x − c‖² of each row of a block and the centroid of its label. */
  public void add(RowStore block, int[] labels, double[][] centroids, Workers workers) {
    @Nullable ExactSum[] parts = new ExactSum[workers.threads()];
    Chunks chunks = new Chunks(labels.length, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          ExactSum part = parts[worker];
          if (part == null) {
            part = new ExactSum();
            parts[worker] = part;
          }
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            part.add(block.squaredDistanceFast(i, centroids[labels[i]]));
          }
        });
    for (ExactSum part : parts) {
      if (part != null) {
        total.add(part);
      }
    }
  }

  /** The sum, rounded once. */
  public double value() {
    return total.value();
  }
}
