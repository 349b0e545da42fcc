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
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Sums of every layout against decimals of any length. */
class SumTableTest {
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
        assertEquals(
            expected[c].divide(weight, new MathContext(1700)).doubleValue() + 0.0, mean[c] + 0.0);
      }
    }
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
    assertNotEquals(one, two);
    assertEquals(one, new SumGrid(new Span[] {floats}, 784, 60000, false));
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
}
