package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.kernel.Lanes;
import io.github.kmeans4j.internal.kernel.LanesResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest centroids of the rows of a block: of those alone whose gap is used up, or of
 * all. Belongs to one worker.
 */
final class BlockSearch {
  /** To fetch a value of a row costs as much as so many differences, and four go to the row. */
  private static final int FETCH = 50;

  /** For the lists of blocks. */
  final NearList lists;

  /** As many values as a block has; free between two blocks. */
  final float[] columns;

  private final SinglePrecision frame;
  private final MovingCentroids centroids;
  private final BlockGaps known;
  private final int block;
  private final int[] slots;
  private final float[] zeros;
  private final LanesResult found;
  private final float relative;
  private float @Nullable [] room;
  private long distances;

  BlockSearch(SinglePrecision frame, MovingCentroids centroids, BlockGaps known) {
    this.frame = frame;
    this.centroids = centroids;
    this.known = known;
    this.block = known.blocks().size;
    this.lists = new NearList(centroids);
    this.columns = new float[block * frame.store.d];
    this.slots = new int[block];
    this.zeros = new float[block];
    this.found = new LanesResult(block);
    this.relative = frame.distanceError();
  }

  /** How many distances were measured, those to boxes included. */
  long distances() {
    return distances + lists.looks;
  }

  /** An array for the values of a chunk. */
  float[] room() {
    float[] values = room;
    if (values == null) {
      values = new float[known.blocks().chunks.size() * frame.store.d];
      room = values;
    }
    return values;
  }

  /** Labels the rows of a block, as they came, that have no labels. */
  void assignNew(int chunk, int b) {
    measureAll(chunk, b, centroids.all, true);
  }

  /**
   * Labels the rows of a block.
   *
   * @param list the centroids that can be nearest to any of them
   * @param whole whether nothing is known of them but their labels, or it is not worth looking at
   * @param move what the last moves of the centroids have taken off their gaps at most
   */
  void assign(int chunk, int b, int[] list, boolean whole, float move) {
    if (!whole) {
      if (move == 0 || !known.spend(b, move)) {
        return;
      }
      RowBlocks blocks = known.blocks();
      int rows = blocks.rows(b);
      int first = blocks.first(b);
      float limit = Math.nextUp(known.spent(b));
      int failing = frame.kernel.listLowered(known.gaps(), first, zeros, 0, 0, rows, limit, slots);
      if (isCheaper(failing, rows, list.length)) {
        measureSome(chunk, b, list, failing);
        return;
      }
    }
    measureAll(chunk, b, list, false);
  }

  /** Whether it is cheaper to fetch some rows of a block and measure them than to measure all. */
  private boolean isCheaper(int some, int all, int listed) {
    long values = (long) listed * frame.store.d;
    return some * (values + FETCH * (frame.store.d + 4L)) <= all * values;
  }

  private void measureAll(int chunk, int b, int[] list, boolean fresh) {
    RowBlocks blocks = known.blocks();
    int rows = blocks.rows(b);
    if (list.length == 1) {
      known.setInfinite(b);
      int first = blocks.first(b);
      for (int p = first; p < first + rows; p++) {
        known.label(chunk, p, list[0]);
      }
      return;
    }
    float least = measure(blocks.values(b), blocks.offset(b), rows, b, list);
    known.set(b, found.gaps, least);
    if (!(least > 0)) {
      settleAll(chunk, b, list);
    } else if (fresh) {
      known.labelNew(chunk, b, found.nearest);
    } else {
      known.label(chunk, b, found.nearest);
    }
  }

  private void settleAll(int chunk, int b, int[] list) {
    RowBlocks blocks = known.blocks();
    int first = blocks.first(b);
    for (int r = 0; r < blocks.rows(b); r++) {
      boolean certain = found.gaps[r] > 0;
      int row = blocks.row(first + r);
      known.label(chunk, first + r, certain ? found.nearest[r] : decide(row, list));
    }
  }

  /** Measures the rows in the first slots. */
  private void measureSome(int chunk, int b, int[] list, int count) {
    RowBlocks blocks = known.blocks();
    int first = blocks.first(b);
    gather(blocks.values(b), blocks.offset(b), count);
    measure(columns, 0, count, b, list);
    for (int q = 0; q < count; q++) {
      int place = first + slots[q];
      boolean certain = found.gaps[q] > 0;
      int row = blocks.row(place);
      known.label(chunk, place, certain ? found.nearest[q] : decide(row, list));
      known.set(place, found.gaps[q]);
    }
    known.setLeast(b, frame.kernel.leastLowered(known.gaps(), first, zeros, 0, 0, blocks.rows(b)));
  }

  private void gather(float[] values, int at, int count) {
    for (int c = 0; c < frame.store.d; c++) {
      for (int q = 0; q < count; q++) {
        columns[c * block + q] = values[at + c * block + slots[q]];
      }
    }
  }

  private float measure(float[] values, int at, int rows, int b, int[] list) {
    distances += (long) rows * list.length;
    return frame.kernel.nearest(
        values,
        at,
        block,
        Chunks.count(rows, Lanes.UNIT) * Lanes.UNIT,
        frame.store.d,
        centroids.values,
        list,
        list.length,
        relative,
        frame.gapError(known.blocks().norm(b)),
        found);
  }

  private int decide(int row, int[] list) {
    return frame.store.nearest(row, centroids.exact(), list);
  }
}
