package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;

/**
 * Rows times a power of two that takes them away from the ends of double's range. Ratios of
 * distances stay what they are, but distances neither overflow, nor do they, or the means of the
 * rows, lose bits because they are among the smallest doubles.
 */
public final class ScaledRows {
  /** Exponent that large values get at most by scaling up; tiny ones beside them stay tiny. */
  private static final int USUAL = 400;

  /** From this exponent on, values are scaled down. */
  private static final int HUGE = 960;

  private final Points points;
  private final double scale;
  private final double largest;

  private ScaledRows(Points points, double scale, double largest) {
    this.points = points;
    this.scale = scale;
    this.largest = largest;
  }

  /** Finds the scale; all values have been found finite. */
  public static ScaledRows of(Points points) {
    double largest = largestOf(points);
    int exponent = Math.getExponent(largest);
    // Up by what is exact for every value; down by no more than a difference needs.
    int shift = exponent > HUGE ? -64 : Math.max(0, Math.min(USUAL - exponent, 1000));
    return new ScaledRows(points, Math.scalb(1.0, shift), largest);
  }

  private static double largestOf(Points points) {
    double largest = 0;
    if (StoredRows.storageOf(points) instanceof Storage.Sparse sparse) {
      int[] starts = sparse.rowStarts();
      for (int p = starts[0]; p < starts[points.rows()]; p++) {
        largest = Math.max(largest, Math.abs(sparse.value(p)));
      }
      return largest;
    }
    double[] row = new double[points.columns()];
    for (int i = 0; i < points.rows(); i++) {
      points.copyRow(i, row);
      largest = Math.max(largest, largestOf(row));
    }
    return largest;
  }

  private static double largestOf(double[] row) {
    double largest = 0;
    for (double value : row) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The rows as they are. */
  public static ScaledRows unscaled(Points points) {
    return new ScaledRows(points, 1, 0);
  }

  /** What values are multiplied by, a power of two. */
  public double scale() {
    return scale;
  }

  /** The largest magnitude of a value before that; 0 for rows as they are. */
  double largest() {
    return largest;
  }

  public int rows() {
    return points.rows();
  }

  public int columns() {
    return points.columns();
  }

  public double get(int i, int c) {
    return points.get(i, c) * scale;
  }

  public void copy(int i, double[] row) {
    points.copyRow(i, row);
    for (int c = 0; c < row.length; c++) {
      row[c] *= scale;
    }
  }
}
