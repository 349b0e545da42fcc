package io.github.kmeans4j;

import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * What centroids can be asked about any rows, in every form in which data come: as {@link Points},
 * or as what {@code Points} can view. The methods on other types do the same as those on {@code
 * Points.of} them.
 */
abstract sealed class Predictions permits Predictor {

  /**
   * Finds the nearest centroid of a row.
   *
   * @param row d finite values
   * @return its label, the lowest one on ties
   * @throws IllegalArgumentException if the width is not d, or a value is not finite or so large
   *     that squared distances overflow; the message names the column
   */
  public abstract int predict(double[] row);

  /**
   * Finds the nearest centroid of a row.
   *
   * @param row d finite values
   * @return its label, the lowest one on ties
   * @throws IllegalArgumentException as {@link #predict(double[])}
   */
  public int predict(float[] row) {
    return predict(widened(row));
  }

  /**
   * Measures how far a row is from its nearest centroid.
   *
   * @param row d finite values
   * @return the distance of the metric: the Euclidean distance, not squared, for the default one
   * @throws IllegalArgumentException as {@link #predict(double[])}
   */
  public abstract double distance(double[] row);

  /**
   * Measures how far a row is from its nearest centroid.
   *
   * @param row d finite values
   * @return the distance of the metric, see {@link #distance(double[])}
   * @throws IllegalArgumentException as {@link #predict(double[])}
   */
  public double distance(float[] row) {
    return distance(widened(row));
  }

  /**
   * Finds the nearest centroid of each row.
   *
   * @param points data, m × d
   * @return m labels, the lowest one on ties
   * @throws IllegalArgumentException if the width is not d, or a value is not finite or so large
   *     that squared distances overflow; the message names row and column
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public abstract int[] predict(Points points);

  /**
   * Finds the nearest centroid of each of some rows of doubles.
   *
   * @param rows data, m × d, one array a row
   * @return m labels, the lowest one on ties
   * @throws IllegalArgumentException as {@link #predict(Points)} and {@link Points#of(double[][])}
   */
  public int[] predict(double[][] rows) {
    return predict(Points.of(rows));
  }

  /**
   * Finds the nearest centroid of each of some rows of floats.
   *
   * @param rows data, m × d, one array a row
   * @return m labels, the lowest one on ties
   * @throws IllegalArgumentException as {@link #predict(Points)} and {@link Points#of(float[][])}
   */
  public int[] predict(float[][] rows) {
    return predict(Points.of(rows));
  }

  /**
   * Finds the nearest centroid of each of some rows of a double matrix.
   *
   * @param data data, m × d
   * @return m labels, the lowest one on ties
   * @throws IllegalArgumentException as {@link #predict(Points)} and {@link Points#of(DMatrixRMaj)}
   */
  public int[] predict(DMatrixRMaj data) {
    return predict(Points.of(data));
  }

  /**
   * Finds the nearest centroid of each of some rows of a float matrix.
   *
   * @param data data, m × d
   * @return m labels, the lowest one on ties
   * @throws IllegalArgumentException as {@link #predict(Points)} and {@link Points#of(FMatrixRMaj)}
   */
  public int[] predict(FMatrixRMaj data) {
    return predict(Points.of(data));
  }

  /**
   * Lists the nearest centroids of each row.
   *
   * @param points data, n × d
   * @param m how many to list, 1 to k
   * @return n arrays of m labels each, the nearest centroid first, the lowest label first on ties,
   *     so that the first is what {@link #predict(Points)} returns
   * @throws IllegalArgumentException if m is not in 1..k, or as {@link #predict(Points)}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public abstract int[][] nearest(Points points, int m);

  /**
   * Lists the nearest centroids of each of some rows of doubles.
   *
   * @param rows data, n × d, one array a row
   * @param m how many to list, 1 to k
   * @return n arrays of m labels each, see {@link #nearest(Points, int)}
   * @throws IllegalArgumentException as {@link #nearest(Points, int)} and {@link
   *     Points#of(double[][])}
   */
  public int[][] nearest(double[][] rows, int m) {
    return nearest(Points.of(rows), m);
  }

