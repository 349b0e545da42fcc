package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.minibatch.internal.batch.Scheme;

/**
 * How a mini-batch fit learns from parts of the data, with the options that only this way has: for
 * example {@code BatchScheme.classic().withPatience(20)}. Immutable; every {@code with…} method
 * returns a copy; two of the same kind and options are equal.
 *
 * <pre>{@code
 * Clustering asScikitLearn =
 *     new MiniBatchKMeans(64).withScheme(BatchScheme.classic().withPatience(20)).fit(points);
 * }</pre>
 */
public abstract sealed class BatchScheme {
  private BatchScheme() {}

  /**
   * Returns the scheme of batches that grow, the default for rows in memory.
   *
   * @return the scheme; it has no options
   */
  public static Nested nested() {
    return new Nested();
  }

  /**
   * Returns the scheme of drawn batches and a rate that does not fall.
   *
   * @return the scheme with its default, a patience of 10
   */
  public static Adaptive adaptive() {
    return new Adaptive(new Scheme.Adaptive());
  }

  /**
   * Returns the scheme of drawn batches and running means, the default for sources.
   *
   * @return the scheme with its defaults, a patience of 10 and a reassignment ratio of 0.01
   */
  public static Classic classic() {
    return new Classic(new Scheme.Classic());
  }

  /** The scheme as the engine has it. */
  abstract Scheme plan();

  /**
   * Returns the name of the kind.
   *
   * @return "nested", "adaptive" or "classic"
   */
  public abstract String name();

  /**
   * Compares kind and options.
   *
   * @param other anything
   * @return whether it is a scheme of the same kind and options
   */
  @Override
  public final boolean equals(Object other) {
    return other instanceof BatchScheme scheme && scheme.plan().equals(plan());
  }

  /**
   * Returns a hash code of kind and options.
   *
   * @return the same for equal schemes
   */
  @Override
  public final int hashCode() {
    return plan().hashCode();
  }

  /**
   * Describes the scheme.
   *
   * @return its kind and options
   */
  @Override
  public final String toString() {
    return plan().toString();
  }

  /**
   * Batches that grow: each holds all rows of the one before, in a random order of the rows that is
   * drawn once. A row counts once, where it belongs now, so that every batch is Lloyd's iteration
   * on the rows so far; the batch doubles as soon as its centroids move little against what their
   * rows leave uncertain, or an update lowers its inertia by less than a part of 3 ·
   * 10<sup>-9</sup> n, at most 0.001; a batch of a quarter of the rows becomes all (Newling and
   * Fleuret 2016, <a href="https://doi.org/10.48550/arXiv.1602.02934">arXiv:1602.02934</a>). Then
   * it is exact full-batch k-means. Needs all rows in memory.
   */
  public static final class Nested extends BatchScheme {
    private Nested() {}

    @Override
    Scheme plan() {
      return new Scheme.Nested();
    }

    @Override
    public String name() {
      return "nested";
    }
  }

  /**
   * The schemes of batches of a fixed size, which do not need all rows at hand. From rows in memory
   * they are drawn with replacement; a source deals all its rows into them.
   */
  public abstract static sealed class Drawn extends BatchScheme {
    private Drawn() {}

    @Override
    abstract Scheme.Drawn plan();
  }

  /**
   * Drawn batches; a centroid that gets b<sub>j</sub> of the b rows of a batch moves by the part
   * √(b<sub>j</sub>/b) of the way to their mean, however many came before (Schwartzman 2023, <a
   * href="https://doi.org/10.48550/arXiv.2304.00419">arXiv:2304.00419</a>). Such steps never cease
   * to be noisy; the result is therefore a running average of the centroids in which the last
   * batches count most (Shamir and Zhang 2013, <a
   * href="https://proceedings.mlr.press/v28/shamir13.html">PMLR 28</a>). The fit ends as the
   * classic one does. Centroids that have seen no row for 10k rows or more move onto rows of the
   * batch, unless the policy for empty clusters lets them stay.
   */
  public static final class Adaptive extends Drawn {
    private final Scheme.Adaptive plan;

    private Adaptive(Scheme.Adaptive plan) {
      this.plan = plan;
    }

    /**
     * Sets how many batches without a new minimum of the smoothed inertia end them; over a source
     * how many blocks.
     *
     * @param patience at least 1; {@link Integer#MAX_VALUE} for practically never
     * @return a copy with that patience
     * @throws IllegalArgumentException if it is less than 1
     */
    public Adaptive withPatience(int patience) {
      return new Adaptive(new Scheme.Adaptive(patience));
    }

    @Override
    Scheme.Adaptive plan() {
      return plan;
    }

    @Override
    public String name() {
      return "adaptive";
    }
  }

  /**
   * Drawn batches; every centroid is the mean of all rows it was ever given, so that each moves it
   * less (Sculley 2010, <a
   * href="https://doi.org/10.1145/1772690.1772862">doi:10.1145/1772690.1772862</a>), with the
   * refinements of scikit-learn: centroids of low counts move onto rows of the batch, and the fit
   * ends when the smoothed inertia of the batches makes no new minimum.
   */
  public static final class Classic extends Drawn {
    private final Scheme.Classic plan;

    private Classic(Scheme.Classic plan) {
      this.plan = plan;
    }

    /**
     * Sets how many batches without a new minimum of the smoothed inertia end them; over a source
     * how many blocks.
     *
     * @param patience at least 1; {@link Integer#MAX_VALUE} for practically never
     * @return a copy with that patience
     * @throws IllegalArgumentException if it is less than 1
     */
    public Classic withPatience(int patience) {
      return new Classic(new Scheme.Classic(patience, plan.reassignmentRatio()));
    }

    /**
     * Sets which centroids move onto rows of a batch: those that have seen less than this part of
     * the rows of the centroid that has seen most. None do if the policy for empty clusters lets
     * them stay.
     *
     * @param reassignmentRatio 0 to 1; 0 for never
     * @return a copy with that ratio
     * @throws IllegalArgumentException if it is outside 0..1
     */
    public Classic withReassignmentRatio(double reassignmentRatio) {
      return new Classic(new Scheme.Classic(plan.patience(), reassignmentRatio));
    }

    @Override
    Scheme.Classic plan() {
      return plan;
    }

    @Override
    public String name() {
      return "classic";
    }
  }
}
