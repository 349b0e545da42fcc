package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of another store in an order of their own, read in place. The look at the index costs
 * little beside reading a row. A random order costs cache misses, which is the caller's choice, as
 * is to {@link #gather} the rows that are read again and again.
 */
public final class ReorderedRows extends RowStore {
  /** Rows of fewer values than these in all are in the cache anyway, of more take too much. */
  private static final long MOST_GATHERED = 1L << 28;

  private final RowStore rows;
  private final int[] order;

  /** Copies of the first rows; null if there are none. */
  private @Nullable RowStore gathered;

  /** How many of them there are. */
  private int near;

  ReorderedRows(RowStore rows, int[] order) {
    super(order.length, rows.d, rows.kernel);
    this.rows = rows;
    this.order = order;
  }

  /**
   * Puts rows in another order.
   *
   * @param rows the rows
   * @param order distinct row indices; kept
   * @return a view
   */
  public static ReorderedRows of(RowStore rows, int[] order) {
    return new ReorderedRows(rows, order);
  }

  /**
   * Copies the first rows together, where reading them in place is dear: scattered rows are read
   * several times as slowly as rows in a row. Not to be called while rows are read.
   *
   * @param count how many, at least as many as before; the memory of as many rows is taken
   * @param workers threads
   */
  @Override
  public void gather(int count, Workers workers) {
    if ((long) count * d <= MOST_GATHERED) {
      gathered = rows.gather(order, count, gathered, workers);
      near = gathered == null ? 0 : count;
    }
  }

  private RowStore store(int row) {
    RowStore copies = gathered;
    return copies != null && row < near ? copies : rows;
  }

  private int index(int row) {
    return row < near ? row : order[row];
  }

  @Override
  public double definitionError() {
    return rows.definitionError();
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    return store(row).squaredDistance(index(row), c);
  }

  @Override
  public double squaredDistanceFast(int row, double[] c) {
    return store(row).squaredDistanceFast(index(row), c);
  }

  @Override
  public double squaredDistanceFast(int row, int other, double[] c) {
    return rows.squaredDistanceFast(order[row], order[other], c);
  }

  @Override
  public void copy(int row, int from, int to, double[] target) {
    store(row).copy(index(row), from, to, target);
  }

  @Override
  public void addTo(int row, int from, int to, double weight, double[] sum) {
    store(row).addTo(index(row), from, to, weight, sum);
  }

  @Override
  public void load(Vectors vectors, int row, float[] shift, double scale, float[] target, int at) {
    store(row).load(vectors, index(row), shift, scale, target, at);
  }

  @Override
  public int prefetch(int row, int from, int to) {
    return store(row).prefetch(index(row), from, to);
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
