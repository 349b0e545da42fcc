package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Distances of rows of few columns to all centroids, by differences. Plain loops over the rows of a
 * block, which are compiled with the first blocks, long before the products of {@link
 * DistancePanels}, and no pair is measured twice. Immutable and thread-safe.
 */
final class FewDistances {
  /** With more columns products are worth the wait. */
  static final int MOST_COLUMNS = 8;

  /** Rows a block. */
  private static final int BLOCK = 64;

  /**
   * Centroids whose distances are written at once: with a block of rows they fit into the cache.
   */
  private static final int GROUP = 64;

  private final double[][] centroids;
  private final int k;
  private final int d;

  /** Rows of a squared length below this are finite, and no distance overflows. */
  private final double safe;

  FewDistances(double[][] centroids) {
    this.centroids = centroids;
    this.k = centroids.length;
    this.d = centroids[0].length;
    double limit = DataProfile.largestValue(1, d) * 0.99;
    this.safe = limit * limit;
  }

  /** Writes the n × k distances of some rows. */
  void measure(RowStore store, IntConsumer check, Workers workers, double[] distances) {
    Chunks chunks = new Chunks(store.n, BLOCK);
    @Nullable Scratch[] scratch = new Scratch[workers.threads()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          Scratch own = scratch[worker];
          if (own == null) {
            own = new Scratch(store, check);
            scratch[worker] = own;
          }
          own.measure(chunks.first(chunk), chunks.end(chunk), distances);
        });
  }

  /** What one worker needs. */
  private final class Scratch {
    private final RowStore store;
    private final IntConsumer check;
    private final double[] origin = new double[d];
    private final double[] values = new double[d * BLOCK];

    /** Column × row. */
    private final double[][] columns = new double[d][BLOCK];

    /** Centroid × row. */
    private final double[][] found = new double[Math.min(k, GROUP)][BLOCK];

    private final double[] squares = new double[BLOCK];
    private final double[] more = new double[BLOCK];

    Scratch(RowStore store, IntConsumer check) {
      this.store = store;
      this.check = check;
    }

    void measure(int first, int end, double[] distances) {
      int rows = end - first;
      store.copyColumns(first, rows, values, 0, BLOCK);
      for (int c = 0; c < d; c++) {
        System.arraycopy(values, c * BLOCK, columns[c], 0, rows);
      }
      FewSquares.measure(columns, rows, origin, squares, more);
      for (int r = 0; r < rows; r++) {
        if (!(squares[r] < safe)) {
          check.accept(first + r);
        }
      }
      for (int from = 0; from < k; from += GROUP) {
        int size = Math.min(GROUP, k - from);
        for (int j = 0; j < size; j++) {
          FewSquares.measure(columns, rows, centroids[from + j], squares, more);
          writeRoots(rows, found[j]);
        }
        for (int r = 0; r < rows; r++) {
          write(r, size, distances, (first + r) * k + from);
        }
      }
    }

    private void writeRoots(int rows, double[] roots) {
      for (int r = 0; r < rows; r++) {
        roots[r] = Math.sqrt(squares[r]);
      }
    }

    private void write(int r, int size, double[] distances, int at) {
      for (int j = 0; j < size; j++) {
        distances[at + j] = found[j][r];
      }
    }
  }
}
