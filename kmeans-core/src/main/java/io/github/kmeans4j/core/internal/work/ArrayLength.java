package io.github.kmeans4j.core.internal.work;

/** How long an array must be for a table that may not fit into one. */
public final class ArrayLength {
  private ArrayLength() {}

  /**
   * Multiplies.
   *
   * @param what the rows of the table, for the message
   * @param rows how many
   * @param columns values of each
   * @return rows × columns
   * @throws IllegalArgumentException if no array is that long
   */
  public static int of(String what, int rows, int columns) {
    if ((long) rows * columns > Chunks.LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          what + ": " + rows + " × " + columns + " values do not fit into one array");
    }
    return rows * columns;
  }
}
