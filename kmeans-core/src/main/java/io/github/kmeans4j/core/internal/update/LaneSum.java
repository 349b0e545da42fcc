package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;

/**
 * The exact sum of many values, which are added up side by side in lanes first, each a pair of
 * doubles: an {@link ExactSum} alone takes several times as long for a value. What a pair cannot
 * hold goes to the exact sum value by value. Not thread-safe.
 */
final class LaneSum {
  /** Values at a time. */
  static final int MOST = 8 * Pairs.LANES;

  /** Below so many values in all an exact sum alone is as fast. */
  static final int WORTH = MOST;

  /** What is added next, from the first one on. */
  final double[] values = new double[MOST];

  private final Pairs pairs;
  private final double[] high = new double[Pairs.LANES];
  private final double[] low = new double[Pairs.LANES];
  private final ExactSum rest = new ExactSum();

  LaneSum(Pairs pairs) {
    this.pairs = pairs;
  }

  /**
   * Adds the first of {@link #values}.
   *
   * @param count how many, at most {@link #MOST}; all finite
   */
  void add(int count) {
    int rows = (count + Pairs.LANES - 1) / Pairs.LANES;
    Arrays.fill(values, count, rows * Pairs.LANES, 0);
    long left = pairs.addRows(values, 0, Pairs.LANES, rows, high, low, 0, Pairs.LANES);
    for (; left != 0; left &= left - 1) {
      for (int at = Long.numberOfTrailingZeros(left); at < count; at += Pairs.LANES) {
        rest.add(values[at]);
      }
    }
  }

  /** Adds what was added so far to a sum. */
  void addTo(ExactSum total) {
    for (int l = 0; l < Pairs.LANES; l++) {
      total.add(high[l]);
      total.add(low[l]);
    }
    total.add(rest);
  }
}
