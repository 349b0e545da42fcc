package io.github.kmeans4j.core.internal.lanes;

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

  /** Rows that are read at once. */
  private static final int READ = 256;

  /** Parts in which rows are sorted into leaves, at most. */
  private static final int MOST_PARTS = 256;

  private final Source source;
  private final int n;
  private final int d;
  private final int block;
  private final int chunk;
  private final int leaves;

  // The cuts of the upper levels: node i has the children 2i and 2i + 1, the root is 1.
  private final int[] columns;
  private final float[] cuts;

  /** The rows at their places. */
  private final RowRanges all;

  /** Where rows come from; for several threads at a time. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads rows.
     *
     * @param first the first one
     * @param count how many
     * @param target receives them, row-major
     */
    void read(int first, int count, float[] target);
  }

  private SpatialOrder(Source source, int n, int d, int block, int chunk) {
    this.source = source;
    this.n = n;
    this.d = d;
    this.block = block;
    this.chunk = chunk;
    this.leaves = Math.min(MOST_LEAVES, Integer.highestOneBit(Math.max(1, n / LEAF)));
    this.columns = new int[leaves];
    this.cuts = new float[leaves];
    this.all = new RowRanges(n, room(n, block), d);
  }

  /**
   * Orders rows.
   *
   * @param source of the rows
   * @param n how many
   * @param d values a row; those of all blocks must {@linkplain #fits fit} into an array
   * @param block rows a leaf at most
   * @param chunk rows between which the upper cuts are made, a multiple of that
   * @param workers threads
   * @return the rows in order, each with its number, in an array that holds whole blocks
   */
  public static RowRanges of(Source source, int n, int d, int block, int chunk, Workers workers) {
    SpatialOrder order = new SpatialOrder(source, n, d, block, chunk);
    order.sample();
    int[] ends = order.distribute(workers);
    int[] ranges = order.wholeChunks(ends);
    workers.run(ranges.length - 1, (range, worker) -> order.sort(ranges[range], ranges[range + 1]));
    return order.all;
  }

  /** Tells whether there is an array for the values of so many rows in whole blocks. */
  public static boolean fits(int n, int d, int block) {
    return ((long) n + block) * d <= Chunks.LARGEST_ARRAY;
  }

  private static int room(int n, int block) {
    return Chunks.count(n, block) * block;
  }

  /** Makes the cuts of the upper levels. */
  private void sample() {
    int count = Math.min(n, SAMPLED * leaves);
    RowRanges sample = new RowRanges(count, count, d);
    float[] row = new float[d];
    for (int s = 0; s < count; s++) {
      source.read((int) ((long) s * n / count), 1, row);
      System.arraycopy(row, 0, sample.rows, s * d, d);
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
    int partRows = Chunks.count(Chunks.count(n, chunk), MOST_PARTS) * chunk;
    Chunks parts = new Chunks(n, partRows);
    char[] leaf = new char[n];
    int[][] next = new int[parts.count()][leaves];
    workers.run(
        parts.count(),
        (part, worker) -> {
          float[] rows = new float[READ * d];
          int[] nodes = new int[READ];
          for (int i = parts.first(part); i < parts.end(part); i += READ) {
            int count = Math.min(READ, parts.end(part) - i);
            source.read(i, count, rows);
            findLeaves(rows, count, nodes);
            for (int r = 0; r < count; r++) {
              leaf[i + r] = (char) nodes[r];
              next[part][nodes[r]]++;
            }
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
          float[] rows = new float[READ * d];
          for (int i = parts.first(part); i < parts.end(part); i += READ) {
            int count = Math.min(READ, parts.end(part) - i);
            source.read(i, count, rows);
            place(rows, i, count, leaf, next[part]);
          }
        });
    return ends;
  }

  private void findLeaves(float[] rows, int count, int[] nodes) {
    Arrays.fill(nodes, 0, count, 1);
    for (int level = 1; level < leaves; level *= 2) {
      for (int r = 0; r < count; r++) {
        int node = nodes[r];
        float difference = rows[r * d + columns[node]] - cuts[node];
        // The sign tells the side, without a branch that no processor can foresee.
        nodes[r] = 2 * node + 1 - (Float.floatToRawIntBits(difference) >>> 31);
      }
    }
    for (int r = 0; r < count; r++) {
      nodes[r] -= leaves;
    }
  }

  private void place(float[] rows, int first, int count, char[] leaf, int[] next) {
    for (int r = 0; r < count; r++) {
      int place = next[leaf[first + r]]++;
      all.numbers[place] = first + r;
      for (int c = 0; c < d; c++) {
        all.rows[place * d + c] = rows[r * d + c];
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
    if (ranges[count - 1] < n) {
      ranges[count++] = n;
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
