package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.rows.Walk;
import io.github.kmeans4j.core.internal.work.ArrayLength;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;

/**
 * Euclidean distances of sparse rows, by products of the values in columns that two rows share, in
 * double; those of near pairs by differences.
 *
 * <pre>
 * The analysis is that of CenteredRows without a center, and with the most values m that a row stores in
 * place of d: what a row does not store adds nothing. Terms are added in the order of the columns, whichever
 * of the two rows is in a lane, so that a distance does not depend on that.
 * </pre>
 *
 * <p>A tile takes 4 bytes a column, and 512 for each column that a row in its lanes has.
 */
final class SharedColumnsTile extends DistanceTile {
  private final Shared shared;
  private final int[] order;
  private final Pairs pairs;

  /** Of each column its place in the table, from 1; 0 if no row in the lanes has it. */
  private final int[] places;

  /** (place, lane). */
  private double[] table = new double[LANES];

  private final double[] normsSq = new double[LANES];
  private int firstLane;
  private int usedLanes;
  private int firstRow;
  private int usedRows;

  /** What all tiles of some rows have in common. */
  static final class Shared {
    private final SparseRows rows;
    private final double scale;
    private final double frame;
    private final double[] normsSq;
    private final double near;

    /**
     * Prepares rows.
     *
     * @param data the same rows, scaled
     */
    Shared(SparseRows rows, ScaledRows data) {
      this.rows = rows;
      this.scale = data.scale();
      double largest = data.largest() * scale;
      this.frame = largest == 0 ? 1 : Math.scalb(1.0, -1 - Math.getExponent(largest));
      this.normsSq = new double[rows.n];
      int most = 0;
      for (int i = 0; i < rows.n; i++) {
        int[] positions = rows.positions(i);
        for (int p : positions) {
          normsSq[i] += framed(p) * framed(p);
        }
        most = Math.max(most, positions.length);
      }
      this.near = (most + 5) * 0x1p-53 / CenteredRows.ERROR;
    }

    private double framed(int position) {
      return rows.value(position) * scale * frame;
    }
  }

  SharedColumnsTile(Shared shared, int[] order, Pairs pairs) {
    this.shared = shared;
    this.order = order;
    this.pairs = pairs;
    this.places = new int[shared.rows.d];
  }

  @Override
  int width() {
    return LANES;
  }

  @Override
  void setLanes(int from, int count) {
    SparseRows rows = shared.rows;
    for (int l = 0; l < usedLanes; l++) {
      int row = order[firstLane + l];
      for (int p = rows.from(row); p < rows.to(row); p++) {
        places[rows.columns[p]] = 0;
      }
    }
    firstLane = from;
    usedLanes = count;
    int used = 0;
    for (int l = 0; l < count; l++) {
      int row = order[from + l];
      normsSq[l] = shared.normsSq[row];
      for (int p = rows.from(row); p < rows.to(row); p++) {
        if (places[rows.columns[p]] == 0) {
          places[rows.columns[p]] = ++used;
        }
      }
    }
    int size = ArrayLength.of("columns of rows", used + 1, LANES);
    if (table.length < size) {
      table = new double[size];
    } else {
      Arrays.fill(table, 0, size, 0);
    }
    for (int l = 0; l < count; l++) {
      int row = order[from + l];
      for (int p = rows.from(row); p < rows.to(row); p++) {
        table[places[rows.columns[p]] * LANES + l] = shared.framed(p);
      }
    }
  }

  @Override
  void setRows(int from, int count) {
    firstRow = from;
    usedRows = count;
  }

  @Override
  void measure(int panel) {
    long used = usedLanes == LANES ? -1 : (1L << usedLanes) - 1;
    for (int r = 0; r < usedRows; r++) {
      int row = order[firstRow + r];
      int at = r * LANES;
      Arrays.fill(distances, at, at + LANES, 0);
      for (int p : shared.rows.positions(row)) {
        int place = places[shared.rows.columns[p]];
        if (place > 0) {
          addProducts(shared.framed(p), table, place * LANES, distances, at);
        }
      }
      double normSq = shared.normsSq[row];
      long near =
          used & pairs.distances(distances, at, normsSq, 0, normSq, shared.near, 1 / shared.frame);
      for (; near != 0; near &= near - 1) {
        int l = Long.numberOfTrailingZeros(near);
        distances[at + l] = firstLane + l == firstRow + r ? 0 : direct(row, order[firstLane + l]);
      }
    }
  }

  private static void addProducts(double value, double[] table, int from, double[] sums, int at) {
    for (int l = 0; l < LANES; l++) {
      sums[at + l] += value * table[from + l];
    }
  }

  /** The length of the difference of two rows, over the columns that one of them stores. */
  private double direct(int row, int other) {
    Walk a = shared.rows.walk(row);
    Walk b = shared.rows.walk(other);
    double[] difference = new double[shared.rows.stored(row) + shared.rows.stored(other)];
    for (int i = 0; a.isOnTheWay() || b.isOnTheWay(); i++) {
      int column = Math.min(a.column(), b.column());
      difference[i] = a.takeAt(column) * shared.scale - b.takeAt(column) * shared.scale;
    }
    return Norms.of(difference);
  }
}
