package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.internal.kernel.Vectors;

/**
 * Some rows of another store in an order of their own, read in place. The look at the index costs
 * little beside reading a row. A random order costs cache misses; that is the caller's choice.
 */
public final class ReorderedRows extends RowStore {
  private final RowStore rows;
  private final int[] order;

  ReorderedRows(RowStore rows, int[] order) {
    super(order.length, rows.d, rows.kernel);
    this.rows = rows;
    this.order = order;
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    return rows.squaredDistance(order[row], c);
  }

  @Override
  public double squaredDistanceFast(int row, double[] c) {
    return rows.squaredDistanceFast(order[row], c);
  }

  @Override
  public double squaredDistanceFast(int row, int other, double[] c) {
    return rows.squaredDistanceFast(order[row], order[other], c);
  }

  @Override
  public void copy(int row, int from, int to, double[] target) {
    rows.copy(order[row], from, to, target);
  }

  @Override
  public void addTo(int row, int from, int to, double weight, double[] sum) {
    rows.addTo(order[row], from, to, weight, sum);
  }

  @Override
  public void load(Vectors vectors, int row, float[] shift, double scale, float[] target, int at) {
    rows.load(vectors, order[row], shift, scale, target, at);
  }

  @Override
  public int prefetch(int row, int from, int to) {
    return rows.prefetch(order[row], from, to);
  }

  @Override
  public double scaleFor(double max) {
    return rows.scaleFor(max);
  }

  @Override
  void profile(int from, int to, DataProfile.Part part) {
    for (int i = from; i < to; i++) {
      rows.profile(order[i], order[i] + 1, part);
    }
  }
}
