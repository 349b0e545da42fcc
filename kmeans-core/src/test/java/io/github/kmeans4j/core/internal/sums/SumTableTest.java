package io.github.kmeans4j.core.internal.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.internal.ExactSum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Sums of every layout against decimals of any length. */
class SumTableTest {
  /** Exponents of lowest bits, at the ends of the range of double and of layouts. */
  private static final int[] LOWS = {-1074, -940, -899, -40, 0, 300, 880, 1000};

  /** What the values of a column are like. */
  enum Kind {
    WHOLE,
    FLOATS,
    DOUBLES,
    FAR_OFF,
    FLOATS_OF_ALL_SIZES,
    DOUBLES_OF_ALL_SIZES,
    ZEROS,
    TINY
  }

  private static double value(Kind kind, SplittableRandom random) {
    return switch (kind) {
      case WHOLE -> random.nextInt(-300, 300);
      case FLOATS -> (float) random.nextDouble(-1, 1);
      case DOUBLES -> random.nextDouble(-1, 1);
      case FAR_OFF -> 1.7e9 + random.nextDouble();
      case FLOATS_OF_ALL_SIZES -> (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(60));
      case DOUBLES_OF_ALL_SIZES -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-1070, 500));
      case ZEROS -> random.nextBoolean() ? 0.0 : -0.0;
      case TINY -> random.nextInt(-3, 4) * Double.MIN_VALUE;
    };
  }

  private static Span span(double[][] rows, int c) {
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    boolean integers = true;
    boolean floats = true;
    for (double[] row : rows) {
      double v = Math.abs(row[c]);
      largest = Math.max(largest, v);
      least = v > 0 ? Math.min(least, v) : least;
      integers &= v == Math.rint(v);
      floats &= v == (float) v;
    }
    return Span.of(least, largest, integers, floats);
  }

  private static SumGrid grid(double[][] rows, double @Nullable [] weights) {
    Span[] spans = new Span[rows[0].length];
    double[][] weightRows =
        weights == null
            ? new double[][] {{1}}
            : Arrays.stream(weights).mapToObj(w -> new double[] {w}).toArray(double[][]::new);
    Arrays.setAll(
        spans, c -> weights == null ? span(rows, c) : span(rows, c).times(span(weightRows, 0)));
    return new SumGrid(spans, spans.length, rows.length, weights != null);
  }

  private static double[][] rows(Kind[] kinds, int n, SplittableRandom random) {
    double[][] rows = new double[n][kinds.length];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> value(kinds[c], random));
    }
    return rows;
  }

  private static double @Nullable [] weights(int style, int n, SplittableRandom random) {
    return switch (style) {
      case 0 -> null;
      case 1 -> random.ints(n, 0, 5).asDoubleStream().toArray();
      case 2 -> random.doubles(n).toArray();
      default ->
          random.doubles(n).map(w -> w * Math.scalb(1.0, random.nextInt(-1000, 500))).toArray();
    };
  }

  private static BigDecimal exact(SumTable table, int j, int c) {
    return new BigDecimal(table.toBigInteger(j, c)).multiply(power(table.exponent(c)));
  }

  private static BigDecimal power(int exponent) {
    return exponent >= 0
        ? BigDecimal.valueOf(2).pow(exponent)
        : new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent);
  }

  private static void add(SumTable table, int j, double[] row, double weight) {
    // In slices, as the threads of a fit do.
    int half = row.length / 2;
    table.add(Kernels.get(), j, row, 0, half, weight);
    table.add(
        Kernels.get(), j, Arrays.copyOfRange(row, half, row.length), half, row.length, weight);
  }

  @Property(tries = 1500)
  void sumsAndMeansAreExact(
      @ForAll Kind first,
      @ForAll Kind second,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll @IntRange(min = 0, max = 3) int weighting,
      @ForAll long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Kind[] kinds = new Kind[d];
    Arrays.setAll(kinds, c -> random.nextBoolean() ? first : second);
    double[][] rows = rows(kinds, n, random);
    double[] weights = weights(weighting, n, random);
    SumGrid grid = grid(rows, weights);
    SumTable table = new SumTable(grid, 2);
    boolean[] stays = new boolean[n];
    for (int i = 0; i < n; i++) {
      add(table, 1, rows[i], weights == null ? 1 : weights[i]);
      stays[i] = random.nextInt(3) > 0;
    }
    BigDecimal[] expected = new BigDecimal[d];
    Arrays.fill(expected, BigDecimal.ZERO);
    BigDecimal weight = BigDecimal.ZERO;
    ExactSum weightSum = new ExactSum();
    for (int i = 0; i < n; i++) {
      double w = weights == null ? 1 : weights[i];
      if (!stays[i]) {
        add(table, 1, rows[i], -w);
        continue;
      }
      for (int c = 0; c < d; c++) {
        expected[c] = expected[c].add(new BigDecimal(w).multiply(new BigDecimal(rows[i][c])));
      }
      weight = weight.add(new BigDecimal(w));
      weightSum.add(w);
    }
    SumTable copy = table.copyOf(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    grid.writeTo(new DataOutputStream(bytes));
    table.writeTo(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    SumTable read = SumTable.readFrom(in, SumGrid.readFrom(in));
    assertEquals(grid, read.grid());
    double[] upper = new double[d];
    double[] lower = new double[d];
    table.pairs(1, upper, lower);
    for (int c = 0; c < d; c++) {
      BigDecimal sum = exact(table, 1, c);
      assertEquals(0, expected[c].compareTo(sum));
      assertEquals(0, expected[c].compareTo(exact(copy, 0, c)));
      assertEquals(0, expected[c].compareTo(exact(read, 1, c)));
      assertEquals(0, exact(table, 0, c).signum());
      if (Double.isFinite(upper[c]) && Math.abs(upper[c]) > 1e-250) {
        BigDecimal pair = new BigDecimal(upper[c]).add(new BigDecimal(lower[c]));
        BigDecimal off = pair.subtract(sum).abs();
        assertTrue(off.compareTo(sum.abs().multiply(power(-100))) <= 0, () -> off + " of " + sum);
      }
    }
    if (weight.signum() > 0) {
      double[] mean = new double[d];
      long count = java.util.stream.IntStream.range(0, n).filter(i -> stays[i]).count();
      Divisor divisor = weights == null ? Divisor.of(count) : Divisor.of(weightSum);
      divisor.divide(table, 1, mean, new double[d], new double[d]);
      for (int c = 0; c < d; c++) {
        assertIsNearest(expected[c], weight, mean[c]);
      }
    }
  }

  /** Whether no other double is as near to the quotient, but an odd one. */
  private static void assertIsNearest(BigDecimal sum, BigDecimal weight, double mean) {
    BigDecimal half = new BigDecimal("0.5").multiply(weight);
    BigDecimal nearest = new BigDecimal(mean);
    BigDecimal lowest = nearest.add(new BigDecimal(Math.nextDown(mean))).multiply(half);
    BigDecimal highest = nearest.add(new BigDecimal(Math.nextUp(mean))).multiply(half);
    int most = (Double.doubleToRawLongBits(mean) & 1) == 0 ? 0 : -1;
    assertTrue(lowest.compareTo(sum) <= most, () -> mean + " is too large");
    assertTrue(sum.compareTo(highest) <= most, () -> mean + " is too small");
  }

  @Property(tries = 300)
  void sumsOfDifferentSpansMerge(@ForAll Kind first, @ForAll Kind second, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] some = rows(new Kind[] {first, second, first}, 9, random);
    double[][] others = rows(new Kind[] {second, second, first}, 9, random);
    SumTable left = new SumTable(grid(some, null), 1);
    SumTable right = new SumTable(grid(others, null), 1);
    BigDecimal[] expected = new BigDecimal[3];
    Arrays.fill(expected, BigDecimal.ZERO);
    for (int i = 0; i < 9; i++) {
      add(left, 0, some[i], 1);
      add(right, 0, others[i], 1);
      for (int c = 0; c < 3; c++) {
        expected[c] = expected[c].add(new BigDecimal(some[i][c])).add(new BigDecimal(others[i][c]));
      }
    }
    SumGrid union = left.grid().union(right.grid());
    SumTable merged = left.regrid(union);
    merged.merge(0, right.regrid(union), 0);
    for (int c = 0; c < 3; c++) {
      assertEquals(0, expected[c].compareTo(exact(merged, 0, c)));
    }
    add(merged, 0, some[4], -1);
    assertEquals(
        0, expected[1].subtract(new BigDecimal(some[4][1])).compareTo(exact(merged, 0, 1)));
  }

  @Example
  void layoutsFollowTheSpan() {
    Span bytes = new Span(0, 8);
    Span floats = new Span(-40, 3);
    Span doubles = new Span(-80, 3);
    Span wide = new Span(-300, 300);
    SumGrid plain = new SumGrid(new Span[] {bytes}, 784, 60000, false);
    assertTrue(plain.isPlain() && plain.isNarrow());
    assertEquals(8 * 784, plain.bytes());
    SumGrid one = new SumGrid(new Span[] {floats}, 784, 60000, false);
    assertFalse(one.isPlain());
    assertEquals(8 * 784, one.bytes());
    SumGrid two = new SumGrid(new Span[] {doubles}, 784, 60000, false);
    assertTrue(two.isNarrow());
    assertEquals(16 * 784, two.bytes());
    SumGrid mixed = new SumGrid(new Span[] {bytes, wide, doubles}, 3, 60000, false);
    assertFalse(mixed.isNarrow());
    assertEquals(16 * 3 + 8 * ((300 + 320) / 32 + 4), mixed.bytes());
    SumGrid beside = new SumGrid(new Span[] {floats, wide}, 2, 60000, false);
    assertEquals(8 * 2 + 8 * ((300 + 320) / 32 + 4), beside.bytes());
    assertNotEquals(one, two);
    assertEquals(one, new SumGrid(new Span[] {floats}, 784, 60000, false));
    assertNotEquals(one.hashCode(), two.hashCode());
    assertEquals(one.hashCode(), new SumGrid(new Span[] {floats}, 784, 60000, false).hashCode());
  }

  @Example
  void tablesOfOtherGridsAreRefused() {
    SumTable a = new SumTable(new SumGrid(new Span[] {new Span(0, 8)}, 1, 9, false), 1);
    SumTable b = new SumTable(new SumGrid(new Span[] {new Span(0, 9)}, 1, 9, false), 1);
    assertThrows(IllegalArgumentException.class, () -> a.merge(0, b, 0));
    add1(b, 511);
    SumTable coarse = new SumTable(new SumGrid(new Span[] {new Span(1, 60)}, 1, 9, false), 1);
    assertThrows(IllegalArgumentException.class, () -> b.regrid(coarse.grid()));
  }

  private static void add1(SumTable table, double value) {
    table.add(Kernels.get(), 0, new double[] {value}, 0, 1, 1);
  }

  @Example
  void coarserGridsAreAcceptedWhereTheyHoldTheSums() {
    SumTable fine = new SumTable(new SumGrid(new Span[] {new Span(0, 9)}, 1, 9, false), 1);
    add1(fine, 510);
    SumTable coarse = fine.regrid(new SumGrid(new Span[] {new Span(1, 60)}, 1, 9, false));
    assertEquals(0, exact(coarse, 0, 0).compareTo(BigDecimal.valueOf(510)));
  }

  @Example
  void unionsHoldTheTermsOfBothGrids() {
    // 80 bits of a product: more than a double has, and few enough for words.
    double value = 1 + 0x1p-39;
    double weight = 1 + 0x1p-20 + 0x1p-39;
    SumGrid counted = new SumGrid(new Span[] {new Span(-39, 9)}, 2, 4, false);
    SumGrid weighted = new SumGrid(new Span[] {new Span(-78, 5), new Span(0, 3)}, 2, 4, true);
    for (SumGrid union : List.of(counted.union(weighted), weighted.union(counted))) {
      assertTrue(union.isNarrow());
      SumTable table = new SumTable(union, 1);
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < 8; i++) {
        table.add(Kernels.get(), 0, new double[] {value, 3}, 0, 2, weight);
        sum = sum.add(new BigDecimal(value).multiply(new BigDecimal(weight)));
      }
      assertEquals(0, sum.compareTo(exact(table, 0, 0)));
    }
  }

  /** So many rows as a grid is planned for, all alike, in every layout: doubled by merging. */
  @Property(tries = 600)
  void noSumOfSoManyRowsOverflows(
      @ForAll @IntRange(min = 0, max = 40) int growth,
      @ForAll @IntRange(min = 2, max = 110) int bits,
      @ForAll @IntRange(min = 0, max = 7) int size,
      @ForAll boolean weighted,
      @ForAll boolean united,
      @ForAll long seed) {
    checkFull(growth, bits, LOWS[size], weighted, united, seed);
  }

  @Example
  void noSumOverflowsAtTheLimitsOfLayouts() {
    for (int growth = 0; growth <= 40; growth++) {
      // Where sums fill a double, a long or two.
      for (int limit : new int[] {53 - growth, 62 - growth, 2 * Math.min(50, 62 - growth)}) {
        for (int bits = Math.max(2, limit - 3); bits <= limit + 3; bits++) {
          checkFull(growth, bits, -40, false, false, bits);
          checkFull(growth, bits, -40, true, false, bits);
        }
      }
    }
  }

  private static void checkFull(
      int growth, int bits, int low, boolean weighted, boolean united, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int high = Math.min(low + bits, 1023);
    // Weighted terms are products that need twice the bits.
    int valueBits = weighted ? Math.min(53, (high - low) / 2) : Math.min(53, high - low);
    int weightBits = weighted ? Math.min(53, high - low - valueBits) : 1;
    Span span = new Span(low, high);
    SumGrid grid = new SumGrid(new Span[] {span}, 1, 1L << growth, weighted);
    if (united && growth > 1) {
      long half = 1L << growth - 1;
      grid =
          new SumGrid(new Span[] {span}, 1, half + 1, weighted)
              .union(new SumGrid(new Span[] {span}, 1, half - 1, weighted));
    }
    // The largest value, one of the last bits and one in between.
    long most = (1L << valueBits) - 1;
    int shift = high - low - valueBits - (weighted ? weightBits : 0);
    for (long mantissa : new long[] {most, 1, random.nextLong(most) + 1}) {
      for (int up : new int[] {0, shift, random.nextInt(shift + 1)}) {
        double weight = weighted ? (1L << weightBits) - 1 : 1;
        BigInteger units = BigInteger.valueOf(mantissa).shiftLeft(up);
        double value = Math.scalb((double) mantissa, low + up);
        SumTable doubled = new SumTable(grid, 1);
        SumTable all = new SumTable(grid, 1);
        doubled.add(Kernels.get(), 0, new double[] {value}, 0, 1, weight);
        all.add(Kernels.get(), 0, new double[] {value}, 0, 1, weight);
        for (int i = 1; i <= growth; i++) {
          if (i > 1) {
            doubled.merge(0, doubled.copyOf(0), 0);
          }
          all.merge(0, doubled, 0);
        }
        // 2^growth rows; one less has more bits.
        check(all, units.multiply(BigInteger.valueOf((long) weight)).shiftLeft(growth), low);
        all.add(Kernels.get(), 0, new double[] {value}, 0, 1, -weight);
        BigInteger less = BigInteger.ONE.shiftLeft(growth).subtract(BigInteger.ONE);
        check(all, units.multiply(BigInteger.valueOf((long) weight)).multiply(less), low);
      }
    }
  }

  private static void check(SumTable table, BigInteger units, int low) {
    assertEquals(0, new BigDecimal(units).multiply(power(low)).compareTo(exact(table, 0, 0)));
  }

  @Example
  void everyBitOfAWideColumnCounts() {
    Span[] spans = {new Span(0, 300)};
    for (int bit = 0; bit < 300; bit++) {
      double value = Math.scalb(1.0, bit);
      SumTable table = new SumTable(new SumGrid(spans, 1, 9, false), 1);
      add1(table, value);
      assertEquals(0, new BigDecimal(value).compareTo(exact(table, 0, 0)));
      table.add(Kernels.get(), 0, new double[] {-value}, 0, 1, 1);
      add1(table, -value);
      assertEquals(0, new BigDecimal(-value).compareTo(exact(table, 0, 0)));
    }
  }

  @Example
  void pairsOfSumsThatCancelKeepTheirLastBits() {
    SumTable table = new SumTable(new SumGrid(new Span[] {new Span(-80, 200)}, 1, 9, false), 1);
    double[] upper = {Double.NaN};
    double[] lower = {Double.NaN};
    add1(table, 0x1p192);
    for (int i = 0; i < 5; i++) {
      add1(table, Math.scalb(1.0, 192 - 53 * (i + 1)) - Math.scalb(1.0, 192 - 53 * i));
    }
    table.pairs(0, upper, lower);
    assertEquals(0x1p-73, upper[0]);
    assertEquals(0, lower[0]);
    for (int sign : new int[] {1, -1}) {
      SumTable three = new SumTable(table.grid(), 1);
      add1(three, sign * 0x1p53);
      add1(three, sign * 3);
      add1(three, sign * 0x1p-30);
      three.pairs(0, upper, lower);
      // The nearest double, and what is left: also next to a tie.
      assertEquals(sign * (0x1p53 + 4), upper[0]);
      assertEquals(sign * (0x1p-30 - 1), lower[0]);
      add1(three, sign * -2);
      three.pairs(0, upper, lower);
      assertEquals(sign * (0x1p53 + 2), upper[0]);
      assertEquals(sign * (0x1p-30 - 1), lower[0]);
    }
  }

  @Example
  void pairsReplaceWhatTheArraysHeld() {
    for (Span span : List.of(new Span(0, 9), new Span(-40, 9), new Span(-80, 9), Span.ZERO)) {
      SumTable table = new SumTable(new SumGrid(new Span[] {span}, 1, 9, false), 1);
      double[] upper = {7};
      double[] lower = {7};
      table.pairs(0, upper, lower);
      assertEquals(0, upper[0]);
      assertEquals(0, lower[0]);
    }
  }
}
