package io.github.kmeans4j.core.internal.column;

import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Labels, centers and inertia of classes that were cut between sorted values. A center is the exact
 * mean, rounded once; the label of a row is that of the nearest center by the plain definition, the
 * lowest on ties. These agree with the cuts, but where rounding a center decides; then the labels
 * decide anew what the centers are, as in Lloyd's iteration. Where squares underflow, ties give
 * rows to the lowest of many centers, whose mean can leap over others; centers are put in order
 * again.
 */
public final class ClassCenters {
  private static final int CHUNK = 1 << 13;

  private final Storage storage;
  private final double @Nullable [] weights;
  private final Workers workers;
  private final int k;
  private final int[] labels;
  private final double[] centers;
  private boolean reordered;
  private boolean still;

  private ClassCenters(StoredRows points, double @Nullable [] weights, int k, Workers workers) {
    this.storage = StoredRows.storageOf(points);
    this.weights = weights;
    this.workers = workers;
    this.k = k;
    this.labels = new int[storage.rows()];
    this.centers = new double[k];
  }

  /**
   * Finds the classes of least inertia.
   *
   * @param points rows of one column, all finite
   * @param weights one a row, checked, or null
   * @param k number of classes, at least 1
   * @param maxPasses how often rows may be assigned, at least 1
   * @param workers threads
   * @return centers and labels
   * @throws IllegalArgumentException if there are more than 2²⁸ distinct values
   */
  public static ClassCenters of(
      StoredRows points, double @Nullable [] weights, int k, int maxPasses, Workers workers) {
    SortedColumn column = SortedColumn.of(points, weights, workers);
    int classes = Math.min(k, column.size());
    int[] breaks = OptimalBreaks.of(column, classes, workers);
    double[] last = new double[classes];
    Arrays.setAll(last, q -> column.values[breaks[q + 1] - 1]);
    ClassCenters found = new ClassCenters(points, weights, k, workers);
    found.begin(last);
    found.assign();
    for (int passes = 1; !found.still && passes < maxPasses; passes++) {
      found.update(classes);
      found.assign();
    }
    return found;
  }

  /** Labels rows by the last value of each class. */
  private void begin(double[] last) {
    int classes = last.length;
    double[] limits = Arrays.copyOf(last, classes - 1);
    Chunks chunks = new Chunks(labels.length, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            labels[i] = below(limits, limits.length, storage.get(i, 0));
          }
        });
    // Centers without a row: ties go to the lowest index, hence to the one that these repeat.
    Arrays.fill(centers, last[classes - 1]);
    update(classes);
  }

  /** How many of the first n limits are less than a value. */
  private static int below(double[] limits, int n, double value) {
    int low = 0;
    int count = n;
    while (count > 0) {
      int half = count >>> 1;
      boolean more = limits[low + half] < value;
      low = more ? low + half + 1 : low;
      count = more ? count - half - 1 : half;
    }
    return low;
  }

  private void update(int classes) {
    ExactSum[][] sums = new ExactSum[workers.threads()][];
    ExactSum[][] totals = new ExactSum[workers.threads()][];
    Chunks chunks = new Chunks(labels.length, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          if (sums[worker] == null) {
            sums[worker] = zeros(classes);
            totals[worker] = zeros(weights == null ? 0 : classes);
          }
          add(chunks.first(chunk), chunks.end(chunk), sums[worker], totals[worker]);
        });
    long[] counts = counts(classes);
    for (int q = 0; q < classes; q++) {
      ExactSum sum = new ExactSum();
      ExactSum total = new ExactSum();
      for (int t = 0; t < sums.length; t++) {
        if (sums[t] != null) {
          sum.add(sums[t][q]);
          if (weights != null) {
            total.add(totals[t][q]);
          }
        }
      }
      if (weights == null) {
        total.add(counts[q]);
      }
      BigInteger divisor = total.toBigInteger();
      if (divisor.signum() > 0) { // else rounding has taken all its rows, and it stays
        centers[q] =
            ExactRounding.quotient(sum.toBigInteger(), sum.exponent(), divisor, total.exponent());
      }
    }
    putInOrder(classes);
  }

  private void putInOrder(int classes) {
    reordered = false;
    for (int q = 1; q < classes; q++) {
      reordered |= centers[q] < centers[q - 1];
    }
    if (reordered) {
      Arrays.sort(centers, 0, classes);
    }
    Arrays.fill(centers, classes, k, centers[classes - 1]);
  }

  private static ExactSum[] zeros(int n) {
    ExactSum[] sums = new ExactSum[n];
    Arrays.setAll(sums, q -> new ExactSum());
    return sums;
  }

  private void add(int from, int to, ExactSum[] sums, ExactSum[] totals) {
    for (int i = from; i < to; i++) {
      double value = storage.get(i, 0);
      if (weights == null) {
        sums[labels[i]].add(value);
      } else {
        sums[labels[i]].addProduct(weights[i], value);
        totals[labels[i]].add(weights[i]);
      }
    }
  }

  private long[] counts(int classes) {
    long[] counts = new long[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** Gives each row to its nearest center. */
  private void assign() {
    Chunks chunks = new Chunks(labels.length, CHUNK);
    boolean[] moved = new boolean[chunks.count()];
    workers.run(
        moved.length,
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            int label = nearest(storage.get(i, 0));
            moved[chunk] |= label != labels[i];
            labels[i] = label;
          }
        });
    still = !reordered;
    for (boolean any : moved) {
      still &= !any;
    }
  }

  /**
   * Distances rise from the nearest center on, to either side, in rounded arithmetic too; centers
   * below can tie with it where their difference is lost beside the distance.
   */
  private int nearest(double value) {
    int label = Math.min(below(centers, k, value), k - 1);
    while (label > 0 && squared(value, label - 1) <= squared(value, label)) {
      label--;
    }
    return label;
  }

  private double squared(double value, int label) {
    double difference = value - centers[label];
    return difference * difference;
  }

  /**
   * Returns the centers.
   *
   * @return k values, ascending; those beyond the number of distinct values repeat the last one
   */
  public double[] centers() {
    return centers;
  }

  /**
   * Returns the labels.
   *
   * @return the class of each row; live
   */
  public int[] labels() {
    return labels;
  }

  /**
   * Tells why that ended.
   *
   * @return CONVERGED if the centers are the means of their rows
   */
  public StopReason stopReason() {
    return still ? StopReason.CONVERGED : StopReason.MAX_ITERATIONS;
  }
}
