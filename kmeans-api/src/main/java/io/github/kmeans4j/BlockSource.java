package io.github.kmeans4j;

import java.io.IOException;

/**
 * Rows that are read block by block, so that there may be more of them than memory holds: <i>n</i>
 * rows × <i>d</i> columns, both known from the beginning and never changing.
 *
 * <pre>{@code
 * BlockSource table = new BlockSource() { // rows that are computed, or fetched from wherever they are
 *   public long rows() {
 *     return 1_000_000;
 *   }
 *
 *   public int columns() {
 *     return 2;
 *   }
 *
 *   public Points read(long firstRow, int rows) {
 *     double[] block = new double[rows * 2];
 *     for (int i = 0; i < rows; i++) {
 *       block[2 * i] = Math.sin(firstRow + i);
 *       block[2 * i + 1] = Math.cos(firstRow + i);
 *     }
 *     return Points.of(block, rows, 2);
 *   }
 *
 *   public void close() {}
 * };
 * Clustering c = new SourceKMeans(10).fit(table);
 * }</pre>
 *
 * <p>The core module has implementations for files. Others must hand out the same values for the
 * same rows each time, and must allow {@link #read} from any thread; a fit reads from one thread at
 * a time, not always the same one, and from none once it has returned. It never closes a source.
 */
public interface BlockSource extends AutoCloseable {

  /**
   * Returns the number of rows.
   *
   * @return n ≥ 1
   */
  long rows();

  /**
   * Returns the number of columns.
   *
   * @return d ≥ 1
   */
  int columns();

  /**
   * Reads consecutive rows. Values are not checked for NaN or infinity here; a fit does that.
   *
   * @param firstRow index of the first row, 0 ≤ firstRow
   * @param rows how many, at least 1, firstRow + rows ≤ n
   * @return rows × d values in an array that belongs to the caller: never written again by the
   *     source
   * @throws IllegalArgumentException if the rows are outside 0..n-1 or do not fit into one array
   * @throws IOException if they cannot be read
   */
  Points read(long firstRow, int rows) throws IOException;

  /**
   * Releases what the source holds; reading fails from then on.
   *
   * @throws IOException if that fails
   */
  @Override
  void close() throws IOException;
}
