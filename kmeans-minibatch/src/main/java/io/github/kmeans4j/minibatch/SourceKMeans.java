package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.minibatch.internal.source.SourceFit;
import io.github.kmeans4j.minibatch.internal.source.SourceOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Mini-batch k-means over the rows of a {@link BlockSource}, which may be larger than memory.
 *
 * <pre>{@code
 * try (FileSource rows = FileSource.npy(Path.of("rows.npy"))) {
 *   Clustering c = new SourceKMeans(100).withSeed(7).fit(rows);
 * }
 * }</pre>
 *
 * <p>A sample of single rows (the initialization size, read in the order of the source) is the
 * first batch; the initial centroids are chosen from it. Then each pass reads every row once, block
 * by block, while a thread of the fit's own reads the next block. A block has 32 runs of
 * consecutive rows from all over the source, chosen anew for each pass, so that a source that is
 * sorted does little harm; its rows are shuffled and dealt evenly into batches of about the batch
 * size. By the classic scheme all batches are learned as {@link StreamFitter#partialFit} learns
 * them. The fit ends after max passes, or as a fit in memory does, except that the patience counts
 * blocks and their inertia per row, and begins to end a fit in the second pass. A last pass in the
 * order of the rows assigns them all, which gives labels, sizes and inertia.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>scheme: {@link BatchScheme#classic()}
 *   <li>batch size: 1024 rows
 *   <li>initializer: the best of three nested fits of the sample
 *   <li>initialization size: three batches, at least 3k rows, at most all; for the default
 *       initializer 256k rows, if a block has as many
 *   <li>initializations: 1
 *   <li>seed: 0
 *   <li>empty clusters: {@link EmptyClusterPolicy#RELOCATE}
 *   <li>max passes: 100
 *   <li>tolerance: 0, centroid moves never end the fit
 *   <li>threads: the available processors
 *   <li>listener: none; time budget: none
 * </ul>
 *
 * <p>The listener is told of each batch as one of a {@link MiniBatchKMeans} of a drawn scheme. The
 * fits of the sample that the default start makes come first, each with iterations of its own,
 * numbered from 1; the time budget and a stop of the listener end them as well, and the sample is
 * then the only batch. A clustering's {@link io.github.kmeans4j.StopReason} is TOLERANCE, SETTLED
 * when the patience is at an end, MAX_ITERATIONS after max passes, TIME_BUDGET or
 * STOPPED_BY_LISTENER.
 *
 * <p>A block has b rows: as many whole batches as fit into 2²⁴ values, at least one batch, at most
 * n rows. Memory: in the source's own precision two blocks and a run, some 2 b d values, and the
 * sample (three times, if there are several initializations); 16 bytes a row of a block, and while
 * the sample is fitted what a nested fit of it takes; k × d doubles a few times; 128 n / b bytes.
 * The source, seed and options decide every bit, for any number of threads. Instances are immutable
 * and thread-safe; every {@code with…} method returns a copy.
 */
public final class SourceKMeans {
  private final SourceOptions options;

  /**
   * Creates an estimator with the default options.
   *
   * @param k number of clusters
   * @throws IllegalArgumentException if k &lt; 1
   */
  public SourceKMeans(int k) {
    this(new SourceOptions(k));
  }

  SourceKMeans(SourceOptions options) {
    this.options = options;
  }

  private SourceKMeans with(Consumer<SourceOptions> change) {
    SourceOptions changed = options.copy();
    change.accept(changed);
    return new SourceKMeans(changed);
  }

  /**
   * Sets what is learned from the batches.
   *
   * @param scheme {@link BatchScheme#classic()} or {@link BatchScheme#adaptive()}, with options of
   *     its own
   * @return a copy with that scheme
   */
  public SourceKMeans withScheme(BatchScheme.Drawn scheme) {
    Objects.requireNonNull(scheme, "scheme");
    return with(changed -> changed.scheme = scheme.plan());
  }

  /**
   * Sets the number of rows a batch.
   *
   * @param batchSize at least 1; the rows of a block are dealt evenly, into batches of about as
   *     many
   * @return a copy with that batch size
   * @throws IllegalArgumentException if it is less than 1
   */
  public SourceKMeans withBatchSize(int batchSize) {
    return with(changed -> changed.setBatchSize(batchSize));
  }

  /**
   * Sets what happens to clusters without rows.
   *
   * <p>{@link EmptyClusterPolicy#RELOCATE}: centroids that attract too few rows move onto rows of
   * the batch, as the scheme says. {@link EmptyClusterPolicy#KEEP}: they stay where they are.
   * {@link EmptyClusterPolicy#FAIL}: as KEEP while batches are learned; the fit fails with an
   * {@link io.github.kmeans4j.EmptyClusterException} if the last pass leaves a cluster without
   * rows.
   *
   * @param policy what to do
   * @return a copy with that policy
   */
  public SourceKMeans withEmptyClusters(EmptyClusterPolicy policy) {
    return with(changed -> changed.setEmptyClusters(policy));
  }

  /**
   * Sets how the first centroids are chosen from the sample.
   *
   * @param initializer for example {@link KMeansPlusPlus} or {@link Initializer#of given centroids}
   * @return a copy with that initializer
   * @throws IllegalArgumentException if its {@code name()} is null
   */
  public SourceKMeans withInitializer(Initializer initializer) {
    return with(changed -> changed.setInitializer(initializer));
  }

  /**
   * Sets how many rows the sample for the initial centroids has.
   *
   * @param initializationSize at least 1; never fewer than k nor more than n rows are taken
   * @return a copy with that size
   * @throws IllegalArgumentException if it is less than 1 or less than k
   */
  public SourceKMeans withInitializationSize(int initializationSize) {
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
  public SourceKMeans withInitializations(int initializations) {
    return with(changed -> changed.setInitializations(initializations));
  }

  /**
   * Sets the seed of all random numbers.
   *
   * @param seed any value
   * @return a copy with that seed
   */
  public SourceKMeans withSeed(long seed) {
    return with(changed -> changed.setSeed(seed));
  }

  /**
   * Sets the largest number of passes over the source before the last one, which gives the labels.
   *
   * @param maxPasses at least 1
   * @return a copy with that limit
   * @throws IllegalArgumentException if it is less than 1
   */
  public SourceKMeans withMaxPasses(int maxPasses) {
    return with(changed -> changed.setMaxPasses(maxPasses));
  }

  /**
   * Sets the tolerance: the batches end when no centroid moved further in one.
   *
   * @param tolerance a Euclidean distance (not squared) in data units; 0 for no such end
   * @return a copy with that tolerance
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public SourceKMeans withTolerance(double tolerance) {
    return with(changed -> changed.setTolerance(tolerance));
  }

  /**
   * Sets how many threads work, the caller's included; never changes the result.
   *
   * @param threads at least 1
   * @return a copy with that number of threads
   * @throws IllegalArgumentException if it is less than 1
   */
  public SourceKMeans withThreads(int threads) {
    return with(changed -> changed.setThreads(threads));
  }

  /**
   * Sets who is told of each batch; it may stop the fit.
   *
   * @param listener called on the fitting thread
   * @return a copy with that listener
   */
  public SourceKMeans withListener(FitListener listener) {
    return with(changed -> changed.setListener(listener));
  }

  /**
   * Sets how long the fit may take, looked at after each batch; the last pass comes on top.
   *
   * @param budget longer than 0
   * @return a copy with that budget
   * @throws IllegalArgumentException if it is zero or negative
   */
  public SourceKMeans withTimeBudget(Duration budget) {
    return with(changed -> changed.setTimeBudget(budget));
  }

  /**
   * Clusters the rows of a source; the same as {@link #fit(BlockSource, LabelConsumer)} with a
   * consumer that does nothing.
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
   * Clusters the rows of a source and hands out their labels block by block.
   *
   * @param source n × d; not closed, and not read any more when this returns
   * @param labels receives the labels of the last pass in the order of the rows
   * @return the clusters, without labels and history; its sizes and its inertia are those of all
   *     rows, its iterations are the batches
   * @throws IllegalArgumentException if there are fewer than k rows or a value is not finite (the
   *     message names row and column), or if the centroids or a batch do not fit into one array
   * @throws io.github.kmeans4j.EmptyClusterException if the policy is FAIL and a cluster has no row
   *     in the last pass, after its labels were handed out
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted; the
   *     fit ends as soon as the block that is being read has come
   * @throws IOException if the source cannot be read; the source's own exception
   */
  public Clustering fit(BlockSource source, LabelConsumer labels) throws IOException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(labels, "labels");
    return new SourceFit(options, source, labels::accept).fit();
  }

  /**
   * Describes the options.
   *
   * @return k and the most important options
   */
  @Override
  public String toString() {
    return "SourceKMeans" + options;
  }
}
