package io.github.kmeans4j.core.data;

import io.github.kmeans4j.BlockSource;

/** The check of what is asked of a source. */
final class Ranges {
  private Ranges() {}

  static void check(BlockSource source, long firstRow, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be at least 1, but are " + rows);
    }
    if (rows > source.rows()) {
      throw new IllegalArgumentException(
          "rows must be at most " + source.rows() + ", as many as there are, but are " + rows);
    }
    if (firstRow < 0 || firstRow > source.rows() - rows) {
      throw new IllegalArgumentException(
          "firstRow must be in 0.."
              + (source.rows() - rows)
              + " for "
              + rows
              + " of "
              + source.rows()
              + " rows, but is "
              + firstRow);
    }
  }
}
