package io.github.kmeans4j.core.internal.column;

import java.util.Arrays;

/**
 * Where one of the breaks may be: ranges of positions, ascending, without overlaps. The first layer
 * is the position 0, the last one the end.
 */
final class Layer {
  /** First and last position of each range. */
  final int[] low;

  final int[] high;

  /** Lower bounds of what the values before a range cost, those in the range left out. */
  final double[] left;

  /** Lower bounds of what the values behind it cost. */
  final double[] right;

  /** Which range of the layer before belongs to {@link #left}; −1 if none does. */
  final int[] from;

  private Layer(int[] low, int[] high) {
    this.low = low;
    this.high = high;
    this.left = new double[low.length];
    this.right = new double[low.length];
    this.from = new int[low.length];
  }

  /** All positions from first to last, in ranges that end before multiples of a size. */
  static Layer of(int first, int last, int size) {
    return new Layer(new int[] {first}, new int[] {last}).cut(size, new boolean[] {true});
  }

  int size() {
    return low.length;
  }

  /** The ranges that are kept, cut into parts that end before multiples of a size. */
  Layer cut(int size, boolean[] kept) {
    int parts = 0;
    for (int t = 0; t < low.length; t++) {
      parts = Math.addExact(parts, kept[t] ? high[t] / size - low[t] / size + 1 : 0);
    }
    int[] lows = new int[parts];
    int[] highs = new int[parts];
    int p = 0;
    for (int t = 0; t < low.length; t++) {
      for (int b = low[t] / size; kept[t] && b <= high[t] / size; b++) {
        lows[p] = Math.max(low[t], b * size);
        highs[p++] = Math.min(high[t], b * size + (size - 1));
      }
    }
    return new Layer(lows, highs);
  }

  /** A range and its neighbors. */
  boolean[] around(int t) {
    boolean[] kept = new boolean[low.length];
    Arrays.fill(kept, Math.max(0, t - 1), Math.min(kept.length, t + 2), true);
    return kept;
  }

  /** Which ranges a total of at most so much can go through. */
  boolean[] within(double limit) {
    boolean[] kept = new boolean[low.length];
    for (int t = 0; t < kept.length; t++) {
      kept[t] = left[t] + right[t] <= limit;
    }
    return kept;
  }
}
