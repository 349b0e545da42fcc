package io.github.kmeans4j.minibatch.internal.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The order of one pass over a source. The source is cut into strata of equal length, each stratum
 * into as many runs of consecutive rows as there will be blocks; a block has one run of each
 * stratum, and the rows of a block are shuffled and dealt into batches.
 *
 * <p>Why strata: files are often sorted, by class or by time. A block of one run would then hold
 * one class, and a centroid of another class that has seen nothing yet would be taken for useless
 * and moved into this one. A block of runs from everywhere looks like the whole file, and its runs
 * are still long enough for the disk to read in one go.
 *
 * <p>The order is decided by the random numbers alone, so it is the same for every source of the
 * same size.
 */
public final class BlockOrder {
  /** Runs a block. */
  public static final int STRATA = 32;

  /** How many blocks can be put in order: their runs are counted by an int. */
  public static final int MOST_BLOCKS = Integer.MAX_VALUE / STRATA;

  private final long n;
  private final int blocks;

  /** For each stratum the order of its runs. */
  private final int[][] runs;

  private final RandomGenerator within;

  /**
   * Shuffles the runs.
   *
   * @param blockRows about how many rows a block has
   * @param n rows of the source
   */
  public BlockOrder(int blockRows, long n, SplittableRandom random) {
    this.n = n;
    this.blocks = Math.toIntExact(RowRange.blocks(blockRows, n));
    int strata = blocks == 1 ? 1 : Math.min(STRATA, blockRows);
    RandomGenerator order = random.split();
    this.runs = new int[strata][];
    for (int s = 0; s < strata; s++) {
      runs[s] = IntStream.range(0, blocks).toArray();
      shuffle(runs[s], order);
    }
    this.within = random.split();
  }

  /** The blocks in their order, each as its runs in the order of the source. */
  public Iterator<List<RowRange>> ranges() {
    return IntStream.range(0, blocks)
        .mapToObj(this::block)
        .filter(block -> !block.isEmpty())
        .iterator();
  }

  private List<RowRange> block(int number) {
    List<RowRange> block = new ArrayList<>(runs.length);
    for (int s = 0; s < runs.length; s++) {
      long from = part(n, s, runs.length);
      long length = part(n, s + 1, runs.length) - from;
      long first = part(length, runs[s][number], blocks);
      int rows = (int) (part(length, runs[s][number] + 1, blocks) - first);
      if (rows > 0) {
        block.add(new RowRange(from + first, rows));
      }
    }
    return block;
  }

  /**
   * Deals the rows of the next block into batches, evenly; to be called for one block after the
   * other.
   *
   * @param batchSize about how many rows a batch has
   * @return for each batch the indices of its rows within the block, ascending: neighbours in
   *     memory, and the same rows anyway
   */
  public int[][] batches(int rows, int batchSize) {
    int[] order = IntStream.range(0, rows).toArray();
    shuffle(order, within);
    int[][] batches = new int[(int) Math.max(1, ((long) rows + batchSize / 2) / batchSize)][];
    for (int b = 0; b < batches.length; b++) {
      batches[b] =
          Arrays.copyOfRange(
              order, (int) part(rows, b, batches.length), (int) part(rows, b + 1, batches.length));
      Arrays.sort(batches[b]);
    }
    return batches;
  }

  /** Where part {@code number} of {@code parts} equal parts begins. */
  private static long part(long length, int number, int parts) {
    // length · number / parts, without overflow
    return length / parts * number + length % parts * number / parts;
  }

  /** Every order alike (Fisher and Yates; Durstenfeld 1964). */
  private static void shuffle(int[] items, RandomGenerator random) {
    for (int i = items.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int item = items[i];
      items[i] = items[other];
      items[other] = item;
    }
  }
}
