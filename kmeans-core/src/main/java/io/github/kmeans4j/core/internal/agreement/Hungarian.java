package io.github.kmeans4j.core.internal.agreement;

import java.util.Arrays;

/** The assignment problem: pairs of rows and columns with the largest total. */
public final class Hungarian {
  private Hungarian() {}

  /*
   * Each row in turn gets a column over the shortest augmenting path in reduced costs, found as
   * Dijkstra does; the potentials keep all reduced costs at 0 or above, which proves the optimum.
   * Column 0 of the working arrays is the root of the path. Rectangular tables need no padding: the
   * shorter side is assigned in full. Costs are whole numbers, so nothing is rounded.
   */

  /**
   * Finds the pairs.
   *
   * @param gains r × c, each at least 0
   * @return the column of each row, no column twice; -1 for a row left over if r &gt; c
   */
  public static int[] maximize(int[][] gains) {
    int rows = gains.length;
    int columns = gains[0].length;
    int[] result = new int[rows];
    if (rows <= columns) {
      int[] rowOf = assign(gains, false, rows, columns);
      for (int c = 0; c < columns; c++) {
        if (rowOf[c] >= 0) {
          result[rowOf[c]] = c;
        }
      }
      return result;
    }
    return assign(gains, true, columns, rows);
  }

  /** Assigns every one of {@code m ≤ n} rows; returns the row of each column, or -1. */
  private static int[] assign(int[][] gains, boolean transposed, int m, int n) {
    long[] rowPotential = new long[m];
    long[] columnPotential = new long[n + 1];
    int[] rowOf = new int[n + 1];
    Arrays.fill(rowOf, -1);
    int[] previous = new int[n + 1];
    long[] shortest = new long[n + 1];
    boolean[] done = new boolean[n + 1];
    for (int start = 0; start < m; start++) {
      Arrays.fill(shortest, Long.MAX_VALUE);
      Arrays.fill(done, false);
      int column = 0;
      rowOf[0] = start;
      do {
        done[column] = true;
        int row = rowOf[column];
        int nearest = 0;
        long delta = Long.MAX_VALUE;
        for (int c = 1; c <= n; c++) {
          if (done[c]) {
            continue;
          }
          int gain = transposed ? gains[c - 1][row] : gains[row][c - 1];
          long reduced = -(long) gain - rowPotential[row] - columnPotential[c];
          if (reduced < shortest[c]) {
            shortest[c] = reduced;
            previous[c] = column;
          }
          if (shortest[c] < delta) {
            delta = shortest[c];
            nearest = c;
          }
        }
        for (int c = 0; c <= n; c++) {
          if (done[c]) {
            rowPotential[rowOf[c]] += delta;
            columnPotential[c] -= delta;
          } else {
            shortest[c] -= delta;
          }
        }
        column = nearest;
      } while (rowOf[column] >= 0);
      while (column != 0) {
        rowOf[column] = rowOf[previous[column]];
        column = previous[column];
      }
    }
    return Arrays.copyOfRange(rowOf, 1, n + 1);
  }
}
