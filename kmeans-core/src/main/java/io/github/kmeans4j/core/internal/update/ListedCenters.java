package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.internal.ExactSum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Centers that cannot be kept up to date by sums and are computed anew from the list of a cluster's
 * rows: the component-wise median (Jain and Dubes 1988, k-medians) and the normalised mean (Dhillon
 * and Modha 2001, spherical k-means, <a
 * href="https://doi.org/10.1023/A:1007612920971">doi:10.1023/A:1007612920971</a>).
 */
public final class ListedCenters implements Centers {
  /** Columns whose exact sums are kept at once. */
  private static final int SLICE = 256;

  private final RowStore store;
  private final double @Nullable [] weights;
  private final Center kind;
  private final int[] heavy;

  /** The rows of each cluster. */
  private final CountingSort members;

  public ListedCenters(RowStore store, double @Nullable [] weights, Center kind, int k) {
    this.store = store;
    this.weights = weights;
    this.kind = kind;
    this.heavy = new int[k];
    this.members = new CountingSort(k);
  }

  @Override
  public void apply(Moves moves, int[] labels) {
    Arrays.fill(heavy, 0);
    members.begin();
    for (int i = 0; i < labels.length; i++) {
      members.count(labels[i]);
      heavy[labels[i]] += weight(i) > 0 ? 1 : 0;
    }
    members.allocate();
    for (int i = 0; i < labels.length; i++) {
      members.place(labels[i], i);
    }
  }

  @Override
  public long heavyRows(int j) {
    return heavy[j];
  }

  @Override
  public void center(int j, double[] target, int worker) {
    centerWithout(j, new int[0], target);
  }

  @Override
  public void centerWithout(int j, int[] rows, double[] target) {
    int[] gone = rows.clone();
    Arrays.sort(gone);
    int[] kept = new int[members.size(j)];
    int count = 0;
    for (int m = members.first(j); m < members.end(j); m++) {
      int row = members.items()[m];
      if (weight(row) > 0 && Arrays.binarySearch(gone, row) < 0) {
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
        double median =
            weights == null
                ? median(values[c - from])
                : weightedMedian(values[c - from], rows, weights);
        target[c] = median + 0.0; // rows that differ in the sign of a zero alone count as equal
      }
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    if (values.length % 2 == 1) {
      return values[half];
    }
    return middle(values[half - 1], values[half]);
  }

  /** The middle of two values, rounded once. */
  private static double middle(double a, double b) {
    double sum = a + b;
    // Halving rounds only what is too small for the sum to have been rounded.
    return Double.isInfinite(sum) ? a / 2 + b / 2 : sum / 2;
  }

  /** The value below and above which lies at most half of the weight; the middle of two such. */
  private static double weightedMedian(double[] values, int[] rows, double[] weights) {
    Integer[] order = new Integer[values.length];
    ExactSum total = new ExactSum();
    for (int r = 0; r < order.length; r++) {
      order[r] = r;
      total.add(weights[rows[r]]);
    }
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    // The median is where twice the weight so far exceeds the total. That difference is computed
    // exactly, but only where the rounded one is too close to 0 to tell.
    double half = total.value() / 2;
    double doubt = half * order.length * 0x1p-50;
    double about = 0;
    ExactSum below = new ExactSum();
    int added = 0;
    for (int r = 0; r < order.length - 1; r++) {
      about += weights[rows[order[r]]];
      if (about < half - doubt) {
        continue;
      }
      for (; added <= r; added++) {
        below.add(weights[rows[order[added]]]);
      }
      ExactSum balance = below.copy();
      balance.add(below);
      balance.subtract(total);
      if (balance.signum() > 0) {
        return values[order[r]];
      }
      if (balance.signum() == 0) {
        return middle(values[order[r]], values[order[r + 1]]);
      }
    }
    return values[order[order.length - 1]];
  }

  /**
   * The direction of the exact sum of the rows, each scaled to length 1 in double. Rows that cancel
   * out are equally far from every direction, and leave the target alone.
   */
  private void normalizedMean(int[] rows, int count, double[] target) {
    double[] x = new double[store.d];
    double[] largest = new double[count];
    double[] norms = new double[count];
    for (int r = 0; r < count; r++) {
      store.copy(rows[r], x);
      largest[r] = largest(x);
      norms[r] = scaledNorm(x, largest[r]);
    }
    double[] sum = new double[store.d];
    ExactSum[] sums = new ExactSum[Math.min(store.d, SLICE)];
    Arrays.setAll(sums, c -> new ExactSum());
    for (int from = 0; from < store.d; from += SLICE) {
      int to = Math.min(store.d, from + SLICE);
      for (int r = 0; r < count; r++) {
        store.copy(rows[r], from, to, x);
        for (int c = 0; c < to - from; c++) {
          sums[c].addProduct(weight(rows[r]), x[c] / largest[r] / norms[r]);
        }
      }
      for (int c = from; c < to; c++) {
        sum[c] = sums[c - from].value();
        sums[c - from].clear();
      }
    }
    double size = largest(sum);
    if (size > 0) {
      double norm = scaledNorm(sum, size);
      for (int c = 0; c < sum.length; c++) {
        target[c] = sum[c] / size / norm;
      }
    }
  }

  private static double largest(double[] x) {
    double largest = 0;
    for (double v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** ‖x / largest‖, whose squares neither overflow nor vanish. */
  private static double scaledNorm(double[] x, double largest) {
    double sum = 0;
    for (double v : x) {
      double scaled = v / largest;
      sum += scaled * scaled;
    }
    return Math.sqrt(sum);
  }
}
