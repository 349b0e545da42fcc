package io.github.kmeans4j.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.LloydKMeans;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures of data at the ends of double's range and far from the origin, by exact arithmetic. */
class MeasuresAtExtremesTest {
  private static final int[] PAIRS = {0, 0, 1, 1};

  /** Means 0.5 and 5.75, spreads 0.5 and 0.75, mean of all 3.125, within 0.5 + 1.125. */
  private static final double DAVIES_BOULDIN = 1.25 / 5.25;

  private static final double CALINSKI_HARABASZ = 4 * 2.625 * 2.625 * 2 / 1.625;

  private static final double[] SILHOUETTES = {
    4.75 / 5.75, 3.75 / 4.75, 3 / 4.5, 4.5 / 6
  }; // a = 1, b = 5.75 and 4.75; a = 1.5, b = 4.5 and 6

  @ParameterizedTest
  @ValueSource(
      doubles = {1e154, 1e155, 1e300, 2.5e307, 1, 1e-100, 1e-155, 1e-170, 1e-300, 0x1p-1073})
  void measuresDoNotDependOnTheUnit(double v) {
    double[] rows = {0, v, 5 * v, 6.5 * v};
    Points points = Points.of(rows, 4, 1);
    assertEquals(DAVIES_BOULDIN, InternalMeasures.daviesBouldin(points, PAIRS), 1e-15);
    assertEquals(CALINSKI_HARABASZ, InternalMeasures.calinskiHarabasz(points, PAIRS), 2e-14);
    assertArrayEquals(SILHOUETTES, InternalMeasures.silhouettes(points, PAIRS), 1e-15);
    double mean = Arrays.stream(SILHOUETTES).sum() / 4;
    assertEquals(mean, InternalMeasures.silhouette(points, PAIRS), 1e-15);
  }

  /** A scale for all columns must not be taken from one that tells nothing. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-150, 1, 1e150})
  void aHugeConstantColumnDoesNotMatter(double v) {
    double[] rows = {0, 1e300, v, 1e300, 5 * v, 1e300, 6.5 * v, 1e300};
    Points points = Points.of(rows, 4, 2);
    assertEquals(DAVIES_BOULDIN, InternalMeasures.daviesBouldin(points, PAIRS), 1e-15);
    assertEquals(CALINSKI_HARABASZ, InternalMeasures.calinskiHarabasz(points, PAIRS), 2e-14);
    assertArrayEquals(SILHOUETTES, InternalMeasures.silhouettes(points, PAIRS), 1e-15);
  }

  /** What sparse rows never store costs nothing, however many columns there are. */
  @ParameterizedTest
  @ValueSource(ints = {8, 2_000, 1_500_000_001, Integer.MAX_VALUE})
  void columnsThatNoRowStoresDoNotMatter(int columns) {
    int[] starts = {0, 0, 1, 2, 4};
    double[] values = {1, 5, 0.5, 6.5};
    Points points =
        Points.ofSparseRows(
            starts, new int[] {columns - 1, columns - 1, 3, columns - 1}, values, columns);
    Points narrow = Points.ofSparseRows(starts, new int[] {1, 1, 0, 1}, values, 2);
    assertEquals(
        InternalMeasures.daviesBouldin(narrow, PAIRS),
        InternalMeasures.daviesBouldin(points, PAIRS));
    assertEquals(
        InternalMeasures.calinskiHarabasz(narrow, PAIRS),
        InternalMeasures.calinskiHarabasz(points, PAIRS));
    assertArrayEquals(
        InternalMeasures.silhouettes(narrow, PAIRS), InternalMeasures.silhouettes(points, PAIRS));
  }

  /** Nor does it where rows are drawn, whatever the metric. */
  @Test
  void samplesOfSparseRowsStaySparse() {
    int n = 3000;
    int columns = 1_200_000;
    int[] starts = IntStream.rangeClosed(0, n).map(i -> 2 * i).toArray();
    int[] at = new int[2 * n];
    float[] values = new float[2 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
      at[2 * i] = labels[i];
      values[2 * i] = 5;
      at[2 * i + 1] = columns - 1 - i;
      values[2 * i + 1] = 1;
    }
    Points points = Points.ofSparseRows(starts, at, values, columns);
    double whole = InternalMeasures.silhouette(points, labels);
    double sampled = InternalMeasures.sampledSilhouette(points, labels);
    assertEquals(whole, sampled, 0.001);
    assertEquals(
        sampled, InternalMeasures.sampledSilhouette(points, labels, new EuclideanDistance()));
    // few rows, since a metric of others sees all columns of each pair
    Points few =
        Points.ofSparseRows(
            Arrays.copyOf(starts, 13), Arrays.copyOf(at, 24), Arrays.copyOf(values, 24), columns);
    int[] fewLabels = Arrays.copyOf(labels, 12);
    assertEquals(
        InternalMeasures.silhouette(few, fewLabels, new CosineDistance()),
        InternalMeasures.sampledSilhouette(few, fewLabels, new CosineDistance(), 11, 1, 1),
        0.01);
    double chosen =
        new ChooseK()
            .fit(LloydKMeans::new, points, 3)
            .candidates()
            .get(0)
            .silhouette()
            .orElseThrow();
    assertEquals(whole, chosen, 0.001);
  }

