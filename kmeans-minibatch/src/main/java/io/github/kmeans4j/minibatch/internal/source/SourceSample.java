package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.core.internal.work.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Draws distinct rows of a source, every subset alike, in time that depends on the sample only. */
public final class SourceSample {
  private SourceSample() {}

  /**
   * Reads a sample.
   *
   * @param size how many rows, at most all
   * @param most how many are read at once
   * @return copies of the rows, in the order and the precision of the source; checked
   * @throws IllegalArgumentException as {@link SourceRows#of}
   */
  public static SourceRows read(
      BlockSource source, int size, int most, SplittableRandom random, Workers workers)
      throws IOException {
    List<RowRange> runs = runs(source.rows(), size, most, random);
    try (ReadAhead reader = new ReadAhead(source, List.of(runs).iterator())) {
      ReadAhead.Block block = reader.next();
      if (block == null) {
        throw new IllegalStateException("a sample has rows");
      }
      return SourceRows.of(block, source.rows(), workers);
    }
  }

  /** The drawn rows in ascending order, neighbours together. */
  private static List<RowRange> runs(long n, int size, int most, SplittableRandom random) {
    TreeSet<Long> drawn = new TreeSet<>();
    // Floyd's method (Bentley and Floyd 1987, doi:10.1145/30401.315746).
    for (long last = n - size; last < n; last++) {
      long row = random.nextLong(last + 1);
      if (!drawn.add(row)) {
        drawn.add(last);
      }
    }
    List<RowRange> runs = new ArrayList<>();
    long first = -1;
    int rows = 0;
    for (long row : drawn) {
      if (rows > 0 && rows < most && row == first + rows) {
        rows++;
      } else {
        if (rows > 0) {
          runs.add(new RowRange(first, rows));
        }
        first = row;
        rows = 1;
      }
    }
    runs.add(new RowRange(first, rows));
    return runs;
  }
}
