package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.core.internal.measure.ExactSums;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.measure.Silhouettes;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.internal.door.GivenPart;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How compact and how well separated clusters are, with no classes known.
 *
 * <pre>{@code
 * double silhouette = InternalMeasures.silhouette(points, clusters.labels());          // exact, O(n²)
 * double sampled = InternalMeasures.sampledSilhouette(points, clusters.labels());      // of 2000 rows
 * double[] ofEachRow = InternalMeasures.silhouettes(points, clusters.labels());
 * double[] watched = // for data that takes minutes
 *     InternalMeasures.silhouettes(
 *         points, clusters.labels(), new EuclideanDistance(), 4, share -> log.info("{}", share));
 * }</pre>
 *
 * <p>Every measure takes the n × d data and the cluster of each row, any numbers from 0. All need
 * clusters to compare: at least 2 that have rows, and fewer than n. They throw an {@link
 * IllegalArgumentException} otherwise, and if the lengths differ, a label is negative, or a value
 * is NaN or infinite (the message names the row). Distances are Euclidean unless a metric is given,
 * right also where their squares overflow or underflow; but beside values beyond 1e289 those below
 * 1e-288 lose digits or count as 0, since all are scaled down together. They come from direct
 * differences in double, but for those of silhouettes with more than 16 columns: these come from
 * products in double, or from differences where products would lose too much, and each is within
 * 6e-11 of itself, so that a silhouette is within 1.2e-10. By another metric they are as exact as
 * its distances: those of cosines, 1 − cos, are off by some 1e-16, which is much for rows that are
 * nearly parallel. Of sparse rows silhouettes are so with any number of columns, and distances to
 * means are within 3e-13 of themselves. Sums are exact, and so are means but for one rounding that
 * is allowed for: data far from the origin lose nothing, and neither the order of the rows nor the
 * names of the clusters nor the number of threads changes a bit. At corners the conventions are
 * those of scikit-learn. All methods are pure and thread-safe.
 */
public final class InternalMeasures {
  /** How many rows {@link #sampledSilhouette(Points, int[])} looks at: 2000. */
  public static final int DEFAULT_SAMPLE_SIZE = 2000;

  private InternalMeasures() {}

