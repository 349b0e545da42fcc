package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.internal.Fits;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * Mini-batch k-means (Sculley 2010, <a
 * href="https://doi.org/10.1145/1772690.1772862">doi:10.1145/1772690.1772862</a>), with the
 * refinements and the defaults of scikit-learn: a good clustering from a few small batches of rows.
 *
 * <p>Batches are drawn uniformly with replacement. Every centroid is the mean of all rows it has
 * been given. Centroids that attract too few rows move onto rows of the batch. The fit ends when
 * the exponentially smoothed inertia of the batches has made no new minimum for some batches; then
 * all rows are assigned once, which gives the labels and the inertia.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>batch size: 1024 rows (all rows, if there are fewer)
 *   <li>initializer: greedy {@link KMeansPlusPlus}, on a sample of the rows
 *   <li>initialization size: three batches, at least 3k rows, at most all
 *   <li>initializations: 1
 *   <li>seed: 0
 *   <li>max passes: 100, the number of batches being at most 100 n / batch size
 *   <li>patience: 10 batches
 *   <li>tolerance: 0, centroid moves never end the fit
 *   <li>reassignment ratio: 0.01
 *   <li>threads: the available processors
 *   <li>listener: none; time budget: none
 * </ul>
 *
 * <p>The same data, options and seed give the same bits for any number of threads and any kernel.
 * Memory beyond the data: the sample in its own precision, k × d doubles a few times, and 8 bytes a
 * row of a batch. Instances are immutable and thread-safe; every {@code with…} method returns a
 * copy.
 */
public final class MiniBatchKMeans implements Clusterer {
  private final MiniBatchOptions options;

  /**
   * Creates an estimator with the default options.
   *
   * @param k number of clusters
   * @throws IllegalArgumentException if k &lt; 1
   */
  public MiniBatchKMeans(int k) {
    this(new MiniBatchOptions(Fits.atLeast("k", 1, k)));
  }

  private MiniBatchKMeans(MiniBatchOptions options) {
    this.options = options;
  }

