package io.github.kmeans4j.core.internal;

import org.jspecify.annotations.Nullable;

/**
 * The sums and weights of the rows of each cluster, kept up to date by the rows that move.
 *
 * <p>Where {@link DataProfile#exactSums()} holds, plain doubles lose nothing. Otherwise each sum is
 * a pair of doubles (106 bits; Dekker 1971, <a
 * href="https://doi.org/10.1007/BF01397083">doi:10.1007/BF01397083</a>), in which adding and
 * removing rows for thousands of iterations stays far below the last bit of the result, so that it
 * needs no rebuilding. The rows of a cluster are taken in ascending order, whoever does it, so the
 * bits never depend on the number of threads.
 */
final class CentroidSums implements Centers {
  /** Columns that one chunk of work covers. */
  private static final int SLICE = 1024;

  /** Rows whose memory is asked for at once. */
  private static final int AHEAD = 8;

  private final RowStore store;
  private final double @Nullable [] weights;
  private final Workers workers;
  private final boolean exact;
  private final int k;
  private final int d;
  private final double[][] high;
  private final double[][] low;
  private final boolean[] touched;
  private final int[] heavy;
  private final CompensatedSum[] totals;
  private int[] events = new int[0];

  /** Keeps what is read ahead from being left out as useless. */
  private final int[] readAhead;

  CentroidSums(
      RowStore store, DataProfile profile, double @Nullable [] weights, int k, Workers workers) {
    this.store = store;
    this.weights = weights;
    this.workers = workers;
    this.exact = profile.exactSums() && weights == null;
    this.k = k;
    this.d = store.d;
    this.high = new double[k][d];
    this.low = exact ? new double[k][0] : new double[k][d];
    this.touched = new boolean[k];
    this.heavy = new int[k];
    this.totals = new CompensatedSum[k];
    this.readAhead = new int[workers.threads()];
    for (int j = 0; j < k; j++) {
      totals[j] = new CompensatedSum();
    }
  }

  /** Takes each moved row from the cluster it left and gives it to the one it joined. */
  @Override
  public void apply(Moves moves, int[] labels) {
    // Counting sort by cluster: the row if it joined, its complement if it left.
    int[] ends = new int[k + 1];
    for (int chunk = 0; chunk < moves.chunks(); chunk++) {
      for (int m = 0; m < moves.count(chunk); m++) {
        int row = moves.row(chunk, m);
        int old = moves.oldLabel(chunk, m);
        ends[labels[row] + 1]++;
        if (old >= 0) {
          ends[old + 1]++;
        }
      }
    }
    for (int j = 0; j < k; j++) {
      ends[j + 1] += ends[j];
    }
    if (events.length < ends[k]) {
      events = new int[ends[k]];
    }
    int[] next = ends.clone();
    for (int chunk = 0; chunk < moves.chunks(); chunk++) {
      for (int m = 0; m < moves.count(chunk); m++) {
        int row = moves.row(chunk, m);
        int old = moves.oldLabel(chunk, m);
        events[next[labels[row]]++] = row;
        if (old >= 0) {
          events[next[old]++] = ~row;
        }
      }
    }
    for (int j = 0; j < k; j++) {
      touched[j] = ends[j] < ends[j + 1];
    }
    int slices = (d + SLICE - 1) / SLICE;
    workers.run(
        k * slices,
        (chunk, worker) -> {
          int j = chunk / slices;
          int from = (int) ((long) (chunk % slices) * d / slices);
          int to = (int) ((long) (chunk % slices + 1) * d / slices);
          for (int e = ends[j]; e < ends[j + 1]; e++) {
            if ((e - ends[j]) % AHEAD == 0) {
              for (int ahead = e; ahead < Math.min(ends[j + 1], e + AHEAD); ahead++) {
                int row = Math.max(events[ahead], ~events[ahead]);
                readAhead[worker] += store.touch(row, from, to);
              }
            }
            int row = events[e] < 0 ? ~events[e] : events[e];
            double sign = events[e] < 0 ? -1 : 1;
            double weight = weights == null ? sign : sign * weights[row];
            store.addTo(row, from, to, weight, high[j], low[j], exact);
            if (from == 0) {
              heavy[j] += weight != 0 ? (int) sign : 0;
              totals[j].add(weight);
            }
          }
        });
  }

  /** Whether the last moves changed a cluster. */
  boolean isTouched(int j) {
    return touched[j];
  }

  /** The total weight of a cluster; the number of its rows if they have no weights. */
  double weight(int j) {
    return weights == null ? heavy[j] : heavy[j] == 0 ? 0 : totals[j].value();
  }

  @Override
  public int heavyRows(int j) {
    return heavy[j];
  }

  @Override
  public void center(int j, double[] target) {
    double weight = weight(j);
    for (int c = 0; c < d; c++) {
      target[c] = (exact ? high[j][c] : high[j][c] + low[j][c]) / weight;
    }
  }

  @Override
  public void centerWithout(int j, int[] rows, double[] target) {
    double[][] x = new double[rows.length][d];
    CompensatedSum weight = new CompensatedSum();
    weight.add(weight(j));
    for (int r = 0; r < rows.length; r++) {
      store.copy(rows[r], x[r]);
      weight.add(-weightOf(rows[r]));
    }
    for (int c = 0; c < d; c++) {
      CompensatedSum sum = new CompensatedSum();
      sum.add(high[j][c]);
      sum.add(exact ? 0 : low[j][c]);
      for (int r = 0; r < rows.length; r++) {
        sum.addProduct(-weightOf(rows[r]), x[r][c]);
      }
      target[c] = sum.value() / weight.value();
    }
  }

  private double weightOf(int row) {
    return weights == null ? 1 : weights[row];
  }

  /**
   * Computes W‖c − S/W‖² of a cluster from W·c − S, which is rounded once, and not from the mean,
   * whose own rounding would be felt far from the origin.
   */
  double shiftTerm(int j, double[] centroid) {
    double weight = weight(j);
    double sum = 0;
    for (int c = 0; c < d; c++) {
      double t = Math.fma(weight, centroid[c], -high[j][c]) - (exact ? 0 : low[j][c]);
      sum += t * (t / weight);
    }
    return sum;
  }

  /**
   * Writes ‖S‖² / W of a cluster, the part of Σ w‖x‖² that its mean explains, in double-double; 0
   * for a cluster without weight.
   */
  CompensatedSum explained(int j) {
    CompensatedSum squares = new CompensatedSum();
    if (weight(j) > 0) {
      for (int c = 0; c < d; c++) {
        double h = high[j][c];
        squares.addProduct(h, h);
        if (!exact) {
          squares.addProduct(2 * h, low[j][c]);
        }
      }
      squares.divide(weight(j));
    }
    return squares;
  }
}