  /**
   * Returns the silhouette of each row: (b - a) / max(a, b), where a is its mean distance to the
   * other rows of its cluster and b the smallest mean distance to the rows of another cluster. A
   * row alone in its cluster has 0, as has one with a = b = 0. Runs on all processors.
   *
   * <p>Rousseeuw (1987), "Silhouettes: a graphical aid to the interpretation and validation of
   * cluster analysis", Journal of Computational and Applied Mathematics 20, DOI
   * 10.1016/0377-0427(87)90125-7.
   *
   * <p>Time O(n² d), in which each distance is taken once, and twice where d is more than 16,384;
   * memory 40 n bytes and for each thread 28 n bytes and 1,100 d numbers (twice as many if there
   * are rows very close to each other), where d is more than 1024 at most 1.1 million or 200 d, and
   * where d is more than 16,384 at most 200,000 + 3 d.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @return n values in [-1, 1]
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double[] silhouettes(Points points, int[] labels) {
    return silhouettes(points, labels, processors());
  }

  /**
   * Returns the silhouette of each row, on a given number of threads.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param threads how many threads work, the caller's included, at least 1
   * @return n values in [-1, 1], see {@link #silhouettes(Points, int[])}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double[] silhouettes(Points points, int[] labels, int threads) {
    return silhouettesOf(points, labels, null, threads, share -> {}, i -> i);
  }

  /**
   * Returns the silhouette of each row by another distance.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param metric the distance of two rows
   * @param threads how many threads work, the caller's included, at least 1
   * @return n values in [-1, 1], see {@link #silhouettes(Points, int[])}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double[] silhouettes(
      Points points, int[] labels, DistanceMetric metric, int threads) {
    return silhouettes(points, labels, metric, threads, share -> {});
  }

  /**
   * Returns the silhouette of each row by any distance, and tells how far it has come, for data
   * that takes minutes. Interrupt the calling thread to end it.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param metric the distance of two rows; the Euclidean one is as fast as if none were given
   * @param threads how many threads work, the caller's included, at least 1
   * @param progress told of the share of the work that is done, ascending, the last one 1: by any
   *     of the threads, one at a time. What it throws ends the work and is thrown on
   * @return n values in [-1, 1], see {@link #silhouettes(Points, int[])}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double[] silhouettes(
      Points points, int[] labels, DistanceMetric metric, int threads, DoubleConsumer progress) {
    checkName(metric);
    Objects.requireNonNull(progress, "progress");
    return silhouettesOf(points, labels, metric, threads, progress, i -> i);
  }

  /**
   * Returns the mean silhouette of all rows, exactly, on all processors. For more than some ten
   * thousand rows see {@link #sampledSilhouette(Points, int[])}.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @return the mean of {@link #silhouettes(Points, int[])}, in [-1, 1]
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double silhouette(Points points, int[] labels) {
    return silhouette(points, labels, processors());
  }

  /**
   * Returns the mean silhouette of all rows, on a given number of threads.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param threads how many threads work, the caller's included, at least 1
   * @return the mean of {@link #silhouettes(Points, int[])}, in [-1, 1]
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double silhouette(Points points, int[] labels, int threads) {
    return meanSilhouette(points, labels, null, threads, i -> i);
  }

  /**
   * Returns the mean silhouette of all rows by another distance, on all processors.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param metric the distance of two rows, as a rule that of the fit
   * @return the mean of {@link #silhouettes(Points, int[], DistanceMetric, int)}, in [-1, 1]
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double silhouette(Points points, int[] labels, DistanceMetric metric) {
    return silhouette(points, labels, metric, processors());
  }

  /**
   * Returns the mean silhouette of all rows by another distance, on a given number of threads.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param metric the distance of two rows, as a rule that of the fit
   * @param threads how many threads work, the caller's included, at least 1
   * @return the mean of {@link #silhouettes(Points, int[], DistanceMetric, int)}, in [-1, 1]
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double silhouette(Points points, int[] labels, DistanceMetric metric, int threads) {
    return meanSilhouette(points, labels, checkName(metric), threads, i -> i);
  }

  /**
   * Returns the mean silhouette of {@value #DEFAULT_SAMPLE_SIZE} rows drawn with seed 0, on all
   * processors.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @return an estimate in [-1, 1]; exact if n is no larger than the sample
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double sampledSilhouette(Points points, int[] labels) {
    return sampledSilhouette(points, labels, DEFAULT_SAMPLE_SIZE, 0, processors());
  }

  /**
   * Returns the mean silhouette of {@value #DEFAULT_SAMPLE_SIZE} rows drawn with seed 0, by another
   * distance, on all processors.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param metric the distance of two rows, as a rule that of the fit
   * @return an estimate in [-1, 1]; exact if n is no larger than the sample
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double sampledSilhouette(Points points, int[] labels, DistanceMetric metric) {
    return sampledSilhouette(points, labels, metric, DEFAULT_SAMPLE_SIZE, 0, processors());
  }

  /**
   * Returns the mean silhouette of a sample: rows drawn without replacement, all alike, and
   * clustered by their labels as if there were no other rows (as scikit-learn does). Time O(m² d),
   * memory 8 m d bytes beyond that of the exact one, for a sample of m rows; of sparse rows 12
   * bytes a stored value.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param sampleSize number of rows in the sample, at least 3; from n on the result is exact
   * @param seed any number; the same one draws the same rows
   * @param threads how many threads work, the caller's included, at least 1
   * @return an estimate in [-1, 1]
   * @throws IllegalArgumentException also if the sampled rows lie in fewer than 2 clusters or each
   *     in a cluster of its own
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double sampledSilhouette(
      Points points, int[] labels, int sampleSize, long seed, int threads) {
    return sampled(points, labels, null, sampleSize, seed, threads);
  }

  /**
   * Returns the mean silhouette of a sample by another distance.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param metric the distance of two rows, as a rule that of the fit
   * @param sampleSize number of rows in the sample, at least 3; from n on the result is exact
   * @param seed any number; the same one draws the same rows, whatever the metric
   * @param threads how many threads work, the caller's included, at least 1
   * @return an estimate in [-1, 1]
   * @throws IllegalArgumentException also if the sampled rows lie in fewer than 2 clusters or each
   *     in a cluster of its own, or a row is not one that the metric is defined for
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double sampledSilhouette(
      Points points, int[] labels, DistanceMetric metric, int sampleSize, long seed, int threads) {
    return sampled(points, labels, checkName(metric), sampleSize, seed, threads);
  }

  /**
   * Returns the Davies-Bouldin index: the mean over the clusters of their likeness to the cluster
   * most like them, (s_i + s_j) / d_ij, where s is the mean distance of a cluster's rows to its
   * mean and d the distance of two means. Means that coincide count as infinitely far apart. Runs
   * on all processors.
   *
   * <p>Davies and Bouldin (1979), "A cluster separation measure", IEEE Transactions on Pattern
   * Analysis and Machine Intelligence 1, DOI 10.1109/TPAMI.1979.4766909.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @return at least 0; lower is better
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double daviesBouldin(Points points, int[] labels) {
    return daviesBouldin(points, labels, processors());
  }

  /**
   * Returns the Davies-Bouldin index, on a given number of threads.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param threads how many threads work, the caller's included, at least 1
   * @return at least 0, see {@link #daviesBouldin(Points, int[])}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double daviesBouldin(Points points, int[] labels, int threads) {
    FitOptions.atLeast("threads", 1, threads);
    return Scatter.daviesBouldin(points, MeasuredRows.check(points, labels, null), threads);
  }

  /**
   * Returns the Calinski-Harabasz index, or variance ratio: the squared distances of the clusters'
   * means to the mean of all rows, over those of the rows to their cluster's mean, each divided by
   * its degrees of freedom, k - 1 and n - k. It is 1 if every row lies on its cluster's mean. Runs
   * on all processors.
   *
   * <p>Calinski and Harabasz (1974), "A dendrite method for cluster analysis", Communications in
   * Statistics 3, DOI 10.1080/03610927408827101.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @return at least 0; higher is better
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double calinskiHarabasz(Points points, int[] labels) {
    return calinskiHarabasz(points, labels, processors());
  }

  /**
   * Returns the Calinski-Harabasz index, on a given number of threads.
   *
   * @param points data, n × d
   * @param labels the cluster of each row
   * @param threads how many threads work, the caller's included, at least 1
   * @return at least 0, see {@link #calinskiHarabasz(Points, int[])}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public static double calinskiHarabasz(Points points, int[] labels, int threads) {
    FitOptions.atLeast("threads", 1, threads);
    return Scatter.calinskiHarabasz(points, MeasuredRows.check(points, labels, null), threads);
  }

  private static DistanceMetric checkName(DistanceMetric metric) {
    return GivenPart.checkMetric("metric", metric, DistanceMetric::name);
  }

  private static double sampled(
      Points points,
      int[] labels,
      @Nullable DistanceMetric metric,
      int sampleSize,
      long seed,
      int threads) {
    FitOptions.atLeast("sampleSize", 3, sampleSize);
    MeasuredRows.checkClusters(MeasuredRows.partition(points, labels), "labels");
    RowSample sample = RowSample.of(points, labels, metric, sampleSize, seed);
    MeasuredRows.checkClusters(Partition.of(sample.labels(), "labels"), "the sampled labels");
    return meanSilhouette(sample, metric, threads);
  }

  /** Messages name the rows of the data that the sample was drawn from. */
  static double meanSilhouette(RowSample sample, @Nullable DistanceMetric metric, int threads) {
    return meanSilhouette(sample.points(), sample.labels(), metric, threads, sample::rowOf);
  }

  private static double meanSilhouette(
      Points points,
      int[] labels,
      @Nullable DistanceMetric metric,
      int threads,
      IntUnaryOperator names) {
    ExactSums sum = new ExactSums(1);
    double[] silhouettes = silhouettesOf(points, labels, metric, threads, share -> {}, names);
    for (double silhouette : silhouettes) {
      sum.add(0, silhouette);
    }
    return sum.mean(0, silhouettes.length);
  }

  private static double[] silhouettesOf(
      Points points,
      int[] labels,
      @Nullable DistanceMetric metric,
      int threads,
      DoubleConsumer progress,
      IntUnaryOperator names) {
    FitOptions.atLeast("threads", 1, threads);
    DistanceMetric slow = metric == null || Euclidean.is(metric) ? null : metric;
    return Silhouettes.of(
        points,
        MeasuredRows.check(points, labels, slow),
        slow,
        threads,
        Kernels.get(),
        progress,
        names);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