  @Test
  void indicesBeyondADoubleAreInfiniteOrZero() {
    Points apart = Points.of(new double[] {0, 1e-200, 1e300, 1e300}, 4, 1);
    // The spread within is 5e-201, the means are 1e300 apart.
    assertEquals(Double.POSITIVE_INFINITY, InternalMeasures.calinskiHarabasz(apart, PAIRS));
    assertEquals(0, InternalMeasures.daviesBouldin(apart, PAIRS));
    assertArrayEquals(new double[] {1, 1, 1, 1}, InternalMeasures.silhouettes(apart, PAIRS));
    // The means are 3.3e-31 and -3.3e-31, the spreads 6.7e299.
    Points mixed = Points.of(new double[] {-1e300, 1e-30, 1e300, -1e300, -1e-30, 1e300}, 6, 1);
    int[] halves = {0, 0, 0, 1, 1, 1};
    assertEquals(0, InternalMeasures.calinskiHarabasz(mixed, halves));
    assertEquals(Double.POSITIVE_INFINITY, InternalMeasures.daviesBouldin(mixed, halves));
  }

  @Test
  void secondsSince1970TenMillisecondsApart() {
    int n = 1_000_000;
    double[] rows = new double[n];
    int[] labels = new int[n];
    Random random = new Random(5);
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      rows[i] = 1.7e9 + 0.01 * labels[i] + 0.001 * random.nextGaussian();
    }
    // In whole units of the last bit, 2^-22 s, all sums of 10^6 offsets and squares fit into longs.
    long[] sum = new long[2];
    long squares = 0;
    for (int i = 0; i < n; i++) {
      long offset = (long) ((rows[i] - 1.7e9) * 0x1p22);
      sum[labels[i]] += offset;
      squares += offset * offset;
    }
    BigInteger both =
        BigInteger.valueOf(sum[0]).pow(2).add(BigInteger.valueOf(sum[1]).pow(2)); // over n / 2
    BigInteger all = BigInteger.valueOf(sum[0] + sum[1]).pow(2); // over n
    BigInteger between = both.shiftLeft(1).subtract(all);
    BigInteger within =
        BigInteger.valueOf(squares).multiply(BigInteger.valueOf(n)).subtract(both.shiftLeft(1));
    double expected =
        new BigDecimal(between.multiply(BigInteger.valueOf(n - 2)))
            .divide(new BigDecimal(within), MathContext.DECIMAL64)
            .doubleValue();
    assertEquals(2.5e7, expected, 2e5);
    assertEquals(
        expected,
        InternalMeasures.calinskiHarabasz(Points.of(rows, n, 1), labels),
        1e-14 * expected);
  }

  /** The mean of some groups lies between two doubles, and rows within a few of its last bits. */
  @Property(tries = 200)
  void roundingOfTheMeansIsNotFelt(
      @ForAll Random random, @ForAll @IntRange(min = 4, max = 12) int n) {
    double origin = 1.7e9;
    double[][] rows = new double[n][2];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      rows[i][0] = origin + random.nextInt(4) * Math.ulp(origin);
      rows[i][1] = -origin - random.nextInt(2) * Math.ulp(origin);
    }
    assertMeasures(rows, labels, 2, 1e-14);
  }

  @Property(tries = 300)
  void indicesAreTheirDefinitions(
      @ForAll Random random,
      @ForAll @IntRange(min = 4, max = 12) int n,
      @ForAll @IntRange(min = 2, max = 3) int k,
      @ForAll @IntRange(min = 0, max = 4) int style) {
    double[][] rows = new double[n][3];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % k;
      for (int c = 0; c < 3; c++) {
        rows[i][c] = value(random, style, c);
      }
    }
    assertMeasures(rows, labels, k, 1e-13);
  }

  private static double value(Random random, int style, int column) {
    return switch (style) {
      case 0 -> random.nextInt(3);
      case 1 -> random.nextGaussian();
      case 2 -> 1e8 + random.nextGaussian() * Math.pow(1e6, column - 1);
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(200) - 100);
      default -> Math.scalb(random.nextGaussian(), column == 0 ? 900 : -900);
    };
  }

  private static void assertMeasures(double[][] rows, int[] labels, int k, double relative) {
    ExactMeasures exact = new ExactMeasures(rows, labels, k);
    Points points = Points.of(rows);
    double index = exact.calinskiHarabasz();
    assertEquals(index, InternalMeasures.calinskiHarabasz(points, labels), relative * index);
    double likeness = exact.daviesBouldin();
    assertEquals(likeness, InternalMeasures.daviesBouldin(points, labels), relative * likeness);
  }

  /** Not a bit depends on the order of the rows or on the names of the clusters. */
  @Property(tries = 200)
  void orderOfRowsAndNamesOfClustersDoNotMatter(
      @ForAll Random random,
      @ForAll @IntRange(min = 8, max = 70) int n,
      @ForAll @IntRange(min = 0, max = 4) int style) {
    double[][] rows = new double[n][3];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i < 4 ? i : random.nextInt(4);
      for (int c = 0; c < 3; c++) {
        rows[i][c] = value(random, style, c);
      }
    }
    int[] order = RowSample.firstOfPermutation(n, n, random.nextLong());
    int[] names = {70, 3, 1_000_000, 9};
    double[][] permuted = new double[n][];
    int[] renamed = new int[n];
    for (int i = 0; i < n; i++) {
      permuted[i] = rows[order[i]];
      renamed[i] = names[labels[order[i]]];
    }
    Points a = Points.of(rows);
    Points b = Points.of(permuted);
    double[] one = InternalMeasures.silhouettes(a, labels, 2);
    double[] other = InternalMeasures.silhouettes(b, renamed, 1);
    double[] expected = new double[n];
    Arrays.setAll(expected, i -> one[order[i]]);
    assertArrayEquals(expected, other);
    assertEquals(InternalMeasures.silhouette(a, labels), InternalMeasures.silhouette(b, renamed));
    assertEquals(
        InternalMeasures.daviesBouldin(a, labels), InternalMeasures.daviesBouldin(b, renamed));
    assertEquals(
        InternalMeasures.calinskiHarabasz(a, labels),
        InternalMeasures.calinskiHarabasz(b, renamed));
  }

  @Test
  void theLargestDoublesHaveSilhouettes() {
    // row 1: a = 1.7e308, b = 3.4e308
    assertArrayEquals(
        new double[] {0, 0.5, 0},
        InternalMeasures.silhouettes(
            Points.of(new double[] {1.7e308, -1.7e308, 0}, 3, 1), new int[] {0, 1, 1}));
  }

  @Test
  void distancesThatAreNotFiniteNameTwoRows() {
    double[] values = new double[200];
    int[] labels = new int[200];
    Arrays.fill(labels, 100, 200, 1);
    values[70] = 1.6e308;
    values[150] = -1.7e308;
    Points points = Points.of(values, 200, 1);
    DistanceMetric metric = (a, b) -> Math.abs(a[0] - b[0]);
    for (int threads = 1; threads <= 3; threads++) {
      int t = threads;
      assertEquals(
          "points: distances are not finite, or too large for a double; that of rows 70 and 150 is"
              + " Infinity",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> InternalMeasures.silhouettes(points, labels, metric, t))
              .getMessage());
    }
  }

  /** Not the row of the largest value, which may be as near as any to all but one. */
  @Test
  void anInfiniteDistanceIsThatOfTheRowsNamed() {
    DistanceMetric metric = (a, b) -> a[0] == 0 || b[0] == 0 ? 1 / 0.0 : Math.abs(a[0] - b[0]);
    Points points = Points.of(new double[] {5, 0, 6, 7, 9}, 5, 1);
    assertEquals(
        "points: distances are not finite, or too large for a double; that of rows 0 and 1 is"
            + " Infinity",
        assertThrows(
                IllegalArgumentException.class,
                () -> InternalMeasures.silhouettes(points, new int[] {0, 0, 1, 1, 1}, metric, 1))
            .getMessage());
  }

  /** Each is finite, their sum is not: the largest one is named. */
  @Test
  void distancesWhoseSumOverflowsNameTheLargest() {
    DistanceMetric metric = (a, b) -> Math.abs(a[0] - b[0]) * 1e307;
    Points points = Points.of(new double[] {0, 1, 0, 16, 17, 15}, 6, 1);
    assertEquals(
        "points: distances are not finite, or too large for a double; that of rows 0 and 4 is"
            + " 1.7E308",
        assertThrows(
                IllegalArgumentException.class,
                () -> InternalMeasures.silhouettes(points, new int[] {0, 0, 0, 1, 1, 1}, metric, 1))
            .getMessage());
  }

  /** Of a sample too, whose rows have other numbers and are drawn in any order. */
  @Test
  void messagesNameRowsOfTheData() {
    double[] values = new double[3000];
    int[] labels = new int[3000];
    Arrays.setAll(values, i -> i % 7);
    Arrays.setAll(labels, i -> i % 2);
    Arrays.fill(values, 1000, 2000, 1000);
    Points points = Points.of(values, 3000, 1);
    int lowest = lowestSampled(1000, 2000);
    DistanceMetric choosy =
        new DistanceMetric() {
          @Override
          public double distance(double[] a, double[] b) {
            return Math.abs(a[0] - b[0]);
          }

          @Override
          public void checkRow(double[] row) {
            if (row[0] == 1000) {
              throw new IllegalArgumentException("it is 1000");
            }
          }
        };
    assertStarts(
        "points: row " + lowest + ": it is 1000; in all, ",
        () -> InternalMeasures.sampledSilhouette(points, labels, choosy));
    int zero = lowestSampled(0, 1000, row -> values[row] == 0);
    DistanceMetric infinite = (a, b) -> a[0] + b[0] == 1000 ? 1 / 0.0 : 1;
    assertStarts(
        "points: distances are not finite, or too large for a double; that of rows "
            + zero
            + " and "
            + lowest
            + " is Infinity",
        () -> InternalMeasures.sampledSilhouette(points, labels, infinite));
    values[lowest] = 2000;
    int next = lowestSampled(lowest + 1, 2000);
    values[next] = 3000;
    DistanceMetric undefined = (a, b) -> a[0] + b[0] == 5000 ? Double.NaN : 1;
    String problem =
        "metric: a distance must be at least 0, but "
            + undefined.getClass().getName()
            + " gives NaN for rows ";
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> InternalMeasures.sampledSilhouette(points, labels, undefined));
    assertTrue(
        Set.of(problem + lowest + " and " + next, problem + next + " and " + lowest)
            .contains(e.getMessage()),
        e.getMessage());
    Clustering clustering =
        Clustering.builder(new double[][] {{1}, {2}}, infinite).labels(labels, 1).build();
    values[next] = 1000;
    assertStarts(
        "points: distances are not finite, or too large for a double; that of rows "
            + zero
            + " and "
            + next
            + " is Infinity",
        () -> new ChooseK().compare(points, List.of(clustering)));
  }

  /** The lowest row of a range that is in the usual sample of 3000 rows. */
  private static int lowestSampled(int from, int to) {
    return lowestSampled(from, to, row -> true);
  }

  private static int lowestSampled(int from, int to, IntPredicate which) {
    return Arrays.stream(RowSample.firstOfPermutation(3000, 2000, 0))
        .filter(row -> row >= from && row < to && which.test(row))
        .min()
        .orElseThrow();
  }

  private static void assertStarts(String start, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.startsWith(start), message);
  }

  /** A metric may have rounding errors; the distance of a row to itself is not looked at. */
  @Test
  void aRowIsNoneOfTheOthersOfItsCluster() {
    DistanceMetric metric = (a, b) -> Math.abs(a[0] - b[0]) + 1;
    Points points = Points.of(new double[] {0, 1, 4, 5}, 4, 1);
    // row 0: a = 2, b = (5 + 6) / 2; row 1: a = 2, b = (4 + 5) / 2; and mirrored
    assertArrayEquals(
        new double[] {3.5 / 5.5, 2.5 / 4.5, 2.5 / 4.5, 3.5 / 5.5},
        InternalMeasures.silhouettes(points, PAIRS, metric, 1),
        1e-15);
  }

  @Test
  void euclideanMetricIsTheDefault() {
    double[][] rows = {{0, 1e-170}, {1, 0}, {7, 1e170}, {8, 1}, {9, 3}};
    int[] labels = {0, 0, 1, 1, 1};
    assertArrayEquals(
        InternalMeasures.silhouettes(Points.of(rows), labels),
        InternalMeasures.silhouettes(Points.of(rows), labels, new EuclideanDistance(), 2));
  }
}
