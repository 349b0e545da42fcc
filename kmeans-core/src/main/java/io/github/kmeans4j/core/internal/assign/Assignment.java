package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Chunks;
import org.jspecify.annotations.Nullable;

/** The assignment step of Lloyd's iteration, with whatever it remembers between passes. */
public interface Assignment {
  /**
   * Gives each row the label of its nearest centroid by the plain definition.
   *
   * @param centroids k × d; kept until the next call, so not to be changed
   * @return the rows that moved; valid until the next call
   */
  Moves assign(double[][] centroids);

  /**
   * How many distances between a row and a centroid the passes so far took, those in a subspace by
   * their share of columns. For reports; does not depend on the number of threads.
   */
  double distances();

  /**
   * Lets only the first rows take part from the next pass on; all do, if this is never called. A
   * row that takes part for the first time has no label before.
   *
   * @param rows n or a multiple of {@link Chunks#ROWS}; never fewer than took part in a pass before
   */
  void extend(int rows);

  /** The current labels, n; live; −1 for rows that have not taken part yet. */
  int[] labels();

  /**
   * The inertia of the last pass by direct differences.
   *
   * @param centroids those of the last pass
   * @param weights one a row, or null
   */
  double inertia(double[][] centroids, double @Nullable [] weights);
}
