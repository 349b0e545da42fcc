package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sums.Divisor;
import io.github.kmeans4j.core.internal.sums.PackedSums;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.sums.SumTable;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sum, the number and the weight of the rows of each cluster, all exact, whoever adds the rows:
 * one fit, or many machines each of which sends by how much its own rows changed them. Knows no
 * rows. Not thread-safe, but for different clusters.
 */
public final class ClusterSums {
  /** The sums; of no cluster if they are packed. */
  final SumTable table;

  /** The sums of sparse rows that are not 0; null if the table has them. */
  final @Nullable PackedSums packed;

  /** Whether the last moves changed a cluster. */
  final boolean[] changed;

  /** How many rows of positive weight a cluster has. */
  final long[] heavy;

  /** The weight of each cluster; none if rows have no weights, and are counted. */
  final ExactSum[] totals;

  /** Scratch of each worker for means. */
  private final double[][] sums;

  private final double[][] rests;

  /**
   * Starts from zeros.
   *
   * @param grid the layout of the sums
   * @param k number of clusters
   * @param weighted whether rows have weights
   * @param threads how many workers may ask for centers at once
   */
  public ClusterSums(SumGrid grid, int k, boolean weighted, int threads) {
    this(new SumTable(grid, k), null, k, weighted, threads);
  }

  private ClusterSums(
      SumTable table, @Nullable PackedSums packed, int k, boolean weighted, int threads) {
    this.table = table;
    this.packed = packed;
    this.changed = new boolean[k];
    this.heavy = new long[k];
    this.totals = new ExactSum[weighted ? k : 0];
    Arrays.setAll(totals, j -> weightSum());
    this.sums = new double[threads][];
    this.rests = new double[threads][];
  }

  /** Starts from zeros that are packed; whoever adds rows changes them. */
  ClusterSums(PackedSums packed, int k, boolean weighted) {
    this(new SumTable(packed.grid(), 0), packed, k, weighted, 0);
  }

  private static ExactSum weightSum() {
    return new ExactSum(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT + 1);
  }

  /** Begins other moves: no cluster is changed yet. */
  public void begin() {
    Arrays.fill(changed, false);
  }

  /**
   * Adds a row, or takes it away.
   *
   * @param store whose kernel cuts values into words
   * @param j cluster
   * @param x d values; not changed
   * @param weight the row's weight ≥ 0, 1 if rows have none
   * @param sign 1 or −1
   */
  public void add(RowStore store, int j, double[] x, double weight, int sign) {
    changed[j] = true;
    if (weight > 0) {
      heavy[j] += sign;
      table.add(store.kernel, j, x, 0, x.length, sign * weight);
    }
    if (totals.length > 0) {
      totals[j].add(sign * weight);
    }
  }

  /** Whether the last moves changed a cluster. */
  boolean hasChanged(int j) {
    return changed[j];
  }

  /**
   * Returns how many rows of positive weight a cluster has.
   *
   * @param j cluster
   * @return their number; negative if this is a change by which it has fewer
   */
  public long heavyRows(int j) {
    return heavy[j];
  }

  /**
   * Writes the mean of a cluster of at least one heavy row.
   *
   * @param j cluster
   * @param target receives d values, each rounded once
   * @param worker number of the worker that asks
   */
  public void center(int j, double[] target, int worker) {
    divide(weight(j), j, target, worker);
  }

  /**
   * Writes the sums of a cluster.
   *
   * @param j cluster
   * @param target receives d values, each rounded once
   * @param worker number of the worker that asks
   */
  public void sum(int j, double[] target, int worker) {
    divide(Divisor.of(1), j, target, worker);
  }

  private void divide(Divisor divisor, int j, double[] target, int worker) {
    if (sums[worker] == null && !table.grid().isPlain()) {
      sums[worker] = new double[target.length];
      rests[worker] = new double[target.length];
    }
    divisor.divide(table, j, target, sums[worker], rests[worker]);
  }

  /**
   * Writes the mean of a cluster without some of its rows, of which at least one heavy one remains.
   *
   * @param j cluster
   * @param store where those rows are
   * @param weights one weight a row of the store, or null
   * @param rows their indices
   * @param target receives d values, each rounded once
   */
  public void centerWithout(
      int j, RowStore store, double @Nullable [] weights, int[] rows, double[] target) {
    SumTable left = copyOf(j);
    ExactSum weight = weights == null ? null : totals[j].copy();
    double[] x = new double[target.length];
    for (int row : rows) {
      double w = weights == null ? 1 : weights[row];
      if (w != 0) {
        store.copy(row, x);
        left.add(store.kernel, 0, x, 0, x.length, -w);
      }
      if (weight != null) {
        weight.subtract(w);
      }
    }
    Divisor divisor = weight == null ? Divisor.of(heavy[j] - rows.length) : Divisor.of(weight);
    divisor.divide(left, 0, target, new double[x.length], new double[x.length]);
  }

