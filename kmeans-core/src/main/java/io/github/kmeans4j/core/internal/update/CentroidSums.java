package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sums.Divisor;
import io.github.kmeans4j.core.internal.sums.SumTable;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sum of the rows of each cluster, kept up to date from the rows that moved. It is never
 * rounded, so it depends neither on the order of the rows nor on the clusters they were in before.
 */
public final class CentroidSums implements Centers {
  /** Columns that one chunk of work covers. */
  private static final int SLICE = 1024;

  /** Rows that are prefetched at once. */
  private static final int AHEAD = 8;

  /** Moved rows that are sorted by cluster at once; an array holds two events of each. */
  private static final int MOST_ROWS = 1 << 29;

  private final RowStore store;
  private final double @Nullable [] weights;
  private final Workers workers;
  private final int k;
  private final int d;
  private final SumTable table;
  private final boolean[] changed;
  private final int[] heavy;

  /** The weight of each cluster; none if rows have no weights, and are counted. */
  private final ExactSum[] totals;

  /** Values of a slice of a row, for each worker. */
  private final double[][] values;

  /** Scratch of each worker for means. */
  private final double[][] sums;

  private final double[][] rests;

  private final CountingSort byCluster;

  /** Sums of what was prefetched, which is used for nothing: else the JIT removes those reads. */
  private final int[] prefetched;

  public CentroidSums(
      RowStore store, DataProfile profile, double @Nullable [] weights, int k, Workers workers) {
    this.store = store;
    this.weights = weights;
    this.workers = workers;
    this.k = k;
    this.d = store.d;
    this.table = new SumTable(profile.grid(store, weights, workers), k);
    this.changed = new boolean[k];
    this.heavy = new int[k];
    this.totals = new ExactSum[weights == null ? 0 : k];
    Arrays.setAll(totals, j -> new ExactSum(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT + 1));
    this.values = new double[workers.threads()][Math.min(d, SLICE)];
    this.sums = new double[workers.threads()][];
    this.rests = new double[workers.threads()][];
    this.byCluster = new CountingSort(k);
    this.prefetched = new int[workers.threads()];
  }

  /** Takes each moved row from the cluster it left and gives it to the one it joined. */
  @Override
  public void apply(Moves moves, int[] labels) {
    Arrays.fill(changed, false);
    // In parts: a moved row makes two events, and an array must hold all events of a part.
    int from = 0;
    while (from < moves.chunks()) {
      int to = from;
      for (long rows = 0; to < moves.chunks() && rows + moves.count(to) <= MOST_ROWS; to++) {
        rows += moves.count(to);
      }
      sortByCluster(moves, from, to, labels);
      applySorted();
      from = to;
    }
  }

  private void applySorted() {
    int[] events = byCluster.items();
    for (int j = 0; j < k; j++) {
      changed[j] |= byCluster.size(j) > 0;
    }
    int slices = Chunks.count(d, SLICE);
    workers.run(
        k * slices,
        (chunk, worker) -> {
          int j = chunk / slices;
          int from = (int) ((long) (chunk % slices) * d / slices);
          int to = (int) ((long) (chunk % slices + 1) * d / slices);
          int first = byCluster.first(j);
          int end = byCluster.end(j);
          for (int e = first; e < end; e++) {
            if ((e - first) % AHEAD == 0) {
              for (int ahead = e; ahead < Math.min(end, e + AHEAD); ahead++) {
                int row = Math.max(events[ahead], ~events[ahead]);
                prefetched[worker] += store.prefetch(row, from, to);
              }
            }
            int row = events[e] < 0 ? ~events[e] : events[e];
            int sign = events[e] < 0 ? -1 : 1;
            add(table, j, row, from, to, sign * weightOf(row), values[worker]);
            if (from == 0) {
              count(j, row, sign);
            }
          }
        });
  }

  /** Lists the events of each cluster: a row if it joined, its complement if it left. */
  private void sortByCluster(Moves moves, int fromChunk, int toChunk, int[] labels) {
    byCluster.begin();
    for (int chunk = fromChunk; chunk < toChunk; chunk++) {
      for (int m = 0; m < moves.count(chunk); m++) {
        int old = moves.oldLabel(chunk, m);
        byCluster.count(labels[moves.row(chunk, m)]);
        if (old >= 0) {
          byCluster.count(old);
        }
      }
    }
    byCluster.allocate();
    for (int chunk = fromChunk; chunk < toChunk; chunk++) {
      for (int m = 0; m < moves.count(chunk); m++) {
        int row = moves.row(chunk, m);
        int old = moves.oldLabel(chunk, m);
        byCluster.place(labels[row], row);
        if (old >= 0) {
          byCluster.place(old, ~row);
        }
      }
    }
  }

  /** Adds some columns of a row, or takes them away if the weight is negative. */
  private void add(
      SumTable sums, int j, int row, int from, int to, double weight, double[] scratch) {
    if (sums.grid().isPlain()) {
      store.addTo(row, from, to, weight, sums.plain(j));
    } else if (weight != 0) {
      store.copy(row, from, to, scratch);
      sums.add(store.kernel, j, scratch, from, to, weight);
    }
  }

  private void count(int j, int row, int sign) {
    double weight = weightOf(row);
    if (weight > 0) {
      heavy[j] += sign;
    }
    if (weights != null) {
      totals[j].add(sign * weight);
    }
  }

  private double weightOf(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Whether the last moves changed a cluster. */
  boolean hasChanged(int j) {
    return changed[j];
  }

  @Override
  public int heavyRows(int j) {
    return heavy[j];
  }

  @Override
  public void center(int j, double[] target, int worker) {
    if (sums[worker] == null && !arePlain()) {
      sums[worker] = new double[d];
      rests[worker] = new double[d];
    }
    weight(j).divide(table, j, target, sums[worker], rests[worker]);
  }

  @Override
  public void centerWithout(int j, int[] rows, double[] target) {
    SumTable left = table.copyOf(j);
    ExactSum weight = weights == null ? null : totals[j].copy();
    double[] x = new double[d];
    for (int row : rows) {
      add(left, 0, row, 0, d, -weightOf(row), x);
      if (weight != null) {
        weight.subtract(weightOf(row));
      }
    }
    Divisor divisor = weight == null ? Divisor.of(heavy[j] - rows.length) : Divisor.of(weight);
    divisor.divide(left, 0, target, new double[d], new double[d]);
  }

  /** The total weight of a cluster with heavy rows: their number if they have no weights. */
  Divisor weight(int j) {
    return weights == null ? Divisor.of(heavy[j]) : Divisor.of(totals[j]);
  }

  /** Writes the sums of a cluster as pairs of doubles, see {@link SumTable#pairs}. */
  void pairs(int j, double[] upper, double[] lower) {
    table.pairs(j, upper, lower);
  }

  /** Whether the sums are plain doubles that never round. */
  boolean arePlain() {
    return table.grid().isPlain();
  }

  /** ‖S‖² / W of a cluster whose sums are plain, the part of Σ w‖x‖² that its mean explains. */
  double explained(int j) {
    if (heavy[j] == 0) {
      return 0;
    }
    ExactSum squares = new ExactSum();
    for (double sum : table.plain(j)) {
      squares.addProduct(sum, sum);
    }
    return squares.value() / weight(j).value();
  }
}
