package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.directions.Lengths;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.seed.FitSeeding;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.RowCheck;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The checks at the door of a fit, the same for every algorithm; nothing behind it checks again.
 */
public final class Fits {
  private Fits() {}

  /**
   * Checks that there are enough rows, and that the centroids of a result fit into one array.
   *
   * @param k number of clusters
   * @param points data
   * @throws IllegalArgumentException if k &gt; n, or if k × d is more than an array holds
   */
  public static void checkRows(int k, Points points) {
    if (k > points.rows()) {
      throw new IllegalArgumentException(
          "k must be at most the number of rows, " + points.rows() + ", but is " + k);
    }
    if ((long) k * points.columns() > Chunks.LARGEST_ARRAY) { // the result has them all
      throw tooLarge(k, points.columns(), (long) k * points.columns());
    }
  }

  /**
   * Checks what an initializer is asked for, which may be called by anybody. What a fit has checked
   * of its rows is not looked at again.
   *
   * @param k number of centroids
   * @param points data
   * @param seeding with the weights
   * @throws IllegalArgumentException if k is not in 1..n, there are fewer weights than rows, a
   *     weight is negative or not finite, or the metric is not defined for a row
   */
  public static void checkAsked(int k, Points points, Seeding seeding) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(seeding, "seeding");
    FitOptions.atLeast("k", 1, k);
    checkRows(k, points);
    try {
      seeding.weight(points.rows() - 1);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "seeding must have a weight for each of the " + points.rows() + " rows", e);
    }
    if (FitSeeding.rows(seeding, points) != null) {
      return;
    }
    for (int i = 0; i < points.rows() && seeding.isWeighted(); i++) {
      if (!(seeding.weight(i) >= 0 && seeding.weight(i) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "seeding must have weights that are finite and not negative, but the one of row "
                + i
                + " is "
                + seeding.weight(i));
      }
    }
    try (Workers workers = new Workers(seeding.threads())) {
      checkRows(points, seeding.metric(), workers);
    }
  }

  /**
   * Checks that all centroids fit into one array, for the Euclidean metric as kernels lay them out.
   *
   * @param k number of clusters
   * @param columns number of columns
   * @param metric the distance
   * @throws IllegalArgumentException if they do not
   */
  public static void checkSize(int k, int columns, DistanceMetric metric) {
    long values =
        Euclidean.is(metric) || Directions.is(metric)
            ? ScoredCentroids.packedSize(k, columns)
            : (long) k * columns;
    if (values <= Chunks.LARGEST_ARRAY) {
      return;
    }
    throw tooLarge(k, columns, values);
  }

  private static IllegalArgumentException tooLarge(int k, int columns, long values) {
    return new IllegalArgumentException(
        "k: "
            + k
            + " centroids of "
            + columns
            + " columns do not fit into one array, where they take "
            + values
            + " values and at most "
            + Chunks.LARGEST_ARRAY
            + " are possible");
  }

  /**
   * Checks sample weights.
   *
   * @param weights one a row, or null
   * @param points data
   * @param profile what is known of the data
   * @throws IllegalArgumentException if the length differs from n, a weight is negative or not
   *     finite, all are 0, or weighted sums could overflow
   */
  public static void checkWeights(double @Nullable [] weights, Points points, DataProfile profile) {
    if (weights == null) {
      return;
    }
    RowCheck.checkWeights(weights, points.rows());
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (sum == 0) {
      throw new IllegalArgumentException("weights must not all be 0");
    }
    double limit = DataProfile.largestValue(sum, points.columns());
    if (!(profile.max() <= limit)) {
      throw new IllegalArgumentException(
          "weights: their sum, "
              + sum
              + ", times the squared distances overflows, since the largest value is "
              + profile.max()
              + "; with this sum and "
              + points.columns()
              + " columns the largest magnitude allowed is "
              + String.format(Locale.ROOT, "%.2e", limit));
    }
  }

  /**
   * Checks each row by a metric that is not defined for all.
   *
   * @param points data
   * @param metric the distance
   * @param workers threads; the message is the same for any number of them
   * @throws IllegalArgumentException naming the first row that is refused, and how many are
   */
  public static void checkRows(Points points, DistanceMetric metric, Workers workers) {
    if (Euclidean.is(metric)) {
      return;
    }
    Chunks chunks = new Chunks(points.rows(), Chunks.ROWS);
    RowCheck[] parts = new RowCheck[chunks.count()];
    workers.run(
        parts.length,
        (chunk, worker) -> {
          RowCheck part = new RowCheck("points", metric::checkRow);
          IntFunction<double[]> seen = RowCheck.seenBy(metric, points);
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            part.look(i, seen.apply(i));
          }
          parts[chunk] = part;
        });
    RowCheck all = new RowCheck("points", metric::checkRow);
    for (RowCheck part : parts) {
      all.add(part);
    }
    all.end(points.rows());
  }

  /**
   * Prepares rows for a metric.
   *
   * @param rows that were looked at
   * @param points the same rows with all columns, for messages
   * @param metric the distance
   * @return the rows as the metric sees them
   * @throws IllegalArgumentException as {@link #checkRows(Points, DistanceMetric, Workers)}
   */
  public static FitRows rowsFor(FitRows rows, Points points, DistanceMetric metric) {
    if (!Directions.is(metric)) {
      checkRows(points, metric, rows.workers());
      return rows;
    }
    Lengths lengths = Lengths.of(rows.store(), rows.workers());
    if (lengths.hasZeros()) {
      checkRows(points, metric, rows.workers());
    }
    return rows.directions(lengths);
  }

  /**
   * Checks the labels that a fit ends with, if its policy for empty clusters is FAIL.
   *
   * @param policy for empty clusters
   * @param labels of all rows
   * @param weights of all rows, or null
   * @param k number of clusters
   * @throws EmptyClusterException if a cluster has no row of positive weight
   */
  public static void checkNoneIsEmpty(
      EmptyClusterPolicy policy, int[] labels, double @Nullable [] weights, int k) {
    if (policy != EmptyClusterPolicy.FAIL) {
      return;
    }
    long[] rows = new long[k];
    for (int i = 0; i < labels.length; i++) {
      rows[labels[i]] += weights == null || weights[i] > 0 ? 1 : 0;
    }
    checkNoneIsEmpty(policy, rows);
  }

  /**
   * The same by how many rows each cluster has in the end.
   *
   * @param policy for empty clusters
   * @param rows of each of k clusters
   * @throws EmptyClusterException if one has none
   */
  public static void checkNoneIsEmpty(EmptyClusterPolicy policy, long[] rows) {
    for (int j = 0; j < rows.length && policy == EmptyClusterPolicy.FAIL; j++) {
      if (rows[j] == 0) {
        throw new EmptyClusterException(
            "cluster " + j + " has no row in the end and the policy for empty clusters is FAIL");
      }
    }
  }

  /**
   * Runs an initializer and checks what it returns.
   *
   * @param initializer chooses the centroids
   * @param points data, n × d
   * @param k number of clusters
   * @param seeding random numbers and the rest
   * @return k rows of d values
   * @throws IllegalArgumentException if the shape is not k × d, a value is not finite, squared
   *     distances to a centroid could overflow, or the metric is not defined for a centroid
   */
  public static double[][] initialize(
      Initializer initializer, Points points, int k, Seeding seeding) {
    DMatrixRMaj centroids = initializer.initialize(points, k, seeding);
    int d = points.columns();
    String who = "initializer " + initializer.name();
    if (centroids == null || centroids.data == null) { // it may be of code that knows no nullness
      throw new IllegalArgumentException(who + " must return centroids, but returns null");
    }
    if (centroids.numRows != k || centroids.numCols != d) {
      throw new IllegalArgumentException(
          who
              + " must return "
              + k
              + " × "
              + d
              + " centroids, but they are "
              + centroids.numRows
              + " × "
              + centroids.numCols);
    }
    if (centroids.data.length < k * d) {
      throw new IllegalArgumentException(
          who
              + " must return "
              + k
              + " × "
              + d
              + " centroids, but its matrix has "
              + centroids.data.length
              + " values");
    }
    double weight = 0;
    for (int i = 0; i < points.rows(); i++) {
      weight += seeding.weight(i);
    }
    double limit = DataProfile.largestValue(weight, d);
    double[][] rows = new double[k][d];
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < d; c++) {
        double value = centroids.unsafe_get(j, c);
        if (!(Math.abs(value) <= limit)) {
          throw new IllegalArgumentException(
              who
                  + " must return centroids whose squared distances are finite, but row "
                  + j
                  + ", column "
                  + c
                  + " is "
                  + value);
        }
        rows[j][c] = value;
      }
      try {
        seeding.metric().checkRow(rows[j]);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            who
                + " must return centroids that the metric "
                + seeding.metric().name()
                + " is defined for, but row "
                + j
                + ": "
                + e.getMessage(),
            e);
      }
    }
    return rows;
  }
}
