package io.github.kmeans4j.core.internal.rows;

import org.jspecify.annotations.Nullable;

/**
 * A walk along what a row or a point stores, in the order of the columns. Two that are walked along
 * together meet in the columns that both store. For one use.
 */
public final class Walk {
  /** Behind all columns. */
  static final int END = Integer.MAX_VALUE;

  private final int[] columns;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  /** The positions in the order of their columns, or null if they stand in it. */
  private final int @Nullable [] order;

  private final int end;
  private int next;

  /** Where the value is that it stands at. */
  private int position;

  /** The column that it stands at, or {@link #END}. */
  private int column;

  /** A walk along a row. */
  Walk(
      int[] columns,
      float @Nullable [] floats,
      double @Nullable [] doubles,
      int @Nullable [] order,
      int from,
      int to) {
    this.columns = columns;
    this.floats = floats;
    this.doubles = doubles;
    this.order = order;
    this.next = order == null ? from : 0;
    this.end = order == null ? to : order.length;
    step();
  }

  /**
   * Makes a walk along a point.
   *
   * @param columns the columns outside of which it is 0, ascending
   * @param values its values there, side by side
   */
  public Walk(int[] columns, double[] values) {
    this(columns, null, values, null, 0, columns.length);
  }

  private void step() {
    if (next < end) {
      position = order == null ? next : order[next];
      column = columns[position];
      next++;
    } else {
      column = END;
    }
  }

  /**
   * Returns where it stands.
   *
   * @return a column, or {@link #END}
   */
  public int column() {
    return column;
  }

  /**
   * Tells whether there is another value.
   *
   * @return false at the end
   */
  public boolean isOnTheWay() {
    return column != END;
  }

  /**
   * Returns the value that it stands at, and goes on.
   *
   * @return the value
   */
  public double take() {
    double value = floats != null ? floats[position] : doubles == null ? 0 : doubles[position];
    step();
    return value;
  }

  /**
   * Returns the value of a column, and goes on if it stands there.
   *
   * @param wanted a column, not behind the one that it stands at
   * @return the value, or 0 if none is stored
   */
  public double takeAt(int wanted) {
    return wanted == column ? take() : 0;
  }
}