  /**
   * Sets the number of rows a batch.
   *
   * @param batchSize at least 1
   * @return a copy with that batch size
   * @throws IllegalArgumentException if it is less than 1
   */
  public MiniBatchKMeans withBatchSize(int batchSize) {
    MiniBatchOptions changed = options.copy();
    changed.batchSize = Fits.atLeast("batchSize", 1, batchSize);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how the first centroids are chosen from the sample.
   *
   * @param initializer for example {@link KMeansPlusPlus} or {@link Initializer#of given centroids}
   * @return a copy with that initializer
   */
  public MiniBatchKMeans withInitializer(Initializer initializer) {
    Objects.requireNonNull(initializer, "initializer");
    MiniBatchOptions changed = options.copy();
    changed.initializer = initializer;
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how many rows the sample for the initial centroids has.
   *
   * @param initializationSize at least 1; never fewer than k nor more than n rows are taken
   * @return a copy with that size
   * @throws IllegalArgumentException if it is less than 1 or less than k
   */
  public MiniBatchKMeans withInitializationSize(int initializationSize) {
    MiniBatchOptions changed = options.copy();
    changed.initializationSize = Fits.atLeast("initializationSize", options.k, initializationSize);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how many samples are tried for the initial centroids; those of the least inertia on
   * another sample of that size win, the earliest on ties.
   *
   * @param initializations at least 1
   * @return a copy with that number
   * @throws IllegalArgumentException if it is less than 1
   */
  public MiniBatchKMeans withInitializations(int initializations) {
    MiniBatchOptions changed = options.copy();
    changed.initializations = Fits.atLeast("initializations", 1, initializations);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets the seed of all random numbers.
   *
   * @param seed any value
   * @return a copy with that seed
   */
  public MiniBatchKMeans withSeed(long seed) {
    MiniBatchOptions changed = options.copy();
    changed.seed = seed;
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets the largest number of batches, in passes over as many rows as there are.
   *
   * @param maxPasses at least 1
   * @return a copy with that limit
   * @throws IllegalArgumentException if it is less than 1
   */
  public MiniBatchKMeans withMaxPasses(int maxPasses) {
    MiniBatchOptions changed = options.copy();
    changed.maxPasses = Fits.atLeast("maxPasses", 1, maxPasses);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how many batches without a new minimum of the smoothed inertia end the fit.
   *
   * @param patience at least 1; {@link Integer#MAX_VALUE} for practically never
   * @return a copy with that patience
   * @throws IllegalArgumentException if it is less than 1
   */
  public MiniBatchKMeans withPatience(int patience) {
    MiniBatchOptions changed = options.copy();
    changed.patience = Fits.atLeast("patience", 1, patience);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets the tolerance: the fit ends when no centroid moved further in a batch.
   *
   * @param tolerance a Euclidean distance (not squared) in data units; 0 for no such end
   * @return a copy with that tolerance
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public MiniBatchKMeans withTolerance(double tolerance) {
    MiniBatchOptions changed = options.copy();
    changed.tolerance = inRange("tolerance", tolerance, Double.MAX_VALUE);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets which centroids move onto rows of the batch: those that have seen less than this part of
   * the rows of the centroid that has seen most.
   *
   * @param reassignmentRatio 0 to 1; 0 for never
   * @return a copy with that ratio
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public MiniBatchKMeans withReassignmentRatio(double reassignmentRatio) {
    MiniBatchOptions changed = options.copy();
    changed.reassignmentRatio = inRange("reassignmentRatio", reassignmentRatio, 1);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how many threads work, the caller's included; never changes the result.
   *
   * @param threads at least 1
   * @return a copy with that number of threads
   * @throws IllegalArgumentException if it is less than 1
   */
  public MiniBatchKMeans withThreads(int threads) {
    MiniBatchOptions changed = options.copy();
    changed.threads = Fits.atLeast("threads", 1, threads);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets who is told of each batch; it may stop the fit.
   *
   * @param listener called on the fitting thread
   * @return a copy with that listener
   */
  public MiniBatchKMeans withListener(FitListener listener) {
    Objects.requireNonNull(listener, "listener");
    MiniBatchOptions changed = options.copy();
    changed.listener = listener;
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how long the batches may take; the last assignment of all rows comes on top.
   *
   * @param budget longer than 0
   * @return a copy with that budget
   * @throws IllegalArgumentException if it is zero or negative
   */
  public MiniBatchKMeans withTimeBudget(Duration budget) {
    MiniBatchOptions changed = options.copy();
    changed.timeBudget = Fits.budget(budget);
    return new MiniBatchKMeans(changed);
  }

  @Override
  public Clustering fit(Points points) {
    Objects.requireNonNull(points, "points");
    return new MiniBatchFit(options, points, null).fit();
  }

  /**
   * Clusters rows of different weight. Rows are drawn alike; the weights count in the centroids and
   * the inertia.
   *
   * @param points data, n × d; never changed
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters; its inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the weights do not fit
   */
  public Clustering fit(Points points, double[] weights) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(weights, "weights");
    return new MiniBatchFit(options, points, weights.clone()).fit();
  }

  /**
   * Clusters the rows of a source that may be larger than memory; the same as {@link
   * #fit(BlockSource, LabelConsumer)} with a consumer that does nothing.
   *
   * @param source n × d; not closed
   * @return the clusters, without labels and history
   * @throws IllegalArgumentException as {@link #fit(Points)}
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted
   * @throws IOException if the source cannot be read
   */
  public Clustering fit(BlockSource source) throws IOException {
    return new SourceFit(options, Objects.requireNonNull(source, "source"), null).fit();
  }

  /**
   * Clusters the rows of a source that may be larger than memory, and hands out their labels block
   * by block.
   *
   * <p>A sample of single rows (the initialization size, read in the order of the source) is the
   * first batch; the initial centroids are chosen from it. Then each pass reads every row once,
   * block by block, while a thread of the fit's own reads the next block. A block has 32 runs of
   * consecutive rows from all over the source, chosen anew for each pass, so that a source that is
   * sorted does little harm; its rows are shuffled and dealt evenly into batches of about the batch
   * size. All batches are learned as {@link StreamFitter#partialFit} learns them. The fit ends
   * after max passes, or as a fit in memory does, except that the patience counts blocks and their
   * inertia per row, and begins to end a fit in the second pass. A last pass in the order of the
   * rows assigns them all, which gives labels, sizes and inertia.
   *
   * <p>A block has b rows: as many whole batches as fit into 2²⁴ values, at least one batch, at
   * most n rows. Memory: in the source's own precision two blocks and a run, some 2 b d values, and
   * the sample (three times, if there are several initializations); 16 bytes a row of a block; k ×
   * d doubles a few times; 128 n / b bytes. The source, seed and options decide every bit, for any
   * number of threads.
   *
   * @param source n × d; not closed, and not read any more when this returns
   * @param labels receives the labels of the last pass in the order of the rows
   * @return the clusters, without labels and history; its sizes (2³¹ − 1 if there are more) and its
   *     inertia are those of all rows, its iterations are the batches
   * @throws IllegalArgumentException if there are fewer than k rows or a value is not finite; the
   *     message names row and column
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted; the
   *     fit ends as soon as the block that is being read has come
   * @throws IOException if the source cannot be read; the source's own exception
   */
  public Clustering fit(BlockSource source, LabelConsumer labels) throws IOException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(labels, "labels");
    return new SourceFit(options, source, labels).fit();
  }

  /**
   * Begins a fit over a stream of batches with k, initializer, seed, reassignment ratio and threads
   * of this estimator; the batches are what the caller brings.
   *
   * @return a new fitter that has seen no batch
   */
  public StreamFitter stream() {
    return new StreamFitter(options);
  }

  /**
   * Describes the options.
   *
   * @return k and the most important options
   */
  @Override
  public String toString() {
    return "MiniBatchKMeans" + options;
  }

  private static double inRange(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(name + " must be in 0.." + most + ", but is " + value);
    }
    return value;
  }
}
