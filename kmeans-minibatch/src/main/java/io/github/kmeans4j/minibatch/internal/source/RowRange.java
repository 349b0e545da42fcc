package io.github.kmeans4j.minibatch.internal.source;

import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Consecutive rows of a source.
 *
 * @param first index of the first row
 * @param rows how many, at least 1
 */
public record RowRange(long first, int rows) {

  /** All rows in their order, in blocks of one size and perhaps a shorter one at the end. */
  public static Iterator<List<RowRange>> inOrder(int blockRows, long n) {
    return LongStream.range(0, blocks(blockRows, n))
        .map(block -> block * blockRows)
        .mapToObj(first -> List.of(new RowRange(first, (int) Math.min(blockRows, n - first))))
        .iterator();
  }

  /** How many blocks of at most so many rows it takes. */
  public static long blocks(int blockRows, long n) {
    return n / blockRows + (n % blockRows == 0 ? 0 : 1);
  }
}