  /**
   * Lists the nearest centroids of each of some rows of floats.
   *
   * @param rows data, n × d, one array a row
   * @param m how many to list, 1 to k
   * @return n arrays of m labels each, see {@link #nearest(Points, int)}
   * @throws IllegalArgumentException as {@link #nearest(Points, int)} and {@link
   *     Points#of(float[][])}
   */
  public int[][] nearest(float[][] rows, int m) {
    return nearest(Points.of(rows), m);
  }

  /**
   * Lists the nearest centroids of each of some rows of a double matrix.
   *
   * @param data data, n × d
   * @param m how many to list, 1 to k
   * @return n arrays of m labels each, see {@link #nearest(Points, int)}
   * @throws IllegalArgumentException as {@link #nearest(Points, int)} and {@link
   *     Points#of(DMatrixRMaj)}
   */
  public int[][] nearest(DMatrixRMaj data, int m) {
    return nearest(Points.of(data), m);
  }

  /**
   * Lists the nearest centroids of each of some rows of a float matrix.
   *
   * @param data data, n × d
   * @param m how many to list, 1 to k
   * @return n arrays of m labels each, see {@link #nearest(Points, int)}
   * @throws IllegalArgumentException as {@link #nearest(Points, int)} and {@link
   *     Points#of(FMatrixRMaj)}
   */
  public int[][] nearest(FMatrixRMaj data, int m) {
    return nearest(Points.of(data), m);
  }

  /**
   * Measures the distance of each row to each centroid.
   *
   * @param points data, m × d
   * @return m × k distances of the metric: Euclidean distances, not squared, for the default one,
   *     within a relative 10⁻¹² of {@link DistanceMetric#distance}, up to 1700 columns in the worst
   *     case; those of a row are the same bits whichever rows come with it, from any kernel and any
   *     number of threads
   * @throws IllegalArgumentException if the width is not d, a value is not finite or so large that
   *     squared distances overflow, or m × k values do not fit into one matrix
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public abstract DMatrixRMaj transform(Points points);

  /**
   * Measures the distance to each centroid of each of some rows of doubles.
   *
   * @param rows data, m × d, one array a row
   * @return distances, see {@link #transform(Points)}
   * @throws IllegalArgumentException as {@link #transform(Points)} and {@link
   *     Points#of(double[][])}
   */
  public DMatrixRMaj transform(double[][] rows) {
    return transform(Points.of(rows));
  }

  /**
   * Measures the distance to each centroid of each of some rows of floats.
   *
   * @param rows data, m × d, one array a row
   * @return distances, see {@link #transform(Points)}
   * @throws IllegalArgumentException as {@link #transform(Points)} and {@link Points#of(float[][])}
   */
  public DMatrixRMaj transform(float[][] rows) {
    return transform(Points.of(rows));
  }

  /**
   * Measures the distance to each centroid of each of some rows of a double matrix.
   *
   * @param data data, m × d
   * @return distances, see {@link #transform(Points)}
   * @throws IllegalArgumentException as {@link #transform(Points)} and {@link
   *     Points#of(DMatrixRMaj)}
   */
  public DMatrixRMaj transform(DMatrixRMaj data) {
    return transform(Points.of(data));
  }

  /**
   * Measures the distance to each centroid of each of some rows of a float matrix.
   *
   * @param data data, m × d
   * @return distances, see {@link #transform(Points)}
   * @throws IllegalArgumentException as {@link #transform(Points)} and {@link
   *     Points#of(FMatrixRMaj)}
   */
  public DMatrixRMaj transform(FMatrixRMaj data) {
    return transform(Points.of(data));
  }

  /**
   * Measures how well these centroids stand for some data.
   *
   * @param points data, m × d
   * @return the sum over its rows of the squared Euclidean distance (for another metric: of its
   *     loss) to the nearest centroid
   * @throws IllegalArgumentException as {@link #predict(Points)}, or if the sum of finite losses
   *     overflows
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public abstract double inertia(Points points);

  /**
   * Measures how well these centroids stand for some rows of doubles.
   *
   * @param rows data, m × d, one array a row
   * @return the sum of losses, see {@link #inertia(Points)}
   * @throws IllegalArgumentException as {@link #inertia(Points)} and {@link Points#of(double[][])}
   */
  public double inertia(double[][] rows) {
    return inertia(Points.of(rows));
  }

