package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import org.jspecify.annotations.Nullable;

/**
 * Inertia by direct differences in double, one a row; the sum is exact and rounded once, so that it
 * does not depend on the order of the rows.
 */
public final class Inertia {
  /** Twice the relative error that inertias of sparse rows may have, and as much again. */
  private static final double BLUR = 4e-12;

  private Inertia() {}

  /**
   * Tells whether one inertia is below another beyond what rounding may have done to them. Whatever
   * is decided by inertias is decided by this: those of sparse rows differ from those of the same
   * rows given dense in their last bits, and where two would be equal, no such bit may decide.
   *
   * @param inertia 0 or more, or infinite
   * @param other the same
   * @return false if they are equal, or so near each other that they may be
   */
  public static boolean isBelow(double inertia, double other) {
    return inertia < other * (1 - BLUR);
  }

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
  public static double direct(
      RowStore store,
      int @Nullable [] rows,
      int n,
      int[] labels,
      double[][] centroids,
      double @Nullable [] weights,
      Workers workers) {
    ExactSum total = new ExactSum();
    addDirect(total, store, rows, n, labels, centroids, weights, workers);
    return total.value();
  }

  /** Adds the same to a sum, for rows that come block by block. */
  public static void addDirect(
      ExactSum total,
      RowStore store,
      int @Nullable [] rows,
      int n,
      int[] labels,
      double[][] centroids,
      double @Nullable [] weights,
      Workers workers) {
    if (weights == null && n >= LaneSum.WORTH) {
      addUnweighted(total, store, rows, n, labels, centroids, workers);
      return;
    }
    @Nullable ExactSum[] parts = new ExactSum[workers.threads()];
    Chunks chunks = new Chunks(n, Chunks.ROWS);
    Distances distances = store.distancesTo(centroids);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          ExactSum sum = parts[worker];
          if (sum == null) {
            sum = new ExactSum();
            parts[worker] = sum;
          }
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            int row = rows == null ? i : rows[i];
            double distance = distances.squared(row, labels[i]);
            if (weights == null) {
              sum.add(distance);
            } else {
              sum.addProduct(weights[row], distance);
            }
          }
        });
    for (ExactSum part : parts) {
      if (part != null) {
        total.add(part);
      }
    }
  }

  private static void addUnweighted(
      ExactSum total,
      RowStore store,
      int @Nullable [] rows,
      int n,
      int[] labels,
      double[][] centroids,
      Workers workers) {
    @Nullable LaneSum[] parts = new LaneSum[workers.threads()];
    Chunks chunks = new Chunks(n, LaneSum.MOST);
    Distances distances = store.distancesTo(centroids);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          LaneSum sum = parts[worker];
          if (sum == null) {
            sum = new LaneSum(store.kernel);
            parts[worker] = sum;
          }
          int from = chunks.first(chunk);
          int size = chunks.end(chunk) - from;
          for (int r = 0; r < size; r++) {
            int row = rows == null ? from + r : rows[from + r];
            sum.values[r] = distances.squared(row, labels[from + r]);
          }
          sum.add(size);
        });
    for (LaneSum part : parts) {
      if (part != null) {
        part.addTo(total);
      }
    }
  }
}
