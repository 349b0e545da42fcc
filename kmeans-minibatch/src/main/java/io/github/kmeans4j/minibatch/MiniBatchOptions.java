package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The options of {@link MiniBatchKMeans}; changed only on a copy that nobody else has seen yet. */
final class MiniBatchOptions {
  /** Stands for as many full passes as the scheme needs to settle. */
  static final int SETTLE = -1;

  /** Rows a cluster that a sample to be fitted should have. */
  private static final int ROWS_TO_FIT = 256;

  /** Batches that grow do so by whole chunks of the engine. */
  private static final int CHUNK = Chunks.ROWS;

  final int k;
  BatchScheme scheme = BatchScheme.NESTED;
  boolean schemeGiven;
  int batchSize = 1024;
  boolean batchSizeGiven;
  Initializer initializer = new KMeansPlusPlus();
  boolean initializerGiven;
  int initializationSize; // 0 stands for the default, which depends on batch size and k
  int initializations = 1;
  long seed;
  int maxPasses = 100;
  int patience = 10;
  double tolerance;
  double reassignmentRatio = 0.01;
  EmptyClusterPolicy emptyClusters = EmptyClusterPolicy.RELOCATE;
  int fullPasses = SETTLE;
  int threads = Runtime.getRuntime().availableProcessors();
  @Nullable FitListener listener;
  @Nullable Duration timeBudget;

  MiniBatchOptions(int k) {
    this.k = k;
  }

  MiniBatchOptions copy() {
    MiniBatchOptions copy = new MiniBatchOptions(k);
    copy.scheme = scheme;
    copy.schemeGiven = schemeGiven;
    copy.batchSize = batchSize;
    copy.batchSizeGiven = batchSizeGiven;
    copy.initializer = initializer;
    copy.initializerGiven = initializerGiven;
    copy.initializationSize = initializationSize;
    copy.initializations = initializations;
    copy.seed = seed;
    copy.maxPasses = maxPasses;
    copy.patience = patience;
    copy.tolerance = tolerance;
    copy.reassignmentRatio = reassignmentRatio;
    copy.emptyClusters = emptyClusters;
    copy.fullPasses = fullPasses;
    copy.threads = threads;
    copy.listener = listener;
    copy.timeBudget = timeBudget;
    return copy;
  }

  /** How many of n rows the first batch that grows has: whole chunks, or all. */
  int firstRows(int n) {
    long wanted = batchSizeGiven ? batchSize : Math.max(2048, 16L * k);
    long chunks = (Math.max(wanted, k) + CHUNK - 1) / CHUNK;
    return (int) Math.min(n, chunks * CHUNK);
  }

  /**
   * The scheme of a fit over a source: the chosen one, or classic if nobody chose.
   *
   * @throws IllegalArgumentException if it, or another option, needs all rows in memory
   */
  BatchScheme sourceScheme() {
    if (schemeGiven && scheme == BatchScheme.NESTED) {
      throw new IllegalArgumentException(
          "scheme must be CLASSIC or ADAPTIVE for a source, but is NESTED, whose batches need all"
              + " rows in memory; choose one of the others, or none for CLASSIC, or fit the rows as"
              + " Points");
    }
    if (fullPasses > 0) {
      throw new IllegalArgumentException(
          "fullPasses must be 0 for a source, but is "
              + fullPasses
              + "; full passes need all rows in memory, so fit the rows as Points");
    }
    return schemeGiven ? scheme : BatchScheme.CLASSIC;
  }

  /** The initializer of a fit over a source: the chosen one, or fits of the sample. */
  Initializer sourceInitializer() {
    return initializerGiven ? initializer : new SampleFits();
  }

  /**
   * How many rows of a source the initial centroids are chosen from.
   *
   * @param n all rows
   * @param block rows of a block, which a sample that nobody asked for does not exceed by much
   */
  int sourceInitializationRows(long n, int block) {
    int all = (int) Math.min(n, Integer.MAX_VALUE);
    int usual = initializationRows(all);
    return initializerGiven || initializationSize > 0
        ? usual
        : Math.max(usual, (int) Math.min(block, Math.min(all, (long) ROWS_TO_FIT * k)));
  }

  /**
   * Checks that the scheme can learn from batches as they come.
   *
   * @throws IllegalArgumentException if another one than the classic was chosen
   */
  void checkStream() {
    if (schemeGiven && scheme != BatchScheme.CLASSIC) {
      throw new IllegalArgumentException(
          "scheme must be CLASSIC for a stream, but is "
              + scheme
              + "; choose CLASSIC, or none, before stream()");
    }
  }

  /** The step of a scheme of drawn batches. */
  BatchStep step(BatchScheme drawn, double[][] centroids, RandomGenerator random) {
    return drawn == BatchScheme.ADAPTIVE
        ? new AdaptiveStep(centroids, effectiveRatio() > 0, random)
        : new ClassicStep(centroids, effectiveRatio(), random);
  }

  /** The reassignment ratio as the policy for empty clusters allows it. */
  double effectiveRatio() {
    return emptyClusters == EmptyClusterPolicy.RELOCATE ? reassignmentRatio : 0;
  }

  /** How many passes over all rows may follow the batches. */
  int mostFullPasses() {
    if (fullPasses != SETTLE) {
      return fullPasses;
    }
    return scheme == BatchScheme.NESTED ? Integer.MAX_VALUE : 0;
  }

  /** How many of n rows the initial centroids are chosen from. */
  int initializationRows(int n) {
    long wanted = initializationSize > 0 ? initializationSize : 3L * Math.max(batchSize, k);
    return (int) Math.min(n, Math.max(wanted, k));
  }

  @Override
  public String toString() {
    return "[k="
        + k
        + ", scheme="
        + scheme
        + ", batchSize="
        + batchSize
        + ", initializer="
        + initializer.name()
        + ", seed="
        + seed
        + ", maxPasses="
        + maxPasses
        + ", patience="
        + patience
        + ", tolerance="
        + tolerance
        + ", threads="
        + threads
        + "]";
  }
}
