package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.rows.Walk;
import java.util.Arrays;

/**
 * A centroid of sparse rows: its values in the columns outside of which it is 0, in their order.
 * Two centroids are compared by one walk along both lists. Immutable, though its arrays could be
 * changed; a centroid that does not move stays the same object.
 */
public final class SparseCentroid {
  /** The columns, ascending. */
  public final int[] columns;

  /** The value in each of them, side by side; some may be 0. */
  public final double[] values;

  /**
   * Takes over two arrays.
   *
   * @param columns column numbers, ascending
   * @param values as many
   */
  SparseCentroid(int[] columns, double[] values) {
    this.columns = columns;
    this.values = values;
  }

  /**
   * Lists what a centroid has.
   *
   * @param dense d values; not kept
   * @return all of them but zeros; −0 is kept
   */
  public static SparseCentroid of(double[] dense) {
    int count = 0;
    for (double value : dense) {
      count += Double.doubleToRawLongBits(value) == 0 ? 0 : 1;
    }
    int[] columns = new int[count];
    double[] values = new double[count];
    int at = 0;
    for (int c = 0; c < dense.length; c++) {
      if (Double.doubleToRawLongBits(dense[c]) != 0) {
        columns[at] = c;
        values[at++] = dense[c];
      }
    }
    return new SparseCentroid(columns, values);
  }

  /**
   * Lists what each of some centroids has.
   *
   * @param dense k × d; not kept
   * @return k centroids
   */
  public static SparseCentroid[] of(double[][] dense) {
    SparseCentroid[] listed = new SparseCentroid[dense.length];
    for (int j = 0; j < listed.length; j++) {
      listed[j] = of(dense[j]);
    }
    return listed;
  }

  /**
   * Writes out all columns.
   *
   * @param d how many there are
   * @return d values, of the caller
   */
  public double[] expand(int d) {
    double[] dense = new double[d];
    for (int i = 0; i < columns.length; i++) {
      dense[columns[i]] = values[i];
    }
    return dense;
  }

  /**
   * Writes out all columns of some centroids.
   *
   * @param centroids k of them
   * @param d how many columns there are
   * @return k × d, of the caller
   */
  public static double[][] expand(SparseCentroid[] centroids, int d) {
    double[][] dense = new double[centroids.length][];
    for (int j = 0; j < dense.length; j++) {
      dense[j] = centroids[j].expand(d);
    }
    return dense;
  }

  /**
   * Looks a value up.
   *
   * @param column which
   * @return the value there
   */
  public double value(int column) {
    int at = Arrays.binarySearch(columns, column);
    return at < 0 ? 0 : values[at];
  }

  /**
   * Finds a column.
   *
   * @param column which
   * @return the place of the first column that is no less
   */
  public int place(int column) {
    int at = Arrays.binarySearch(columns, column);
    return at < 0 ? ~at : at;
  }

  /** Whether all values are those of another centroid, −0 not being 0. */
  boolean isSame(SparseCentroid other) {
    if (Arrays.equals(columns, other.columns)) {
      return Arrays.equals(values, other.values);
    }
    return !differs(other, true);
  }

  /**
   * Tells whether values differ as numbers; −0 is 0.
   *
   * @param other of as many columns
   * @return false also for two objects
   */
  public boolean differs(SparseCentroid other) {
    return differs(other, false);
  }

  private boolean differs(SparseCentroid other, boolean bits) {
    Walk mine = new Walk(columns, values);
    Walk others = new Walk(other.columns, other.values);
    while (mine.isOnTheWay() || others.isOnTheWay()) {
      int column = Math.min(mine.column(), others.column());
      double value = mine.takeAt(column);
      double theirs = others.takeAt(column);
      if (bits ? Double.compare(value, theirs) != 0 : value != theirs) {
        return true;
      }
    }
    return false;
  }
}
