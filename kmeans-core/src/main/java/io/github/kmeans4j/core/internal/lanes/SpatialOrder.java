package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;

/**
 * Puts rows in an order in which neighbors stand together: that of the leaves of a k-d tree
 * (Bentley 1975, doi:10.1145/361002.361007), which cuts the widest column at its median until a
 * block is left. The upper levels are cut by a sample, and all rows are sorted into its leaves at
 * once; the lower ones are cut exactly, between whole chunks as long as there are several, then
 * between whole blocks. The order depends on the rows alone, never on the threads; and nothing
 * depends on the order but the time that a pass takes.
 */
public final class SpatialOrder {
  /** Leaves of the upper levels, at most; their number is kept in two bytes. */
  private static final int MOST_LEAVES = 1024;

  /** Rows that a leaf is to get, at least. */
  private static final int LEAF = 1024;

  /** Rows of the sample for each leaf. */
  private static final int SAMPLED = 16;

  /** Parts in which rows are sorted into leaves, at most. */
  private static final int MOST_PARTS = 256;

  private final RowBlocks blocks;
  private final int d;
  private final int block;
  private final int chunk;
  private final int leaves;

  // The cuts of the upper levels: node i has the children 2i and 2i + 1, the root is 1.
  private final int[] columns;
  private final float[] cuts;

  /** The rows at their places. */
  private final RowRanges all;

  private SpatialOrder(RowBlocks blocks) {
    this.blocks = blocks;
    this.d = blocks.d;
    this.block = blocks.size;
    this.chunk = blocks.chunks.size();
    this.leaves = Math.min(MOST_LEAVES, Integer.highestOneBit(Math.max(1, blocks.n / LEAF)));
    this.columns = new int[leaves];
    this.cuts = new float[leaves];
    this.all = new RowRanges(blocks.n, d);
  }

  /**
   * Orders the rows of a fit.
   *
   * @param frame the rows; n × d values must fit into an array
   * @param block rows a leaf at most
   * @param chunk rows between which the upper cuts are made, a multiple of that
   * @param workers threads
   * @return the row at each place
   */
  public static int[] of(SinglePrecision frame, int block, int chunk, Workers workers) {
    RowBlocks blocks = new RowBlocks(frame, block, chunk, null);
    workers.run(
        blocks.chunks.count(),
        (c, worker) -> {
          int end = Chunks.count(blocks.chunks.end(c), block);
          for (int b = blocks.chunks.first(c) / block; b < end; b++) {
            blocks.load(b);
          }
        });
    return of(blocks, workers).numbers;
  }

  /**
   * Orders rows.
   *
   * @param blocks the rows as they stand, all loaded; n × d values must fit into an array
   * @param workers threads
   * @return the rows in order, each with its number
   */
  static RowRanges of(RowBlocks blocks, Workers workers) {
    SpatialOrder order = new SpatialOrder(blocks);
    order.sample();
    int[] ends = order.distribute(workers);
    int[] ranges = order.wholeChunks(ends);
    workers.run(ranges.length - 1, (range, worker) -> order.sort(ranges[range], ranges[range + 1]));
    return order.all;
  }

  /** Makes the cuts of the upper levels. */
  private void sample() {
    int count = Math.min(blocks.n, SAMPLED * leaves);
    RowRanges sample = new RowRanges(count, d);
    for (int s = 0; s < count; s++) {
      int place = (int) ((long) s * blocks.n / count);
      float[] from = blocks.values(place / block);
      int at = blocks.offset(place / block) + place % block;
      for (int c = 0; c < d; c++) {
        sample.rows[s * d + c] = from[at + c * block];
      }
    }
    cut(sample, 1, 0, count);
  }

  private void cut(RowRanges sample, int node, int from, int to) {
    if (node < leaves) {
      int middle = from + to >>> 1;
      int column = sample.widest(from, to);
      sample.select(column, from, to, middle);
      columns[node] = column;
      cuts[node] = sample.rows[middle * d + column];
      cut(sample, 2 * node, from, middle);
      cut(sample, 2 * node + 1, middle, to);
    }
  }

  /**
   * Sorts the rows into the leaves, those of a leaf in the order they came.
   *
   * @return where each leaf ends
   */
  private int[] distribute(Workers workers) {
    int n = blocks.n;
    int partChunks = Chunks.count(blocks.chunks.count(), MOST_PARTS);
    Chunks parts = new Chunks(Chunks.count(n, block), partChunks * blocks.perChunk());
    char[] leaf = new char[n];
    int[][] next = new int[parts.count()][leaves];
    workers.run(
        parts.count(),
        (part, worker) -> {
          for (int b = parts.first(part); b < parts.end(part); b++) {
            findLeaves(b, leaf, next[part]);
          }
        });
    int[] ends = new int[leaves];
    int end = 0;
    for (int l = 0; l < leaves; l++) {
      for (int[] counts : next) {
        int count = counts[l];
        counts[l] = end;
        end += count;
      }
      ends[l] = end;
    }
    workers.run(
        parts.count(),
        (part, worker) -> {
          for (int b = parts.first(part); b < parts.end(part); b++) {
            place(b, leaf, next[part]);
          }
        });
    return ends;
  }

  private void findLeaves(int b, char[] leaf, int[] counts) {
    float[] values = blocks.values(b);
    int at = blocks.offset(b);
    int first = blocks.first(b);
    int rows = blocks.rows(b);
    int[] nodes = new int[rows];
    Arrays.fill(nodes, 1);
    for (int level = 1; level < leaves; level *= 2) {
      for (int r = 0; r < rows; r++) {
        int node = nodes[r];
        float difference = values[at + columns[node] * block + r] - cuts[node];
        // The sign tells the side, without a branch that no processor can foresee.
        nodes[r] = 2 * node + 1 - (Float.floatToRawIntBits(difference) >>> 31);
      }
    }
    for (int r = 0; r < rows; r++) {
      int l = nodes[r] - leaves;
      leaf[first + r] = (char) l;
      counts[l]++;
    }
  }

  private void place(int b, char[] leaf, int[] next) {
    float[] values = blocks.values(b);
    int at = blocks.offset(b);
    int first = blocks.first(b);
    for (int r = 0; r < blocks.rows(b); r++) {
      int place = next[leaf[first + r]]++;
      all.numbers[place] = blocks.row(first + r);
      for (int c = 0; c < d; c++) {
        all.rows[place * d + c] = values[at + c * block + r];
      }
    }
  }

  /** Ranges of whole chunks, about the leaves: where each begins, and the end of all. */
  private int[] wholeChunks(int[] ends) {
    int[] ranges = new int[ends.length + 2];
    int count = 1;
    for (int end : ends) {
      int rounded = end / chunk * chunk;
      if (rounded > ranges[count - 1]) {
        ranges[count++] = rounded;
      }
    }
    if (ranges[count - 1] < blocks.n) {
      ranges[count++] = blocks.n;
    }
    return Arrays.copyOf(ranges, count);
  }

  /** Cuts a range into blocks. */
  private void sort(int from, int to) {
    int length = to - from;
    if (length > block) {
      int unit = length > chunk ? chunk : block;
      int middle = from + Chunks.count(length, unit) / 2 * unit;
      all.select(all.widest(from, to), from, to, middle);
      sort(from, middle);
      sort(middle, to);
    }
  }
}
