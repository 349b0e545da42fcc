package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.KMeansPlusPlus;
import org.jspecify.annotations.Nullable;

/** The options of a fit over rows in memory. */
public final class MiniBatchOptions extends BatchOptions {
  /** Batches that grow do so by whole chunks of the engine. */
  private static final int CHUNK = 512;

  /** Where a distance takes next to no time. */
  private static final int FEW_COLUMNS = 32;

  /** Where it takes little beside the batches. */
  private static final int MEDIUM_COLUMNS = 128;

  /** There, the sample has so many times the rows of the first batch. */
  private static final int SAMPLED_BATCHES = 4;

  /** Of so many rows one is sampled at most: seeding takes about as long as a pass then. */
  private static final int SAMPLED = 16;

  public @Nullable Scheme scheme;
  public @Nullable Integer fullPasses;

  /**
   * The defaults.
   *
   * @param k number of clusters
   */
  public MiniBatchOptions(int k) {
    super(k);
  }

  /** Another one of the same values. */
  public MiniBatchOptions copy() {
    MiniBatchOptions copy = new MiniBatchOptions(k);
    copy.take(this);
    copy.scheme = scheme;
    copy.fullPasses = fullPasses;
    return copy;
  }

  /** Sets it, if it is not negative. */
  public void setFullPasses(int fullPasses) {
    this.fullPasses = atLeast("fullPasses", 0, fullPasses);
  }

  /** The scheme of the fit. */
  public Scheme scheme() {
    return scheme != null ? scheme : new Scheme.Nested();
  }

  @Override
  public Initializer initializer() {
    return initializer != null ? initializer : new KMeansPlusPlus();
  }

  /**
   * The initializer for samples of rows of so many columns. By default it has more candidates than
   * is usual, where they take little time in a sample; among clusters far apart more of them are
   * found, which no batch can make good.
   */
  public Initializer initializer(int columns) {
    if (initializer != null) {
      return initializer;
    }
    int usual = 2 + (int) Math.log(k);
    int times = columns <= FEW_COLUMNS ? 4 : columns <= MEDIUM_COLUMNS ? 2 : 1;
    return new KMeansPlusPlus().withCandidates(times * usual);
  }

  /** How many of n rows the first batch that grows has: whole chunks, or all. */
  public int firstRows(int n) {
    Integer chosen = batchSize;
    long wanted = chosen != null ? chosen : Math.max(2048, 16L * k);
    long chunks = (Math.max(wanted, k) + CHUNK - 1) / CHUNK;
    return (int) Math.min(n, chunks * CHUNK);
  }

  /**
   * How many of n rows the sample for batches that grow should have at most; it has those of the
   * first batch at least. What seeding takes longer on more rows, batches that begin better take
   * less, and clusters with few rows in the sample are missed, which no batch can make good.
   */
  public int rowsOfSample(int n, int columns) {
    if (columns > MEDIUM_COLUMNS) {
      return 0;
    }
    return (int) Math.min(n / SAMPLED, (long) SAMPLED_BATCHES * firstRows(n));
  }

  /** How many passes over all rows may follow the batches. */
  public int mostFullPasses() {
    Integer chosen = fullPasses;
    if (chosen != null) {
      return chosen;
    }
    return scheme() instanceof Scheme.Nested ? Integer.MAX_VALUE : 0;
  }

  @Override
  public String toString() {
    return describe(scheme());
  }
}
