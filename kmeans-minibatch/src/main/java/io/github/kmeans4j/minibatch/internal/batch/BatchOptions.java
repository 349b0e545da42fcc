package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import org.jspecify.annotations.Nullable;

/** The options that fits over rows in memory and over sources have in common. */
public abstract class BatchOptions extends FitOptions {
  private static final int USUAL_BATCH = 1024;

  public @Nullable Integer batchSize;
  public @Nullable Integer initializationSize;
  public int initializations = 1;
  public int maxPasses = 100;

  /**
   * The defaults.
   *
   * @param k number of clusters
   * @throws IllegalArgumentException if k &lt; 1
   */
  protected BatchOptions(int k) {
    super(k);
  }

  /** Takes over what another door has in common with this one. */
  protected final void take(BatchOptions other) {
    super.take(other);
    batchSize = other.batchSize;
    initializationSize = other.initializationSize;
    initializations = other.initializations;
    maxPasses = other.maxPasses;
  }

  /** Sets it, if it is at least 1. */
  public final void setBatchSize(int batchSize) {
    this.batchSize = atLeast("batchSize", 1, batchSize);
  }

  /** Sets it, if it is at least k. */
  public final void setInitializationSize(int initializationSize) {
    this.initializationSize = atLeast("initializationSize", k, initializationSize);
  }

  /** Sets it, if it is at least 1. */
  public final void setInitializations(int initializations) {
    this.initializations = atLeast("initializations", 1, initializations);
  }

  /** Sets it, if it is at least 1. */
  public final void setMaxPasses(int maxPasses) {
    this.maxPasses = atLeast("maxPasses", 1, maxPasses);
  }

  /** Rows of a batch of a fixed size. */
  public final int fixedBatchSize() {
    Integer chosen = batchSize;
    return chosen != null ? chosen : USUAL_BATCH;
  }

  /** How many of n rows the initial centroids are chosen from. */
  public final int initializationRows(int n) {
    Integer chosen = initializationSize;
    long wanted = chosen != null ? chosen : 3L * Math.max(fixedBatchSize(), k);
    return (int) Math.min(n, Math.max(wanted, k));
  }

  /** Whether centroids that attract too few rows may move onto rows. */
  public final boolean relocates() {
    return emptyClusters == EmptyClusterPolicy.RELOCATE;
  }

  /** The options that tell most, after that of the scheme. */
  protected final String describe(Scheme scheme) {
    return "[k="
        + k
        + ", scheme="
        + scheme
        + ", batchSize="
        + (batchSize != null ? batchSize : "usual")
        + ", initializer="
        + initializer().name()
        + ", seed="
        + seed
        + ", maxPasses="
        + maxPasses
        + ", tolerance="
        + tolerance
        + ", threads="
        + threads
        + "]";
  }
}
