package io.github.kmeans4j.bench.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The judge's sums against those of decimal numbers of any length. */
class ExactSumTest {
  private static final double LEAST = Double.MIN_VALUE;

  /** Any finite double: of any exponent, subnormal ones and zeros included. */
  private static double any(SplittableRandom random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) && random.nextInt(20) > 0 ? value : random.nextInt(3) * LEAST;
  }

  private static ExactSum sum(double... values) {
    ExactSum sum = new ExactSum();
    for (double value : values) {
      sum.add(value);
    }
    return sum;
  }

  @Test
  void sumsOfAnyRangeAreRoundedOnce() {
    SplittableRandom random = new SplittableRandom(1);
    for (int t = 0; t < 500; t++) {
      ExactSum sum = new ExactSum();
      BigDecimal expected = BigDecimal.ZERO;
      for (int i = 0; i < 5; i++) {
        double value = any(random);
        sum.add(value);
        expected = expected.add(new BigDecimal(value));
      }
      assertEquals(expected.doubleValue(), sum.value());
    }
  }

  @Test
  void quotientsOfSumsOfProductsAreRoundedOnce() {
    SplittableRandom random = new SplittableRandom(2);
    for (int t = 0; t < 500; t++) {
      ExactSum sum = new ExactSum();
      ExactSum weights = new ExactSum();
      BigDecimal expected = BigDecimal.ZERO;
      BigDecimal total = BigDecimal.ZERO;
      for (int i = 0; i < 5; i++) {
        double value = any(random);
        double weight = Math.max(LEAST, Math.abs(any(random)));
        sum.addProduct(weight, value);
        weights.add(weight);
        BigDecimal exactWeight = new BigDecimal(weight);
        expected = expected.add(exactWeight.multiply(new BigDecimal(value)));
        total = total.add(exactWeight);
      }
      double mean = expected.divide(total, new MathContext(1300)).doubleValue();
      assertEquals(mean, sum.over(weights));
    }
  }

  @Test
  void tiesGoToTheEvenDouble() {
    assertEquals(0x1p53, sum(0x1p53, 1).value());
    assertEquals(0x1p53 + 4, sum(0x1p53 + 2, 1).value());
    assertEquals(0x1p53 + 2, sum(0x1p53, 1, LEAST).value());
    assertEquals(0, sum(LEAST).over(sum(2)));
    assertEquals(2 * LEAST, sum(3 * LEAST).over(sum(2)));
    assertEquals(LEAST, sum(2 * LEAST).over(sum(3)));
  }

  @Test
  void nothingStaysBehindWhatIsTakenAway() {
    ExactSum sum = sum(1e300, 0.1, 1e-300);
    sum.add(-1e300);
    sum.addProduct(-1, 0.1);
    assertEquals(1e-300, sum.value());
  }

  @Test
  void beyondDoublesTheSumIsInfiniteButItsQuotientIsNot() {
    ExactSum sum = sum(Double.MAX_VALUE, Double.MAX_VALUE);
    assertEquals(Double.POSITIVE_INFINITY, sum.value());
    assertEquals(Double.MAX_VALUE, sum.over(sum(2)));
    assertEquals(Double.NEGATIVE_INFINITY, sum(-Double.MAX_VALUE, -Double.MAX_VALUE).value());
  }

  @Test
  void comparesExactly() {
    assertTrue(sum(1, 1e-300).compareTo(sum(1)) > 0);
    assertEquals(0, sum(0.1, 0.1).compareTo(sum(0.1).twice()));
    assertTrue(sum(0.1, 0.1, 0.1).compareTo(sum(0.3)) > 0);
  }
}
