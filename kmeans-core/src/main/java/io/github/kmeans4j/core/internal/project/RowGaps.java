package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.update.Moves;
import java.util.Arrays;

/**
 * What {@link ProjectedAssignment} remembers of each row from pass to pass. Chunks of rows are
 * worked on by one thread each; not thread-safe beyond that.
 */
public final class RowGaps {
  /** The label of each row, −1 before its first pass. */
  final int[] labels;

  /** (row, group): a lower bound of the gap, scaled, squared. */
  final float[] gaps;

  /** The position of the centroid that was second best when a row was last measured, or −1. */
  final int[] rivals;

  /**
   * By how much, at least, the gap to the rival exceeds the difference of scores by coordinates.
   */
  final float[] residuals;

  /** The way of label and rival outside the subspace until that was measured. */
  final float[] strayedThen;

  /** The rows that moved in the last pass. */
  final Moves moves;

  RowGaps(int n, int groups, int chunkRows) {
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.gaps = new float[n * groups];
    this.rivals = new int[n];
    Arrays.fill(rivals, -1);
    this.residuals = new float[n];
    this.strayedThen = new float[n];
    this.moves = new Moves(n, chunkRows);
  }
}
