package io.github.kmeans4j.core.internal.work;

/**
 * Some things in a row, cut into chunks of equal length; the last one may be shorter. The one place
 * for this arithmetic, so that it is right up to the largest int: {@code (n + size - 1) / size} and
 * {@code (chunk + 1) * size} are not.
 *
 * @param n how many things, at least 0
 * @param size how many make a chunk, at least 1
 */
public record Chunks(int n, int size) {
  /** How many rows make a chunk of work where nothing asks for another number. */
  public static final int ROWS = 512;

  /** The largest array that every JVM can make. */
  public static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * Divides and rounds up.
   *
   * @param n how many things, at least 0
   * @param size how many make a chunk, at least 1
   * @return how many chunks they make
   */
  public static int count(int n, int size) {
    return n / size + (n % size == 0 ? 0 : 1);
  }

  /**
   * Returns the number of chunks.
   *
   * @return at least 0
   */
  public int count() {
    return count(n, size);
  }

  /**
   * Returns where a chunk begins.
   *
   * @param chunk its number, below {@link #count()}
   * @return the index of its first thing
   */
  public int first(int chunk) {
    return chunk * size;
  }

  /**
   * Returns where a chunk ends.
   *
   * @param chunk its number, below {@link #count()}
   * @return the index behind its last thing
   */
  public int end(int chunk) {
    int first = first(chunk);
    return first + Math.min(size, n - first);
  }

  /**
   * Finds the chunk of a thing.
   *
   * @param index below n
   * @return the number of its chunk
   */
  public int of(int index) {
    return index / size;
  }
}
