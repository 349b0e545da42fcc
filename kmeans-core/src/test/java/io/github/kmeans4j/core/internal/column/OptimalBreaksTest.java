package io.github.kmeans4j.core.internal.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Workers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The best breaks against the table of the plain definition, from every first level. */
class OptimalBreaksTest {
  private static SortedColumn column(double[] values, double[] weights, Workers workers) {
    return SortedColumn.of(Points.of(values, values.length, 1), weights, workers);
  }

  /**
   * Values of eight styles: ties, duplicates, offsets, clumps, wide ranges, neighbors among
   * doubles.
   */
  static double[] values(int style, int n, SplittableRandom random) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      values[i] =
          switch (style) {
            case 0 -> random.nextInt(12) - 6;
            case 1 -> u * 2 - 1;
            case 2 -> 1e8 + u;
            case 3 -> i;
            case 4 -> random.nextInt(4) * 1e6 + random.nextInt(5) * 1e-3;
            case 5 -> (random.nextBoolean() ? 1 : -1) * Math.exp(80 * u - 40);
            case 6 -> 1 + random.nextInt(40) * Math.ulp(1.0);
            default -> i == 0 ? 9.969e36 : random.nextInt(30) * 0.1;
          };
    }
    return values;
  }

  static double[] weights(int style, int n, SplittableRandom random) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] =
          switch (style) {
            case 0 -> 1;
            case 1 -> random.nextInt(4) == 0 ? 0 : random.nextDouble();
            case 2 -> random.nextInt(1, 4);
            default -> Math.exp(60 * random.nextDouble() - 30);
          };
    }
    weights[n - 1] += 1;
    return weights;
  }

  @Property(tries = 200)
  void noBreaksCostLess(
      @ForAll long seed,
      @ForAll @IntRange(max = 7) int style,
      @ForAll @IntRange(max = 3) int weighting,
      @ForAll @IntRange(min = 1, max = 24) int n,
      @ForAll @IntRange(min = 1, max = 9) int most) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = values(style, n, random);
    double[] weights = weights(weighting, n, random);
    try (Workers workers = new Workers(1)) {
      SortedColumn column = column(values, weights, workers);
      ExactColumn exact = new ExactColumn(column.values, column.weights);
      for (int k = 1; k <= Math.min(most, column.size()); k++) {
        BigDecimal least = exact.least(k);
        for (int ranges : new int[] {1, 2, 3, 5, 8, 1024}) {
          int[] breaks = OptimalBreaks.of(column, k, ranges, workers);
          assertEquals(k + 1, breaks.length);
          assertEquals(0, breaks[0]);
          assertEquals(column.size(), breaks[k]);
          for (int q = 0; q < k; q++) {
            assertTrue(breaks[q] < breaks[q + 1], "an empty class of " + exact);
          }
          BigDecimal cost = exact.cost(breaks);
          assertTrue(
              ExactColumn.within(cost, least, 1e-12),
              () -> exact + ", k=" + breaks.length + ": " + cost + " > " + least);
        }
      }
    }
  }

  @Property(tries = 300)
  void everyCostIsRight(
      @ForAll long seed,
      @ForAll @IntRange(max = 7) int style,
      @ForAll @IntRange(max = 3) int weighting,
      @ForAll @IntRange(min = 2, max = 70) int n) {
    SplittableRandom random = new SplittableRandom(seed);
    try (Workers workers = new Workers(2)) {
      SortedColumn column =
          column(values(style, n, random), weights(weighting, n, random), workers);
      int m = column.size();
      if (m < 2) {
        return;
      }
      SegmentCosts costs = new SegmentCosts(column, workers);
      ExactColumn exact = new ExactColumn(column.values, column.weights);
      // Costs come in units of the scaled values; these are powers of two, found from one cost.
      double unit = exact.cost(0, m).doubleValue() / costs.cost(0, m);
      unit = Math.scalb(1.0, Math.getExponent(unit * 1.1));
      for (int trial = 0; trial < 20; trial++) {
        int from = random.nextInt(m);
        int to = random.nextInt(from + 1, m + 1);
        double expected = exact.cost(from, to).doubleValue();
        assertEquals(expected, costs.cost(from, to) * unit, expected * 0x1p-43);
      }
    }
  }

  @Test
  void threadsAndFirstLevelsChangeNothing() {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[9_000];
    Arrays.setAll(values, i -> random.nextGaussian() + 3 * random.nextInt(3));
    for (int k : new int[] {2, 7, 20}) {
      int[] one = breaks(values, k, values.length, 1);
      assertArrayEquals(one, breaks(values, k, values.length, 3));
      assertArrayEquals(one, breaks(values, k, 512, 1));
      assertArrayEquals(one, breaks(values, k, 64, 2));
    }
  }

  private static int[] breaks(double[] values, int k, int ranges, int threads) {
    try (Workers workers = new Workers(threads)) {
      double[] ones = new double[values.length];
      Arrays.fill(ones, 1);
      return OptimalBreaks.of(column(values, ones, workers), k, ranges, workers);
    }
  }

  @Test
  void sortingIsTheSameForAnyThreads() {
    SplittableRandom random = new SplittableRandom(2);
    double[] values = new double[150_001];
    Arrays.setAll(values, i -> random.nextInt(3) == 0 ? random.nextInt(50) : random.nextDouble());
    double[] expected = values.clone();
    Arrays.sort(expected);
    for (int threads = 1; threads <= 5; threads++) {
      try (Workers workers = new Workers(threads)) {
        assertArrayEquals(expected, Sorting.sort(values.clone(), workers));
      }
    }
  }

  @Test
  void equalValuesAreMergedWhateverTheirOrder() {
    double[] values = {3, -0.0, 1, 0.0, 3, 1, 3, 5};
    double[] weights = {0.1, 1, 0, 2, 0.2, 0, 0.3, 0};
    try (Workers workers = new Workers(1)) {
      SortedColumn column = column(values, weights, workers);
      assertArrayEquals(new double[] {0, 3}, column.values);
      assertArrayEquals(
          new double[] {
            3, new BigDecimal(0.1).add(new BigDecimal(0.2)).add(new BigDecimal(0.3)).doubleValue()
          },
          column.weights);
    }
  }
}
