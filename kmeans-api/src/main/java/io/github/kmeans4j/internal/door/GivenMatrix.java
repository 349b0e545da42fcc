package io.github.kmeans4j.internal.door;

import org.jspecify.annotations.Nullable;

/** The check of matrices, all of whose fields are public in EJML, and may contradict each other. */
public final class GivenMatrix {
  private GivenMatrix() {}

  /**
   * Checks that a matrix of doubles has all its values.
   *
   * @param name what messages call it
   * @param rows its number of rows
   * @param columns its number of columns
   * @param values its array, which may be longer
   * @throws IllegalArgumentException if the array is missing or too short, or a number is negative
   */
  public static void check(String name, int rows, int columns, double @Nullable [] values) {
    check(name, rows, columns, values == null ? -1 : values.length);
  }

  /**
   * Checks that a matrix of floats has all its values.
   *
   * @param name what messages call it
   * @param rows its number of rows
   * @param columns its number of columns
   * @param values its array, which may be longer
   * @throws IllegalArgumentException as for doubles
   */
  public static void check(String name, int rows, int columns, float @Nullable [] values) {
    check(name, rows, columns, values == null ? -1 : values.length);
  }

  private static void check(String name, int rows, int columns, int length) {
    String shape = name + ": a matrix of " + rows + " × " + columns;
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(shape + " cannot be");
    }
    long needed = (long) rows * columns;
    if (length < needed) {
      throw new IllegalArgumentException(
          shape
              + " must have "
              + needed
              + " values, but "
              + (length < 0 ? "has no array" : "its array has " + length));
    }
  }
}
