package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.update.Moves;
import java.util.Arrays;

/**
 * What is known of the rows of a fit, by their places in blocks: the label of each, and how much
 * farther than its centroid all others are at least. What the moves of the centroids can have taken
 * off the gaps of a block is kept once for the block.
 *
 * <p>Different threads may work on different chunks.
 */
final class BlockGaps {
  /** By row. */
  final int[] labels;

  final Moves moves;

  /** By place, a lower bound when it was measured. */
  private final float[] gaps;

  /** What moves took off the gaps of a block since it was measured as a whole, at most. */
  private final float[] spent;

  /** The least gap of a block. */
  private final float[] least;

  private RowBlocks blocks;

  /** The labels by place; the labels themselves while rows stand as they came. */
  private int[] placed;

  /** Of rows as they came that have no labels yet. */
  BlockGaps(RowBlocks blocks, Moves moves) {
    this.blocks = blocks;
    this.moves = moves;
    this.labels = new int[blocks.n];
    Arrays.fill(labels, -1);
    this.placed = labels;
    this.gaps = new float[blocks.n];
    this.spent = new float[blocks.count()];
    this.least = new float[spent.length];
  }

  RowBlocks blocks() {
    return blocks;
  }

  /** Goes on with the rows in an order, whose blocks are to be measured as a whole first. */
  void reorder(RowBlocks ordered, int[] labelsByPlace) {
    blocks = ordered;
    placed = labelsByPlace;
  }

  /** Leaves nothing known but the labels. */
  void forgetGaps() {
    Arrays.fill(gaps, Float.NEGATIVE_INFINITY);
    Arrays.fill(least, Float.NEGATIVE_INFINITY);
  }

  /** The gap of a row, at least. */
  float gap(int place) {
    return gaps[place] - spent(place / blocks.size);
  }

  /** All gaps as they were measured, by place; live. */
  float[] gaps() {
    return gaps;
  }

  float spent(int block) {
    return spent[block];
  }

  /** Takes a move off the gaps of a block; tells whether any of them may be used up by now. */
  boolean spend(int block, float move) {
    float taken = Math.nextUp(spent[block] + move);
    spent[block] = taken;
    return !(least[block] > taken);
  }

  /** Notes that gaps of a block were measured one by one. */
  void setLeast(int block, float leastGap) {
    least[block] = leastGap;
  }

  /** Notes the gaps of all rows of a block, as they are now. */
  void set(int block, float[] found, float leastGap) {
    spent[block] = 0;
    least[block] = leastGap;
    System.arraycopy(found, 0, gaps, blocks.first(block), blocks.rows(block));
  }

  /** Notes that there is one centroid only for the rows of a block. */
  void setInfinite(int block) {
    spent[block] = 0;
    least[block] = Float.POSITIVE_INFINITY;
    int first = blocks.first(block);
    Arrays.fill(gaps, first, first + blocks.rows(block), Float.POSITIVE_INFINITY);
  }

  /** Notes the gap of a row of a block whose other rows were not measured. */
  void set(int place, float found) {
    float gap = found + spent[place / blocks.size];
    gaps[place] = gap - Math.abs(gap) * 0x1p-23f; // below what rounding may have added
  }

  /** Gives the rows of a block, as they came, their first labels. */
  void labelNew(int chunk, int block, int[] nearest) {
    int first = blocks.first(block);
    moves.addNew(chunk, first, blocks.rows(block));
    System.arraycopy(nearest, 0, labels, first, blocks.rows(block));
  }

  /** Gives the rows of a block their labels; few change, so many are compared at once. */
  void label(int chunk, int block, int[] nearest) {
    int rows = blocks.rows(block);
    int first = blocks.first(block);
    if (areLabels(first, rows, nearest)) {
      return;
    }
    int r = 0;
    for (; r + 8 <= rows; r += 8) {
      int p = first + r;
      int difference =
          nearest[r] ^ placed[p]
              | nearest[r + 1] ^ placed[p + 1]
              | nearest[r + 2] ^ placed[p + 2]
              | nearest[r + 3] ^ placed[p + 3]
              | nearest[r + 4] ^ placed[p + 4]
              | nearest[r + 5] ^ placed[p + 5]
              | nearest[r + 6] ^ placed[p + 6]
              | nearest[r + 7] ^ placed[p + 7];
      for (int q = r; difference != 0 && q < r + 8; q++) {
        label(chunk, first + q, nearest[q]);
      }
    }
    for (; r < rows; r++) {
      label(chunk, first + r, nearest[r]);
    }
  }

  private boolean areLabels(int first, int rows, int[] nearest) {
    int difference = 0;
    for (int r = 0; r < rows; r++) {
      difference |= nearest[r] ^ placed[first + r];
    }
    return difference == 0;
  }

  /** Gives the row at a place its label. */
  void label(int chunk, int place, int label) {
    int old = placed[place];
    if (old != label) {
      int row = blocks.row(place);
      moves.add(chunk, row, old);
      placed[place] = label;
      labels[row] = label;
    }
  }
}
