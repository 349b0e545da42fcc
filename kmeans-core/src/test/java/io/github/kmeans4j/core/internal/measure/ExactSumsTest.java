package io.github.kmeans4j.core.internal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Sums and means are those of decimals of any length, rounded once. */
class ExactSumsTest {
  private static final MathContext DIGITS = new MathContext(1700);

  @Property(tries = 300)
  void sumsAndMeansAreExact(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 0, max = 1020) int span) {
    ExactSums sums = new ExactSums(2);
    ExactSums parts = new ExactSums(2);
    ExactSums merged = new ExactSums(2);
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      double value =
          Math.scalb(random.nextGaussian(), random.nextInt(2 * span + 1) - Math.max(span, 60));
      exact = exact.add(new BigDecimal(value));
      sums.add(0, 7);
      sums.add(1, value);
      parts.add(1, value);
      if (i == n / 2) {
        merged.add(1, parts);
        parts.clear(1);
      }
    }
    merged.add(1, parts);
    BigDecimal mean = exact.divide(BigDecimal.valueOf(n), DIGITS);
    double[] high = new double[3];
    double[] low = new double[3];
    for (ExactSums each : new ExactSums[] {sums, merged}) {
      assertEquals(exact.doubleValue(), each.value(1));
      assertEquals(mean.doubleValue(), each.mean(1, n));
      each.mean(1, n, high, low, 2);
      assertEquals(mean.doubleValue(), high[2]);
      assertEquals(mean.subtract(new BigDecimal(high[2])).doubleValue(), low[2]);
    }
    assertEquals(7.0 * n, sums.value(0));
    assertEquals(0, merged.value(0));
    sums.clear(1);
    sums.add(1, 3);
    assertEquals(3, sums.value(1));
  }

  @Test
  void whatIsNotFiniteStaysSo() {
    ExactSums sums = new ExactSums(3);
    for (double value : new double[] {1, Double.POSITIVE_INFINITY, 1e-300, 5}) {
      sums.add(0, value);
      sums.add(1, value - value);
      sums.add(2, Double.MAX_VALUE);
    }
    assertEquals(Double.POSITIVE_INFINITY, sums.value(0));
    assertEquals(Double.POSITIVE_INFINITY, sums.mean(0, 4));
    assertEquals(Double.NaN, sums.value(1));
    assertEquals(Double.NaN, sums.mean(1, 4));
    assertEquals(Double.POSITIVE_INFINITY, sums.value(2));
  }
}
