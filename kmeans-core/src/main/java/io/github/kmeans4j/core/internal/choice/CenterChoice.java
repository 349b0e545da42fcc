package io.github.kmeans4j.core.internal.choice;

/**
 * A way to choose centers among candidates: how it finds out what a candidate lowers differs, what
 * is chosen does not, but for the rounding of sums. It keeps the losses and potentials of {@link
 * ChosenCenters} up to date. Not thread-safe.
 */
public interface CenterChoice {
  /**
   * Chooses the candidate that lowers the potential most, the first on ties, as the next center. A
   * single one is chosen without a comparison.
   *
   * @param candidates rows of the store, at least one
   */
  void chooseBest(int[] candidates);

  /**
   * Chooses all of some rows as centers, after the first one.
   *
   * @param rows rows of the store
   */
  void chooseAll(int[] rows);

  /**
   * Writes which center each row is nearest to, the first one on ties, into {@link
   * ChosenCenters#nearest}; nothing to do for whoever follows it all the time.
   */
  default void findNearest() {}
}
