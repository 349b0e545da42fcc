package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.measure.ExactSums;
import io.github.kmeans4j.core.internal.measure.Norms;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.measure.ScaledRows;
import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * How far rows lie from the mean of their cluster, and the means from each other.
 *
 * <pre>
 * Means are exact quotients in two doubles: high is the mean, rounded, and low is what that took off.
 * Where rows lie so close together, far from the origin, that the rounding of their mean would be felt,
 * x − high is exact (Sterbenz), so that (x − high) − low has the right last bits whatever the offset.
 * Distances are added without rounding; squares of distances too, beyond double's range if need be. So
 * the measures do not depend on the order of the rows, nor on what the clusters are called.
 * </pre>
 */
final class Scatter {
  /** Columns whose sums are taken at once; one that needs all bits there are takes 600 bytes. */
  private static final int COLUMNS = 4096;

  private final ScaledRows data;
  private final Partition clusters;

  /** The means of the clusters, and as the last row that of all rows. */
  private final double[][] high;

  private final double[][] low;

  private Scatter(ScaledRows data, Partition clusters) {
    this.data = data;
    this.clusters = clusters;
    this.high = new double[clusters.count() + 1][data.columns()];
    this.low = new double[clusters.count() + 1][data.columns()];
  }

  /** Computes the means; all values have been found finite. */
  static Scatter of(Points points, Partition clusters) {
    ScaledRows data = ScaledRows.of(points);
    Scatter scatter = new Scatter(data, clusters);
    int[] rows = clusters.rowsByCode();
    for (int from = 0; from < points.columns(); from += COLUMNS) {
      scatter.computeMeans(rows, from, Math.min(points.columns(), from + COLUMNS));
    }
    return scatter;
  }

  /** The mean likeness of a cluster to the one most like it. */
  double daviesBouldin() {
    int k = clusters.count();
    double[] spread = spreads();
    double[] worst = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        double apart = betweenMeans(i, j);
        if (apart > 0) {
          double likeness = (spread[i] + spread[j]) / apart;
          worst[i] = Math.max(worst[i], likeness);
          worst[j] = Math.max(worst[j], likeness);
        }
      }
    }
    ExactSums sum = new ExactSums(1);
    for (double likeness : worst) {
      sum.add(0, likeness);
    }
    return sum.mean(0, k);
  }

  /** The variance between clusters over that within; 1 if there is none within. */
  double calinskiHarabasz() {
    int k = clusters.count();
    int n = clusters.rows();
    ExactSum between = new ExactSum();
    for (int j = 0; j < k; j++) {
      double apart = betweenMeans(j, k);
      between.addProduct(apart, apart * clusters.size(j));
    }
    ExactSum within = new ExactSum();
    double[] row = new double[data.columns()];
    for (int i = 0; i < n; i++) {
      double distance = toMean(i, row);
      within.addProduct(distance, distance);
    }
    if (within.signum() == 0) {
      return 1;
    }
    return ExactRounding.quotient(
        between.toBigInteger().multiply(BigInteger.valueOf(n - k)),
        between.exponent(),
        within.toBigInteger().multiply(BigInteger.valueOf(k - 1)),
        within.exponent());
  }

  /** The mean distance of a cluster's rows to its mean. */
  private double[] spreads() {
    int k = clusters.count();
    ExactSums sums = new ExactSums(k);
    double[] row = new double[data.columns()];
    for (int i = 0; i < clusters.rows(); i++) {
      sums.add(clusters.code(i), toMean(i, row));
    }
    double[] spreads = new double[k];
    Arrays.setAll(spreads, j -> sums.mean(j, clusters.size(j)));
    return spreads;
  }

  private double toMean(int i, double[] row) {
    data.copy(i, row);
    int j = clusters.code(i);
    for (int c = 0; c < row.length; c++) {
      row[c] = (row[c] - high[j][c]) - low[j][c];
    }
    return Norms.of(row);
  }

  private double betweenMeans(int i, int j) {
    double[] difference = new double[data.columns()];
    for (int c = 0; c < difference.length; c++) {
      difference[c] = (high[i][c] - high[j][c]) + (low[i][c] - low[j][c]);
    }
    return Norms.of(difference);
  }

  /**
   * Computes the means of some columns, one cluster after the other, so that there are never more
   * sums than those of a few columns.
   */
  private void computeMeans(int[] rows, int from, int to) {
    ExactSums sums = new ExactSums(to - from);
    ExactSums all = new ExactSums(to - from);
    int next = 0;
    for (int j = 0; j < clusters.count(); j++) {
      for (int end = next + clusters.size(j); next < end; next++) {
        for (int s = 0; s < sums.size(); s++) {
          sums.add(s, data.get(rows[next], from + s));
        }
      }
      for (int s = 0; s < sums.size(); s++) {
        sums.mean(s, clusters.size(j), high[j], low[j], from + s);
        all.add(s, sums);
        sums.clear(s);
      }
    }
    for (int s = 0; s < all.size(); s++) {
      all.mean(s, rows.length, high[clusters.count()], low[clusters.count()], from + s);
    }
  }
}