  /**
   * The sum of the cosine distances of all directions from the centroids of their clusters, W − ⟨S,
   * c⟩ of each, the product in about twice the precision of double (Ogita, Rump and Oishi 2005,
   * doi:10.1137/030601818). It is as near to the plain definition as that is to the truth: some
   * 10⁻¹⁶ a row.
   *
   * @param centroids of length 1
   * @param workers threads
   * @return the inertia; not finite where weights are too large
   */
  public double cosineInertia(double[][] centroids, Workers workers) {
    double[] losses = new double[centroids.length];
    workers.run(losses.length, (j, worker) -> losses[j] = cosineLoss(j, centroids[j]));
    ExactSum total = new ExactSum();
    for (double loss : losses) {
      total.add(loss);
    }
    return total.value();
  }

  private double cosineLoss(int j, double[] centroid) {
    if (heavy[j] == 0) {
      return 0;
    }
    double[] upper = new double[centroid.length];
    double[] lower = new double[centroid.length];
    pairs(j, upper, lower);
    double dot = 0;
    double rest = 0;
    for (int c = 0; c < upper.length; c++) {
      if (upper[c] == 0) {
        continue;
      }
      double product = upper[c] * centroid[c];
      double sum = dot + product;
      double part = sum - dot;
      rest += (dot - (sum - part)) + (product - part);
      rest += Math.fma(upper[c], centroid[c], -product) + lower[c] * centroid[c];
      dot = sum;
    }
    Divisor weight = weight(j);
    return Math.max(0, weight.value() - dot + (weight.rest() - rest));
  }

  /** The total weight of a cluster with heavy rows: their number if they have no weights. */
  Divisor weight(int j) {
    return totals.length == 0 ? Divisor.of(heavy[j]) : Divisor.of(totals[j]);
  }

  /** Writes the sums as pairs of doubles, see {@link SumTable#pairs(int, double[], double[])}. */
  void pairs(int j, double[] upper, double[] lower) {
    if (packed == null) {
      table.pairs(j, upper, lower);
    } else {
      packed.tableOf(j).pairs(0, upper, lower);
    }
  }

  /** The same in some columns, ascending, side by side; only of packed sums. */
  void pairs(int j, int[] columns, double[] upper, double[] lower) {
    Objects.requireNonNull(packed).pairs(j, columns, upper, lower);
  }

  /** The sums of a cluster alone, independent of these. */
  SumTable copyOf(int j) {
    return packed == null ? table.copyOf(j) : packed.tableOf(j);
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
    for (double sum : packed == null ? table.plain(j) : packed.plain(j)) {
      squares.addProduct(sum, sum);
    }
    return squares.value() / weight(j).value();
  }

  /**
   * Adds a change of other rows, of clusters that it says it changed.
   *
   * @param change of an equal grid and as many clusters
   */
  public void merge(ClusterSums change) {
    for (int j = 0; j < heavy.length; j++) {
      if (change.changed[j]) {
        changed[j] = true;
        heavy[j] += change.heavy[j];
        table.merge(j, change.table, j);
        if (totals.length > 0) {
          totals[j].add(change.totals[j]);
        }
      }
    }
  }

  /**
   * Writes the clusters that changed.
   *
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public void writeChanges(DataOutput out) throws IOException {
    for (int j = 0; j < heavy.length; j++) {
      if (changed[j]) {
        out.writeInt(j);
        out.writeLong(heavy[j]);
        if (totals.length > 0) {
          totals[j].writeTo(out);
        }
        table.copyOf(j).writeTo(out);
      }
    }
    out.writeInt(-1);
  }

  /**
   * Adds what {@link #writeChanges} wrote.
   *
   * @param in where from
   * @throws IOException if it cannot be read
   */
  public void mergeChanges(DataInput in) throws IOException {
    for (int j = in.readInt(); j >= 0; j = in.readInt()) {
      changed[j] = true;
      heavy[j] += in.readLong();
      if (totals.length > 0) {
        ExactSum total = weightSum();
        total.addFrom(in);
        totals[j].add(total);
      }
      table.merge(j, SumTable.readFrom(in, table.grid()), 0);
    }
  }
}
