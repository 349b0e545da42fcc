package io.github.kmeans4j.minibatch.internal.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random order of the rows for batches that grow: the first b₀ rows, then twice as many, and so
 * on; when twice as many again would exceed them, all. What a batch adds is a uniform random subset
 * of what is left; within it rows stand in ascending order, which the caches like and no batch can
 * tell from any other order.
 */
public final class GrowingOrder {
  private final int[] rows;
  private final int[] sizes;

  /**
   * Draws the order.
   *
   * @param n number of rows
   * @param first rows of the first batch, at least 1
   */
  public GrowingOrder(int n, int first, RandomGenerator random) {
    this.sizes = sizes(n, first);
    this.rows = new int[n];
    int[] next = new int[sizes.length];
    int[] left = new int[sizes.length];
    for (int s = 0; s < sizes.length; s++) {
      next[s] = s == 0 ? 0 : sizes[s - 1];
      left[s] = sizes[s] - next[s];
    }
    for (int i = 0; i < n; i++) {
      // Each part takes the row with the probability that its free places have among all.
      int place = random.nextInt(n - i);
      int s = sizes.length - 1; // the largest part first: about two comparisons
      while (place >= left[s]) {
        place -= left[s];
        s--;
      }
      left[s]--;
      rows[next[s]++] = i;
    }
  }

  private static int[] sizes(int n, int first) {
    List<Integer> sizes = new ArrayList<>();
    long b = first;
    while (2 * b < n) {
      sizes.add((int) b);
      b *= 2;
    }
    // 2b >= n: from here on all rows take part, as soon as the batch wants to grow.
    if (b < n) {
      sizes.add((int) b);
    }
    sizes.add(n);
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The row at each place; live. */
  public int[] rows() {
    return rows;
  }

  /** How many batches of different size there are; the last one is the whole. */
  public int batches() {
    return sizes.length;
  }

  /** Rows of a batch. */
  public int size(int batch) {
    return sizes[batch];
  }
}
