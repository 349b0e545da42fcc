package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random order of the rows for batches that grow: the first b₀ rows, then twice as many, and so
 * on; what follows a quarter of the rows, or more, is all. What a batch adds is a uniform random
 * subset of what is left; within it rows stand in ascending order, which the caches like and no
 * batch can tell from any other order.
 *
 * <p>A part is drawn when it is asked for, since many fits end before the last one. Until then its
 * places hold the rows of the same numbers, so that whoever samples all places meets rows from
 * everywhere. Not thread-safe.
 */
public final class GrowingOrder {
  private final int[] rows;
  private final int[] sizes;
  private final RandomGenerator random;

  /** Which rows have a place, a bit each. */
  private final long[] taken;

  private int drawn;

  /**
   * Prepares the order; nothing is drawn yet.
   *
   * @param n number of rows
   * @param first rows of the first batch, at least 1
   */
  public GrowingOrder(int n, int first, RandomGenerator random) {
    this.sizes = sizes(n, first);
    this.random = random;
    this.taken = new long[Chunks.count(n, Long.SIZE)];
    this.rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
  }

  private static int[] sizes(int n, int first) {
    List<Integer> sizes = new ArrayList<>();
    long b = first;
    while (b < n) {
      sizes.add((int) b);
      b = 4 * b >= n ? n : 2 * b;
    }
    sizes.add(n);
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Draws the rows of a batch, if they are not drawn yet.
   *
   * @param batch number of the batch
   * @return how many rows it has, in the first places
   */
  public int draw(int batch) {
    for (int size : sizes) {
      if (drawn < size && size <= sizes[batch]) {
        drawPart(size);
      }
    }
    return sizes[batch];
  }

  /** Gives the places up to a size to rows that have none. */
  private void drawPart(int size) {
    int added = size - drawn;
    int leftOut = rows.length - size;
    // Whichever are fewer are drawn: those that the part adds, or those that it leaves out.
    boolean adds = added <= leftOut;
    long[] chosen = new long[taken.length];
    for (int missing = adds ? added : leftOut; missing > 0; ) {
      int row = random.nextInt(rows.length);
      long bit = 1L << row;
      if (((taken[row / Long.SIZE] | chosen[row / Long.SIZE]) & bit) == 0) {
        chosen[row / Long.SIZE] |= bit;
        missing--;
      }
    }
    for (int w = 0; w < taken.length; w++) {
      long part = (adds ? chosen[w] : ~chosen[w]) & ~taken[w] & inRange(w);
      taken[w] |= part;
      for (long left = part; left != 0; left &= left - 1) {
        rows[drawn++] = w * Long.SIZE + Long.numberOfTrailingZeros(left);
      }
    }
  }

  /** The bits of a word that stand for rows. */
  private long inRange(int word) {
    int rowsFromHere = rows.length - word * Long.SIZE;
    return rowsFromHere >= Long.SIZE ? -1 : (1L << rowsFromHere) - 1;
  }

  /** The number of the last batch that has at most so many rows; 0 if all have more. */
  public int batchOf(int most) {
    int batch = 0;
    while (batch + 1 < sizes.length && sizes[batch + 1] <= most) {
      batch++;
    }
    return batch;
  }

  /** The row at each place; live. Places that are not drawn yet hold any row, or one again. */
  public int[] rows() {
    return rows;
  }

  /** How many batches of different size there are; the last one is the whole. */
  public int batches() {
    return sizes.length;
  }
}
