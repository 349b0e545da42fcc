package io.github.kmeans4j.core.internal.work;

import java.util.Arrays;

/**
 * The order in which pieces of work of very different sizes are begun, so that no thread is left
 * with a large one at the end.
 */
public final class LargestFirst {
  private LargestFirst() {}

  /**
   * Orders pieces.
   *
   * @param sizes of each piece, not negative; not changed
   * @return their numbers, by falling size
   */
  public static int[] order(int[] sizes) {
    long[] keys = new long[sizes.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) (Integer.MAX_VALUE - sizes[i]) << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
