package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fit in single precision, column by column within blocks, as they came or in a
 * spatial order. A place is where a row stands in that order; a chunk of places holds whole blocks.
 * The last block is filled up with copies of its last row. Chunks are loaded one by one, so that
 * different threads can do so.
 */
final class RowBlocks {
  final SinglePrecision frame;
  final int n;
  final int d;

  /** Places a block, a multiple of the kernel's unit. */
  final int size;

  final Chunks chunks;

  /** The row at each place, or null if they stand as they are. */
  final int @Nullable [] order;

  /** Whether ordered rows are as the frame loads them. */
  private final boolean loaded;

  /** The values of each chunk, block by block, and in it column by column; one array if ordered. */
  private final float[][] values;

  /** An upper bound of the norms of each block's rows; negative if it is not loaded. */
  private final float[] norms;

  /** Of rows as they came, each block {@linkplain #load to be loaded}. */
  RowBlocks(SinglePrecision frame, int size, int chunkRows) {
    this(frame, size, chunkRows, null, false);
  }

  /**
   * Of rows in an order, whose array these blocks take over, each {@linkplain #turn to be turned}.
   *
   * @param loaded whether the rows are as the frame loads them; else they are the data's own
   */
  RowBlocks(
      SinglePrecision frame, int size, int chunkRows, @Nullable RowRanges ordered, boolean loaded) {
    this.loaded = loaded;
    this.frame = frame;
    this.n = frame.store.n;
    this.d = frame.store.d;
    this.size = size;
    this.chunks = new Chunks(n, chunkRows);
    this.order = ordered == null ? null : ordered.numbers;
    this.values = new float[chunks.count()][];
    this.norms = new float[Chunks.count(n, size)];
    Arrays.fill(norms, -1);
    if (ordered != null) {
      Arrays.fill(values, ordered.rows);
    }
  }

  /** The number of blocks. */
  int count() {
    return norms.length;
  }

  /** The number of blocks of a whole chunk. */
  int perChunk() {
    return chunks.size() / size;
  }

  /** The first place of a block. */
  int first(int block) {
    return block * size;
  }

  /** How many rows a block has. */
  int rows(int block) {
    return Math.min(size, n - first(block));
  }

  /** The row at a place. */
  int row(int place) {
    int[] o = order;
    return o == null ? place : o[place];
  }

  /** The array that holds a block's values, beside others. */
  float[] values(int block) {
    return values[block / perChunk()];
  }

  /** Where in it the block begins. */
  int offset(int block) {
    return (order == null ? block % perChunk() : block) * size * d;
  }

  /** An upper bound of the norms of a block's rows. */
  float norm(int block) {
    return norms[block];
  }

  /** Lends an array to a chunk that is loaded, and read, once; it holds a whole chunk. */
  void lend(int chunk, float[] array) {
    values[chunk] = array;
  }

  /**
   * Loads a block if it is not; a chunk's blocks are loaded by one thread at a time.
   *
   * @param scratch as many values as a block has rows
   */
  void load(int block, float[] scratch) {
    if (norms[block] >= 0) {
      return;
    }
    int chunk = block / perChunk();
    float[] target = values[chunk];
    if (target == null) {
      int blocks = Chunks.count(chunks.end(chunk) - chunks.first(chunk), size);
      target = new float[blocks * size * d];
      values[chunk] = target;
    }
    frame.loadColumns(first(block), rows(block), target, offset(block), size);
    finish(block, scratch);
  }

  /**
   * Puts the values of a block of ordered rows column by column, if they are not.
   *
   * @param scratch as many values as a block has
   */
  void turn(int block, float[] scratch) {
    if (norms[block] >= 0) {
      return;
    }
    float[] target = values(block);
    int rows = rows(block);
    int at = offset(block);
    System.arraycopy(target, at, scratch, 0, rows * d);
    if (loaded) {
      for (int c = 0; c < d; c++) {
        for (int r = 0; r < rows; r++) {
          target[at + c * size + r] = scratch[r * d + c];
        }
      }
    } else {
      frame.loadColumns(scratch, rows, target, at, size);
    }
    finish(block, scratch);
  }

  private void finish(int block, float[] scratch) {
    float[] target = values(block);
    int rows = rows(block);
    int at = offset(block);
    for (int c = 0; c < d; c++) {
      int column = at + c * size;
      Arrays.fill(target, column + rows, column + size, target[column + rows - 1]);
    }
    norms[block] =
        (float) (Math.sqrt(largestSquare(target, at, rows, scratch)) * (1 + 1e-5)) + 0x1p-60f;
  }

  /** Reads rows of some places, all loaded, row-major. */
  void read(int first, int count, float[] target) {
    int rows;
    for (int done = 0; done < count; done += rows) {
      int b = (first + done) / size;
      int skipped = (first + done) % size;
      rows = Math.min(size - skipped, count - done);
      float[] from = values(b);
      for (int c = 0; c < d; c++) {
        int at = offset(b) + c * size + skipped;
        for (int r = 0; r < rows; r++) {
          target[(done + r) * d + c] = from[at + r];
        }
      }
    }
  }

  /** The largest of the squared lengths, each off by a relative 2 · 10⁻⁶ and underflow. */
  private float largestSquare(float[] x, int at, int rows, float[] squares) {
    Arrays.fill(squares, 0, size, 0);
    for (int c = 0; c < d; c++) {
      int column = at + c * size;
      for (int r = 0; r < size; r++) {
        squares[r] += x[column + r] * x[column + r];
      }
    }
    float largest = 0;
    for (int r = 0; r < rows; r++) {
      largest = squares[r] > largest ? squares[r] : largest; // never NaN: max is dearer
    }
    return largest;
  }
}
