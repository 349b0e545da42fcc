package io.github.kmeans4j.core.internal.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every bound of every range against the table of the plain recursion. */
class LayerSearchTest {
  private static final double ROUNDING = 1e-12;

  @Property(tries = 300)
  void noBoundIsTooHighAndThoseOfSinglePositionsAreExact(
      @ForAll long seed,
      @ForAll @IntRange(max = 7) int style,
      @ForAll @IntRange(max = 3) int weighting,
      @ForAll @IntRange(min = 3, max = 60) int n,
      @ForAll @IntRange(min = 2, max = 7) int most,
      @ForAll @IntRange(max = 4) int halvings) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = OptimalBreaksTest.values(style, n, random);
    double[] weights = OptimalBreaksTest.weights(weighting, n, random);
    try (Workers workers = new Workers(1)) {
      SortedColumn column = SortedColumn.of(Points.of(values, n, 1), weights, workers);
      int m = column.size();
      int k = Math.min(most, m - 1);
      if (k < 2) {
        return;
      }
      SegmentCosts costs = new SegmentCosts(column, workers);
      int size = 1 << halvings;
      Layer[] layers = new Layer[k + 1];
      layers[0] = Layer.of(0, 0, 1);
      layers[k] = Layer.of(m, m, 1);
      for (int q = 1; q < k; q++) {
        layers[q] = Layer.of(q, m - k + q, size);
      }
      double[][] before = table(costs, k, true);
      double[][] behind = table(costs, k, false);
      LayerSearch search = new LayerSearch(costs, workers);
      double much = 2 * before[k][m];
      for (int q = 1; q <= k; q++) {
        search.forward(layers[q], layers[q - 1], much);
      }
      for (int q = k - 1; q > 0; q--) {
        search.backward(layers[q], layers[q + 1], much);
      }
      assertTrue(layers[k].left[0] <= before[k][m] * (1 + ROUNDING));
      for (int q = 1; q < k; q++) {
        for (int t = 0; t < layers[q].size(); t++) {
          check(layers[q], t, before[q], behind[q], before[k][m], size == 1);
        }
      }
    }
  }

  private static void check(
      Layer layer, int t, double[] before, double[] behind, double least, boolean single) {
    for (int p = layer.low[t]; p <= layer.high[t]; p++) {
      if (before[p] <= least * (1 + ROUNDING)) {
        check(before[p], layer.left[t], least, single);
      }
      if (behind[p] <= least * (1 + ROUNDING)) {
        check(behind[p], layer.right[t], least, single);
      }
    }
  }

  /** Beside what a solution costs, errors of its rounding do not matter. */
  private static void check(double exact, double bound, double least, boolean single) {
    assertTrue(bound <= exact + ROUNDING * least, () -> bound + " > " + exact);
    if (single) {
      assertEquals(exact, bound, ROUNDING * least);
    }
  }

  /** The least cost left of each position in q classes, or right of it in k − q. */
  private static double[][] table(SegmentCosts costs, int k, boolean left) {
    int m = costs.m;
    double[][] best = new double[k + 1][m + 1];
    for (double[] row : best) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    best[left ? 0 : k][left ? 0 : m] = 0;
    for (int step = 1; step <= k; step++) {
      int q = left ? step : k - step;
      double[] known = best[left ? q - 1 : q + 1];
      for (int p = 0; p <= m; p++) {
        for (int other = left ? 0 : p + 1; other < (left ? p : m + 1); other++) {
          double cost = left ? costs.cost(other, p) : costs.cost(p, other);
          best[q][p] = Math.min(best[q][p], known[other] + cost);
        }
      }
    }
    return best;
  }
}
