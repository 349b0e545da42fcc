package io.github.kmeans4j.core.internal.directions;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;

/** The lengths of rows, as the cosine distance computes them. Takes 16 bytes a row. */
public final class Lengths {
  /** The largest magnitude of each row. */
  final double[] largest;

  /** The norm of each row over its largest magnitude. */
  final double[] norms;

  private final double least;
  private final boolean zero;

  private Lengths(double[] largest, double[] norms, double least, boolean zero) {
    this.largest = largest;
    this.norms = norms;
    this.least = least;
    this.zero = zero;
  }

  /**
   * Measures rows.
   *
   * @param store rows, all finite
   * @param workers threads
   * @return their lengths
   */
  public static Lengths of(RowStore store, Workers workers) {
    double[] largest = new double[store.n];
    double[] norms = new double[store.n];
    Chunks chunks = new Chunks(store.n, Chunks.ROWS);
    double[] least = new double[chunks.count()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          double[] row = new double[store instanceof SparseRows ? 0 : store.d];
          double smallest = Double.POSITIVE_INFINITY;
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            double[] x = row;
            if (store instanceof SparseRows sparse) {
              x = sparse.storedValues(i);
            } else {
              store.copy(i, row);
            }
            double most = Directions.largest(x);
            largest[i] = most;
            norms[i] = Directions.scaledNorm(x, most);
            smallest = Math.min(smallest, leastBesides0(x) / most / norms[i]);
          }
          least[chunk] = smallest;
        });
    double smallest = Arrays.stream(least).min().orElse(1);
    boolean zero = Arrays.stream(largest).anyMatch(v -> v == 0);
    return new Lengths(largest, norms, Math.max(Double.MIN_VALUE, smallest), zero);
  }

  private static double leastBesides0(double[] x) {
    double least = Double.POSITIVE_INFINITY;
    for (double v : x) {
      double size = Math.abs(v);
      least = Math.min(least, size == 0 ? Double.POSITIVE_INFINITY : size);
    }
    return least;
  }

  /**
   * Tells whether a row has no direction.
   *
   * @return true if all values of some row are 0
   */
  public boolean hasZeros() {
    return zero;
  }

  /**
   * Returns how small values of directions are.
   *
   * @return at most the least magnitude that is not 0, of all rows divided by their lengths
   */
  public double least() {
    return least;
  }
}
