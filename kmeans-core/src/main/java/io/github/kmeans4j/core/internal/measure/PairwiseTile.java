package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.internal.Loss;
import java.util.function.IntUnaryOperator;

/** Distances of one pair after the other: by any metric, or of very wide rows. */
final class PairwiseTile extends DistanceTile {
  /** Values in the lanes at most, if there is more than one. */
  private static final int VALUES = 1 << 17;

  private final ScaledRows data;
  private final int[] order;
  private final DistanceMetric metric;
  private final IntUnaryOperator names;
  private final double[][] lanes;
  private final double[] row;
  private int firstLane;
  private int usedLanes;
  private int firstRow;
  private int usedRows;

  PairwiseTile(ScaledRows data, int[] order, DistanceMetric metric, IntUnaryOperator names) {
    this.data = data;
    this.order = order;
    this.metric = metric;
    this.names = names;
    int d = data.columns();
    this.lanes = new double[Math.max(1, Math.min(LANES, VALUES / d))][d];
    this.row = new double[d];
  }

  @Override
  int width() {
    return lanes.length;
  }

  @Override
  void setLanes(int from, int count) {
    firstLane = from;
    usedLanes = count;
    for (int l = 0; l < count; l++) {
      data.copy(order[from + l], lanes[l]);
    }
  }

  @Override
  void setRows(int from, int count) {
    firstRow = from;
    usedRows = count;
  }

  @Override
  void measure(int panel) {
    for (int r = 0; r < usedRows; r++) {
      data.copy(order[firstRow + r], row);
      for (int l = 0; l < usedLanes; l++) {
        boolean self = firstLane + l == firstRow + r;
        distances[r * LANES + l] = self ? 0 : distance(l, r);
      }
    }
  }

  private double distance(int l, int r) {
    double distance = metric.distance(lanes[l], row);
    try {
      return Loss.checkDistance(distance, metric);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage()
              + " for rows "
              + names.applyAsInt(order[firstLane + l])
              + " and "
              + names.applyAsInt(order[firstRow + r]),
          e);
    }
  }
}
