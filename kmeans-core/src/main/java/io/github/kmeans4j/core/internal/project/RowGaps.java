package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;

/**
 * What {@link ProjectedAssignment} remembers of each row from pass to pass. Chunks of rows are
 * worked on by one thread each; not thread-safe beyond that.
 */
public final class RowGaps {
  /** The label of each row, −1 before its first pass. */
  final int[] labels;

  /** (row, group): a lower bound of the gap, a difference of squared distances, scaled. */
  final float[] gaps;

  /**
   * Of each row a lower bound of its surplus: by how much the score of its own centroid by
   * coordinates exceeded the true one when it was last measured; −∞ if it was not.
   */
  final float[] surplus;

  /** The {@linkplain GapDrift#strays stray} of the own centroid at that time. */
  final float[] strays;

  /** The position of the centroid that was second best when a row was last measured; −1 if none. */
  final int[] rivals;

  /** Of each row an upper bound of the rival's surplus at that time. */
  final float[] rivalSurplus;

  /** The stray of the rival at that time. */
  final float[] rivalStrays;

  /** The rows that moved in the last pass. */
  final Moves moves;

  RowGaps(int n, int groups) {
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.gaps = new float[n * groups];
    this.rivals = new int[n];
    Arrays.fill(rivals, -1);
    this.rivalSurplus = new float[n];
    this.rivalStrays = new float[n];
    this.surplus = new float[n];
    Arrays.fill(surplus, Float.NEGATIVE_INFINITY);
    this.strays = new float[n];
    this.moves = new Moves(n, Chunks.ROWS);
  }
}
