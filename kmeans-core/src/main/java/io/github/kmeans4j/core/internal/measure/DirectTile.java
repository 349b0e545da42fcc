package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.internal.kernel.Pairs;

/**
 * Euclidean distances by differences in double, side by side in the lanes, each summed in the order
 * of the columns. Sums that have left the range where squares are safe are taken again.
 */
final class DirectTile extends DistanceTile {
  private final ScaledRows data;
  private final int[] order;
  private final Pairs pairs;
  private final int d;

  /** Panels one after the other, d × {@link #LANES} each. */
  private final double[] panels;

  private final double[] rows;
  private final double[] row;
  private int firstLane;
  private int usedLanes;
  private int firstRow;
  private int usedRows;

  /** Prepares a tile for some rows at once. */
  DirectTile(ScaledRows data, int[] order, Pairs pairs, int mostRows) {
    this.data = data;
    this.order = order;
    this.pairs = pairs;
    this.d = data.columns();
    this.panels = new double[panels(d) * LANES * d];
    this.rows = new double[mostRows * d];
    this.row = new double[d];
  }

  @Override
  int width() {
    return panels(d) * LANES;
  }

  @Override
  void setLanes(int from, int count) {
    firstLane = from;
    usedLanes = count;
    for (int l = 0; l < count; l++) {
      data.copy(order[from + l], row);
      int at = l / LANES * LANES * d + l % LANES;
      for (int c = 0; c < d; c++) {
        panels[at + c * LANES] = row[c];
      }
    }
  }

  @Override
  void setRows(int from, int count) {
    firstRow = from;
    usedRows = count;
    for (int r = 0; r < count; r++) {
      data.copy(order[from + r], row);
      System.arraycopy(row, 0, rows, r * d, d);
    }
  }

  @Override
  void measure(int panel) {
    int lanes = Math.min(LANES, usedLanes - panel * LANES);
    long used = lanes == LANES ? -1 : (1L << lanes) - 1;
    for (int r = 0; r < usedRows; r++) {
      squares(rows, r * d, d, panels, panel * LANES * d, distances, r * LANES);
      long unsafe = pairs.roots(distances, r * LANES) & used;
      for (; unsafe != 0; unsafe &= unsafe - 1) {
        int l = Long.numberOfTrailingZeros(unsafe);
        distances[r * LANES + l] = scaledDistance(r, panel * LANES + l);
      }
    }
  }

  private double scaledDistance(int r, int lane) {
    if (firstRow + r == firstLane + lane) {
      return 0;
    }
    int at = lane / LANES * LANES * d + lane % LANES;
    for (int c = 0; c < d; c++) {
      row[c] = rows[r * d + c] - panels[at + c * LANES];
    }
    return Norms.of(row);
  }

  private static void squares(
      double[] rows, int from, int d, double[] panels, int panel, double[] sums, int at) {
    for (int l = 0; l < LANES; l++) {
      sums[at + l] = 0;
    }
    int c = 0;
    for (; c + 4 <= d; c += 4) {
      double x0 = rows[from + c];
      double x1 = rows[from + c + 1];
      double x2 = rows[from + c + 2];
      double x3 = rows[from + c + 3];
      int y = panel + c * LANES;
      for (int l = 0; l < LANES; l++) {
        double t0 = x0 - panels[y + l];
        double t1 = x1 - panels[y + LANES + l];
        double t2 = x2 - panels[y + 2 * LANES + l];
        double t3 = x3 - panels[y + 3 * LANES + l];
        sums[at + l] = sums[at + l] + t0 * t0 + t1 * t1 + t2 * t2 + t3 * t3;
      }
    }
    for (; c < d; c++) {
      double x = rows[from + c];
      int y = panel + c * LANES;
      for (int l = 0; l < LANES; l++) {
        double t = x - panels[y + l];
        sums[at + l] += t * t;
      }
    }
  }
}
