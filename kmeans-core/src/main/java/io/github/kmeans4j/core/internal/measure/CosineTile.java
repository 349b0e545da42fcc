package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.core.internal.directions.CosinePanel;
import io.github.kmeans4j.core.internal.directions.CosineRows;
import java.util.Arrays;

/** Cosine distances, to the last bit those of the metric. */
final class CosineTile extends DistanceTile {
  private final CosineRows rows;
  private final CosinePanel panel;
  private final int[] order;
  private int firstLane;
  private int usedLanes;
  private int firstRow;
  private int usedRows;

  CosineTile(CosineRows rows, int[] order) {
    this.rows = rows;
    this.panel = new CosinePanel(rows);
    this.order = order;
  }

  @Override
  int width() {
    return LANES;
  }

  @Override
  void setLanes(int from, int count) {
    firstLane = from;
    usedLanes = count;
    panel.set(Arrays.copyOfRange(order, from, from + count));
  }

  @Override
  void setRows(int from, int count) {
    firstRow = from;
    usedRows = count;
  }

  @Override
  void measure(int number) {
    for (int r = 0; r < usedRows; r++) {
      rows.read(order[firstRow + r]);
      panel.measure(rows, distances, r * LANES);
      int self = firstRow + r - firstLane;
      if (self >= 0 && self < usedLanes) {
        distances[r * LANES + self] = 0;
      }
    }
  }
}
