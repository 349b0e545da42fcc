package io.github.kmeans4j.core.internal;

import org.jspecify.annotations.Nullable;

/** Inertia by direct differences in double, over fixed chunks added in their order. */
public final class Inertia {
  private static final int CHUNK = 512;

  private Inertia() {}

  /**
   * Σ w‖x − c‖² over rows and the centroids of their labels.
   *
   * @param store rows
   * @param rows row indices, or null where position p stands for row p
   * @param labels the label of each position
   * @param centroids k × d
   * @param weights weight of each row of the store, or null
   * @param workers threads
   * @return the sum
   */
  public static double direct(
      RowStore store,
      int @Nullable [] rows,
      int[] labels,
      double[][] centroids,
      double @Nullable [] weights,
      Workers workers) {
    return direct(store, rows, labels.length, labels, centroids, weights, workers);
  }

  /** The same of the first n positions. */
  static double direct(
      RowStore store,
      int @Nullable [] rows,
      int n,
      int[] labels,
      double[][] centroids,
      double @Nullable [] weights,
      Workers workers) {
    double[] parts = new double[(int) (((long) n + CHUNK - 1) / CHUNK)];
    workers.run(
        parts.length,
        (chunk, worker) -> {
          int end = (int) Math.min(n, (long) (chunk + 1) * CHUNK);
          double sum = 0;
          for (int i = chunk * CHUNK; i < end; i++) {
            int row = rows == null ? i : rows[i];
            double distance = store.squaredDistanceFast(row, centroids[labels[i]]);
            sum += weights == null ? distance : weights[row] * distance;
          }
          parts[chunk] = sum;
        });
    double total = 0;
    for (double part : parts) {
      total += part;
    }
    return total;
  }
}
