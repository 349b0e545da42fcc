package io.github.kmeans4j.core.data;

import io.github.kmeans4j.Points;
import java.util.Arrays;

/**
 * Rows whose classes are known; made by {@link GaussianBlobs}. Immutable and thread-safe; arrays
 * handed out are copies.
 */
public final class LabeledPoints {
  private final double[] values;
  private final int[] labels;
  private final int columns;

  LabeledPoints(double[] values, int[] labels, int columns) {
    this.values = values;
    this.labels = labels;
    this.columns = columns;
  }

  /**
   * Returns the rows for a fit.
   *
   * @return a read-only view, n × d, on row-major doubles
   */
  public Points points() {
    return Points.of(values, labels.length, columns);
  }

  /**
   * Copies the rows.
   *
   * @return n × d, one array a row
   */
  public double[][] rows() {
    double[][] rows = new double[labels.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  /**
   * Copies the classes.
   *
   * @return the blob, from 0, of each of the n rows
   */
  public int[] labels() {
    return labels.clone();
  }
}
