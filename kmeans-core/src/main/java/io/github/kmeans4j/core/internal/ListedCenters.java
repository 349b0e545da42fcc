package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.Center;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Centers that cannot be kept up to date by sums and are computed anew from the list of a cluster's
 * rows: the component-wise median (Jain and Dubes 1988, k-medians) and the normalised mean (Dhillon
 * and Modha 2001, spherical k-means, <a
 * href="https://doi.org/10.1023/A:1007612920971">doi:10.1023/A:1007612920971</a>).
 */
final class ListedCenters implements Centers {
  private final RowStore store;
  private final double @Nullable [] weights;
  private final Center kind;
  private final int[] ends;
  private final int[] heavy;
  private final int[] members;

  ListedCenters(RowStore store, double @Nullable [] weights, Center kind, int k) {
    this.store = store;
    this.weights = weights;
    this.kind = kind;
    this.ends = new int[k + 1];
    this.heavy = new int[k];
    this.members = new int[store.n];
  }

  @Override
  public void apply(Moves moves, int[] labels) {
    Arrays.fill(ends, 0);
    Arrays.fill(heavy, 0);
    for (int i = 0; i < labels.length; i++) {
      ends[labels[i] + 1]++;
      heavy[labels[i]] += weight(i) > 0 ? 1 : 0;
    }
    for (int j = 1; j < ends.length; j++) {
      ends[j] += ends[j - 1];
    }
    int[] next = ends.clone();
    for (int i = 0; i < labels.length; i++) {
      members[next[labels[i]]++] = i;
    }
  }

  @Override
  public int heavyRows(int j) {
    return heavy[j];
  }

  @Override
  public void center(int j, double[] target) {
    centerWithout(j, new int[0], target);
  }

  @Override
  public void centerWithout(int j, int[] rows, double[] target) {
    int[] kept = new int[ends[j + 1] - ends[j]];
    int count = 0;
    for (int m = ends[j]; m < ends[j + 1]; m++) {
      int row = members[m];
      if (weight(row) > 0 && Arrays.stream(rows).noneMatch(r -> r == row)) {
        kept[count++] = row;
      }
    }
    if (kind == Center.MEDIAN) {
      median(kept, count, target);
    } else {
      normalizedMean(kept, count, target);
    }
  }

  private double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  private void median(int[] rows, int count, double[] target) {
    // Columns in slices, so that the values of one slice of all rows stay of moderate size.
    int slice = Math.max(1, Math.min(store.d, (1 << 22) / count));
    double[][] values = new double[slice][count];
    double[] x = new double[store.d];
    for (int from = 0; from < store.d; from += slice) {
      int to = Math.min(store.d, from + slice);
      for (int r = 0; r < count; r++) {
        store.copy(rows[r], x);
        for (int c = from; c < to; c++) {
          values[c - from][r] = x[c];
        }
      }
      for (int c = from; c < to; c++) {
        target[c] =
            weights == null
                ? median(values[c - from])
                : weightedMedian(values[c - from], rows, weights);
      }
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    if (values.length % 2 == 1) {
      return values[half];
    }
    return values[half - 1] / 2 + values[half] / 2; // halved first: the sum could overflow
  }

  /** The value below and above which lies at most half of the weight; the middle of two such. */
  private static double weightedMedian(double[] values, int[] rows, double[] weights) {
    Integer[] order = new Integer[values.length];
    double total = 0;
    for (int r = 0; r < order.length; r++) {
      order[r] = r;
      total += weights[rows[r]];
    }
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    double below = 0;
    for (int r = 0; r < order.length; r++) {
      below += weights[rows[order[r]]];
      if (below > total / 2 || r == order.length - 1) {
        return values[order[r]];
      }
      if (below == total / 2) {
        return values[order[r]] / 2 + values[order[r + 1]] / 2;
      }
    }
    throw new AssertionError("a cluster without rows has no median");
  }

  private void normalizedMean(int[] rows, int count, double[] target) {
    double[] sum = new double[store.d];
    double[] x = new double[store.d];
    for (int r = 0; r < count; r++) {
      store.copy(rows[r], x);
      double factor = weight(rows[r]) / norm(x);
      for (int c = 0; c < sum.length; c++) {
        sum[c] += factor * x[c];
      }
    }
    double norm = norm(sum);
    if (norm > 0) { // rows that cancel out are equally far from every direction
      for (int c = 0; c < sum.length; c++) {
        target[c] = sum[c] / norm;
      }
    }
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }
}
