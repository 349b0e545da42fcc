package io.github.kmeans4j.core.internal.column;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of a column in ascending order, each with the weight of all its rows: exact
 * and rounded once, so that the order of the rows does not show. Values without weight are left
 * out. There is no negative zero.
 */
final class SortedColumn {
  private static final int CHUNK = 1 << 14;

  /** The distinct values, ascending. */
  final double[] values;

  /** The weight of each, positive. */
  final double[] weights;

  private SortedColumn(double[] values, double[] weights) {
    this.values = values;
    this.weights = weights;
  }

  /**
   * Sorts the rows.
   *
   * @param points rows of one column, all finite
   * @param rowWeights one a row, checked, or null
   * @param workers threads
   */
  static SortedColumn of(StoredRows points, double @Nullable [] rowWeights, Workers workers) {
    Storage storage = StoredRows.storageOf(points);
    double[] sorted = Sorting.sort(copy(storage, workers), workers);
    int n = sorted.length;
    int[] ends = new int[n];
    int distinct = 0;
    for (int i = 1; i <= n; i++) {
      if (i == n || sorted[i] != sorted[i - 1]) {
        sorted[distinct] = sorted[i - 1];
        ends[distinct++] = i;
      }
    }
    double[] values = Arrays.copyOf(sorted, distinct);
    if (rowWeights != null) {
      return withWeight(values, weights(values, storage, rowWeights, workers));
    }
    double[] counts = new double[distinct];
    for (int v = 0; v < distinct; v++) {
      counts[v] = ends[v] - (v == 0 ? 0 : ends[v - 1]);
    }
    return new SortedColumn(values, counts);
  }

  private static double[] copy(Storage storage, Workers workers) {
    double[] values = new double[storage.rows()];
    Chunks chunks = new Chunks(values.length, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            values[i] = storage.get(i, 0) + 0.0; // −0 becomes 0
          }
        });
    return values;
  }

  private static double[] weights(
      double[] values, Storage storage, double[] rowWeights, Workers workers) {
    int n = rowWeights.length;
    int[] ranks = new int[n];
    Chunks chunks = new Chunks(n, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            ranks[i] = Arrays.binarySearch(values, storage.get(i, 0) + 0.0);
          }
        });
    CountingSort byValue = new CountingSort(values.length);
    byValue.begin();
    for (int rank : ranks) {
      byValue.count(rank);
    }
    byValue.allocate();
    for (int i = 0; i < n; i++) {
      byValue.place(ranks[i], i);
    }
    int[] rows = byValue.items();
    double[] weights = new double[values.length];
    Chunks sums = new Chunks(values.length, CHUNK);
    workers.run(
        sums.count(),
        (chunk, worker) -> {
          ExactSum sum = new ExactSum(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT + 1);
          for (int v = sums.first(chunk); v < sums.end(chunk); v++) {
            weights[v] = sum(rowWeights, rows, byValue.first(v), byValue.end(v), sum);
          }
        });
    return weights;
  }

  private static double sum(double[] weights, int[] rows, int from, int to, ExactSum scratch) {
    if (to - from <= 2) { // rounded once by itself
      return weights[rows[from]] + (to - from == 2 ? weights[rows[from + 1]] : 0);
    }
    scratch.clear();
    for (int i = from; i < to; i++) {
      scratch.add(weights[rows[i]]);
    }
    return scratch.value();
  }

  private static SortedColumn withWeight(double[] values, double[] weights) {
    int kept = 0;
    for (int v = 0; v < values.length; v++) {
      if (weights[v] > 0) {
        values[kept] = values[v];
        weights[kept++] = weights[v];
      }
    }
    return new SortedColumn(Arrays.copyOf(values, kept), Arrays.copyOf(weights, kept));
  }

  int size() {
    return values.length;
  }
}
