package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.measure.ExactSums;
import io.github.kmeans4j.core.internal.measure.Norms;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.measure.ScaledRows;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far rows lie from the mean of their cluster, and the means from each other.
 *
 * <pre>
 * Means are exact quotients in two doubles: high is the mean, rounded, and low is what that took off.
 * Where rows lie so close together, far from the origin, that the rounding of their mean would be felt,
 * x − high is exact (Sterbenz), so that (x − high) − low has the right last bits whatever the offset.
 * Distances are added without rounding; squares of distances too, beyond double's range if need be. So
 * the measures do not depend on the order of the rows, nor on what the clusters are called, nor on threads.
 *
 * Sparse rows are seen in the columns that occur, and measured by what they store and by what the mean has
 * elsewhere (see SparseDistances), without its low part, which is less than 2⁻⁵³ of it; where a row is so near
 * to its mean that this would be felt, or out of the range of squares, it is measured as a dense one. So
 * a distance is off by a relative 2⁻⁴² at most.
 * </pre>
 */
final class Scatter {
  /** Columns whose sums are taken at once; one that needs all bits there are takes 600 bytes. */
  private static final int COLUMNS = 4096;

  /** The least of them, so that each row is not read too often. */
  private static final int FEW_COLUMNS = 64;

  /** A squared distance to a mean that is a smaller part of the mean's is taken densely. */
  private static final double NEAR = 0x1p-20;

  private final ScaledRows data;
  private final Partition clusters;
  private final Workers workers;

  /** The means of the clusters, and as the last row that of all rows. */
  private final double[][] high;

  private final double[][] low;

  /** The scaled rows, if they are sparse. */
  private final @Nullable SparseRows sparse;

  private Scatter(ScaledRows data, Partition clusters, Workers workers, Points points) {
    this.data = data;
    this.clusters = clusters;
    this.workers = workers;
    this.high = new double[clusters.count() + 1][data.columns()];
    this.low = new double[clusters.count() + 1][data.columns()];
    this.sparse = scaled(points, data.scale());
  }

  private static @Nullable SparseRows scaled(Points points, double scale) {
    if (StoredRows.storageOf(points) instanceof Storage.Sparse rows) {
      double[] values = new double[rows.rowStarts()[points.rows()]];
      for (int p = rows.rowStarts()[0]; p < values.length; p++) {
        values[p] = rows.value(p) * scale;
      }
      Points same =
          Points.ofSparseRows(rows.rowStarts(), rows.columnIndices(), values, points.columns());
      return RowStore.of(same, Kernels.get()) instanceof SparseRows opened ? opened : null;
    }
    return null;
  }

  /** Computes a measure; all values have been found finite. */
  private static double measure(
      Points points, Partition clusters, int threads, ToDoubleFunction<Scatter> measure) {
    Points seen = OccurringColumns.of(points, null).points();
    try (Workers workers = new Workers(threads)) {
      Scatter scatter = new Scatter(ScaledRows.of(seen), clusters, workers, seen);
      scatter.computeMeans();
      return measure.applyAsDouble(scatter);
    }
  }

  /** The mean likeness of a cluster to the one most like it. */
  static double daviesBouldin(Points points, Partition clusters, int threads) {
    return measure(points, clusters, threads, Scatter::daviesBouldin);
  }

  /** The variance between clusters over that within; 1 if there is none within. */
  static double calinskiHarabasz(Points points, Partition clusters, int threads) {
    return measure(points, clusters, threads, Scatter::calinskiHarabasz);
  }

  private double daviesBouldin() {
    int k = clusters.count();
    double[] spread = spreads();
    double[][] worst = new double[workers.threads()][0];
    workers.run(
        k,
        (i, worker) -> {
          double[] most = worst[worker];
          if (most.length == 0) {
            most = new double[k];
            worst[worker] = most;
          }
          double[] difference = new double[data.columns()];
          for (int j = 0; j < i; j++) {
            double apart = betweenMeans(i, j, difference);
            if (apart > 0) {
              double likeness = (spread[i] + spread[j]) / apart;
              most[i] = Math.max(most[i], likeness);
              most[j] = Math.max(most[j], likeness);
            }
          }
        });
    ExactSums sum = new ExactSums(1);
    for (int j = 0; j < k; j++) {
      double likeness = 0;
      for (double[] most : worst) {
        likeness = most.length == 0 ? likeness : Math.max(likeness, most[j]);
      }
      sum.add(0, likeness);
    }
    return sum.mean(0, k);
  }

