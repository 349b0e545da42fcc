package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sums.Divisor;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.sums.SumTable;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import org.jspecify.annotations.Nullable;

/**
 * The sum of the rows of each cluster, kept up to date from the rows that moved. It is never
 * rounded, so it depends neither on the order of the rows nor on the clusters they were in before.
 */
public final class CentroidSums implements Centers {
  /** Columns that one chunk of work covers. */
  private static final int SLICE = 1024;

  /** So few moves are not worth a second thread. */
  private static final int FEW_ROWS = 2048;

  /** Moves that are looked up and added up at once. */
  private static final int BATCH = 256;

  /** Up to so many columns rows are copied and added up many at a time. */
  private static final int FEW_COLUMNS = 32;

  /** Up to so many sums each worker has a table of its own: 1 MB in its own cache. */
  private static final int FEW_SUMS = 1 << 16;

  /** Rows that are prefetched at once. */
  private static final int AHEAD = 8;

  private final RowStore store;

  /** Whether centers are directions of sums, not means. */
  private final boolean directions;

  /** The same rows if they are sparse: then columns are not cut into slices. */
  private final @Nullable SparseRows sparse;

  private final double @Nullable [] weights;
  private final Workers workers;
  private final int k;
  private final int d;
  private final ClusterSums clusters;

  // Parts of the clusters.
  private final SumTable table;
  private final boolean[] changed;
  private final long[] heavy;
  private final ExactSum[] totals;

  /** Values of a slice of a row, for each worker. */
  private final double[][] values;

  private final MovedRows moved;

  /** Sums of each worker's own, zeros between two passes, and what it adds up at once. */
  private final @Nullable SumTable[] tables;

  private final @Nullable Batch[] batches;

  /** Sums of what was prefetched, which is used for nothing: else the JIT removes those reads. */
  private final int[] prefetched;

  public CentroidSums(
      RowStore store, DataProfile profile, double @Nullable [] weights, int k, Workers workers) {
    this(store, profile.grid(store, weights, workers), weights, k, workers);
  }

  /** The same with a layout that rows elsewhere share. */
  public CentroidSums(
      RowStore store, SumGrid grid, double @Nullable [] weights, int k, Workers workers) {
    this.store = store;
    this.directions = store.definitionError() > 0;
    this.sparse = store instanceof SparseRows rows ? rows : null;
    this.weights = weights;
    this.workers = workers;
    this.k = k;
    this.d = store.d;
    this.clusters = new ClusterSums(grid, k, weights != null, workers.threads());
    this.table = clusters.table;
    this.changed = clusters.changed;
    this.heavy = clusters.heavy;
    this.totals = clusters.totals;
    this.values = new double[workers.threads()][sparse != null ? 0 : Math.min(d, SLICE)];
    this.moved = new MovedRows(k);
    this.tables = new SumTable[workers.threads()];
    this.batches = new Batch[workers.threads()];
    this.prefetched = new int[workers.threads()];
  }

  /** The sums, live. */
  public ClusterSums clusters() {
    return clusters;
  }

  /** Takes each moved row from the cluster it left and gives it to the one it joined. */
  @Override
  public void apply(Moves moves, int[] labels) {
    clusters.begin();
    int total = moves.total();
    boolean few = d <= FEW_COLUMNS && weights == null && sparse == null;
    if (few && total <= FEW_ROWS) {
      Batch batch = batches[0];
      if (batch == null || batch.rows.length < Math.min(total, BATCH)) {
        batch = new Batch(Math.max(1, Math.min(total, BATCH)), d);
        batches[0] = batch; // for all passes: fresh memory may cost more than the sums
      }
      for (int chunk = 0; chunk < moves.chunks(); chunk++) {
        addMoves(moves, chunk, labels, table, heavy, batch);
      }
      return;
    }
    boolean small = sparse == null && (d <= FEW_COLUMNS || (long) k * d <= FEW_SUMS);
    if (weights == null && small && (long) k * workers.threads() <= total) {
      applyByWorker(moves, labels);
      return;
    }
    moved.forEachPart(moves, labels, this::applySorted);
  }

  /**
   * Some moved rows: where they were, where they are, and their values, one row after the other.
   */
  private static final class Batch {
    final int[] rows;
    final int[] from;
    final int[] to;
    final double[] values;

    /** See {@link CentroidSums#prefetched}. */
    int prefetched;

    /** Of so many rows, whose values are all copied at once, or row by row if there are many. */
    Batch(int count, int d) {
      rows = new int[count];
      from = new int[count];
      to = new int[count];
      values = new double[d <= FEW_COLUMNS ? count * d : d];
    }
  }

