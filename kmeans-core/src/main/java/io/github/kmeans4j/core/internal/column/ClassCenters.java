package io.github.kmeans4j.core.internal.column;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Labels and centers of classes that were cut between sorted values. A center is the exact mean,
 * rounded once. The label of a row is its class, whatever that rounding, or squares that underflow,
 * make of its distances: no other division costs less. Rows between two classes, which weigh
 * nothing, have the label of the nearest center by the plain definition, the lowest on ties.
 */
public final class ClassCenters {
  private static final int CHUNK = 1 << 13;

  private final Storage storage;
  private final double @Nullable [] weights;
  private final Workers workers;
  private final int k;
  private final int[] labels;
  private final double[] centers;

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
   * @param workers threads
   * @return centers and labels
   * @throws IllegalArgumentException if there are more than 2²⁸ distinct values
   */
  public static ClassCenters of(
      StoredRows points, double @Nullable [] weights, int k, Workers workers) {
    SortedColumn column = SortedColumn.of(points, weights, workers);
    int classes = Math.min(k, column.size());
    int[] breaks = OptimalBreaks.of(column, classes, workers);
    double[] first = new double[classes];
    double[] last = new double[classes];
    Arrays.setAll(first, q -> column.values[breaks[q]]);
    Arrays.setAll(last, q -> column.values[breaks[q + 1] - 1]);
    ClassCenters found = new ClassCenters(points, weights, k, workers);
    found.label(last);
    found.findMeans(classes);
    if (weights != null) {
      found.labelBetween(first, last);
    }
    return found;
  }

  /** Labels rows by the last value of each class. */
  private void label(double[] last) {
    Chunks chunks = new Chunks(labels.length, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            labels[i] = below(last, last.length - 1, storage.get(i, 0));
          }
        });
  }

  /** Labels rows that are in no class by the nearest center. */
  private void labelBetween(double[] first, double[] last) {
    Chunks chunks = new Chunks(labels.length, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            double value = storage.get(i, 0);
            if (value < first[labels[i]] || value > last[labels[i]]) {
              labels[i] = nearest(value);
            }
          }
        });
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

  private void findMeans(int classes) {
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
      centers[q] =
          ExactRounding.quotient(
              sum.toBigInteger(), sum.exponent(), total.toBigInteger(), total.exponent());
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
}