  private double calinskiHarabasz() {
    int k = clusters.count();
    int n = clusters.rows();
    ExactSum between = new ExactSum();
    double[] difference = new double[data.columns()];
    for (int j = 0; j < k; j++) {
      double apart = betweenMeans(j, k, difference);
      between.addProduct(apart, apart * clusters.size(j));
    }
    ExactSum within = new ExactSum();
    for (double distance : toMeans()) {
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
    double[] distances = toMeans();
    for (int i = 0; i < distances.length; i++) {
      sums.add(clusters.code(i), distances[i]);
    }
    double[] spreads = new double[k];
    Arrays.setAll(spreads, j -> sums.mean(j, clusters.size(j)));
    return spreads;
  }

  /** The distance of each row to the mean of its cluster. */
  private double[] toMeans() {
    double[] distances = new double[clusters.rows()];
    double[] normsSq = new double[sparse == null ? 0 : clusters.count()];
    for (int j = 0; j < normsSq.length; j++) {
      for (double value : high[j]) {
        normsSq[j] += value * value;
      }
    }
    Distances toHigh = sparse == null ? null : sparse.distancesTo(high);
    double[][] scratch = new double[workers.threads()][];
    Chunks chunks = new Chunks(distances.length, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new double[data.columns()];
          }
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            int j = clusters.code(i);
            double squared = toHigh == null ? 0 : toHigh.squared(i, j);
            boolean known = toHigh != null && Norms.isSafe(squared) && squared > NEAR * normsSq[j];
            distances[i] = known ? Math.sqrt(squared) : toMean(i, scratch[worker]);
          }
        });
    return distances;
  }

  private double toMean(int i, double[] row) {
    data.copy(i, row);
    int j = clusters.code(i);
    for (int c = 0; c < row.length; c++) {
      row[c] = (row[c] - high[j][c]) - low[j][c];
    }
    return Norms.of(row);
  }

  private double betweenMeans(int i, int j, double[] difference) {
    for (int c = 0; c < difference.length; c++) {
      difference[c] = (high[i][c] - high[j][c]) + (low[i][c] - low[j][c]);
    }
    return Norms.of(difference);
  }

  private void computeMeans() {
    int[] rows = clusters.rowsByCode();
    if (sparse != null) {
      computeSparseMeans(sparse, rows);
      return;
    }
    int d = data.columns();
    int width = Math.min(COLUMNS, Math.max(FEW_COLUMNS, Chunks.count(d, workers.threads())));
    workers.run(
        Chunks.count(d, width),
        (block, worker) -> computeMeans(rows, block * width, Math.min(d, (block + 1) * width)));
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
        takeMean(j, s, sums, from, all);
      }
    }
    for (int s = 0; s < all.size(); s++) {
      all.mean(s, rows.length, high[clusters.count()], low[clusters.count()], from + s);
    }
  }

  private void takeMean(int j, int s, ExactSums sums, int from, ExactSums all) {
    sums.mean(s, clusters.size(j), high[j], low[j], from + s);
    all.add(s, sums);
    sums.clear(s);
  }

  /** The same by what rows store. */
  private void computeSparseMeans(SparseRows store, int[] rows) {
    int d = data.columns();
    ExactSums sums = new ExactSums(d);
    ExactSums all = new ExactSums(d);
    BitSet touched = new BitSet(d);
    int next = 0;
    for (int j = 0; j < clusters.count(); j++) {
      for (int end = next + clusters.size(j); next < end; next++) {
        int to = store.to(rows[next]);
        for (int p = store.from(rows[next]); p < to; p++) {
          sums.add(store.columns[p], store.value(p));
          touched.set(store.columns[p]);
        }
      }
      for (int c = touched.nextSetBit(0); c >= 0; c = touched.nextSetBit(c + 1)) {
        takeMean(j, c, sums, 0, all);
      }
      touched.clear();
    }
    for (int c = 0; c < d; c++) {
      all.mean(c, rows.length, high[clusters.count()], low[clusters.count()], c);
    }
  }
}
