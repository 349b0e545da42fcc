package io.github.kmeans4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Sums without rounding, against whole numbers and decimals of any length. */
class ExactSumTest {
  /** Any finite double, with mantissas that are often short. */
  private static double anyDouble(SplittableRandom random) {
    long bits = random.nextLong();
    if (random.nextInt(4) == 0) {
      bits &= -1L << random.nextInt(20, 63);
    }
    double value = Double.longBitsToDouble(bits);
    return Double.isFinite(value) ? value : random.nextInt(9);
  }

  @Property(tries = 2000)
  void sumsAreExactAndRoundedOnce(
      @ForAll @IntRange(min = 0, max = 60) int n, @ForAll boolean alike, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      double value = alike ? random.nextDouble(-1, 1) : anyDouble(random);
      if (random.nextBoolean()) {
        sum.add(value);
        expected = expected.add(new BigDecimal(value));
      } else {
        sum.subtract(value);
        expected = expected.subtract(new BigDecimal(value));
      }
      assertEquals(expected.doubleValue() + 0.0, sum.value());
      assertEquals(expected.signum(), sum.signum());
    }
  }

  @Property(tries = 2000)
  void productsAreExactAlsoBeyondTheRangeOfDouble(
      @ForAll @IntRange(min = 0, max = 30) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      double a = anyDouble(random);
      double b = anyDouble(random);
      sum.addProduct(a, b);
      expected = expected.add(new BigDecimal(a).multiply(new BigDecimal(b)));
      assertEquals(expected.signum(), sum.signum());
    }
    assertEquals(
        expected,
        new BigDecimal(sum.toBigInteger())
            .multiply(power(sum.exponent()))
            .setScale(expected.scale()));
  }

  private static BigDecimal power(int exponent) {
    BigDecimal two = BigDecimal.valueOf(2);
    return exponent >= 0
        ? two.pow(exponent)
        : new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent);
  }

  @Property
  void whatIsTakenAwayLeavesNothingBehind(
      @ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.longs(n).mapToDouble(bits -> anyDouble(random)).toArray();
    ExactSum sum = new ExactSum();
    sum.add(0.7);
    for (double value : values) {
      sum.add(value);
    }
    ExactSum half = new ExactSum();
    for (int i = 0; i < n; i += 2) {
      half.add(values[i]);
    }
    for (int i = 1; i < n; i += 2) {
      sum.subtract(values[i]);
    }
    ExactSum copy = sum.copy();
    sum.subtract(half);
    assertEquals(0.7, sum.value());
    copy.subtract(0.7);
    copy.subtract(half);
    assertEquals(0, copy.signum());
    copy.add(half);
    assertEquals(half.value(), copy.value());
    copy.clear();
    assertEquals(0, copy.value());
  }

  @Property
  void narrowSumsMergeIntoWiderOnes(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ExactSum narrow = new ExactSum(-60, 3);
    ExactSum wide = new ExactSum();
    ExactSum expected = new ExactSum();
    for (int i = 0; i < 20; i++) {
      double value = Math.rint(random.nextDouble(-1, 1) * 0x1p40) * 0x1p-40;
      narrow.add(value);
      expected.add(value);
    }
    wide.add(1e300);
    wide.add(narrow);
    wide.subtract(1e300);
    assertEquals(expected.value(), wide.value());
    narrow.subtract(wide);
    assertEquals(0, narrow.signum());
  }

  @Property
  void sumsThatWereWrittenAddUpToTheWhole(
      @ForAll @IntRange(min = 0, max = 40) int n, @ForAll boolean alike, @ForAll long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ExactSum expected = new ExactSum();
    ExactSum[] parts = {new ExactSum(), new ExactSum(), new ExactSum()};
    for (int i = 0; i < n; i++) {
      double value = alike ? random.nextDouble(-1, 1) : anyDouble(random);
      expected.add(value);
      parts[random.nextInt(3)].add(value);
    }
    ExactSum sum = new ExactSum();
    for (ExactSum part : parts) {
      double before = part.value();
      addWritten(part, sum);
      assertEquals(before, part.value());
    }
    sum.signum(); // passes on carries
    expected.signum();
    assertEquals(expected.toBigInteger(), sum.toBigInteger());
  }

  @Example
  void sumsThatWereWrittenFitAnyRangeThatHoldsThem() throws IOException {
    ExactSum[] all = {new ExactSum(), new ExactSum(-70, 10), new ExactSum(-40, 8)};
    for (double value : new double[] {0, 5.5, -5.5, 0x1p-40, -0x1p-40, 200, -200}) {
      for (ExactSum from : all) {
        for (ExactSum to : all) {
          from.clear();
          from.add(value);
          ExactSum sum = to.copy();
          sum.clear();
          sum.add(0.25);
          addWritten(from, sum);
          sum.subtract(0.25);
          assertEquals(value, sum.value());
        }
      }
    }
  }

  private static void addWritten(ExactSum part, ExactSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    part.writeTo(new DataOutputStream(bytes));
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    sum.addFrom(new DataInputStream(in));
    assertEquals(0, in.available());
  }

  @Example
  void manyTermsPassOnTheirCarries() {
    ExactSum sum = new ExactSum(0, 53);
    sum.add(0x1.fffffffffffffp52);
    for (int i = 0; i < 40; i++) {
      sum.add(sum.copy());
      sum.add(0x1.fffffffffffffp52);
    }
    BigInteger terms = BigInteger.ONE.shiftLeft(41).subtract(BigInteger.ONE);
    BigInteger term = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);
    assertEquals(terms.multiply(term), sum.toBigInteger().shiftLeft(sum.exponent()));
  }

  @Property(tries = 2000)
  void quotientsAreRoundedOnce(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BigInteger numerator =
        new BigInteger(random.nextInt(1, 200), new java.util.Random(seed))
            .subtract(BigInteger.ONE.shiftLeft(random.nextInt(100)));
    BigInteger denominator =
        new BigInteger(random.nextInt(1, 90), new java.util.Random(~seed)).add(BigInteger.ONE);
    int exponent = random.nextInt(-1200, 1000);
    double quotient = ExactRounding.quotient(numerator, exponent, denominator, 3);
    // The nearest double: no neighbour is nearer, and of two as near the even one is taken.
    BigDecimal exact =
        new BigDecimal(numerator)
            .multiply(power(exponent - 3))
            .divide(new BigDecimal(denominator), new java.math.MathContext(1500));
    if (Double.isInfinite(quotient)) {
      assertEquals(1, exact.abs().compareTo(new BigDecimal(Double.MAX_VALUE)));
    } else {
      assertEquals(exact.doubleValue() + 0.0, quotient + 0.0);
    }
  }

  @Example
  void tiesGoToTheEvenNeighbour() {
    BigInteger two = BigInteger.TWO;
    BigInteger odd = BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE);
    assertEquals(0x1p52, ExactRounding.quotient(odd, 0, two, 0));
    assertEquals(
        0x1p52 + 2, ExactRounding.quotient(odd.add(two.shiftLeft(1)).subtract(two), 0, two, 0));
    assertEquals(
        Double.MIN_VALUE, ExactRounding.quotient(BigInteger.valueOf(3), -1076, BigInteger.ONE, 0));
    assertEquals(0, ExactRounding.quotient(BigInteger.ONE, -1075, BigInteger.ONE, 0));
    assertEquals(Double.MIN_VALUE, ExactRounding.toDouble(BigInteger.valueOf(5), -1077));
    assertEquals(0, ExactRounding.toDouble(BigInteger.ONE, -2000));
    assertEquals(Double.POSITIVE_INFINITY, ExactRounding.toDouble(BigInteger.ONE, 1024));
  }

  @Example
  void belowTheNormalRangeNothingIsRoundedTwice() {
    // Just above half of the smallest double; 53 bits of it would be a tie, which goes to 0.
    BigInteger above = BigInteger.ONE.shiftLeft(60).add(BigInteger.ONE);
    assertEquals(Double.MIN_VALUE, ExactRounding.toDouble(above, -1075 - 60));
    assertEquals(0, ExactRounding.toDouble(BigInteger.ONE.shiftLeft(60), -1075 - 60));
    ExactSum sum = new ExactSum();
    sum.addProduct(0x1p-1000, 0x1p-75);
    assertEquals(0, sum.value());
    sum.addProduct(0x1p-1000, 0x1p-135);
    assertEquals(Double.MIN_VALUE, sum.value());
  }

  @Example
  void squaresBeyondTheRangeOfDoubleArePositive() {
    for (double value : new double[] {0x1p-600, 0x1p600, -0x1p-600, -0x1p600}) {
      ExactSum sum = new ExactSum();
      sum.addProduct(value, value);
      assertEquals(1, sum.signum());
      int exponent = 2 * Math.getExponent(value);
      assertEquals(BigInteger.ONE.shiftLeft(exponent - sum.exponent()), sum.toBigInteger());
    }
  }

  @Example
  void everyBitOfTheRangeCounts() {
    for (int bit = -70; bit < 90; bit++) {
      double value = Math.scalb(1.0, bit);
      ExactSum sum = new ExactSum(-70, 91);
      sum.add(value);
      assertEquals(1, sum.signum());
      assertEquals(value, sum.value());
      sum.subtract(2 * value);
      assertEquals(-1, sum.signum());
      assertEquals(-value, sum.value());
    }
  }

  @Example
  void theLowestBitDecidesATie() {
    for (int bit = -64; bit < 40; bit++) {
      ExactSum sum = new ExactSum(-64, 101);
      sum.add(0x1p99);
      sum.add(0x1p46); // half of the last digit
      assertEquals(0x1p99, sum.value());
      sum.add(Math.scalb(1.0, bit));
      assertEquals(Math.nextUp(0x1p99), sum.value());
      sum.subtract(0x1p100);
      sum.subtract(0x1p47);
      sum.subtract(Math.scalb(1.0, bit + 1));
      assertEquals(Math.nextDown(-0x1p99), sum.value());
    }
  }

  @Example
  void aSumOfNothingMergesToo() {
    ExactSum sum = new ExactSum();
    sum.add(0.7);
    sum.add(new ExactSum());
    sum.subtract(new ExactSum(0, 10));
    assertEquals(0.7, sum.value());
  }
}
