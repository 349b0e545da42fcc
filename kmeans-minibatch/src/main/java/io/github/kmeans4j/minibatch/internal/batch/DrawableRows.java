package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.points.Subset;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that batches and samples are drawn from. Those of weight 0 are as good as none, and
 * belong to them only if the others are fewer than k. Immutable and thread-safe.
 */
public final class DrawableRows {
  private final int n;

  /** Ascending; null for all. */
  private final int @Nullable [] heavy;

  private DrawableRows(int n, int @Nullable [] heavy) {
    this.n = n;
    this.heavy = heavy;
  }

  /**
   * Finds them.
   *
   * @param n number of rows
   * @param weights n weights, or null if each is 1
   */
  static DrawableRows of(int n, double @Nullable [] weights, int k) {
    if (weights == null) {
      return new DrawableRows(n, null);
    }
    int[] heavy = IntStream.range(0, n).filter(row -> weights[row] > 0).toArray();
    return new DrawableRows(n, heavy.length == n || heavy.length < k ? null : heavy);
  }

  int count() {
    return heavy == null ? n : heavy.length;
  }

  /** The number that the data have for one of them. */
  int row(int i) {
    return heavy == null ? i : heavy[i];
  }

  /** Draws so many distinct ones, ascending. */
  int[] sample(int size, RandomGenerator random) {
    int[] sample = Subset.draw(count(), size, random);
    return heavy == null ? sample : Arrays.stream(sample).map(this::row).toArray();
  }

  /**
   * All rows of the data: these first.
   *
   * @param order of these, by their numbers among themselves
   * @return that array itself if there are no others, so that what is drawn later shows in it
   */
  int[] thenOthers(int[] order) {
    if (heavy == null) {
      return order;
    }
    int[] all = Arrays.copyOf(Arrays.stream(order).map(this::row).toArray(), n);
    int end = heavy.length;
    int next = 0;
    for (int row = 0; row < n; row++) {
      if (next < heavy.length && heavy[next] == row) {
        next++;
      } else {
        all[end++] = row;
      }
    }
    return all;
  }
}
