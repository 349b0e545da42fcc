package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.internal.kernel.Pairs;

/**
 * The distances of some rows, one in each lane, to some others: what one worker measures at a time.
 * Rows are numbered as the maker of the tile has ordered them. No distance depends on which rows
 * share a tile, nor on which of the two is in a lane.
 */
abstract class DistanceTile {
  /** Lanes of a panel. */
  static final int LANES = Pairs.LANES;

  /**
   * How many rows the lanes meet at once: whole tiles of products, of four or six, at any width.
   */
  static final int ROWS = 24;

  /** Values of all panels at most, if there is more than one. */
  private static final int VALUES = 1 << 19;

  private static final int MOST_PANELS = 8;

  /** The distance of row r and lane l of the panel is at r · {@link #LANES} + l. */
  final double[] distances = new double[ROWS * LANES];

  /**
   * How many panels rows of some width come in, so that each row that meets them is read for all.
   */
  static int panels(int columns) {
    return Math.max(1, Math.min(MOST_PANELS, VALUES / LANES / columns));
  }

  /** How many lanes there are: those of some panels, or fewer than one panel's if rows are wide. */
  abstract int width();

  /** Puts rows into the lanes. */
  abstract void setLanes(int from, int count);

  /** Chooses at most {@link #ROWS} rows to be measured. */
  abstract void setRows(int from, int count);

  /**
   * Measures the chosen rows and the lanes of a panel; a row that is in a lane too has the distance
   * 0 there.
   */
  abstract void measure(int panel);
}
