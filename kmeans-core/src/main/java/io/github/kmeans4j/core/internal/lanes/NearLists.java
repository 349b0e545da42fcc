package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;

/**
 * For each chunk and each block of rows that stand among their neighbors, the centroids that can be
 * nearest to one of its rows, and how far centroids may yet move before that must be looked at
 * again. A block chooses from the list of its chunk. Different threads may change different chunks.
 */
final class NearLists {
  /** A list is made to outlast so many passes with moves as long as the last ones. */
  private static final float PASSES = 8;

  /** But its margin is no more than this part of the diagonal of the box. */
  private static final float DIAGONAL = 0.25f;

  private static final int[] NONE = {};

  private final RowBlocks blocks;
  private final MovingCentroids centroids;
  private final int d;
  private final Boxes ofChunks;
  private final Boxes ofBlocks;

  /** The least and largest value of each column of boxes, their lists, and what is left of m. */
  private static final class Boxes {
    final float[] low;
    final float[] high;
    final int[][] lists;
    final float[] guards;

    /** A bound of the norms of the rows. */
    final float[] norms;

    Boxes(int count, int d) {
      low = new float[count * d];
      high = new float[count * d];
      lists = new int[count][];
      guards = new float[count];
      norms = new float[count];
      Arrays.fill(low, Float.POSITIVE_INFINITY);
      Arrays.fill(high, Float.NEGATIVE_INFINITY);
      Arrays.fill(lists, NONE);
    }
  }

  NearLists(RowBlocks blocks, MovingCentroids centroids) {
    this.blocks = blocks;
    this.centroids = centroids;
    this.d = blocks.d;
    this.ofChunks = new Boxes(blocks.chunks.count(), d);
    this.ofBlocks = new Boxes(Chunks.count(blocks.n, blocks.size), d);
  }

  /** Measures the boxes of a chunk, whose blocks are loaded. */
  void measure(int chunk) {
    int first = blocks.chunks.first(chunk) / blocks.size;
    int end = Chunks.count(blocks.chunks.end(chunk), blocks.size);
    for (int b = first; b < end; b++) {
      float[] values = blocks.values(b);
      for (int c = 0; c < d; c++) {
        int from = blocks.offset(b) + c * blocks.size;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int r = from; r < from + blocks.rows(b); r++) {
          low = Math.min(low, values[r]);
          high = Math.max(high, values[r]);
        }
        ofBlocks.low[b * d + c] = low;
        ofBlocks.high[b * d + c] = high;
        ofChunks.low[chunk * d + c] = Math.min(ofChunks.low[chunk * d + c], low);
        ofChunks.high[chunk * d + c] = Math.max(ofChunks.high[chunk * d + c], high);
      }
      ofBlocks.norms[b] = blocks.norm(b);
      ofChunks.norms[chunk] = Math.max(ofChunks.norms[chunk], blocks.norm(b));
    }
  }

  /** The centroids that can be nearest to a row of a block; more than one, or the one. */
  int[] of(int block) {
    return ofBlocks.lists[block];
  }

  /** How many centroids the list of a block has, in the mean. */
  double meanLength() {
    long sum = 0;
    for (int[] list : ofBlocks.lists) {
      sum += list.length;
    }
    return (double) sum / ofBlocks.lists.length;
  }

  /** What is left of the margin of a block, and of a chunk; for tests. */
  float guard(int block) {
    return ofBlocks.guards[block];
  }

  float guardOfChunk(int chunk) {
    return ofChunks.guards[chunk];
  }

  /**
   * Brings the list of a chunk up to date; its blocks follow by {@link #update}.
   *
   * @return the longest move of a centroid of the list, negative if nothing can have changed
   */
  float enter(int chunk, float longestOfAll, NearList search) {
    int[] list = ofChunks.lists[chunk];
    float longest = centroids.longestMove(list);
    float moved = Math.nextUp(longestOfAll + longest);
    float guard = lowered(ofChunks.guards[chunk], moved);
    ofChunks.guards[chunk] = guard;
    if (list != NONE && guard > 0) {
      return longest == 0 ? -1 : longest;
    }
    int[] now = list(ofChunks, chunk, centroids.all, moved, search);
    if (!isPart(now, list)) {
      // Blocks have chosen from a list that had not all of these.
      int first = blocks.chunks.first(chunk) / blocks.size;
      int end = Chunks.count(blocks.chunks.end(chunk), blocks.size);
      Arrays.fill(ofBlocks.guards, first, end, Float.NEGATIVE_INFINITY);
    }
    return centroids.longestMove(now);
  }

  /**
   * Brings the list of a block up to date.
   *
   * @param longestOfChunk as {@link #enter} returned it
   * @return whether the list has centroids that it had not before
   */
  boolean update(int chunk, int block, float longestOfChunk, NearList search) {
    int[] list = ofBlocks.lists[block];
    float moved = Math.nextUp(longestOfChunk + centroids.longestMove(list));
    float guard = lowered(ofBlocks.guards[block], moved);
    ofBlocks.guards[block] = guard;
    if (list != NONE && guard > 0) {
      return false;
    }
    return !isPart(list(ofBlocks, block, ofChunks.lists[chunk], moved, search), list);
  }

  private int[] list(Boxes boxes, int box, int[] from, float moved, NearList search) {
    double square = 0;
    for (int c = box * d; c < (box + 1) * d; c++) {
      double side = (double) boxes.high[c] - boxes.low[c];
      square += side * side;
    }
    float margin = Math.min(PASSES * moved, DIAGONAL * (float) Math.sqrt(square));
    double error = blocks.frame.gapError(boxes.norms[box]);
    int[] list = search.of(boxes.low, boxes.high, box * d, from, margin, error);
    boxes.lists[box] = list;
    boxes.guards[box] = margin;
    return list;
  }

  private static float lowered(float guard, float by) {
    float lowered = guard - by;
    return lowered - Math.abs(guard) * (1 - Outward.DOWN);
  }

  /** Whether all of some ascending numbers are among others. */
  private static boolean isPart(int[] some, int[] others) {
    int at = 0;
    for (int j : some) {
      while (at < others.length && others[at] < j) {
        at++;
      }
      if (at == others.length || others[at] != j) {
        return false;
      }
    }
    return true;
  }
}
