package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.core.internal.measure.Partition;
import java.util.Arrays;
import java.util.Objects;

/**
 * How often each class was predicted as which: counts, one row a true class, one column a predicted
 * class (or a cluster, when labels are given instead of predictions).
 *
 * <pre>{@code
 * ConfusionMatrix table = ConfusionMatrix.of(classes, clusters.labels());
 * int sevensInCluster3 = table.count(7, 3);
 * }</pre>
 *
 * <p>Instances are immutable and thread-safe; arrays handed out are copies.
 */
public final class ConfusionMatrix {
  private static final int MAX_CELLS = 100_000_000;

  /** Row by row: an array for each of many rows would take more memory than what it holds. */
  private final int[] counts;

  private final int rows;
  private final int columns;
  private final int[] unassigned;
  private final int total;

  private ConfusionMatrix(int[] counts, int rows, int columns, int[] unassigned, int total) {
    this.counts = counts;
    this.rows = rows;
    this.columns = columns;
    this.unassigned = unassigned;
    this.total = total;
  }

  /**
   * Counts with as many rows and columns as the largest values need.
   *
   * @param predicted the predicted class or the cluster of each of n rows; {@link
   *     ClusterAccuracy#NO_CLASS} for none
   * @param truth the class of each of the n rows, at least 0
   * @return a square matrix of 1 + the largest value on either side
   * @throws IllegalArgumentException if the arrays are empty or differ in length, a class is
   *     negative or a prediction below -1 (the message names the row), or the matrix would have
   *     more than 10⁸ cells
   */
  public static ConfusionMatrix of(int[] predicted, int[] truth) {
    check(predicted, truth);
    long size = Math.max(max(predicted), max(truth)) + 1;
    return count(predicted, truth, size, size);
  }

  /**
   * Counts with given numbers of rows and columns.
   *
   * @param predicted the predicted class or the cluster of each of n rows, below {@code columns};
   *     {@link ClusterAccuracy#NO_CLASS} for none
   * @param truth the class of each of the n rows, at least 0 and below {@code rows}
   * @param rows number of true classes, at least 1
   * @param columns number of predicted classes or clusters, at least 1
   * @return a matrix of that shape
   * @throws IllegalArgumentException as {@link #of(int[], int[])}, or if a value does not fit into
   *     the shape
   */
  public static ConfusionMatrix of(int[] predicted, int[] truth, int rows, int columns) {
    check(predicted, truth);
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "rows and columns must be at least 1, but are " + rows + " and " + columns);
    }
    return count(predicted, truth, rows, columns);
  }

  /**
   * Returns the number of true classes.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the number of predicted classes or clusters.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns one count.
   *
   * @param truth true class, 0 ≤ truth &lt; rows
   * @param predicted predicted class, 0 ≤ predicted &lt; columns
   * @return how many data rows of that class were predicted so
   * @throws IndexOutOfBoundsException if an index is outside the shape
   */
  public int count(int truth, int predicted) {
    Objects.checkIndex(truth, rows());
    Objects.checkIndex(predicted, columns());
    return counts[truth * columns + predicted];
  }

  /**
   * Returns how many data rows of a class had no prediction.
   *
   * @param truth true class, 0 ≤ truth &lt; rows
   * @return the number of its rows predicted as {@link ClusterAccuracy#NO_CLASS}
   * @throws IndexOutOfBoundsException if the index is outside the shape
   */
  public int unassigned(int truth) {
    Objects.checkIndex(truth, rows());
    return unassigned[truth];
  }

  /**
   * Returns the number of data rows counted, those without prediction included.
   *
   * @return n ≥ 1
   */
  public int total() {
    return total;
  }

  /**
   * Returns the share of data rows on the diagonal.
   *
   * @return right / n, in 0..1; the same as {@link ClusterAccuracy#accuracy}
   */
  public double accuracy() {
    int right = 0;
    for (int c = 0; c < Math.min(rows(), columns()); c++) {
      right += counts[c * columns + c];
    }
    return (double) right / total;
  }

  /**
   * Copies the counts.
   *
   * @return rows × columns
   */
  public int[][] toArray() {
    int[][] copy = new int[rows][];
    for (int t = 0; t < copy.length; t++) {
      copy[t] = Arrays.copyOfRange(counts, t * columns, (t + 1) * columns);
    }
    return copy;
  }

  /**
   * Describes the shape.
   *
   * @return for example {@code ConfusionMatrix[10 × 10, total 10000]}
   */
  @Override
  public String toString() {
    return "ConfusionMatrix[" + rows() + " × " + columns() + ", total " + total + "]";
  }

  private static void check(int[] predicted, int[] truth) {
    Objects.requireNonNull(predicted, "predicted");
    Objects.requireNonNull(truth, "truth");
    Partition.checkSameLength(predicted, "predicted", truth.length, "truth");
    Partition.checkNotNegative(predicted, "predicted", ClusterAccuracy.NO_CLASS);
    Partition.checkNotNegative(truth, "truth", 0);
  }

  private static long max(int[] values) {
    long max = 0;
    for (int value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static ConfusionMatrix count(int[] predicted, int[] truth, long rows, long columns) {
    if (rows > MAX_CELLS / columns) {
      throw new IllegalArgumentException(
          "rows × columns must be at most " + MAX_CELLS + ", but are " + rows + " × " + columns);
    }
    int[] counts = new int[(int) (rows * columns)];
    int[] unassigned = new int[(int) rows];
    for (int i = 0; i < truth.length; i++) {
      checkBelow(truth[i], rows, "truth", i);
      checkBelow(predicted[i], columns, "predicted", i);
      if (predicted[i] == ClusterAccuracy.NO_CLASS) {
        unassigned[truth[i]]++;
      } else {
        counts[truth[i] * (int) columns + predicted[i]]++;
      }
    }
    return new ConfusionMatrix(counts, (int) rows, (int) columns, unassigned, truth.length);
  }

  private static void checkBelow(int value, long end, String name, int row) {
    if (value >= end) {
      throw new IllegalArgumentException(
          name + " must be below " + end + ", but row " + row + " has " + value);
    }
  }
}
