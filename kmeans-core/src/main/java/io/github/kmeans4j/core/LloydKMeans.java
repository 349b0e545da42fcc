package io.github.kmeans4j.core;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Full-batch k-means (Lloyd 1982, <a
 * href="https://doi.org/10.1109/TIT.1982.1056489">doi:10.1109/TIT.1982.1056489</a>), exact and
 * deterministic.
 *
 * <p><b>Exact</b>: after every iteration the labels are those of the plain definition, nearest
 * centroid by direct differences in double, the lowest index on ties, whatever shortcuts were
 * taken. <b>Deterministic</b>: the same data, options and seed give the same bits for any number of
 * threads and any kernel.
 *
 * <pre>{@code
 * Clustering c = new LloydKMeans(10).withSeed(7).withRestarts(5).fit(points);
 * int[] labels = c.labels();                       // the cluster of each row
 * int cluster = c.predict(new double[] {0.3, 7});  // of a row that was not there
 *
 * Clustering weighted = new LloydKMeans(10).fit(points, weights);
 * Clustering given = new LloydKMeans(10).withInitializer(Initializer.of(centroids)).fit(points);
 * Clustering medians = new LloydKMeans(10).withMetric(new ManhattanDistance()).fit(points);
 * }</pre>
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>initializer: greedy {@link KMeansPlusPlus}
 *   <li>metric: {@link EuclideanDistance}
 *   <li>seed: 0
 *   <li>max iterations: 300
 *   <li>tolerance and relative tolerance: 0, stop only when no centroid changes
 *   <li>restarts: 1
 *   <li>empty clusters: {@link EmptyClusterPolicy#RELOCATE}
 *   <li>threads: the available processors
 *   <li>listener: none; time budget: none
 * </ul>
 *
 * <p>Instances are immutable and thread-safe; every {@code with…} method returns a copy.
 */
public final class LloydKMeans implements Clusterer {
  private final LloydOptions options;

  /**
   * Creates an estimator with the default options.
   *
   * @param k number of clusters
   * @throws IllegalArgumentException if k &lt; 1
   */
  public LloydKMeans(int k) {
    this(new LloydOptions(k));
  }

  private LloydKMeans(LloydOptions options) {
    this.options = options;
  }

  private LloydKMeans with(Consumer<LloydOptions> change) {
    LloydOptions changed = options.copy();
    change.accept(changed);
    return new LloydKMeans(changed);
  }

  /**
   * Sets how the first centroids are chosen.
   *
   * @param initializer for example {@link KMeansPlusPlus}, {@link RandomPoints} or {@link
   *     Initializer#of given centroids}
   * @return a copy with that initializer
   * @throws IllegalArgumentException if its {@code name()} is null
   */
  public LloydKMeans withInitializer(Initializer initializer) {
    return with(changed -> changed.setInitializer(initializer));
  }

  /**
   * Sets the distance; its own {@link DistanceMetric#center() center} replaces the mean.
   *
   * @param metric for example {@link ManhattanDistance}
   * @return a copy with that metric
   * @throws IllegalArgumentException if another metric than {@link EuclideanDistance} bears the
   *     name that is {@linkplain DistanceMetric#name() reserved} for it, or if there is a
   *     {@linkplain #withRelativeTolerance relative tolerance}, which needs the Euclidean distance,
   *     or if the metric's {@code name()} or {@code center()} is null
   */
  public LloydKMeans withMetric(DistanceMetric metric) {
    return with(changed -> changed.setMetric(metric));
  }

  /**
   * Sets the seed of all random numbers.
   *
   * @param seed any value
   * @return a copy with that seed
   */
  public LloydKMeans withSeed(long seed) {
    return with(changed -> changed.setSeed(seed));
  }

  /**
   * Sets the largest number of iterations of a run.
   *
   * @param maxIterations at least 1
   * @return a copy with that limit
   * @throws IllegalArgumentException if it is less than 1
   */
  public LloydKMeans withMaxIterations(int maxIterations) {
    return with(changed -> changed.setMaxIterations(maxIterations));
  }

  /**
   * Sets the tolerance: a run stops when no centroid moved further.
   *
   * @param tolerance a Euclidean distance (not squared) in data units; 0 stops at the fixed point
   *     only
   * @return a copy with that tolerance
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public LloydKMeans withTolerance(double tolerance) {
    return with(changed -> changed.setTolerance(tolerance));
  }

  /**
   * Sets the tolerance as scikit-learn means it, relative to the spread of the data: a run stops
   * when the sum of the squared moves of all centroids is at most this much of the mean of the
   * columns' variances. With weights the variances are weighted, as if rows were repeated. Default:
   * 0, which stops at the fixed point only (scikit-learn's is 1e-4). Where there is a {@linkplain
   * #withTolerance tolerance} too, a run stops by whichever is met first.
   *
   * @param relativeTolerance without unit, for example 1e-4
   * @return a copy with that relative tolerance
   * @throws IllegalArgumentException if it is negative or not finite, or if it is not 0 and the
   *     metric is another than the Euclidean distance, whose square a variance is
   */
  public LloydKMeans withRelativeTolerance(double relativeTolerance) {
    return with(changed -> changed.setRelativeTolerance(relativeTolerance));
  }

  /**
   * Sets how many runs are made from different random numbers; the one of least inertia wins, the
   * earliest on ties. Inertias that differ by less than a relative 4·10⁻¹² count as equal, as those
   * of sparse rows are known no closer.
   *
   * @param restarts at least 1
   * @return a copy with that number of runs
   * @throws IllegalArgumentException if it is less than 1
   */
  public LloydKMeans withRestarts(int restarts) {
    return with(changed -> changed.setRestarts(restarts));
  }

  /**
   * Sets how many threads work, the caller's included; never changes the result.
   *
   * @param threads at least 1
   * @return a copy with that number of threads
   * @throws IllegalArgumentException if it is less than 1
   */
  public LloydKMeans withThreads(int threads) {
    return with(changed -> changed.setThreads(threads));
  }

  /**
   * Sets what happens to a cluster that loses its last row.
   *
   * @param policy relocate, keep or fail
   * @return a copy with that policy
   */
  public LloydKMeans withEmptyClusters(EmptyClusterPolicy policy) {
    return with(changed -> changed.setEmptyClusters(policy));
  }

  /**
   * Sets who is told of each iteration; it may stop the fit.
   *
   * @param listener called on the fitting thread
   * @return a copy with that listener
   */
  public LloydKMeans withListener(FitListener listener) {
    return with(changed -> changed.setListener(listener));
  }

  /**
   * Sets how long a fit may take. After the iteration in which the budget runs out, the fit ends
   * with the best clustering so far. The choice of the initial centroids counts, but is not cut
   * short; a fit has one iteration at least.
   *
   * @param budget longer than 0
   * @return a copy with that budget
   * @throws IllegalArgumentException if it is zero or negative
   */
  public LloydKMeans withTimeBudget(Duration budget) {
    return with(changed -> changed.setTimeBudget(budget));
  }

  @Override
  public Clustering fit(Points points) {
    Objects.requireNonNull(points, "points");
    return new LloydFit(options, points, null).fit();
  }

  /**
   * Clusters rows of different weight: a row of weight 2 counts as two equal rows.
   *
   * @param points data, n × d; never changed
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters; its inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the weights do not fit
   */
  @Override
  public Clustering fit(Points points, double[] weights) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(weights, "weights");
    return new LloydFit(options, points, weights.clone()).fit();
  }

  /**
   * Describes the options.
   *
   * @return k and what differs from the defaults or matters most
   */
  @Override
  public String toString() {
    return "LloydKMeans" + options;
  }
}
