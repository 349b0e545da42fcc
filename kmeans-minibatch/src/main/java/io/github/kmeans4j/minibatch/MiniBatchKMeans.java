package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.minibatch.internal.batch.MiniBatchFit;
import io.github.kmeans4j.minibatch.internal.batch.MiniBatchOptions;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;
import io.github.kmeans4j.minibatch.internal.source.SourceOptions;
import io.github.kmeans4j.minibatch.internal.stream.StreamOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

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
 * go on until the moves of most centroids are small against what their rows leave uncertain, or an
 * update lowers the inertia by less than a part of 4 · 10<sup>-15</sup> n², at most 0.002. So
 * {@code withFullPasses(Integer.MAX_VALUE)} goes from the first answer to the exact fixed point,
 * together with {@link #withTimeBudget} as far as the time allows. In the end all rows are assigned
 * to the centroids, which gives labels and inertia.
 *
 * <pre>{@code
 * Clustering soon = new MiniBatchKMeans(256).fit(points);
 * Clustering asFarAsTimeAllows =
 *     new MiniBatchKMeans(256)
 *         .withFullPasses(Integer.MAX_VALUE)
 *         .withTimeBudget(Duration.ofSeconds(20))
 *         .fit(points);
 * Clustering asScikitLearn = new MiniBatchKMeans(256).withScheme(BatchScheme.classic()).fit(points);
 * }</pre>
 *
 * <p>Data that may be larger than memory are for {@link SourceKMeans}, batches that come one by one
 * for {@link StreamKMeans}; {@link #fit(BlockSource)} and {@link #stream()} are the short ways
 * there.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>scheme: {@link BatchScheme#nested()}
 *   <li>batch size: 1024 rows; the first nested batch has 2048, at least 16k (all rows, if there
 *       are fewer)
 *   <li>full passes: nested as many as it takes to settle, others 0
 *   <li>initializer: greedy {@link KMeansPlusPlus} on a sample of the rows, up to 32 columns with
 *       four times its usual number of candidates, up to 128 with twice
 *   <li>initialization size: three batches, at least 3k rows, at most all; nested: the rows of the
 *       first batch, up to 128 columns of one that has twice or four times as many, if these are at
 *       most a sixteenth of all
 *   <li>initializations: 1
 *   <li>seed: 0
 *   <li>empty clusters: {@link EmptyClusterPolicy#RELOCATE}
 *   <li>max passes: 100, the batches together having at most 100 n rows
 *   <li>tolerance: 0, centroid moves never end the fit but at a fixed point
 *   <li>threads: the available processors
 *   <li>listener: none; time budget: none
 * </ul>
 *
 * <p>The {@linkplain Clustering#history() history} has an iteration for each batch and each full
 * pass, which the listener is told of. Of a batch, inertia is that of its rows, per row times n;
 * rows moved are all rows of a drawn batch, and those that changed their label in a nested one. The
 * centroids that a listener sees after an update are those that the fit would return if it ended
 * there, but for the last update of a settled nested fit: with the adaptive scheme a running
 * average, so that they may differ from those that the next batch is assigned to. Labels are those
 * of the batch in an order of its own, or of all rows in theirs. A clustering's {@link
 * io.github.kmeans4j.StopReason} is
 *
 * <ul>
 *   <li>CONVERGED: a full pass left every centroid where it was
 *   <li>TOLERANCE: the largest move of a centroid was within the tolerance
 *   <li>SETTLED: the batches have brought what they can and no full pass was wanted, or the
 *       centroids of a nested fit moved by little against what their rows leave uncertain, or
 *       another pass over so many rows would gain too little; the centroids of the last update are
 *       then not taken, since labels that belong to them would take that pass
 *   <li>MAX_ITERATIONS: as many full passes were made as were allowed, or, without any, as many
 *       batches
 *   <li>TIME_BUDGET, STOPPED_BY_LISTENER: at once, whatever was left to do
 * </ul>
 *
 * <p>The same data, options and seed give the same bits for any number of threads and any kernel.
 * With any scheme an interrupted fit ends as soon as the work at hand is done: an assignment of 512
 * to 4096 rows, the update of one centroid by all rows that joined or left its cluster, or a look
 * at each row to draw some or to put them in order. Memory beyond the data: the sample in its own
 * precision, k × d doubles a few times, and of drawn batches 8 bytes a row of a batch; nested ones,
 * and full passes, need what {@link io.github.kmeans4j.core.LloydKMeans} does, and nested ones 12
 * bytes a row more, 20 with weights and 28 if some are 0, and copies of a third of the rows at
 * most, where these are floats or doubles of more columns than stand in lanes. Instances are
 * immutable and thread-safe; every {@code with…} method returns a copy.
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
    this(new MiniBatchOptions(k));
  }

  private MiniBatchKMeans(MiniBatchOptions options) {
    this.options = options;
  }

  private MiniBatchKMeans with(Consumer<MiniBatchOptions> change) {
    MiniBatchOptions changed = options.copy();
    change.accept(changed);
    return new MiniBatchKMeans(changed);
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
    return with(changed -> changed.setBatchSize(batchSize));
  }

  /**
   * Sets how the batches are made and what is learned from them.
   *
   * @param scheme for example {@link BatchScheme#classic()}, with options of its own
   * @return a copy with that scheme
   */
  public MiniBatchKMeans withScheme(BatchScheme scheme) {
    Objects.requireNonNull(scheme, "scheme");
    return with(changed -> changed.scheme = scheme.plan());
  }

  /**
   * Sets how many passes of full-batch k-means over all rows may follow the batches. The fit ends
   * earlier at a fixed point, and when the tolerance, the time budget or the listener says so; so
   * {@link Integer#MAX_VALUE} goes on to the exact fixed point, or as far as the budget goes.
   *
   * @param fullPasses at least 0; 0 for none, so that the rows are only given their labels
   * @return a copy with that limit
   * @throws IllegalArgumentException if it is negative
   */
  public MiniBatchKMeans withFullPasses(int fullPasses) {
    return with(changed -> changed.setFullPasses(fullPasses));
  }

  /**
   * Sets what happens to clusters without rows.
   *
   * <p>{@link EmptyClusterPolicy#RELOCATE}: in drawn batches, centroids that attract too few rows
   * move onto rows of the batch, as the scheme says; in growing batches and full passes, centroids
   * of empty clusters move onto the rows that are farthest from their own. {@link
   * EmptyClusterPolicy#KEEP}: they stay where they are. {@link EmptyClusterPolicy#FAIL}: as KEEP
   * while only a part of the rows has been seen; the fit fails with an {@link
   * io.github.kmeans4j.EmptyClusterException} if a full pass or the final labels leave a cluster
   * without rows of positive weight.
   *
   * @param policy what to do
   * @return a copy with that policy
   */
  public MiniBatchKMeans withEmptyClusters(EmptyClusterPolicy policy) {
    return with(changed -> changed.setEmptyClusters(policy));
  }

  /**
   * Sets how the first centroids are chosen from the sample.
   *
   * @param initializer for example {@link KMeansPlusPlus} or {@link Initializer#of given centroids}
   * @return a copy with that initializer
   * @throws IllegalArgumentException if its {@code name()} is null
   */
  public MiniBatchKMeans withInitializer(Initializer initializer) {
    return with(changed -> changed.setInitializer(initializer));
  }

  /**
   * Sets how many rows the sample for the initial centroids has.
   *
   * @param initializationSize at least 1; never fewer than k nor more than n rows are taken
   * @return a copy with that size
   * @throws IllegalArgumentException if it is less than 1 or less than k
   */
  public MiniBatchKMeans withInitializationSize(int initializationSize) {
    return with(changed -> changed.setInitializationSize(initializationSize));
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
    return with(changed -> changed.setInitializations(initializations));
  }

  /**
   * Sets the seed of all random numbers.
   *
   * @param seed any value
   * @return a copy with that seed
   */
  public MiniBatchKMeans withSeed(long seed) {
    return with(changed -> changed.setSeed(seed));
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
    return with(changed -> changed.setMaxPasses(maxPasses));
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
    return with(changed -> changed.setTolerance(tolerance));
  }

  /**
   * Sets how many threads work, the caller's included; never changes the result.
   *
   * @param threads at least 1
   * @return a copy with that number of threads
   * @throws IllegalArgumentException if it is less than 1
   */
  public MiniBatchKMeans withThreads(int threads) {
    return with(changed -> changed.setThreads(threads));
  }

  /**
   * Sets who is told of each batch and full pass; it may stop the fit.
   *
   * @param listener called on the fitting thread
   * @return a copy with that listener
   */
  public MiniBatchKMeans withListener(FitListener listener) {
    return with(changed -> changed.setListener(listener));
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
    return with(changed -> changed.setTimeBudget(budget));
  }

  @Override
  public Clustering fit(Points points) {
    Objects.requireNonNull(points, "points");
    return new MiniBatchFit(options, points, null).fit();
  }

  /**
   * Clusters rows of different weight. Rows are drawn alike, whatever they weigh; the weights count
   * in the initial centroids, the steps and the inertia. Rows of weight 0 are drawn only if the
   * others are fewer than k; else n is the number of the others in all that is said of batches, and
   * a fit is one without them.
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
   * Clusters the rows of a source that may be larger than memory: the short way to {@link
   * SourceKMeans#fit(BlockSource)}, with all options of this estimator that a source has too.
   *
   * @param source n × d; not closed
   * @return the clusters, without labels and history
   * @throws IllegalArgumentException as {@link SourceKMeans#fit(BlockSource)}, or if what was
   *     chosen here needs all rows in memory: the nested scheme, or full passes
   * @throws io.github.kmeans4j.EmptyClusterException as {@link SourceKMeans#fit(BlockSource)}
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted
   * @throws IOException if the source cannot be read
   */
  public Clustering fit(BlockSource source) throws IOException {
    return sources().fit(source);
  }

  /**
   * Clusters the rows of a source and hands out their labels: the short way to {@link
   * SourceKMeans#fit(BlockSource, LabelConsumer)}.
   *
   * @param source n × d; not closed
   * @param labels receives the labels of the last pass in the order of the rows
   * @return the clusters, without labels and history
   * @throws IllegalArgumentException as {@link #fit(BlockSource)}
   * @throws io.github.kmeans4j.EmptyClusterException as {@link #fit(BlockSource)}
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted
   * @throws IOException if the source cannot be read
   */
  public Clustering fit(BlockSource source, LabelConsumer labels) throws IOException {
    return sources().fit(source, labels);
  }

  /**
   * Begins a fit over a stream of batches: the short way to {@link StreamKMeans#begin()}, with k,
   * initializer, seed and threads of this estimator, and the reassignment ratio of a classic
   * scheme; 0 if the policy for empty clusters is not to relocate.
   *
   * @return a new fitter that has seen no batch
   * @throws IllegalArgumentException if another scheme than the classic one was chosen
   */
  public StreamFitter stream() {
    StreamOptions stream = StreamOptions.like(options);
    Scheme scheme = options.scheme;
    if (scheme instanceof Scheme.Classic classic) {
      stream.reassignmentRatio = classic.reassignmentRatio();
    } else if (scheme != null) {
      throw new IllegalArgumentException(
          "scheme must be classic for a stream, but is "
              + scheme
              + "; choose BatchScheme.classic(), or none, before stream()");
    }
    if (!options.relocates()) {
      stream.reassignmentRatio = 0;
    }
    return new StreamFitter(stream);
  }

  /** The estimator for sources of the same options. */
  private SourceKMeans sources() {
    SourceOptions source = SourceOptions.like(options);
    Scheme scheme = options.scheme;
    if (scheme instanceof Scheme.Drawn drawn) {
      source.scheme = drawn;
    } else if (scheme != null) {
      throw new IllegalArgumentException(
          "scheme must be classic or adaptive for a source, but is nested, whose batches need all"
              + " rows in memory; choose one of the others, or none for classic, or fit the rows as"
              + " Points");
    }
    Integer fullPasses = options.fullPasses;
    if (fullPasses != null && fullPasses > 0) {
      throw new IllegalArgumentException(
          "fullPasses must be 0 for a source, but is "
              + fullPasses
              + "; full passes need all rows in memory, so fit the rows as Points");
    }
    return new SourceKMeans(source);
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
}
