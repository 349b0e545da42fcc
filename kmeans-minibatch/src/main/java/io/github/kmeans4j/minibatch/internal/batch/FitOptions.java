package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options that fits over rows in memory and over sources have in common; changed only on a copy
 * that nobody else has seen yet. What is null was not chosen, and is decided by the fit.
 */
public abstract class FitOptions {
  private static final int USUAL_BATCH = 1024;

  public final int k;
  public @Nullable Integer batchSize;
  public @Nullable Initializer initializer;
  public @Nullable Integer initializationSize;
  public int initializations = 1;
  public long seed;
  public int maxPasses = 100;
  public double tolerance;
  public EmptyClusterPolicy emptyClusters = EmptyClusterPolicy.RELOCATE;
  public int threads = Runtime.getRuntime().availableProcessors();
  public @Nullable FitListener listener;
  public @Nullable Duration timeBudget;

  /**
   * The defaults.
   *
   * @param k number of clusters
   */
  protected FitOptions(int k) {
    this.k = k;
  }

  /** Takes over what another door has in common with this one. */
  protected final void take(FitOptions other) {
    batchSize = other.batchSize;
    initializer = other.initializer;
    initializationSize = other.initializationSize;
    initializations = other.initializations;
    seed = other.seed;
    maxPasses = other.maxPasses;
    tolerance = other.tolerance;
    emptyClusters = other.emptyClusters;
    threads = other.threads;
    listener = other.listener;
    timeBudget = other.timeBudget;
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

  /**
   * Checks an option that is a real number.
   *
   * @param name what the message calls it
   * @param value the option
   * @param most the largest allowed value; the smallest is 0
   * @return the value
   * @throws IllegalArgumentException if it is outside, or NaN
   */
  public static double inRange(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(name + " must be in 0.." + most + ", but is " + value);
    }
    return value;
  }

  /** The options that tell most, after that of the scheme. */
  protected final String describe(Scheme scheme, Initializer start) {
    return "[k="
        + k
        + ", scheme="
        + scheme
        + ", batchSize="
        + (batchSize != null ? batchSize : "usual")
        + ", initializer="
        + start.name()
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