  /**
   * Measures how well these centroids stand for some rows of floats.
   *
   * @param rows data, m × d, one array a row
   * @return the sum of losses, see {@link #inertia(Points)}
   * @throws IllegalArgumentException as {@link #inertia(Points)} and {@link Points#of(float[][])}
   */
  public double inertia(float[][] rows) {
    return inertia(Points.of(rows));
  }

  /**
   * Measures how well these centroids stand for some rows of a double matrix.
   *
   * @param data data, m × d
   * @return the sum of losses, see {@link #inertia(Points)}
   * @throws IllegalArgumentException as {@link #inertia(Points)} and {@link Points#of(DMatrixRMaj)}
   */
  public double inertia(DMatrixRMaj data) {
    return inertia(Points.of(data));
  }

  /**
   * Measures how well these centroids stand for some rows of a float matrix.
   *
   * @param data data, m × d
   * @return the sum of losses, see {@link #inertia(Points)}
   * @throws IllegalArgumentException as {@link #inertia(Points)} and {@link Points#of(FMatrixRMaj)}
   */
  public double inertia(FMatrixRMaj data) {
    return inertia(Points.of(data));
  }

  /**
   * Measures how well these centroids stand for rows of different weight.
   *
   * @param points data, m × d
   * @param weights m finite values ≥ 0
   * @return the sum over its rows of the squared Euclidean distance (for another metric: of its
   *     loss) to the nearest centroid, times the row's weight
   * @throws IllegalArgumentException as {@link #predict(Points)}, if the weights are not as said,
   *     or if the sum of finite losses overflows
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public abstract double inertia(Points points, double[] weights);

  /**
   * Measures how well these centroids stand for some weighted rows of doubles.
   *
   * @param rows data, m × d, one array a row
   * @param weights m finite values ≥ 0
   * @return the weighted sum of losses, see {@link #inertia(Points, double[])}
   * @throws IllegalArgumentException as {@link #inertia(Points, double[])} and {@link
   *     Points#of(double[][])}
   */
  public double inertia(double[][] rows, double[] weights) {
    return inertia(Points.of(rows), weights);
  }

  /**
   * Measures how well these centroids stand for some weighted rows of floats.
   *
   * @param rows data, m × d, one array a row
   * @param weights m finite values ≥ 0
   * @return the weighted sum of losses, see {@link #inertia(Points, double[])}
   * @throws IllegalArgumentException as {@link #inertia(Points, double[])} and {@link
   *     Points#of(float[][])}
   */
  public double inertia(float[][] rows, double[] weights) {
    return inertia(Points.of(rows), weights);
  }

  /**
   * Measures how well these centroids stand for some weighted rows of a double matrix.
   *
   * @param data data, m × d
   * @param weights m finite values ≥ 0
   * @return the weighted sum of losses, see {@link #inertia(Points, double[])}
   * @throws IllegalArgumentException as {@link #inertia(Points, double[])} and {@link
   *     Points#of(DMatrixRMaj)}
   */
  public double inertia(DMatrixRMaj data, double[] weights) {
    return inertia(Points.of(data), weights);
  }

  /**
   * Measures how well these centroids stand for some weighted rows of a float matrix.
   *
   * @param data data, m × d
   * @param weights m finite values ≥ 0
   * @return the weighted sum of losses, see {@link #inertia(Points, double[])}
   * @throws IllegalArgumentException as {@link #inertia(Points, double[])} and {@link
   *     Points#of(FMatrixRMaj)}
   */
  public double inertia(FMatrixRMaj data, double[] weights) {
    return inertia(Points.of(data), weights);
  }

  private static double[] widened(float[] row) {
    Objects.requireNonNull(row, "row");
    double[] values = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      values[c] = row[c];
    }
    return values;
  }
}
