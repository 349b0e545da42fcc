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

  /** The position of the centroid that was second best when a row was last measured; −1 if none. */
  final int[] rivals;

  /**
   * By how much, at least, the gap to the rival exceeded the difference of the scores by
   * coordinates, the rival's less the label's, when it was measured.
   */
  final float[] surplus;

  /** The sum of the {@linkplain GapDrift#strays strays} of label and rival at that time. */
  final float[] strays;

  /** The rows that moved in the last pass. */
  final Moves moves;

  RowGaps(int n, int groups) {
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.gaps = new float[n * groups];
    this.rivals = new int[n];
    Arrays.fill(rivals, -1);
    this.surplus = new float[n];
    this.strays = new float[n];
    this.moves = new Moves(n, Chunks.ROWS);
  }
}
