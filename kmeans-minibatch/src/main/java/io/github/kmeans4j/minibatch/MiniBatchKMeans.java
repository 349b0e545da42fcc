package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * Mini-batch k-means: a good clustering long before full-batch k-means would end, by learning from
 * a part of the rows first. How, the {@linkplain BatchScheme scheme} says; the default, growing
 * batches (Newling and Fleuret 2016, <a
 * href="https://doi.org/10.48550/arXiv.1602.02934">arXiv:1602.02934</a>), turns into exact
 * full-batch k-means by itself.
 *
 * <p>A fit has three parts. The initial centroids are chosen from a sample of the rows. Batches
 * follow, as the scheme has them. Then come full passes, Lloyd's iteration on all rows, as many as
 * {@link #withFullPasses} allows; by default classic and adaptive fits make none, and nested ones
 * go on until the moves of most centroids are small against what their rows leave uncertain. So
 * {@code withFullPasses(Integer.MAX_VALUE)} goes from the first answer to the exact fixed point,
 * together with {@link #withTimeBudget} as far as the time allows. In the end all rows are assigned
 * to the centroids, which gives labels and inertia.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>scheme: {@link BatchScheme#NESTED}; for a source or a stream, which do not have all rows at
 *       hand, {@link BatchScheme#CLASSIC}
 *   <li>batch size: 1024 rows; the first nested batch has 2048, at least 16k (all rows, if there
 *       are fewer)
 *   <li>full passes: nested as many as it takes to settle, others 0
 *   <li>initializer: greedy {@link KMeansPlusPlus}, on a sample of the rows; for a source the best
 *       of three nested fits of a sample
 *   <li>initialization size: three batches, at least 3k rows, at most all; nested: the rows of the
 *       first batch; for a source 256k rows, if a block has as many
 *   <li>initializations: 1
 *   <li>seed: 0
 *   <li>empty clusters: {@link EmptyClusterPolicy#RELOCATE}
 *   <li>max passes: 100, the batches together having at most 100 n rows
 *   <li>patience: 10 batches (classic and adaptive)
 *   <li>tolerance: 0, centroid moves never end the fit but at a fixed point
 *   <li>reassignment ratio: 0.01 (classic)
 *   <li>threads: the available processors
 *   <li>listener: none; time budget: none
 * </ul>
 *
 * <p>The {@linkplain Clustering#history() history} has an iteration for each batch and each full
 * pass, which the listener is told of. Of a batch, inertia is that of its rows, per row times n;
 * rows moved are all rows of a drawn batch, and those that changed their label in a nested one. The
 * centroids that a listener sees after an update are those that the fit would return if it ended
 * there: with the adaptive scheme a running average, so that they may differ from those that the
 * next batch is assigned to. Labels are those of the batch in an order of its own, or of all rows
 * in theirs. Over a source, the fits of the sample that the default start makes come first, each
 * with iterations of its own, numbered from 1; the time budget and a stop of the listener end them
 * as well, and the sample is then the only batch. A clustering's {@link
 * io.github.kmeans4j.StopReason} is
 *
 * <ul>
 *   <li>CONVERGED: a full pass left every centroid where it was
 *   <li>TOLERANCE: the largest move of a centroid was within the tolerance
 *   <li>SETTLED: the batches have brought what they can and no full pass was wanted, or the
 *       centroids of a nested fit moved by little against what their rows leave uncertain
 *   <li>MAX_ITERATIONS: as many full passes were made as were allowed, or, without any, as many
 *       batches
 *   <li>TIME_BUDGET, STOPPED_BY_LISTENER: at once, whatever was left to do
 * </ul>
 *
 * <p>The same data, options and seed give the same bits for any number of threads and any kernel.
 * An interrupted fit ends within one chunk of 512 rows. Memory beyond the data: the sample in its
 * own precision, k × d doubles a few times, and of drawn batches 8 bytes a row of a batch; nested
 * ones, and full passes, need what {@link io.github.kmeans4j.core.LloydKMeans} does, and nested
 * ones 12 bytes a row more, 20 with weights. Instances are immutable and thread-safe; every {@code
 * with…} method returns a copy.
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
   * @param batchSize at least 1; the first nested batch has that many, rounded up to a multiple of
   *     512, and at least k
   * @return a copy with that batch size
   * @throws IllegalArgumentException if it is less than 1
   */
  public MiniBatchKMeans withBatchSize(int batchSize) {
    MiniBatchOptions changed = options.copy();
    changed.batchSizeGiven = true;
    changed.batchSize = Fits.atLeast("batchSize", 1, batchSize);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how the batches are made and what is learned from them. A source takes CLASSIC and
   * ADAPTIVE, a stream CLASSIC alone; both refuse another scheme if it was chosen here.
   *
   * @param scheme one of the published ones
   * @return a copy with that scheme
   */
  public MiniBatchKMeans withScheme(BatchScheme scheme) {
    Objects.requireNonNull(scheme, "scheme");
    MiniBatchOptions changed = options.copy();
    changed.schemeGiven = true;
    changed.scheme = scheme;
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets how many passes of full-batch k-means over all rows may follow the batches. The fit ends
   * earlier at a fixed point, and when the tolerance, the time budget or the listener says so; so
   * {@link Integer#MAX_VALUE} goes on to the exact fixed point, or as far as the budget goes. A
   * source is refused if there are to be any.
   *
   * @param fullPasses at least 0; 0 for none, so that the rows are only given their labels
   * @return a copy with that limit
   * @throws IllegalArgumentException if it is negative
   */
  public MiniBatchKMeans withFullPasses(int fullPasses) {
    MiniBatchOptions changed = options.copy();
    changed.fullPasses = Fits.atLeast("fullPasses", 0, fullPasses);
    return new MiniBatchKMeans(changed);
  }

  /**
   * Sets what happens to clusters without rows.
   *
   * <p>{@link EmptyClusterPolicy#RELOCATE}: in drawn batches, centroids that attract too few rows
   * move onto rows of the batch, see {@link #withReassignmentRatio}; in growing batches and full
   * passes, centroids of empty clusters move onto the rows that are farthest from their own. {@link
   * EmptyClusterPolicy#KEEP}: they stay where they are. {@link EmptyClusterPolicy#FAIL}: as KEEP
   * while only a part of the rows has been seen; the fit fails with an {@link
   * io.github.kmeans4j.EmptyClusterException} if a full pass or the final labels leave a cluster
   * without rows of positive weight.
   *
   * @param policy what to do
   * @return a copy with that policy
   */
  public MiniBatchKMeans withEmptyClusters(EmptyClusterPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    MiniBatchOptions changed = options.copy();
    changed.emptyClusters = policy;
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
    changed.initializerGiven = true;
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
   * Sets the largest number of batches, in passes over as many rows as there are; full passes do
   * not count.
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
   * Sets how many drawn batches without a new minimum of the smoothed inertia end them; nested ones
   * have a rule of their own.
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
   * Sets the tolerance: the batches end when no centroid moved further in one, unless they are
   * nested, which come to rest and go on with more rows; the full passes end likewise.
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
   * Sets which centroids move onto rows of a batch. Classic: those that have seen less than this
   * part of the rows of the centroid that has seen most. Adaptive: those that have seen no row for
   * 10k rows or more, if the ratio is not 0. Nested batches do not need it, see {@link
   * #withEmptyClusters}.
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
   * Sets who is told of each batch and full pass; it may stop the fit.
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
   * Sets how long batches and full passes may take, looked at after each; the last assignment of
   * all rows comes on top.
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
   * Clusters rows of different weight. Rows are drawn alike; the weights count in the initial
   * centroids, the steps and the inertia.
   *
   * @param points data, n × d; never changed
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters; its inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the weights do not fit, or sums
   *     of them overflow: drawn with replacement, the heaviest row may come again and again
   */
  @Override
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
   * @throws IllegalArgumentException as {@link #fit(BlockSource, LabelConsumer)}
   * @throws io.github.kmeans4j.EmptyClusterException as {@link #fit(BlockSource, LabelConsumer)}
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
   * size. By the classic scheme, the default here, all batches are learned as {@link
   * StreamFitter#partialFit} learns them; {@link BatchScheme#ADAPTIVE} is there too. The fit ends
   * after max passes, or as a fit in memory does, except that the patience counts blocks and their
   * inertia per row, and begins to end a fit in the second pass. A last pass in the order of the
   * rows assigns them all, which gives labels, sizes and inertia.
   *
   * <p>A block has b rows: as many whole batches as fit into 2²⁴ values, at least one batch, at
   * most n rows. Memory: in the source's own precision two blocks and a run, some 2 b d values, and
   * the sample (three times, if there are several initializations); 16 bytes a row of a block, and
   * while the sample is fitted what a nested fit of it takes; k × d doubles a few times; 128 n / b
   * bytes. The source, seed and options decide every bit, for any number of threads.
   *
   * @param source n × d; not closed, and not read any more when this returns
   * @param labels receives the labels of the last pass in the order of the rows
   * @return the clusters, without labels and history; its sizes (see {@link
   *     Clustering#longSizes()}) and its inertia are those of all rows, its iterations are the
   *     batches
   * @throws IllegalArgumentException if there are fewer than k rows or a value is not finite (the
   *     message names row and column), if {@link BatchScheme#NESTED} was chosen, if full passes are
   *     wanted, or if the centroids or a batch do not fit into one array
   * @throws io.github.kmeans4j.EmptyClusterException if the policy is FAIL and a cluster has no row
   *     in the last pass, after its labels were handed out
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
   * of this estimator; the batches are what the caller brings. Centroids of low counts move if the
   * policy for empty clusters is RELOCATE.
   *
   * @return a new fitter that has seen no batch; it learns by {@link BatchScheme#CLASSIC}
   * @throws IllegalArgumentException if another scheme was chosen
   */
  public StreamFitter stream() {
    options.checkStream();
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
