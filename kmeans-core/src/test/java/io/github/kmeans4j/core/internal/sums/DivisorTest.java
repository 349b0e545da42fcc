package io.github.kmeans4j.core.internal.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.internal.ExactSum;
import org.junit.jupiter.api.Test;

/** Quotients so near to the middle of two doubles that rounding twice would be wrong. */
class DivisorTest {
  private static double divide(Span span, Divisor divisor, double... terms) {
    SumTable table = new SumTable(new SumGrid(new Span[] {span}, 1, 9, false), 1);
    for (double term : terms) {
      table.add(Kernels.get(), 0, new double[] {term}, 0, 1, 1);
    }
    double[] target = {Double.NaN};
    divisor.divide(table, 0, target, new double[1], new double[1]);
    return target[0];
  }

  private static Divisor weights(double... terms) {
    ExactSum sum = new ExactSum();
    for (double term : terms) {
      sum.add(term);
    }
    return Divisor.of(sum);
  }

  @Test
  void whatTwoDoublesCannotTellApartIsDividedExactly() {
    Span wide = new Span(-80, 70);
    Divisor one = Divisor.of(1);
    assertEquals(0x1p53, divide(wide, one, 0x1p53, 1));
    assertEquals(0x1p53 + 2, divide(wide, one, 0x1p53, 1, 0x1p-70));
    assertEquals(0x1p53, divide(wide, one, 0x1p53, 1, -0x1p-70));
    assertEquals(0x1p53 + 4, divide(wide, one, 0x1p53, 3));
    assertEquals(0x1p53 + 2, divide(wide, one, 0x1p53, 3, -0x1p-70));
    assertEquals(-0x1p53 - 2, divide(wide, one, -0x1p53, -1, -0x1p-70));
    // Below a power of two doubles lie closer.
    assertEquals(0x1p53, divide(wide, one, 0x1p53, -0.5));
    assertEquals(0x1p53 - 1, divide(wide, one, 0x1p53, -0.5, -0x1p-70));
    assertEquals(0x1p52 + 1, divide(wide, Divisor.of(2), 0x1p53, 1, 0x1p-70));
  }

  @Test
  void weightsBeyondADoubleDivideAsTheyAre() {
    Span small = new Span(0, 9);
    Divisor odd = weights(0x1p53, 1);
    assertEquals(0x1p53, odd.value());
    assertEquals(1, odd.rest());
    assertEquals(0x1.fffffffffffffp-54, divide(small, odd, 1));
    assertEquals(0x1.fffffffffffffp-54, divide(new Span(-80, 70), odd, 1));
    Divisor huge = weights(Double.MAX_VALUE, Double.MAX_VALUE);
    assertEquals(Double.POSITIVE_INFINITY, huge.value());
    assertEquals(0, huge.rest());
    assertEquals(0.5, divide(new Span(-80, 1024), huge, Double.MAX_VALUE));
  }

  @Test
  void quotientsBelowTheNormalRangeAreRoundedOnce() {
    Divisor large = weights(0x1p174);
    Span tiny = new Span(-990, -890);
    double least = Double.MIN_VALUE;
    assertEquals(2 * least, divide(tiny, large, 0x2.8p-900));
    assertEquals(3 * least, divide(tiny, large, 0x2.8p-900, 0x1p-990));
    assertEquals(2 * least, divide(tiny, large, 0x2.8p-900, -0x1p-990));
    // Exactly 2.5, where the sum alone would be a little more.
    Divisor odd = weights(0x1p174, 3 * 0x1p122);
    assertEquals(2 * least, divide(tiny, odd, 0x2.8p-900, 7.5 * 0x1p-952));
    // A sum so small that its lower half is lost.
    assertEquals(3 * least, divide(new Span(-1074, -990), Divisor.of(2), 5 * least, 0, least));
    assertEquals(2 * least, divide(new Span(-1074, 40), Divisor.of(2), 5 * least, 0));
  }

  @Test
  void noSumIsZero() {
    for (Span span :
        new Span[] {Span.ZERO, new Span(-40, 9), new Span(-80, 9), new Span(-300, 9)}) {
      assertEquals(0.0, divide(span, Divisor.of(3)));
      assertEquals(0.0, divide(span, weights(0.1, 0.2)));
    }
  }
}
