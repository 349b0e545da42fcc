package io.github.kmeans4j;

import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.NearestSelection;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What k centroids and a metric can tell of any rows: the part of a {@link Clustering} that needs
 * no fit. Data come as {@link Points} or as what {@code Points} can view; the methods on other
 * types do the same as on {@code Points.of} them. Longer than other classes because every method
 * stands here once for each form of data.
 */
abstract sealed class Predictor permits Clustering {
  private final double[][] centroids;
  private final int columns;
  private final DistanceMetric metric;
  private final Loss loss;
  private final int threads;

  /** Copies the centroids. */
  Predictor(DMatrixRMaj centroids, DistanceMetric metric, int threads) {
    this.centroids = new double[centroids.numRows][centroids.numCols];
    this.columns = centroids.numCols;
    this.metric = metric;
    this.loss = new Loss(metric::loss, metric.name().equals(Loss.EUCLIDEAN));
    this.threads = threads;
    for (int j = 0; j < this.centroids.length; j++) {
      System.arraycopy(centroids.data, j * columns, this.centroids[j], 0, columns);
    }
  }

  /**
   * Returns the number of clusters.
   *
   * @return k ≥ 1, the one asked for, also when some clusters are empty
   */
  public int k() {
    return centroids.length;
  }

  /**
   * Returns the number of columns.
   *
   * @return d ≥ 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns the metric of the fit.
   *
   * @return the distance that the labels belong to
   */
  public DistanceMetric metric() {
    return metric;
  }

  /**
   * Copies the centroids.
   *
   * @return k × d
   */
  public DMatrixRMaj centroids() {
    return new DMatrixRMaj(centroids);
  }

  /**
   * Copies one centroid.
   *
   * @param cluster 0 ≤ cluster &lt; k
   * @return its d values
   * @throws IndexOutOfBoundsException if there is no such cluster
   */
  public double[] centroid(int cluster) {
    checkCluster(cluster);
    return centroids[cluster].clone();
  }

  /**
   * Finds the nearest centroid of a row.
   *
   * @param row d finite values
   * @return its label, the lowest one on ties
   * @throws IllegalArgumentException if the width is not d, or a value is not finite or so large
   *     that squared distances overflow; the message names the column
   */
  public int predict(double[] row) {
    Objects.requireNonNull(row, "row");
    checkWidth("row", "has", row.length);
    FiniteValues.checkRow(row, metric);
    int[] nearest = new int[1];
    new NearestSelection(centroids, loss).select(row, nearest);
    return nearest[0];
  }

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
  public double distance(double[] row) {
    return metric.distance(row, centroids[predict(row)]);
  }

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
  public int[] predict(Points points) {
    check(points);
    int[] labels = new int[points.rows()];
    Assigner.installed().assign(points, centroids, loss, null, threads, labels);
    return labels;
  }

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
  public int[][] nearest(Points points, int m) {
    check(points);
    if (m < 1 || m > k()) {
      throw new IllegalArgumentException("m must be in 1..k = 1.." + k() + ", but is " + m);
    }
    int[][] nearest = new int[points.rows()][m];
    Assigner.installed().nearest(points, centroids, loss, threads, nearest);
    return nearest;
  }

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
   * @return m × k distances of the metric: Euclidean distances, not squared, for the default one
   * @throws IllegalArgumentException if the width is not d, a value is not finite or so large that
   *     squared distances overflow, or m × k values do not fit into one matrix
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public DMatrixRMaj transform(Points points) {
    check(points);
    if ((long) points.rows() * k() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "points: " + points.rows() + " rows × " + k() + " centroids do not fit into one matrix");
    }
    DMatrixRMaj distances = new DMatrixRMaj(points.rows(), k());
    double[] row = new double[columns];
    for (int i = 0; i < points.rows(); i++) {
      points.copyRow(i, row);
      for (int j = 0; j < k(); j++) {
        distances.unsafe_set(i, j, metric.distance(row, centroids[j]));
      }
    }
    return distances;
  }

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
   * @throws IllegalArgumentException as {@link #predict(Points)}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public double inertia(Points points) {
    return inertiaOf(points, null);
  }

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
   * @throws IllegalArgumentException as {@link #predict(Points)}, or if the weights are not as said
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public double inertia(Points points, double[] weights) {
    return inertiaOf(points, Objects.requireNonNull(weights, "weights"));
  }

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

  /** Checks an index of a cluster. */
  final void checkCluster(int cluster) {
    if (cluster < 0 || cluster >= k()) {
      throw new IndexOutOfBoundsException(
          "cluster must be in 0.." + (k() - 1) + ", but is " + cluster);
    }
  }

  private double inertiaOf(Points points, double @Nullable [] weights) {
    check(points);
    if (weights != null) {
      FiniteValues.checkWeights(weights, points.rows());
    }
    int[] labels = new int[points.rows()];
    return Assigner.installed().assign(points, centroids, loss, weights, threads, labels);
  }

  private void check(Points points) {
    Objects.requireNonNull(points, "points");
    checkWidth("points", "have", points.columns());
    FiniteValues.check(points, metric, threads);
  }

  private void checkWidth(String name, String has, int width) {
    if (width != columns) {
      throw new IllegalArgumentException(
          name
              + " must have "
              + columns
              + (columns == 1 ? " column" : " columns")
              + " as the centroids have, but "
              + has
              + " "
              + width);
    }
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
