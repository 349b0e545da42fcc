package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.minibatch.internal.stream.StreamOptions;
import java.util.function.Consumer;

/**
 * Mini-batch k-means over batches that come one by one, once, learned by the {@linkplain
 * BatchScheme#classic() classic} step. An estimator has the options; each {@link StreamFitter} that
 * it begins has a state of its own.
 *
 * <pre>{@code
 * StreamFitter fitter = new StreamKMeans(8).withSeed(1).begin();
 * for (double[][] batch : batches) {
 *   fitter.partialFit(Points.of(batch));
 * }
 * Clustering now = fitter.toClustering();
 * }</pre>
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>initializer: greedy {@link KMeansPlusPlus}, on the first batch
 *   <li>seed: 0
 *   <li>reassignment ratio: 0.01
 *   <li>threads: the available processors
 * </ul>
 *
 * <p>Instances are immutable and thread-safe; every {@code with…} method returns a copy.
 */
public final class StreamKMeans {
  private final StreamOptions options;

  /**
   * Creates an estimator with the default options.
   *
   * @param k number of clusters
   * @throws IllegalArgumentException if k &lt; 1
   */
  public StreamKMeans(int k) {
    this(new StreamOptions(k));
  }

  private StreamKMeans(StreamOptions options) {
    this.options = options;
  }

  private StreamKMeans with(Consumer<StreamOptions> change) {
    StreamOptions changed = options.copy();
    change.accept(changed);
    return new StreamKMeans(changed);
  }

  /**
   * Sets how the first centroids are chosen from the first batch.
   *
   * @param initializer for example {@link KMeansPlusPlus} or {@link Initializer#of given centroids}
   * @return a copy with that initializer
   * @throws IllegalArgumentException if its {@code name()} is null
   */
  public StreamKMeans withInitializer(Initializer initializer) {
    return with(changed -> changed.setInitializer(initializer));
  }

  /**
   * Sets the seed of all random numbers.
   *
   * @param seed any value
   * @return a copy with that seed
   */
  public StreamKMeans withSeed(long seed) {
    return with(changed -> changed.setSeed(seed));
  }

  /**
   * Sets which centroids move onto rows of a batch: those that have seen less than this part of the
   * rows of the centroid that has seen most.
   *
   * @param reassignmentRatio 0 to 1; 0 for never
   * @return a copy with that ratio
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public StreamKMeans withReassignmentRatio(double reassignmentRatio) {
    return with(changed -> changed.setReassignmentRatio(reassignmentRatio));
  }

  /**
   * Sets how many threads work, the caller's included; never changes the result.
   *
   * @param threads at least 1
   * @return a copy with that number of threads
   * @throws IllegalArgumentException if it is less than 1
   */
  public StreamKMeans withThreads(int threads) {
    return with(changed -> changed.setThreads(threads));
  }

  /**
   * Begins a fit; the batches are what the caller brings.
   *
   * @return a new fitter that has seen no batch
   */
  public StreamFitter begin() {
    return new StreamFitter(options);
  }

  /**
   * Describes the options.
   *
   * @return k and the most important options
   */
  @Override
  public String toString() {
    return "StreamKMeans" + options;
  }
}
