package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.internal.kernel.Pairs;
import org.jspecify.annotations.Nullable;

/**
 * Euclidean distances by products in double, see {@link CenteredRows}; those of near pairs by
 * differences.
 */
final class ProductTile extends DistanceTile {
  private final CenteredRows centered;
  private final ScaledRows data;
  private final int[] order;
  private final Pairs pairs;
  private final int d;

  /** Panels one after the other, d × {@link #LANES} each. */
  private final double[] panels;

  private final double[] normsSq;
  private final double[] rows;
  private final double[] row;
  private int firstLane;
  private int usedLanes;
  private int firstRow;
  private int usedRows;

  /** For near pairs; made when the first one is met. */
  private @Nullable DirectTile direct;

  private boolean directIsSet;

  ProductTile(CenteredRows centered, ScaledRows data, int[] order, Pairs pairs) {
    this.centered = centered;
    this.data = data;
    this.order = order;
    this.pairs = pairs;
    this.d = data.columns();
    this.panels = new double[panels(d) * LANES * d];
    this.normsSq = new double[panels(d) * LANES];
    this.rows = new double[ROWS * d];
    this.row = new double[d];
  }

  @Override
  int width() {
    return normsSq.length;
  }

  @Override
  void setLanes(int from, int count) {
    firstLane = from;
    usedLanes = count;
    directIsSet = false;
    for (int l = 0; l < count; l++) {
      normsSq[l] = centered.normSq(order[from + l]);
      centered.copy(order[from + l], row);
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
      centered.copy(order[from + r], row);
      System.arraycopy(row, 0, rows, r * d, d);
    }
  }

  @Override
  void measure(int panel) {
    int lanes = Math.min(LANES, usedLanes - panel * LANES);
    long used = lanes == LANES ? -1 : (1L << lanes) - 1;
    pairs.products(rows, usedRows, panels, panel * LANES * d, d, distances);
    for (int r = 0; r < usedRows; r++) {
      double normSq = centered.normSq(order[firstRow + r]);
      long near =
          pairs.distances(
              distances,
              r * LANES,
              normsSq,
              panel * LANES,
              normSq,
              centered.near(),
              centered.unit());
      if ((near & used) != 0) {
        measureNear(r, panel, near & used);
      }
    }
  }

  private void measureNear(int r, int panel, long near) {
    long rest = near;
    int self = firstRow + r - firstLane - panel * LANES;
    if (self >= 0 && self < LANES) {
      rest &= ~(1L << self);
      distances[r * LANES + self] = 0;
    }
    if (rest != 0) {
      DirectTile tile = directTile();
      tile.setRows(firstRow + r, 1);
      tile.measure(panel);
      for (; rest != 0; rest &= rest - 1) {
        int l = Long.numberOfTrailingZeros(rest);
        distances[r * LANES + l] = tile.distances[l];
      }
    }
  }

  private DirectTile directTile() {
    DirectTile tile = direct;
    if (tile == null) {
      tile = new DirectTile(data, order, pairs, 1);
      direct = tile;
    }
    if (!directIsSet) {
      tile.setLanes(firstLane, usedLanes);
      directIsSet = true;
    }
    return tile;
  }
}
