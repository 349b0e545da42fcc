package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The optimum in one column, as users see it. */
class NaturalBreaksTest {
  private static final double[] GROUPS = {4, 1, 31, 5, 2, 30, 6, 3, 32};

  private static double[] centroids(Clustering classes) {
    return Arrays.copyOf(classes.centroids().data, classes.k());
  }

  @Test
  void findsThreeGroups() {
    Clustering classes = new NaturalBreaks(3).fit(GROUPS);
    assertArrayEquals(new int[] {1, 0, 2, 1, 0, 2, 1, 0, 2}, classes.labels());
    assertArrayEquals(new double[] {2, 5, 31}, centroids(classes));
    assertEquals(6, classes.inertia());
    assertEquals(1, classes.iterations());
    assertEquals(1, classes.history().size());
    assertEquals(6, classes.history().get(0).inertia());
    assertEquals(StopReason.CONVERGED, classes.stopReason());
    assertArrayEquals(new double[] {1, 3, 6, 32}, new NaturalBreaks(3).breaks(GROUPS));
  }

  @Test
  void formsOfDataAgree() {
    float[] floats = new float[GROUPS.length];
    byte[] bytes = new byte[GROUPS.length];
    double[][] rows = new double[GROUPS.length][];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) GROUPS[i];
      bytes[i] = (byte) GROUPS[i];
      rows[i] = new double[] {GROUPS[i]};
    }
    NaturalBreaks breaks = new NaturalBreaks(3).withThreads(1);
    int[] labels = breaks.fit(GROUPS).labels();
    assertArrayEquals(labels, breaks.fit(floats).labels());
    assertArrayEquals(labels, breaks.fit(rows).labels());
    assertArrayEquals(labels, breaks.fit(Points.ofUnsignedBytes(bytes, 9, 1)).labels());
    assertArrayEquals(labels, breaks.fit(new DMatrixRMaj(GROUPS)).labels());
    double[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertArrayEquals(labels, breaks.fit(GROUPS, ones).labels());
    assertArrayEquals(labels, breaks.fit(floats, ones).labels());
    assertEquals("NaturalBreaks[k=3, threads=1]", breaks.toString());
  }

  @Test
  void weightsCountAsRepeatedRows() {
    double[] values = {0, 1, 5, 6, 20};
    double[] weights = {1, 3, 0, 2, 1};
    double[] repeated = {0, 1, 1, 1, 6, 6, 20};
    Clustering weighted = new NaturalBreaks(3).fit(values, weights);
    Clustering plain = new NaturalBreaks(3).fit(repeated);
    assertArrayEquals(centroids(plain), centroids(weighted));
    assertEquals(plain.inertia(), weighted.inertia());
    assertArrayEquals(new int[] {0, 0, 1, 1, 2}, weighted.labels());
  }

  @Test
  void fewerDistinctValuesThanClassesLeaveEmptyOnesAtTheEnd() {
    double[] values = {7, -2, 7, 7, -2};
    Clustering classes = new NaturalBreaks(4).fit(values);
    assertArrayEquals(new double[] {-2, 7, 7, 7}, centroids(classes));
    assertArrayEquals(new int[] {2, 3, 0, 0}, classes.sizes());
    assertEquals(2, classes.emptyClusters());
    assertEquals(0, classes.inertia());
    assertArrayEquals(new double[] {-2, -2, 7, 7, 7}, new NaturalBreaks(4).breaks(values));
    // A value without weight has no class of its own.
    Clustering weighted = new NaturalBreaks(3).fit(new double[] {0, 9, 4}, new double[] {1, 1, 0});
    assertArrayEquals(new double[] {0, 9, 9}, centroids(weighted));
    assertArrayEquals(new int[] {0, 1, 0}, weighted.labels());
  }

  @Test
  void oneClassAndOneClassForEachValue() {
    assertArrayEquals(new double[] {114.0 / 9}, centroids(new NaturalBreaks(1).fit(GROUPS)));
    Clustering each = new NaturalBreaks(9).fit(GROUPS);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 30, 31, 32}, centroids(each));
    assertEquals(0, each.inertia());
  }

  @Test
  void oneValueFarAwayHidesNothing() {
    double[] values = {9.969e36, 292, 300, 10, 12, 14, 296};
    Clustering classes = new NaturalBreaks(3).fit(values);
    assertArrayEquals(new double[] {12, 296, 9.969e36}, centroids(classes));
    assertEquals(8 + 32, classes.inertia());
  }

  /** What a kind of values decides is their ranks alone, however little they differ. */
  @Test
  void roundingMovesNoValueToAnotherClass() {
    int[][] ranks = {{1, 2, 3, 4}, {1, 2, 8, 9}, {5, 1, 7, 5, 2, 9}};
    int[][] labels = {{0, 0, 1, 1}, {0, 0, 1, 1}, {1, 0, 1, 1, 0, 1}};
    double[][] kinds = {{0x1p53, 2}, {1, Math.ulp(1.0)}, {-1e16, 2}, {0, 1e-165}, {0, 1e-320}};
    for (int t = 0; t < ranks.length; t++) {
      for (double[] kind : kinds) {
        double[] values = Arrays.stream(ranks[t]).mapToDouble(r -> kind[0] + r * kind[1]).toArray();
        Clustering classes = new NaturalBreaks(2).fit(values);
        String message = Arrays.toString(values);
        assertArrayEquals(labels[t], classes.labels(), message);
        for (int q = 0; q < 2; q++) {
          double[] ones = new double[values.length];
          Arrays.fill(ones, 1);
          assertMean(values, ones, classes, q);
        }
        double[] limits = new NaturalBreaks(2).breaks(values);
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int first = (int) Arrays.stream(labels[t]).filter(label -> label == 0).count();
        assertArrayEquals(
            new double[] {sorted[0], sorted[first - 1], sorted[values.length - 1]}, limits);
      }
    }
    double u = Math.ulp(1.0);
    double[] values = {1 + 4 * u, 1 + 6 * u, 1 + 5 * u};
    Clustering weighted = new NaturalBreaks(2).fit(values, new double[] {3, 1, 1});
    assertArrayEquals(new int[] {0, 1, 1}, weighted.labels());
  }

  @Test
  void rowsWithoutWeightHaveTheLabelOfTheNearestCenter() {
    double[] values = {1, 3, 10, 12, 5, 8, -4, 20, 2, 6.5};
    double[] weights = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
    Clustering classes = new NaturalBreaks(2).fit(values, weights);
    assertArrayEquals(new int[] {0, 0, 1, 1, 0, 1, 0, 1, 0, 0}, classes.labels());
    assertArrayEquals(classes.predict(Points.of(values, values.length, 1)), classes.labels());
  }

  /** Also where squares underflow, so that many centers are equally near. */
  @Property(tries = 300)
  void labelsBelongToAscendingCentersWhateverTheRange(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n, @ForAll boolean weighted) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-320, 140));
      weights[i] = weighted ? random.nextInt(4) * Double.MIN_VALUE : 1;
    }
    weights[0] = 1;
    int k = 1 + random.nextInt(n);
    Points points = Points.of(values, n, 1);
    Clustering classes = new NaturalBreaks(k).fit(points, weights);
    double[] centers = classes.centroids().data;
    double[] largest = new double[k];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < n; i++) {
      int label = classes.labels()[i];
      largest[label] = weights[i] > 0 ? Math.max(largest[label], values[i]) : largest[label];
    }
    for (int i = 0; i < n; i++) {
      for (int q = 0; q < classes.labels()[i] && weights[i] > 0; q++) {
        assertTrue(largest[q] < values[i], "classes are runs of ascending values");
      }
    }
    for (int q = 0; q < k; q++) {
      assertTrue(q == 0 || centers[q - 1] <= centers[q], "center " + q);
      assertMean(values, weights, classes, q);
    }
    assertEquals(k + 1, NaturalBreaks.breaks(classes, points).length);
  }

  @Property(tries = 150)
  void noStartOfLloydEndsBelow(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 12) int most,
      @ForAll boolean weighted,
      @ForAll @IntRange(max = 3) int style) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      values[i] =
          switch (style) {
            case 0 -> u;
            case 1 -> 1e8 + random.nextInt(50);
            case 2 -> Math.exp(12 * u) * (random.nextBoolean() ? 1 : -1);
            default -> random.nextInt(9) - 4;
          };
      weights[i] = weighted ? random.nextInt(4) * u : 1;
    }
    weights[0] = 1;
    int k = Math.min(most, n);
    Points points = Points.of(values, n, 1);
    Clustering classes = new NaturalBreaks(k).fit(points, weights);
    assertTrue(classes.isConverged());
    assertArrayEquals(classes.predict(points), classes.labels());
    double[] centers = centroids(classes);
    for (int q = 1; q < k; q++) {
      assertTrue(centers[q - 1] <= centers[q]);
    }
    Clustering lloyd =
        new LloydKMeans(k).withSeed(seed).withRestarts(3).withThreads(1).fit(points, weights);
    assertTrue(classes.inertia() <= lloyd.inertia() * (1 + 1e-12));
    // It is a fixed point of Lloyd's iteration, and the means are exact.
    if (classes.emptyClusters() == 0) {
      Clustering again =
          new LloydKMeans(k)
              .withInitializer(Initializer.of(classes.centroids()))
              .withThreads(1)
              .fit(points, weights);
      assertArrayEquals(classes.labels(), again.labels());
      assertEquals(classes.inertia(), again.inertia());
      for (int q = 0; q < k; q++) {
        assertMean(values, weights, classes, q);
      }
    }
    // Neither the order of the rows nor the threads change a bit.
    double[] reversed = new double[n];
    double[] reversedWeights = new double[n];
    for (int i = 0; i < n; i++) {
      reversed[i] = values[n - 1 - i];
      reversedWeights[i] = weights[n - 1 - i];
    }
    Clustering other = new NaturalBreaks(k).withThreads(1).fit(reversed, reversedWeights);
    assertArrayEquals(centers, centroids(other));
    assertEquals(classes.inertia(), other.inertia());
  }

  private static void assertMean(double[] values, double[] weights, Clustering classes, int q) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weight = BigDecimal.ZERO;
    for (int row : classes.members(q)) {
      BigDecimal w = new BigDecimal(weights[row]);
      sum = sum.add(w.multiply(new BigDecimal(values[row])));
      weight = weight.add(w);
    }
    if (weight.signum() > 0) {
      BigDecimal mean = sum.divide(weight, new java.math.MathContext(400));
      assertEquals(mean.doubleValue() + 0.0, classes.centroids().get(q, 0));
    }
  }

  @Test
  void threadsChangeNothingWhereThereAreManyRows() {
    SplittableRandom random = new SplittableRandom(5);
    double[] values = new double[120_000];
    double[] weights = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * 3 + random.nextInt(4) * 10;
      weights[i] = random.nextDouble();
    }
    Clustering one = new NaturalBreaks(8).withThreads(1).fit(values);
    Clustering weighted = new NaturalBreaks(8).withThreads(1).fit(values, weights);
    for (int threads = 2; threads <= 3; threads++) {
      NaturalBreaks breaks = new NaturalBreaks(8).withThreads(threads);
      assertArrayEquals(one.labels(), breaks.fit(values).labels());
      assertEquals(one.inertia(), breaks.fit(values).inertia());
      assertArrayEquals(centroids(weighted), centroids(breaks.fit(values, weights)));
    }
  }

  @Test
  void breaksOfAClusteringFitOtherData() {
    Clustering classes = new NaturalBreaks(3).fit(GROUPS);
    Points other = Points.of(new double[] {-5, 3.25, 3.75, 40}, 4, 1);
    assertArrayEquals(new double[] {-5, 3.25, 3.75, 40}, NaturalBreaks.breaks(classes, other));
  }

  static Stream<Arguments> mistakes() {
    NaturalBreaks two = new NaturalBreaks(2);
    Points wide = Points.of(new double[][] {{1, 2}, {3, 4}});
    Points good = Points.of(GROUPS, 9, 1);
    Clustering descending = Clustering.of(new DMatrixRMaj(new double[] {2, 1}));
    return Stream.of(
        row("k must be at least 1, but is 0", () -> new NaturalBreaks(0)),
        row("threads must be at least 1, but is -1", () -> two.withThreads(-1)),
        row("points must have one column, but there are 2", () -> two.fit(wide)),
        row(
            "points must have one column, but there are 2",
            () -> two.fit(wide, new double[] {1, 1})),
        row(
            "points must have one column, but there are 2",
            () -> NaturalBreaks.breaks(two.fit(good), wide)),
        row(
            "classes must have one column, but there are 2",
            () -> NaturalBreaks.breaks(new LloydKMeans(1).fit(wide), good)),
        row(
            "classes must have ascending centroids, but number 1 is 1.0 and the one before 2.0",
            () -> NaturalBreaks.breaks(descending, good)),
        row("k must be at most the number of rows, 1, but is 2", () -> two.fit(new double[] {1})),
        row("rows must be at least 1, but there are 0", () -> two.fit(new double[0])),
        row(
            "points must be finite, but row 1, column 0 is NaN",
            () -> two.fit(new double[] {1, Double.NaN})),
        row(
            "points must be finite, but row 2, column 0 is -Infinity",
            () -> two.fit(new float[] {1, 2, Float.NEGATIVE_INFINITY})),
        row(
            "weights must have one entry for each of the 2 rows, but have 1",
            () -> two.fit(new double[] {1, 2}, new double[1])),
        row(
            "weights must be finite and not negative, but the one of row 1 is -1.0",
            () -> two.fit(new double[] {1, 2}, new double[] {1, -1})),
        row("weights must not all be 0", () -> two.fit(new double[] {1, 2}, new double[] {0, 0})));
  }

  private static Arguments row(String message, Executable call) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrongWhere(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void nullIsRefusedByName() {
    NaturalBreaks two = new NaturalBreaks(2);
    assertNull("values", () -> two.fit((double[]) null));
    assertNull("values", () -> two.fit((float[]) null));
    assertNull("values", () -> two.breaks(null));
    assertNull("points", () -> two.fit((Points) null));
    assertNull("weights", () -> two.fit(GROUPS, null));
    assertNull("classes", () -> NaturalBreaks.breaks(null, Points.of(new double[1], 1, 1)));
    assertNull("points", () -> NaturalBreaks.breaks(two.fit(GROUPS), null));
  }

  private static void assertNull(String name, Executable call) {
    assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
  }

  @Test
  void anInterruptEndsAFit() {
    Clusterer breaks = new NaturalBreaks(2);
    Thread.currentThread().interrupt();
    assertThrows(FitInterruptedException.class, () -> breaks.fit(new double[][] {{1}, {2}, {4}}));
    assertTrue(Thread.interrupted());
  }
}
