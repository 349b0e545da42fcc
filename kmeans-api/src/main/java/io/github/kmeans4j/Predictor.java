package io.github.kmeans4j;

import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.NearestSelection;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What k centroids and a metric can tell of any rows: the part of a {@link Clustering} that needs
 * no fit.
 */
abstract sealed class Predictor extends Predictions permits FitResult {
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

  @Override
  public int predict(double[] row) {
    Objects.requireNonNull(row, "row");
    checkWidth("row", "has", row.length);
    FiniteValues.checkRow(row, metric);
    int[] nearest = new int[1];
    new NearestSelection(centroids, loss).select(row, nearest);
    return nearest[0];
  }

  @Override
  public double distance(double[] row) {
    return metric.distance(row, centroids[predict(row)]);
  }

  @Override
  public int[] predict(Points points) {
    check(points);
    int[] labels = new int[points.rows()];
    Assigner.installed().assign(points, centroids, loss, null, threads, labels);
    return labels;
  }

  @Override
  public int[][] nearest(Points points, int m) {
    check(points);
    if (m < 1 || m > k()) {
      throw new IllegalArgumentException("m must be in 1..k = 1.." + k() + ", but is " + m);
    }
    int[][] nearest = new int[points.rows()][m];
    Assigner.installed().nearest(points, centroids, loss, threads, nearest);
    return nearest;
  }

  @Override
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

  @Override
  public double inertia(Points points) {
    return inertiaOf(points, null);
  }

  @Override
  public double inertia(Points points, double[] weights) {
    return inertiaOf(points, Objects.requireNonNull(weights, "weights"));
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
}