  /**
   * Lets each worker sum up what it finds, and merges that: rows are read in their order, and once.
   */
  private void applyByWorker(Moves moves, int[] labels) {
    int batch = d <= FEW_COLUMNS ? BATCH : AHEAD;
    long[][] counts = new long[workers.threads()][k];
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          SumTable sums = tables[worker];
          Batch rows = batches[worker];
          if (sums == null) {
            sums = new SumTable(table.grid(), k);
            tables[worker] = sums;
          }
          if (rows == null || rows.rows.length < batch) {
            rows = new Batch(batch, d);
            batches[worker] = rows;
          }
          addMoves(moves, chunk, labels, sums, counts[worker], rows);
        });
    for (int t = 0; t < tables.length; t++) {
      SumTable sums = tables[t];
      for (int j = 0; j < k && sums != null; j++) {
        if (changed[j]) {
          table.merge(j, sums, j);
          sums.clear(j);
          heavy[j] += counts[t][j];
        }
      }
      if ((long) k * d > FEW_SUMS) {
        tables[t] = null;
      }
    }
  }

  /** Takes the moved rows of a chunk from where they were and gives them to where they are. */
  private void addMoves(
      Moves moves, int chunk, int[] labels, SumTable sums, long[] counts, Batch batch) {
    for (int from = 0; from < moves.count(chunk); from += batch.rows.length) {
      int count = Math.min(batch.rows.length, moves.count(chunk) - from);
      fill(batch, moves, chunk, from, count, labels, counts);
      if (d <= FEW_COLUMNS) {
        store.copyRows(batch.rows, count, batch.values);
        sums.addRows(store.kernel, batch.to, count, batch.values, 1);
        sums.addRows(store.kernel, batch.from, count, batch.values, -1);
      } else {
        addWide(batch, count, sums);
      }
    }
  }

  /** Takes up moved rows, and counts them. */
  private void fill(
      Batch batch, Moves moves, int chunk, int from, int count, int[] labels, long[] counts) {
    for (int i = 0; i < count; i++) {
      int row = moves.row(chunk, from + i);
      int old = moves.oldLabel(chunk, from + i);
      int now = labels[row];
      batch.rows[i] = row;
      batch.to[i] = now;
      batch.from[i] = old;
      count(counts, now, row, 1);
      changed[now] = true;
      if (old >= 0) {
        count(counts, old, row, -1);
        changed[old] = true;
      }
    }
  }

  /** Adds rows of many columns one by one. */
  private void addWide(Batch batch, int count, SumTable sums) {
    for (int i = 0; i < count; i++) {
      batch.prefetched += store.prefetch(batch.rows[i]);
    }
    for (int i = 0; i < count; i++) {
      if (sums.grid().isPlain()) {
        store.addTo(batch.rows[i], 1, sums.plain(batch.to[i]));
        if (batch.from[i] >= 0) {
          store.addTo(batch.rows[i], -1, sums.plain(batch.from[i]));
        }
        continue;
      }
      store.copy(batch.rows[i], batch.values);
      sums.add(store.kernel, batch.to[i], batch.values, 0, d, 1);
      if (batch.from[i] >= 0) {
        sums.add(store.kernel, batch.from[i], batch.values, 0, d, -1);
      }
    }
  }

  private void applySorted() {
    for (int j = 0; j < k; j++) {
      changed[j] |= moved.size(j) > 0;
    }
    int slices = sparse != null ? 1 : Chunks.count(d, SLICE);
    int[] order = moved.largestFirst();
    workers.run(
        k * slices,
        (chunk, worker) -> {
          int j = order[chunk / slices];
          int from = (int) ((long) (chunk % slices) * d / slices);
          int to = (int) ((long) (chunk % slices + 1) * d / slices);
          int first = moved.first(j);
          int end = moved.end(j);
          for (int e = first; e < end; e++) {
            if (sparse == null && (e - first) % AHEAD == 0) {
              for (int ahead = e; ahead < Math.min(end, e + AHEAD); ahead++) {
                prefetched[worker] += store.prefetch(moved.row(ahead), from, to);
              }
            }
            int row = moved.row(e);
            int sign = moved.sign(e);
            add(table, j, row, from, to, sign * weightOf(row), values[worker]);
            if (from == 0) {
              count(heavy, j, row, sign);
            }
          }
        });
  }

  /** Adds some columns of a row, or takes them away if the weight is negative. */
  private void add(
      SumTable sums, int j, int row, int from, int to, double weight, double[] scratch) {
    if (sparse != null) {
      int end = sparse.to(row);
      for (int p = sparse.from(row); p < end && weight != 0; p++) {
        sums.addValue(j, sparse.columns[p], sparse.value(p), weight);
      }
    } else if (sums.grid().isPlain()) {
      store.addTo(row, from, to, weight, sums.plain(j));
    } else if (weight != 0) {
      store.copy(row, from, to, scratch);
      sums.add(store.kernel, j, scratch, from, to, weight);
    }
  }

  private void count(long[] heavy, int j, int row, int sign) {
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

  @Override
  public long heavyRows(int j) {
    return heavy[j];
  }

  @Override
  public void center(int j, double[] target, int worker) {
    if (!directions) {
      clusters.center(j, target, worker);
      return;
    }
    double[] sum = new double[d];
    clusters.sum(j, sum, worker);
    Directions.turn(target, sum);
  }

  @Override
  public void centerWithout(int j, int[] rows, double[] target) {
    SumTable left = table.copyOf(j);
    ExactSum weight = weights == null ? null : totals[j].copy();
    double[] x = new double[sparse != null ? 0 : d];
    for (int row : rows) {
      add(left, 0, row, 0, d, -weightOf(row), x);
      if (weight != null) {
        weight.subtract(weightOf(row));
      }
    }
    if (directions) {
      double[] sum = new double[d];
      Divisor.of(1).divide(left, 0, sum, new double[d], new double[d]);
      Directions.turn(target, sum);
      return;
    }
    Divisor divisor = weight == null ? Divisor.of(heavy[j] - rows.length) : Divisor.of(weight);
    divisor.divide(left, 0, target, new double[d], new double[d]);
  }
}
