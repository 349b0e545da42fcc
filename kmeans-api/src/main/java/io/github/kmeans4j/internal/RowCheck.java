package io.github.kmeans4j.internal;

import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Checks rows by a metric that may not be defined for all. The refusal names the first row and says
 * how many there are, so that nobody has to mend one after the other. For one use; not thread-safe.
 */
public final class RowCheck {
  private final String name;
  private final Consumer<double[]> metric;
  private @Nullable IllegalArgumentException first;
  private int firstRow;
  private int refused;

  /**
   * Prepares the check.
   *
   * @param name what the message calls the rows
   * @param metric throws an IllegalArgumentException at rows that it is not defined for
   */
  public RowCheck(String name, Consumer<double[]> metric) {
    this.name = name;
    this.metric = metric;
  }

  /**
   * Reads rows as a metric must see them to check them: of sparse ones the cosine distance needs
   * what they store alone.
   *
   * @param metric that is to look at them
   * @param rows of any storage
   * @return tells of a row its values, in an array that the next one may overwrite
   */
  public static IntFunction<double[]> seenBy(Object metric, StoredRows rows) {
    Storage storage = StoredRows.storageOf(rows);
    boolean needsNoZeros = metric.getClass().getName().equals(Loss.COSINE);
    if (needsNoZeros && storage instanceof Storage.Sparse sparse) {
      return sparse::stored;
    }
    double[] row = new double[storage.columns()];
    return i -> {
      storage.copyRow(i, row);
      return row;
    };
  }

  /**
   * Looks at a row.
   *
   * @param row its index; they come in ascending order
   * @param values finite values, see {@link #seenBy}
   */
  public void look(int row, double[] values) {
    try {
      metric.accept(values);
    } catch (IllegalArgumentException e) {
      if (first == null) {
        first = e;
        firstRow = row;
      }
      refused++;
    }
  }

  /**
   * Takes over what another check found, so that several threads can look at once.
   *
   * @param later of the same metric, of rows behind those that this one looked at
   */
  public void add(RowCheck later) {
    if (first == null) {
      first = later.first;
      firstRow = later.firstRow;
    }
    refused += later.refused;
  }

  /**
   * Ends the check.
   *
   * @param rows how many were looked at
   * @throws IllegalArgumentException if a row was refused, naming the first one, the number of all
   *     such rows, and what can be done
   */
  public void end(int rows) {
    if (first == null) {
      return;
    }
    String remedy =
        refused == 1
            ? "; leave the row out, or choose a metric that is defined for it"
            : "; in all, "
                + refused
                + " of "
                + rows
                + " rows are refused: leave them out, or choose a metric that is defined for them";
    throw new IllegalArgumentException(
        name + ": row " + firstRow + ": " + first.getMessage() + remedy, first);
  }

  /**
   * Returns the largest magnitude of values of which no sum of squared distances overflows: a
   * difference is at most twice as large as a value. The one place for this limit.
   *
   * @param weight the number of rows of the sum, or what they weigh together
   * @param columns number of columns
   * @return the limit
   */
  public static double largestValue(double weight, int columns) {
    return Math.sqrt(Double.MAX_VALUE / columns / Math.max(1, weight)) / 2;
  }

  /**
   * Returns the largest magnitude of centroids that a fit may end with, and a file may hold: twice
   * that of rows, since a mean of rows at the limit may round beyond it.
   *
   * <p>The squared distance of a row to a centroid overflows where their differences approach twice
   * the largest value of rows: never of rows as far below their limit as the centroid is beyond it,
   * but for rounding.
   *
   * @param columns number of columns
   * @return the limit
   */
  public static double largestCentroid(int columns) {
    return 2 * largestValue(1, columns);
  }

  /**
   * Checks that a source has something to read.
   *
   * @param rows how many it has
   * @param columns how many it has
   * @throws IllegalArgumentException if it has none
   */
  public static void checkSource(long rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "source must have rows and columns, but has " + rows + " × " + columns);
    }
  }

  /**
   * Checks that there is one weight a row, finite and not negative.
   *
   * @param weights one a row
   * @param rows how many rows there are
   * @throws IllegalArgumentException which names the first row whose weight is not
   */
  public static void checkWeights(double[] weights, int rows) {
    if (weights.length != rows) {
      throw new IllegalArgumentException(
          "weights must have one entry for each of the "
              + rows
              + " rows, but have "
              + weights.length);
    }
    for (int i = 0; i < rows; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weights must be finite and not negative, but the one of row "
                + i
                + " is "
                + weights[i]);
      }
    }
  }
}
