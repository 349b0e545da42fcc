package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sums.Divisor;
import io.github.kmeans4j.core.internal.sums.PackedSums;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.sums.SumTable;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The exact sums of the rows of each cluster, as {@link CentroidSums} has them, where rows are
 * sparse: most of them are 0, and the others stand side by side, so that a pass over them reads
 * whole lines of memory. A worker sums up what the moved rows of a cluster store in a table of all
 * columns, and merges that.
 *
 * <p>Memory: what {@link PackedSums} says, and for each worker a table of one cluster.
 */
public final class SparseSums implements Centers {
  /** Rows that are prefetched at once. */
  private static final int AHEAD = 16;

  private final SparseRows rows;
  private final double @Nullable [] weights;
  private final Workers workers;
  private final int k;
  private final ClusterSums clusters;
  private final PackedSums packed;
  private final MovedRows moved;
  private final @Nullable Scratch[] scratches;

  /** Of each cluster the centroid that is the mean of its rows. */
  private final @Nullable SparseCentroid[] means;

  public SparseSums(
      SparseRows rows, SumGrid grid, double @Nullable [] weights, int k, Workers workers) {
    this.rows = rows;
    this.weights = weights;
    this.workers = workers;
    this.k = k;
    this.packed = new PackedSums(grid, k);
    this.clusters = new ClusterSums(packed, k, weights != null);
    this.moved = new MovedRows(k);
    this.scratches = new Scratch[workers.threads()];
    this.means = new SparseCentroid[k];
  }

  /** What one worker needs for a cluster; zeros between two of them. */
  private static final class Scratch {
    final SumTable table;
    final int[] columns;

    /** A bit for each column in which the table may be other than 0. */
    private final long[] bits;

    /** Sums of what was prefetched, which is used for nothing: else the JIT removes those reads. */
    int prefetched;

    double[] upper = new double[0];
    double[] lower = new double[0];

    Scratch(SumGrid grid, int d) {
      table = new SumTable(grid, 1);
      columns = new int[d];
      bits = new long[d / Long.SIZE + 1];
    }

    void mark(int column) {
      bits[column / Long.SIZE] |= 1L << column;
    }

    /** Lists what was marked, and forgets it; returns how many columns it is. */
    int list() {
      int count = 0;
      for (int w = 0; w < bits.length; w++) {
        for (long left = bits[w]; left != 0; left &= left - 1) {
          columns[count++] = w * Long.SIZE + Long.numberOfTrailingZeros(left);
        }
      }
      Arrays.fill(bits, 0);
      return count;
    }

    void reserve(int length) {
      if (upper.length < length) {
        upper = new double[length];
        lower = new double[length];
      }
    }
  }

  /** The sums, live. */
  public ClusterSums clusters() {
    return clusters;
  }

  private Scratch scratch(int worker) {
    Scratch scratch = scratches[worker];
    if (scratch == null) {
      scratch = new Scratch(packed.grid(), rows.d);
      scratches[worker] = scratch;
    }
    return scratch;
  }

  /** Takes each moved row from the cluster it left and gives it to the one it joined. */
  @Override
  public void apply(Moves moves, int[] labels) {
    clusters.begin();
    moved.forEachPart(
        moves,
        labels,
        () -> {
          int[] order = moved.largestFirst();
          workers.run(
              k,
              (place, worker) -> {
                int j = order[place];
                if (moved.size(j) > 0) {
                  clusters.changed[j] = true;
                  add(j, scratch(worker));
                }
              });
        });
  }

  private void add(int j, Scratch scratch) {
    int last = moved.end(j);
    for (int e = moved.first(j); e < last; e++) {
      if ((e - moved.first(j)) % AHEAD == 0) {
        for (int ahead = e; ahead < Math.min(last, e + AHEAD); ahead++) {
          scratch.prefetched += rows.prefetch(moved.row(ahead), 0, rows.d);
        }
      }
      int row = moved.row(e);
      int sign = moved.sign(e);
      double weight = weightOf(row);
      if (weight > 0) {
        clusters.heavy[j] += sign;
        int from = rows.from(row);
        int to = rows.to(row);
        float[] floats = rows.floats;
        if (floats != null) {
          scratch.table.addStored(0, rows.columns, floats, from, to, sign * weight);
        }
        for (int p = from; p < to; p++) {
          if (floats == null) {
            scratch.table.addValue(0, rows.columns[p], rows.value(p), sign * weight);
          }
          scratch.mark(rows.columns[p]);
        }
      }
      if (weights != null) {
        clusters.totals[j].add(sign * weight);
      }
    }
    packed.merge(j, scratch.table, scratch.columns, scratch.list());
  }

  private double weightOf(int row) {
    return weights == null ? 1 : weights[row];
  }

  @Override
  public long heavyRows(int j) {
    return clusters.heavy[j];
  }

  /** How many columns the sum of a cluster has, which is about what its mean takes. */
  public int columns(int j) {
    return packed.columns(j).length;
  }

  /**
   * Computes the mean of a cluster.
   *
   * @param j cluster
   * @param former its centroid now
   * @param worker number of the worker that asks
   * @return the mean; the former centroid where that is the same, or no row is heavy
   */
  public SparseCentroid mean(int j, SparseCentroid former, int worker) {
    if (clusters.heavy[j] == 0 || means[j] == former && !clusters.changed[j]) {
      return former;
    }
    int[] columns = packed.columns(j);
    Scratch scratch = scratch(worker);
    scratch.reserve(columns.length);
    double[] values = new double[columns.length];
    packed.pairs(j, scratch.upper, scratch.lower);
    clusters.weight(j).divide(packed, j, scratch.upper, scratch.lower, values);
    SparseCentroid mean = new SparseCentroid(columns, values);
    mean = mean.isSame(former) ? former : mean;
    means[j] = mean;
    return mean;
  }

  @Override
  public void center(int j, double[] target, int worker) {
    Divisor divisor = clusters.weight(j);
    divisor.divide(packed.tableOf(j), 0, target, new double[rows.d], new double[rows.d]);
  }

  @Override
  public void centerWithout(int j, int[] without, double[] target) {
    clusters.centerWithout(j, rows, weights, without, target);
  }
}
