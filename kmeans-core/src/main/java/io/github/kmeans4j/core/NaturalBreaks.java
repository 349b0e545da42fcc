package io.github.kmeans4j.core;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.column.ClassCenters;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Workers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The global optimum of k-means in one column: no other k classes of the values have a smaller sum
 * of squared deviations from their means. Known as natural breaks (Jenks 1967), as optimal
 * univariate clustering or as optimal binning. There is nothing to start from and nothing random.
 *
 * <pre>{@code
 * Clustering classes = new NaturalBreaks(5).fit(incomes);   // labels, centroids, sizes, inertia
 * double[] limits = new NaturalBreaks(5).breaks(incomes);   // smallest value, then the last one of each class
 * }</pre>
 *
 * <p><b>Optimal</b>: the sum of the squared deviations of these classes from their means exceeds
 * the least possible one by at most a relative k · 10⁻¹¹ whatever the values and weights, by their
 * offset or range; that is what the error analysis allows, and seldom is there any difference.
 * (Below 10⁻¹⁸⁰ of the sum of a single class nothing is promised.) Where several divisions are
 * equally good, one of them is returned. The inertia of the result is about the centroids, which
 * are means rounded to double: where values stand close together far from 0 that alone makes it
 * larger, by the square of the rounding for each row. <b>Deterministic</b>: the order of the rows
 * and the number of threads change no bit. Centroids are ascending, so that a lower label means
 * smaller values; each is the exact mean of its class, rounded once. Values that are equal share a
 * class. Labels are those of {@link Clustering#predict(Points) predict}, but where that cannot tell
 * classes apart: values a few units of their last place apart, which the rounding of a centroid
 * makes nearer to that of another class, and values below about 10⁻¹⁶⁰, whose squared distances
 * underflow. Rows of weight 0 between two classes are labeled as there, too; one whose weight
 * vanishes beside those of others, some 16 decades below them, may be in either of its two classes,
 * since its part of the sum is lost in rounding.
 *
 * <p>Fewer distinct values than k, rows of weight 0 left out, give each its own class; the
 * centroids beyond them repeat the last one, and have no rows.
 *
 * <p>Dynamic programming over the sorted values (Fisher 1958, <a
 * href="https://doi.org/10.1080/01621459.1958.10501479">doi:10.1080/01621459.1958.10501479</a>;
 * Wang and Song 2011, <a href="https://doi.org/10.32614/RJ-2011-015">doi:10.32614/RJ-2011-015</a>),
 * by divide and conquer (Grønlund et al. 2017, <a
 * href="https://arxiv.org/abs/1701.07204">arXiv:1701.07204</a>), of what bounds from coarse to fine
 * leave of it. Takes about 100 bytes a row (120 with weights), and 28 for each class and each
 * position where its limit may be by these bounds. Of a million evenly spread values that is little
 * for 10 classes, 0.2 GB for 100 and 3 GB for 1000, which also take a tenth of a second, less than
 * a second and ten to twenty seconds; at most it is every class times every distinct value. At most
 * 2²⁸ distinct values.
 *
 * <p>Defaults: as many threads as there are processors. Instances are immutable and thread-safe;
 * {@link #withThreads} returns a copy.
 */
public final class NaturalBreaks implements Clusterer {
  private final int k;
  private final int threads;

  /**
   * Creates an estimator with the default options.
   *
   * @param k number of classes
   * @throws IllegalArgumentException if k &lt; 1
   */
  public NaturalBreaks(int k) {
    this(FitOptions.atLeast("k", 1, k), Runtime.getRuntime().availableProcessors());
  }

  private NaturalBreaks(int k, int threads) {
    this.k = k;
    this.threads = threads;
  }

  /**
   * Sets how many threads work, the caller's included; never changes the result.
   *
   * @param threads at least 1
   * @return a copy with that number of threads
   * @throws IllegalArgumentException if it is less than 1
   */
  public NaturalBreaks withThreads(int threads) {
    return new NaturalBreaks(k, FitOptions.atLeast("threads", 1, threads));
  }

  /**
   * Divides values into classes.
   *
   * @param values n values; never changed
   * @return the classes, found in one iteration
   * @throws IllegalArgumentException as {@link #fit(Points)}
   */
  public Clustering fit(double[] values) {
    return fit(column(values));
  }

  /**
   * Divides values into classes.
   *
   * @param values n values; never changed
   * @return the classes, as {@link #fit(double[])}
   * @throws IllegalArgumentException as {@link #fit(Points)}
   */
  public Clustering fit(float[] values) {
    return fit(column(values));
  }

  /**
   * Divides values of different weight: one of weight 2 counts as two equal values.
   *
   * @param values n values; never changed
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the classes; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points, double[])}
   */
  public Clustering fit(double[] values, double[] weights) {
    return fit(column(values), weights);
  }

  /**
   * Divides values of different weight: one of weight 2 counts as two equal values.
   *
   * @param values n values; never changed
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the classes; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points, double[])}
   */
  public Clustering fit(float[] values, double[] weights) {
    return fit(column(values), weights);
  }

  /**
   * Divides the values of the only column into classes.
   *
   * @param points data, n × 1; never changed
   * @return the classes, as {@link #fit(double[])}
   * @throws IllegalArgumentException if there is more than one column, k &gt; n, or a value is not
   *     finite or so large that squared distances overflow; the message names the row
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted
   */
  @Override
  public Clustering fit(Points points) {
    Objects.requireNonNull(points, "points");
    return fitRows(points, null);
  }

  /**
   * Divides rows of different weight: a row of weight 2 counts as two equal rows.
   *
   * @param points data, n × 1; never changed
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the classes; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the weights do not fit
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted
   */
  @Override
  public Clustering fit(Points points, double[] weights) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(weights, "weights");
    return fitRows(points, weights.clone());
  }

  /**
   * Finds the limits of the classes alone, as maps and histograms use them: a value belongs to the
   * first class whose upper limit it does not exceed.
   *
   * @param values n values; never changed
   * @return k + 1 ascending values, as {@link #breaks(Clustering, Points)}
   * @throws IllegalArgumentException as {@link #fit(Points)}
   */
  public double[] breaks(double[] values) {
    Points points = column(values);
    return limits(fit(points).labels(), k, points);
  }

  /**
   * Finds the limits of classes that were fitted before.
   *
   * @param classes of one column, with ascending centroids, as a fit returns them
   * @param points data, n × 1, as a rule those that were fitted
   * @return k + 1 ascending values: the smallest value, then the largest one of each class; for a
   *     class without rows the limit before it is repeated
   * @throws IllegalArgumentException if there is more than one column, centroids are not ascending
   *     or a value is not finite
   */
  public static double[] breaks(Clustering classes, Points points) {
    Objects.requireNonNull(classes, "classes");
    Objects.requireNonNull(points, "points");
    checkOneColumn("points", points.columns());
    DMatrixRMaj centroids = classes.centroids();
    checkOneColumn("classes", centroids.numCols);
    for (int q = 1; q < centroids.numRows; q++) {
      if (centroids.get(q, 0) < centroids.get(q - 1, 0)) {
        throw new IllegalArgumentException(
            "classes must have ascending centroids, but number "
                + q
                + " is "
                + centroids.get(q, 0)
                + " and the one before "
                + centroids.get(q - 1, 0));
      }
    }
    return limits(classes.predict(points), classes.k(), points);
  }

  private static double[] limits(int[] labels, int k, Points points) {
    double[] limits = new double[k + 1];
    Arrays.fill(limits, Double.NEGATIVE_INFINITY);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < labels.length; i++) {
      double value = points.get(i, 0);
      least = Math.min(least, value);
      limits[labels[i] + 1] = Math.max(limits[labels[i] + 1], value);
    }
    limits[0] = least;
    for (int q = 1; q < limits.length; q++) {
      limits[q] = Math.max(limits[q], limits[q - 1]);
    }
    return limits;
  }

  /**
   * Describes the options.
   *
   * @return k and the number of threads
   */
  @Override
  public String toString() {
    return "NaturalBreaks[k=" + k + ", threads=" + threads + "]";
  }

  private Clustering fitRows(Points points, double @Nullable [] weights) {
    long began = System.nanoTime();
    checkOneColumn("points", points.columns());
    Fits.checkRows(k, points);
    try (Workers workers = new Workers(threads)) {
      FitRows rows = FitRows.of(points, Kernels.get(), workers);
      Fits.checkWeights(weights, points, rows.profile());
      ClassCenters found = ClassCenters.of(points, weights, k, workers);
      double[][] centroids = new double[k][];
      Arrays.setAll(centroids, q -> new double[] {found.centers()[q]});
      double inertia =
          Inertia.direct(rows.store(), null, found.labels(), centroids, weights, workers);
      return Clustering.builder(new DMatrixRMaj(centroids), new EuclideanDistance())
          .labels(found.labels(), inertia)
          .course(
              1,
              StopReason.CONVERGED,
              List.of(
                  new Iteration(
                      1, inertia, points.rows(), 0, Duration.ofNanos(System.nanoTime() - began))))
          .threads(threads)
          .build();
    }
  }

  private static Points column(double[] values) {
    Objects.requireNonNull(values, "values");
    return Points.of(values, values.length, 1);
  }

  private static Points column(float[] values) {
    Objects.requireNonNull(values, "values");
    return Points.of(values, values.length, 1);
  }

  private static void checkOneColumn(String what, int columns) {
    if (columns != 1) {
      throw new IllegalArgumentException(what + " must have one column, but there are " + columns);
    }
  }
}
