package io.github.kmeans4j.core.internal.points;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The one place where a source is read, which may be anybody's. */
public final class SourceBlocks {
  private SourceBlocks() {}

  /**
   * Reads a block, and checks that it is what was asked for.
   *
   * @param source any
   * @param first index of the first row
   * @param rows how many
   * @return rows × d values
   * @throws IllegalStateException if the source gives nothing, or another number of rows or columns
   * @throws IOException if they cannot be read
   */
  public static Points read(BlockSource source, long first, int rows) throws IOException {
    @Nullable Points block = source.read(first, rows);
    if (block == null // it may be of code that knows no nullness
        || block.rows() != rows
        || block.columns() != source.columns()) {
      throw new IllegalStateException(
          "source must read "
              + rows
              + " × "
              + source.columns()
              + " values from row "
              + first
              + " on, but read "
              + (block == null ? null : block.rows() + " × " + block.columns()));
    }
    return block;
  }
}
