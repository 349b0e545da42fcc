package io.github.kmeans4j.core.internal.column;

import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;

/**
 * Cuts the sorted values into k classes of least cost.
 *
 * <pre>
 * The least cost D[q][j] of the first j values in q classes is min over i &lt; j of D[q−1][i] + cost(i, j) (Fisher
 * 1958, doi:10.1080/01621459.1958.10501479; Wang and Song 2011, doi:10.32614/RJ-2011-015). Filling that table
 * takes k · m · log m costs. Differs from the papers: nearly all of it is ruled out before, from coarse to fine.
 *   - A layer holds ranges of positions where the q-th break may be. A class between a break somewhere in [a, b] and one
 *     somewhere in [c, d] has the values b..c−1 for certain, and costs at least what they do. So the same
 *     recursion over ranges gives a lower bound of what lies left of a break in a range, and backwards of what lies
 *     right of it.
 *   - Any k − 1 breaks give an upper bound; those of the best path through the ranges are a good one.
 *   - Ranges whose bounds add up to more than that hold no break of an optimum. The others are cut into
 *     eighths, and so on, until a range is one position. Then the lower bounds are D itself.
 * With B ranges for all values the bounds lie 3k/B apart, and as costs are flat at an optimum, about a part √(2/B) of
 * each layer is left: of 10⁶ values in 10 classes some 20,000 positions for all layers together. Where that does
 * not help, the table is filled as ever.
 * </pre>
 */
final class OptimalBreaks {
  /** Ranges of the first level, at least. */
  private static final int FEWEST_RANGES = 1024;

  /** Ranges of the first level for each class, at least: with fewer than three the bounds are 0. */
  private static final int RANGES_A_CLASS = 4;

  /** A range is cut into so many. */
  private static final int PARTS = 8;

  /** Bounds are right to a relative 10⁻¹¹ or so; what is within this of the limit is kept. */
  private static final double MARGIN = 1 + 0x1p-30;

  /** A total of so many times the upper bound cuts nothing off, see {@link LayerSearch}. */
  private static final double MUCH = 2;

  private final SegmentCosts costs;
  private final LayerSearch search;
  private final int m;
  private final int k;

  /** The best breaks so far, all k + 1 positions, and what they cost. */
  private int[] breaks;

  private double least = Double.POSITIVE_INFINITY;

  private OptimalBreaks(SegmentCosts costs, int k, Workers workers) {
    this.costs = costs;
    this.search = new LayerSearch(costs, workers);
    this.m = costs.m;
    this.k = k;
    this.breaks = new int[k + 1];
  }

  /**
   * Finds the breaks.
   *
   * @param column m distinct values
   * @param k number of classes, 1 to m
   * @param workers threads
   * @return k + 1 ascending positions: class q has the values from position q to position q + 1
   *     (exclusive)
   * @throws IllegalArgumentException if there are more than 2²⁸ distinct values
   */
  static int[] of(SortedColumn column, int k, Workers workers) {
    return of(column, k, Math.max(FEWEST_RANGES, (long) RANGES_A_CLASS * k), workers);
  }

  /** The same from a first level of about so many ranges, which changes the time it takes. */
  static int[] of(SortedColumn column, int k, long ranges, Workers workers) {
    int m = column.size();
    if (m > SegmentCosts.MOST_VALUES) {
      throw new IllegalArgumentException(
          "points may have at most "
              + SegmentCosts.MOST_VALUES
              + " distinct values here, but have "
              + m);
    }
    if (k == 1) {
      return new int[] {0, m};
    }
    if (k == m) {
      int[] all = new int[m + 1];
      Arrays.setAll(all, p -> p);
      return all;
    }
    return new OptimalBreaks(new SegmentCosts(column, workers), k, workers).search(ranges);
  }

  private int[] search(long ranges) {
    int size = Integer.highestOneBit((int) Math.max(1, 2 * (m / ranges)));
    Layer[] layers = new Layer[k + 1];
    for (int q = 1; q < k; q++) {
      layers[q] = Layer.of(q, m - k + q, size);
    }
    layers[0] = Layer.of(0, 0, 1);
    layers[k] = Layer.of(m, m, 1);
    takeBreaks(equalCounts());
    while (size > 1) {
      forward(layers, size);
      for (int q = k - 1; q > 0; q--) {
        search.backward(layers[q], layers[q + 1], MUCH * least);
      }
      size = Math.max(1, size / PARTS);
      Layer[] finer = layers.clone();
      for (int q = 1; q < k; q++) {
        finer[q] = layers[q].cut(size, layers[q].within(least * MARGIN));
      }
      layers = finer;
    }
    forward(layers, 1);
    return breaks;
  }

  /** Searches again if the upper bound was so much too high that it may have hidden errors. */
  private void forward(Layer[] layers, int size) {
    double bound;
    do {
      bound = least;
      fill(layers, bound);
      descend(layers, size);
    } while (least < bound / 2);
  }

  private void fill(Layer[] layers, double bound) {
    for (int q = 1; q <= k; q++) {
      search.forward(layers[q], layers[q - 1], MUCH * bound);
    }
  }

  /**
   * Takes the breaks at the end of the best path, after ever finer searches in its ranges and their
   * neighbors. The middles of coarse ranges would not do: an outlier beside one costs more than all
   * the rest.
   */
  private void descend(Layer[] layers, int size) {
    Layer[] near = layers;
    int[] path = path(near);
    int left = size;
    while (left > 1 && path.length > 0) {
      left = Math.max(1, left / PARTS);
      Layer[] finer = near.clone();
      for (int q = 1; q < k; q++) {
        finer[q] = near[q].cut(left, near[q].around(path[q]));
      }
      near = finer;
      fill(near, least);
      path = path(near);
    }
    if (path.length > 0) {
      int[] found = new int[k + 1];
      for (int q = 0; q <= k; q++) {
        found[q] = near[q].low[path[q]];
      }
      takeBreaks(found);
    }
  }

  private int[] equalCounts() {
    int[] equal = new int[k + 1];
    Arrays.setAll(equal, q -> (int) ((long) q * m / k));
    return equal;
  }

  /** Keeps breaks that cost less than those so far. */
  private void takeBreaks(int[] found) {
    double total = 0;
    for (int q = 0; q < k; q++) {
      total += costs.cost(found[q], found[q + 1]);
    }
    if (total < least) {
      least = total;
      breaks = found;
    }
  }

  /** The best ranges, back from the end; empty if there are none. */
  private int[] path(Layer[] layers) {
    int[] path = new int[k + 1];
    for (int q = k; q > 0; q--) {
      path[q - 1] = layers[q].from[path[q]];
      if (path[q - 1] < 0) {
        return new int[0];
      }
    }
    return path;
  }
}
