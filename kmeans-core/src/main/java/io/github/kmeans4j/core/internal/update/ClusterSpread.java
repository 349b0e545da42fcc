package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The mean squared distance of the rows of each cluster to its center, measured when it is asked
 * for. Where sums of squares are exact it follows from the norms of the rows, each computed once;
 * otherwise from direct differences. Needs a double a row. Not thread-safe.
 */
public final class ClusterSpread {
  private final RowStore store;
  private final double @Nullable [] weights;
  private final Workers workers;

  /** The sums if they and all squares are exact, else null. */
  private final @Nullable ClusterSums exactSums;

  /** Squared norms of the rows known so far if sums are exact, else squared distances. */
  private final double[] squares;

  private final double[] perRow;
  private final double[] origin;
  private int known;

  /**
   * Prepares it.
   *
   * @param sums those of the clusters, or null if there are none
   */
  public ClusterSpread(
      RowStore store,
      DataProfile profile,
      double @Nullable [] weights,
      @Nullable ClusterSums sums,
      int k,
      Workers workers) {
    this.store = store;
    this.weights = weights;
    this.workers = workers;
    boolean exact = weights == null && sums != null && sums.arePlain() && profile.exactSquares();
    this.exactSums = exact ? sums : null;
    this.squares = new double[store.n];
    this.perRow = new double[k];
    this.origin = new double[store.d];
  }

  /** Whether measuring returns the sum of all squares, not the inertia. */
  public boolean isExact() {
    return exactSums != null;
  }

  /**
   * Measures the first n rows, whose sums are up to date.
   *
   * @param centroids those that the rows were assigned to
   * @return the sum of all squared values if {@link #isExact()}, else the weighted inertia
   */
  public double measure(int n, int[] labels, double[][] centroids) {
    boolean exact = isExact();
    int first = exact ? known : 0;
    Chunks chunks = new Chunks(n - first, Chunks.ROWS);
    Distances toOrigin = store.distancesTo(new double[][] {origin});
    Distances toCentroids = store.distancesTo(exact ? new double[0][] : centroids);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = first + chunks.first(chunk); i < first + chunks.end(chunk); i++) {
            squares[i] = exact ? toOrigin.squared(i, 0) : toCentroids.squared(i, labels[i]);
          }
        });
    known = n;
    Arrays.fill(perRow, 0);
    double[] weight = new double[perRow.length];
    ExactSum total = new ExactSum();
    for (int i = 0; i < n; i++) {
      double w = weights == null ? 1 : weights[i];
      perRow[labels[i]] += w * squares[i];
      weight[labels[i]] += w;
      total.addProduct(w, squares[i]);
    }
    for (int j = 0; j < perRow.length; j++) {
      if (exactSums != null) {
        perRow[j] -= exactSums.explained(j);
      }
      perRow[j] = weight[j] > 0 ? Math.max(0, perRow[j] / weight[j]) : 0;
    }
    return total.value();
  }

  /** The weighted mean of the squared distances; 0 for a cluster without weight. */
  public double perRow(int j) {
    return perRow[j];
  }
}
