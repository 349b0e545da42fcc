package io.github.kmeans4j.internal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Lanes#nearest} has found of some rows, with room for what it keeps on the way.
 * Belongs to one worker.
 */
public final class LanesResult {
  /** Of each row the index of its nearest centroid. */
  public final int[] nearest;

  /**
   * Of each row a lower bound of how much farther the second nearest one is; not positive if that
   * is not certain. What stands behind those of all rows is scratch.
   */
  public final float[] gaps;

  private @Nullable LaneArrays room;

  /**
   * Makes room.
   *
   * @param most rows, a positive multiple of {@link Lanes#UNIT}
   */
  public LanesResult(int most) {
    this.nearest = new int[most];
    this.gaps = new float[2 * most];
  }

  /** At least so many arrays for loops over some rows; they hold anything. */
  float[][] arrays(int count, int rows) {
    LaneArrays kept = room;
    if (kept == null || !kept.serve(count, rows)) {
      kept = new LaneArrays(count, nearest.length);
      room = kept;
    }
    return kept.arrays;
  }
}
