package io.github.kmeans4j.core.internal.column;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * The plain definition in numbers of 120 digits: costs of segments, and the table of the optimum.
 */
final class ExactColumn {
  private static final MathContext DIGITS = new MathContext(120);

  private final double[] values;
  private final double[] weights;

  ExactColumn(double[] values, double[] weights) {
    this.values = values;
    this.weights = weights;
  }

  /** Σ w(x − mean)² of values from to to − 1. */
  BigDecimal cost(int from, int to) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weight = BigDecimal.ZERO;
    for (int v = from; v < to; v++) {
      sum = sum.add(new BigDecimal(weights[v]).multiply(new BigDecimal(values[v])));
      weight = weight.add(new BigDecimal(weights[v]));
    }
    BigDecimal mean = sum.divide(weight, DIGITS);
    BigDecimal cost = BigDecimal.ZERO;
    for (int v = from; v < to; v++) {
      BigDecimal off = new BigDecimal(values[v]).subtract(mean, DIGITS);
      cost = cost.add(off.multiply(off, DIGITS).multiply(new BigDecimal(weights[v])), DIGITS);
    }
    return cost;
  }

  BigDecimal cost(int[] breaks) {
    BigDecimal cost = BigDecimal.ZERO;
    for (int q = 1; q < breaks.length; q++) {
      cost = cost.add(cost(breaks[q - 1], breaks[q]), DIGITS);
    }
    return cost;
  }

  /** The least cost of all values in exactly k classes, by the recursion as it is. */
  BigDecimal least(int k) {
    int m = values.length;
    BigDecimal[][] costs = new BigDecimal[m + 1][m + 1];
    for (int i = 0; i < m; i++) {
      for (int j = i + 1; j <= m; j++) {
        costs[i][j] = cost(i, j);
      }
    }
    BigDecimal[] best = new BigDecimal[m + 1];
    for (int j = 1; j <= m; j++) {
      best[j] = costs[0][j];
    }
    for (int q = 2; q <= k; q++) {
      BigDecimal[] next = new BigDecimal[m + 1];
      for (int j = q; j <= m; j++) {
        for (int i = q - 1; i < j; i++) {
          BigDecimal total = best[i].add(costs[i][j], DIGITS);
          next[j] = next[j] == null || total.compareTo(next[j]) < 0 ? total : next[j];
        }
      }
      best = next;
    }
    return best[m];
  }

  /** Whether a cost exceeds another one by no more than so much of it. */
  static boolean within(BigDecimal cost, BigDecimal least, double relative) {
    return cost.subtract(least).compareTo(least.multiply(new BigDecimal(relative))) <= 0;
  }

  @Override
  public String toString() {
    return Arrays.toString(values) + " × " + Arrays.toString(weights);
  }
}
