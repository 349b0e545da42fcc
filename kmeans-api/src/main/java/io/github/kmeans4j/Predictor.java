package io.github.kmeans4j;

import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.RowCheck;
import java.util.Objects;
import java.util.function.IntConsumer;
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

  /** Made when it is first needed; of two that are made at once either will do. */
  private volatile Assigner.@Nullable Search search;

  /** Takes over the centroids. */
  Predictor(double[][] centroids, DistanceMetric metric, int threads) {
    this.centroids = centroids;
    this.columns = centroids.length == 0 ? 0 : centroids[0].length;
    this.metric = metric;
    boolean euclidean = metric.name().equals(Loss.EUCLIDEAN);
    this.loss = new Loss(metric::loss, euclidean, metric.getClass().getName());
    this.threads = threads;
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
    return search().label(row);
  }

  @Override
  public int predict(float[] row) {
    Objects.requireNonNull(row, "row");
    if (!loss.isEuclidean() || row.length != columns || !FiniteValues.areFinite(row)) {
      return super.predict(row);
    }
    return search().label(row);
  }

  @Override
  public double distance(double[] row) {
    return Loss.checkDistance(metric.distance(row, centroids[predict(row)]), metric);
  }

  @Override
  public int[] predict(Points points) {
    IntConsumer check = check(points);
    int[] labels = new int[points.rows()];
    search().label(points, check, threads, labels);
    return labels;
  }

  @Override
  public int[][] nearest(Points points, int m) {
    IntConsumer check = check(points);
    if (m < 1 || m > k()) {
      throw new IllegalArgumentException("m must be in 1..k = 1.." + k() + ", but is " + m);
    }
    int[][] nearest = new int[points.rows()][m];
    search().nearest(points, check, threads, nearest);
    return nearest;
  }

  @Override
  public DMatrixRMaj transform(Points points) {
    IntConsumer check = check(points);
    if ((long) points.rows() * k() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "points: " + points.rows() + " rows × " + k() + " centroids do not fit into one matrix");
    }
    DMatrixRMaj distances = new DMatrixRMaj(points.rows(), k());
    if (search().hasDistances()) {
      search().distances(points, check, threads, distances.data);
    } else {
      FiniteValues.inPieces(
          points, threads, (piece, from, to) -> measure(points, from, to, distances));
    }
    return distances;
  }

  private void measure(Points points, int from, int to, DMatrixRMaj distances) {
    double[] row = new double[columns];
    for (int i = from; i < to; i++) {
      points.copyRow(i, row);
      for (int j = 0; j < k(); j++) {
        distances.unsafe_set(i, j, Loss.checkDistance(metric.distance(row, centroids[j]), metric));
      }
    }
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
    IntConsumer check = check(points);
    if (weights != null) {
      RowCheck.checkWeights(weights, points.rows());
    }
    int[] labels = new int[points.rows()];
    double inertia = search().assign(points, check, weights, threads, labels);
    if (inertia == Double.POSITIVE_INFINITY && areLossesFinite(points, labels)) {
      String sum =
          "the sum of the "
              + (loss.isEuclidean() ? "squared distances" : "losses")
              + (points.rows() == 1 ? " of 1 row" : " of " + points.rows() + " rows");
      throw new IllegalArgumentException(
          weights == null
              ? "points: " + sum + " overflows"
              : "weights: " + sum + ", times their weights, overflows");
    }
    return inertia;
  }

  /** Whether it is their sum alone that is infinite: a metric may give a loss that is. */
  private boolean areLossesFinite(Points points, int[] labels) {
    if (loss.isEuclidean()) {
      return true; // where one distance overflows, the row was refused, or the sum does too
    }
    double[] row = new double[columns];
    for (int i = 0; i < labels.length; i++) {
      points.copyRow(i, row);
      if (loss.of(row, centroids[labels[i]]) == Double.POSITIVE_INFINITY) {
        return false;
      }
    }
    return true;
  }

  private Assigner.Search search() {
    Assigner.Search made = search;
    if (made == null) {
      made = Assigner.installed().search(centroids, loss);
      search = made;
    }
    return made;
  }

  /**
   * Checks what can be seen from outside, and all values where a metric must see them; else returns
   * what the search shall ask where it finds values that it does not know to be finite.
   */
  private IntConsumer check(Points points) {
    Objects.requireNonNull(points, "points");
    checkWidth("points", "have", points.columns());
    if (loss.isEuclidean()) {
      return i -> FiniteValues.checkRow(points, i);
    }
    FiniteValues.check(points, metric, threads);
    return i -> {};
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
