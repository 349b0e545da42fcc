package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Distances of rows of few columns to all centroids, by differences. Plain loops over the
 * centroids, which are compiled with the first thousand rows, long before the products of {@link
 * DistancePanels}, and no pair is measured twice; once those are compiled they take less time.
 * Immutable and thread-safe.
 */
final class FewDistances {
  /** With more columns products are worth the wait. */
  static final int MOST_COLUMNS = 8;

  /** Rows a chunk of work. */
  private static final int CHUNK = 256;

  private final int k;
  private final int d;

  /** Column × centroid. */
  private final double[][] columns;

  /** Rows of a squared length below this are finite, and no distance overflows. */
  private final double safe;

  FewDistances(double[][] centroids) {
    this.k = centroids.length;
    this.d = centroids[0].length;
    this.columns = new double[d][k];
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < d; c++) {
        columns[c][j] = centroids[j][c];
      }
    }
    double limit = DataProfile.largestValue(1, d) * 0.99;
    this.safe = limit * limit;
  }

  /** Writes the n × k distances of some rows. */
  void measure(RowStore store, IntConsumer check, Workers workers, double[] distances) {
    Chunks chunks = new Chunks(store.n, CHUNK);
    @Nullable Scratch[] scratch = new Scratch[workers.threads()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          Scratch own = scratch[worker];
          if (own == null) {
            own = new Scratch(store, check);
            scratch[worker] = own;
          }
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            own.measure(i, distances);
          }
        });
  }

  /** What one worker needs. */
  private final class Scratch {
    private final RowStore store;
    private final IntConsumer check;
    private final double[] row = new double[d];
    private final double[] squares = new double[k];
    private final double[] more = new double[k];

    Scratch(RowStore store, IntConsumer check) {
      this.store = store;
      this.check = check;
    }

    void measure(int i, double[] distances) {
      store.copy(i, row);
      double normSq = 0;
      for (double value : row) {
        normSq += value * value;
      }
      if (!(normSq < safe)) {
        check.accept(i);
      }
      FewSquares.measure(columns, k, row, squares, more);
      writeRoots(distances, i * k);
    }

    private void writeRoots(double[] distances, int at) {
      for (int j = 0; j < squares.length; j++) {
        distances[at + j] = Math.sqrt(squares[j]);
      }
    }
  }
}
