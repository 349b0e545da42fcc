package io.github.kmeans4j.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Sums against exact arithmetic. */
class CompensatedSumTest {

  @Example
  void keepsWhatPlainAdditionLoses() {
    CompensatedSum sum = new CompensatedSum();
    sum.add(1e100);
    sum.add(1);
    sum.add(-1e100);
    assertEquals(1, sum.value());
    sum.clear();
    assertEquals(0, sum.value());
  }

  @Property(tries = 300)
  void isTheExactSumRounded(
      @ForAll @Size(max = 200) List<@DoubleRange(min = -1e15, max = 1e15) Double> values) {
    CompensatedSum sum = new CompensatedSum();
    BigDecimal exact = BigDecimal.ZERO;
    double size = 0;
    for (double value : values) {
      sum.add(value);
      exact = exact.add(new BigDecimal(value));
      size += Math.abs(value);
    }
    assertEquals(exact.doubleValue(), sum.value(), Math.ulp(exact.doubleValue()) + 1e-28 * size);
  }

  @Property(tries = 300)
  void sumsOfProductsAddSubtractAndDivide(
      @ForAll @Size(max = 60) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @DoubleRange(min = 0.5, max = 1e6) double divisor) {
    CompensatedSum all = new CompensatedSum();
    CompensatedSum half = new CompensatedSum();
    BigDecimal rest = BigDecimal.ZERO;
    double size = 0;
    for (int i = 0; i < values.size(); i++) {
      double other = values.get(values.size() - 1 - i);
      all.addProduct(values.get(i), other);
      size += Math.abs(values.get(i) * other);
      if (i % 2 == 0) {
        half.addProduct(values.get(i), other);
      } else {
        rest = rest.add(new BigDecimal(values.get(i)).multiply(new BigDecimal(other)));
      }
    }
    all.subtract(half);
    double error = Math.ulp(rest.doubleValue()) + 1e-28 * size;
    assertEquals(rest.doubleValue(), all.value(), error);
    CompensatedSum copy = new CompensatedSum();
    copy.add(all);
    assertEquals(all.value(), copy.value());
    all.divide(divisor);
    double quotient =
        rest.divide(new BigDecimal(divisor), java.math.MathContext.DECIMAL128).doubleValue();
    assertEquals(quotient, all.value(), Math.ulp(quotient) + 1e-28 * size / divisor);
  }
}
