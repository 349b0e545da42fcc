package io.github.kmeans4j.core.internal.blocks;

import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.lanes.SpatialOrder;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which rows are put in {@linkplain PlacedRows blocks}, and of which an order pays as well. */
public final class BlockRule {
  /** Columns at most; of sparse rows of so few none may be left out, see there. */
  private static final int MOST_COLUMNS = OccurringColumns.KEPT;

  /** Fewer rows than these are not put in blocks. */
  private static final int FEWEST_ROWS = 1 << 13;

  /** Fewer candidates for each row than these are not worth copies of the rows. */
  private static final int FEWEST_CANDIDATES = 2;

  /** Fewer than these are not worth copies of wide rows. */
  private static final int FEWEST_WIDE = 16;

  /** Fewer than these are not worth an order. */
  private static final int FEWEST_ORDERED = 48;

  private BlockRule() {}

  /**
   * Tells whether rows are put in blocks: such of few columns, and of more if their values are
   * floats. As sums by blocks decide which rows are drawn, it depends on no kernel, no number of
   * threads, and not on the array that the values come in.
   *
   * @param rows the rows
   * @param candidates how many are expected to be compared with every row
   * @return true for blocks
   */
  public static boolean pays(FitRows rows, long candidates) {
    int d = rows.store().dataColumns();
    boolean wide = d > FewSquares.COLUMNS;
    return pays(rows.store().n, d, candidates, wide ? FEWEST_WIDE : FEWEST_CANDIDATES)
        && (!wide || areMiddling(rows) && areFloats(rows));
  }

  /**
   * Tells of rows for which blocks pay whether an order pays as well, which decides it too.
   *
   * @param n rows
   * @param d columns
   * @param candidates how many are expected to be compared with every row
   * @return true for an order
   */
  public static boolean orderPays(int n, int d, long candidates) {
    return pays(n, d, candidates, FEWEST_ORDERED);
  }

  private static boolean pays(int n, int d, long candidates, int fewest) {
    return d <= MOST_COLUMNS
        && n >= FEWEST_ROWS
        && candidates >= fewest
        && SpatialOrder.fits(n, d, PlacedRows.BLOCK);
  }

  /**
   * Tells whether squares neither underflow in single precision if they matter nor overflow, nor do
   * twice the sums of those of a row in each of 64 blocks: of values below 2⁵⁰ in 32 columns they
   * are below 2¹¹⁴.
   */
  static boolean areMiddling(FitRows rows) {
    double largest = rows.profile().max();
    return largest > 0x1p-40 && largest < 0x1p50;
  }

  /** Tells whether all values of some rows are floats, in whatever array they stand. */
  static boolean areFloats(FitRows rows) {
    return rows.store().floats() != null
        || rows.once("all are floats", () -> areFloats(rows.store(), rows.workers()));
  }

  private static boolean areFloats(RowStore store, Workers workers) {
    AtomicBoolean same = new AtomicBoolean(true);
    Chunks parts = new Chunks(store.n, PlacedRows.BLOCK);
    workers.run(
        parts.count(),
        (part, worker) -> {
          if (same.get()) {
            double[] values = new double[store.d * PlacedRows.BLOCK];
            int rows = parts.end(part) - parts.first(part);
            store.copyColumns(parts.first(part), rows, values, 0, PlacedRows.BLOCK);
            for (double value : values) {
              if ((float) value != value) {
                same.set(false);
              }
            }
          }
        });
    return same.get();
  }
}
