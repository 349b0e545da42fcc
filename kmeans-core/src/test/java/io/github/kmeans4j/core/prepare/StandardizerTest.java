package io.github.kmeans4j.core.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.PointsSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Standardized columns have mean 0 and deviation 1, in any order of the rows, and come back. */
class StandardizerTest {
  private static final MathContext DIGITS = new MathContext(60);

  /** All digits of a mean of doubles of the sizes here, so that ties of rounding are seen. */
  private static final MathContext ALL_DIGITS = new MathContext(1000);

  /** Whole numbers, an offset that hides the spread, huge and tiny values. */
  private static double[][] rows(int n, int d, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    for (int c = 0; c < d; c++) {
      int kind = random.nextInt(5);
      for (double[] row : rows) {
        double z = random.nextGaussian();
        row[c] =
            switch (kind) {
              case 0 -> Math.rint(z * 9);
              case 1 -> 1e9 + z;
              case 2 -> z * 1e200;
              case 3 -> z * 1e-310;
              default -> 4.7;
            };
      }
    }
    return rows;
  }

  /** Wherever the block begins. */
  @Example
  void sourcesNameTheirOwnRows() throws IOException {
    float[][] rows = new float[100][1];
    rows[70][0] = 1e10f;
    Standardization scale = new Standardizer().fit(new double[][] {{0}, {1e-30}});
    try (var source = scale.transform(new PointsSource(Points.of(rows)))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> source.read(64, 10)).getMessage();
      assertTrue(message.startsWith("points: row 70, column 0"), message);
    }
  }

  @Example
  void columnsByHand() {
    Standardization scale = new Standardizer().fit(new double[][] {{1, 5, 0}, {3, 5, 4}});
    assertArrayEquals(new double[] {2, 5, 2}, scale.means());
    assertArrayEquals(new double[] {1, 0, 2}, scale.deviations());
    assertArrayEquals(new double[] {2, 2, -0.5}, scale.transform(new double[] {4, 7, 1}));
    assertArrayEquals(new double[] {4, 7, 1}, scale.inverse(new double[] {2, 2, -0.5}));
    assertEquals(3, scale.columns());
    assertEquals("Standardization[3 columns, missing values REFUSE]", scale.toString());
    DMatrixRMaj centroids = new DMatrixRMaj(new double[][] {{0, 0, 0}, {1, 1, 1}});
    assertArrayEquals(new double[] {2, 5, 2, 3, 6, 4}, scale.inverse(centroids).data);
    assertArrayEquals(new double[] {0, 0, 0, 1, 1, 1}, centroids.data);
  }

  @Property(tries = 200)
  void meansAreRoundedOnceAndDeviationsNearlySo(
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 8) int d,
      @ForAll boolean weighted,
      @ForAll long seed) {
    double[][] rows = rows(n, d, seed);
    double[] weights = weighted ? new Random(seed).doubles(n, 0.1, 1e6).toArray() : null;
    Standardization scale = new Standardizer().fit(Points.of(rows), weights);
    for (int c = 0; c < d; c++) {
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal count = BigDecimal.ZERO;
      for (int i = 0; i < n; i++) {
        BigDecimal weight = new BigDecimal(weights == null ? 1 : weights[i]);
        sum = sum.add(weight.multiply(new BigDecimal(rows[i][c])));
        count = count.add(weight);
      }
      BigDecimal mean = sum.divide(count, ALL_DIGITS);
      BigDecimal squares = BigDecimal.ZERO;
      for (int i = 0; i < n; i++) {
        BigDecimal off = new BigDecimal(rows[i][c]).subtract(mean);
        BigDecimal weight = new BigDecimal(weights == null ? 1 : weights[i]);
        squares = squares.add(off.multiply(off).multiply(weight));
      }
      assertEquals(mean.doubleValue(), scale.means()[c]);
      double deviation = squares.divide(count, DIGITS).sqrt(DIGITS).doubleValue();
      assertEquals(deviation, scale.deviations()[c], 4 * Math.ulp(deviation));
    }
  }

  /** A light row that lies far off, among values of few digits, was once off by nine units. */
  @Example
  void deviationsOfTheLeastNumbersKeepTheirDigits() {
    meansAreRoundedOnceAndDeviationsNearlySo(2, 2, true, -111464);
  }

  @Property(tries = 200)
  void theOrderOfTheRowsAndTheDoorChangeNoBit(
      @ForAll @IntRange(min = 1, max = 200) int n,
      @ForAll @IntRange(min = 1, max = 8) int d,
      @ForAll long seed)
      throws Exception {
    double[][] rows = rows(n, d, seed);
    Standardization first = new Standardizer().fit(rows);
    Collections.shuffle(Arrays.asList(rows), new Random(seed));
    assertSame(first, new Standardizer().fit(rows));
    assertSame(first, new Standardizer().fit(new DMatrixRMaj(rows)));
    assertSame(first, new Standardizer().fit(new PointsSource(Points.of(rows))));
    double[] equal = new double[n];
    Arrays.fill(equal, 0.3);
    Standardization weighted = new Standardizer().fit(Points.of(rows), equal);
    assertArrayEquals(first.means(), weighted.means());
  }

  private static void assertSame(Standardization expected, Standardization actual) {
    assertArrayEquals(expected.means(), actual.means());
    assertArrayEquals(expected.deviations(), actual.deviations());
  }

  @Property(tries = 200)
  void whatIsTransformedComesBack(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 8) int d,
      @ForAll long seed) {
    double[][] rows = rows(n, d, seed);
    double[][] kept = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    Standardization scale = new Standardizer().fit(rows);
    Points standardized = scale.transform(rows);
    Points back = scale.inverse(standardized);
    for (int i = 0; i < n; i++) {
      double[] one = scale.transform(rows[i]);
      for (int c = 0; c < d; c++) {
        double x = rows[i][c];
        assertEquals(kept[i][c], x, "the caller's data are left alone");
        assertEquals(one[c], standardized.get(i, c));
        double size = Math.max(Math.abs(x), Math.abs(scale.means()[c]));
        size = Math.max(size, scale.deviations()[c]);
        assertEquals(x, back.get(i, c), 4 * Math.ulp(size));
      }
    }
    Standardization again = new Standardizer().fit(standardized);
    for (int c = 0; c < d; c++) {
      // The mean is off by its last bit, and what is small beside it keeps as many digits less.
      double scaleOfColumn = scale.deviations()[c];
      double lost = scaleOfColumn > 0 ? Math.ulp(scale.means()[c]) / scaleOfColumn : 0;
      assertEquals(0, again.means()[c], 1e-12 + 4 * lost);
      assertEquals(scaleOfColumn > 0 ? 1 : 0, again.deviations()[c], 1e-12 + 4 * lost);
    }
  }

  /** Two of three values are 0; the first position and what follows the last are not of any row. */
  private static Points sparse(double[][] rows, boolean floats) {
    int n = rows.length;
    int d = rows[0].length;
    int[] starts = new int[n + 1];
    int[] columns = new int[n * d + 2];
    double[] values = new double[n * d + 2];
    starts[0] = 1;
    values[0] = Double.NaN;
    for (int i = 0; i < n; i++) {
      int at = starts[i];
      for (int c = d - 1; c >= 0; c--) { // columns may stand in any order
        if (rows[i][c] != 0) {
          columns[at] = c;
          values[at++] = rows[i][c];
        }
      }
      starts[i + 1] = at;
    }
    float[] narrow = new float[values.length];
    for (int p = 0; p < narrow.length; p++) {
      narrow[p] = (float) values[p];
    }
    return floats
        ? Points.ofSparseRows(starts, columns, narrow, d)
        : Points.ofSparseRows(starts, columns, values, d);
  }

  @Property(tries = 100)
  void withoutCenteringSparseRowsGiveTheSameBitsAndStaySparse(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 8) int d,
      @ForAll boolean floats,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[][] narrow = new float[n][d];
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        narrow[i][c] = random.nextInt(3) > 0 ? 0 : (float) (10 * random.nextGaussian());
        rows[i][c] = narrow[i][c];
      }
    }
    Points dense = floats ? Points.of(narrow) : Points.of(rows);
    Points sparse = sparse(rows, floats);
    double[] weights = random.nextBoolean() ? null : random.doubles(n, 0.1, 9).toArray();
    Standardizer standardizer = new Standardizer().withoutCentering();
    Standardization scale = standardizer.fit(sparse, weights);
    assertSame(standardizer.fit(dense, weights), scale);
    Points expected = scale.transform(dense);
    Points actual = scale.transform(sparse);
    String kind = floats ? "sparse floats" : "sparse doubles";
    assertTrue(actual.toString().contains(kind), actual.toString());
    Points back = scale.inverse(actual);
    assertTrue(back.toString().contains(kind), back.toString());
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        assertEquals(expected.get(i, c), actual.get(i, c));
        double ulp = floats ? Math.ulp(narrow[i][c]) : Math.ulp(rows[i][c]);
        assertEquals(rows[i][c], back.get(i, c), 2 * ulp);
      }
    }
  }

  @Example
  void withoutCenteringByHand() {
    double[][] rows = {{1, 5, 0}, {3, 5, Double.NaN}, {2, 5, 4}};
    Standardizer standardizer =
        new Standardizer().withoutCentering().withMissingValues(MissingValues.MEAN);
    Standardization scale = standardizer.fit(Points.of(rows), new double[] {1, 1, 0.0});
    assertArrayEquals(new double[] {2, 5, 0}, scale.means());
    assertArrayEquals(new double[] {1, 0, 0}, scale.deviations());
    assertArrayEquals(new double[] {4, 7, 1}, scale.transform(new double[] {4, 7, 1}));
    scale = standardizer.fit(rows);
    assertArrayEquals(new double[] {2, 5, 2}, scale.means());
    double[] row = scale.transform(new double[] {0, 7, Double.NaN});
    assertArrayEquals(new double[] {0, 7, 1}, row, 1e-15, "2 / 2 where it is missing");
    assertArrayEquals(new double[] {0, 7, 2}, scale.inverse(row), 1e-15);
    assertEquals(
        "Standardization[3 columns, missing values MEAN, without centering]", scale.toString());
    assertEquals("Standardizer[missing values MEAN, without centering]", standardizer.toString());
  }

  @Example
  void weightsMayLieAsFarApartAsDoublesDo() {
    double[][] rows = {{Double.NaN, 0}, {5, 1e300}, {6, 2e300}};
    Standardizer standardizer = new Standardizer().withMissingValues(MissingValues.MEAN);
    for (double small : new double[] {1e-30, 1e-300, Double.MIN_VALUE}) {
      Standardization scale =
          standardizer.fit(Points.of(rows), new double[] {1e300, small, 2 * small});
      assertEquals(17 / 3.0, scale.means()[0]);
      assertEquals(Math.sqrt(2) / 3, scale.deviations()[0], 1e-15);
      assertEquals(5 * small, scale.means()[1], Math.ulp(5 * small));
      double deviation = 3 * Math.sqrt(small) * 1e150;
      assertEquals(deviation, scale.deviations()[1], 1e-12 * deviation);
    }
    Standardization tiny =
        new Standardizer()
            .fit(
                Points.of(new double[][] {{0}, {1e-290}, {-1e-290}}),
                new double[] {1, 1e-20, 1e-20});
    assertEquals(Math.sqrt(2) * 1e-300, tiny.deviations()[0], 1e-312);
    assertRefused(
        "points: column 0 has no value of a weight above 0",
        () -> standardizer.fit(Points.of(rows), new double[] {1, 0, 0}));
  }

  @Example
  void whatBecomesTooLargeIsRefusedInMatricesToo() {
    Standardization scale = new Standardizer().fit(new double[][] {{1}, {2}, {4}});
    assertRefused(
        "points: row 1, column 0 is NaN",
        () -> scale.inverse(new DMatrixRMaj(new double[][] {{1}, {Double.NaN}})));
    assertRefused(
        "points: row 0, column 0 is 1.7976931348623157E308, which becomes Infinity",
        () -> scale.inverse(new DMatrixRMaj(new double[][] {{Double.MAX_VALUE}})));
  }

  @Example
  void sparseRowsAreNotCentered() {
    double[][] rows = {{0, 0.1}, {0.3, 0}, {0.7, 0.9}};
    Points sparse = sparse(rows, false);
    Standardization scale = new Standardizer().fit(rows);
    String message = "points: sparse rows cannot be centered";
    assertRefused(message, () -> new Standardizer().fit(sparse));
    assertRefused(message, () -> new Standardizer().fit(new PointsSource(sparse)));
    assertRefused(message, () -> scale.transform(sparse));
    assertRefused(message, () -> scale.inverse(sparse));
    assertRefused(
        "points: row 1, column 0 is Infinity",
        () ->
            new Standardizer()
                .withoutCentering()
                .fit(rows)
                .inverse(sparse(new double[][] {{0, 1}, {Double.POSITIVE_INFINITY, 0}}, false)));
  }

  @Example
  void floatsAndBytesBecomeFloats() {
    float[][] floats = {{1, 10}, {3, 30}};
    Standardization scale = new Standardizer().fit(floats);
    assertEquals("Points[2 × 2 rows of floats]", scale.transform(floats).toString());
    assertSame(scale, new Standardizer().fit(new FMatrixRMaj(2, 2, true, 1, 10, 3, 30)));
    Points bytes = Points.ofUnsignedBytes(new byte[] {1, 10, 3, 30}, 2, 2);
    assertSame(scale, new Standardizer().fit(bytes));
    assertEquals(-1, scale.transform(bytes).get(0, 1));
    assertEquals("Points[2 × 2 rows of floats]", scale.inverse(bytes).toString());
    Points tiny = Points.of(new float[][] {{0x1p-100f, 0}, {0, 0}});
    assertRefused(
        "points: row 0, column 0 is 3.0000000054977558E38, which becomes ",
        () -> new Standardizer().fit(tiny).transform(new float[][] {{3e38f, 0}}));
  }

  @Example
  void manyColumnsAreTakenInParts() {
    Random random = new Random(3);
    double[][] rows = new double[3][2050];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> random.nextInt(50));
    }
    Standardization scale = new Standardizer().fit(rows);
    for (int c : new int[] {0, 2047, 2048, 2049}) {
      double[][] column =
          Arrays.stream(rows).map(row -> new double[] {row[c]}).toArray(double[][]::new);
      Standardization alone = new Standardizer().fit(column);
      assertEquals(alone.means()[0], scale.means()[c]);
      assertEquals(alone.deviations()[0], scale.deviations()[c]);
    }
  }

  @Example
  void missingValuesAreMeansIfTold() throws Exception {
    double[][] rows = {{1, Double.NaN}, {Double.NaN, 4}, {3, 6}};
    Standardization scale =
        new Standardizer().withMissingValues(MissingValues.MEAN).fit(Points.of(rows));
    assertArrayEquals(new double[] {2, 5}, scale.means());
    assertArrayEquals(new double[] {1, 1}, scale.deviations());
    Points standardized = scale.transform(rows);
    assertEquals(0, standardized.get(0, 1));
    assertEquals(2, scale.inverse(standardized).get(1, 0));
    assertArrayEquals(new double[] {0, 1}, scale.transform(new double[] {Double.NaN, 6}));
    try (var source = scale.transform(new PointsSource(Points.of(rows)))) {
      assertEquals(3, source.rows());
      assertEquals(2, source.columns());
      assertEquals(1, source.read(2, 1).get(0, 1));
    }
    assertEquals(MissingValues.MEAN, scale.missingValues());
  }

  @Example
  void weightsOfZeroLeaveARowOut() {
    double[][] rows = {{1}, {3}, {100}};
    double[] weights = {1e-300, 1e-300, 0};
    Standardization scale = new Standardizer().fit(Points.of(rows), weights);
    assertEquals(2, scale.means()[0]);
    assertEquals(1, scale.deviations()[0]);
    double[] huge = {1e300, 1e300, 0};
    assertEquals(1, new Standardizer().fit(Points.of(rows), huge).deviations()[0]);
  }

  @Example
  void wholeWeightsAreRepeatedRowsToTheLastBit() {
    double[] column = {5, 8, 6, 2};
    double[] weights = {3, 5, 2, 0};
    for (double scale : new double[] {1, 0x1p-880, 0x1p900}) {
      List<double[]> repeated = new ArrayList<>();
      double[][] rows = new double[4][];
      for (int i = 0; i < 4; i++) {
        rows[i] = new double[] {scale * column[i]};
        repeated.addAll(Collections.nCopies((int) weights[i], rows[i]));
      }
      assertEquals(
          new Standardizer().fit(Points.of(repeated.toArray(double[][]::new))).deviations()[0],
          new Standardizer().fit(Points.of(rows), weights).deviations()[0]);
    }
  }

  /**
   * The mean is that of the heavy row, nearly, and the deviation the light one's, times √(w / 3).
   */
  @Example
  void weightsNextToNothingCostNoDigits() {
    double value = Math.PI * 1e-20;
    double[][] rows = {{value}, {0}};
    for (int exponent : new int[] {-200, -600, -900, -1020}) {
      double[] weights = {Math.scalb(3.0, exponent), 3};
      double deviation = new Standardizer().fit(Points.of(rows), weights).deviations()[0];
      assertEquals(Math.scalb(value, exponent / 2), deviation, 4e-16 * deviation);
    }
  }

  /** A source of two columns that reads nothing. */
  private record Nothing(long rows) implements BlockSource {
    @Override
    public int columns() {
      return 2;
    }

    @Override
    @SuppressWarnings("NullAway") // the point of the tests
    public Points read(long firstRow, int rows) {
      return null;
    }

    @Override
    public void close() {}
  }

  @Example
  void aSourceWithoutRowsIsRefused() {
    assertRefused(
        "source must have rows and columns, but has 0 × 2",
        () -> new Standardizer().fit(new Nothing(0)));
  }

  @Example
  void aSourceOfNothingIsNamed() {
    assertEquals(
        "source must read 7 × 2 values from row 0 on, but read null",
        assertThrows(IllegalStateException.class, () -> new Standardizer().fit(new Nothing(7)))
            .getMessage());
    Standardization scale = new Standardizer().fit(new double[][] {{1, 2}, {3, 5}});
    assertEquals(
        "source must read 3 × 2 values from row 4 on, but read null",
        assertThrows(IllegalStateException.class, () -> scale.transform(new Nothing(7)).read(4, 3))
            .getMessage());
  }

  @Example
  void refusalsNameRowAndColumn() {
    Standardizer standardizer = new Standardizer();
    assertRefused(
        "points must have no missing values, but row 1, column 0 is NaN; leave the row out, or have"
            + " means take their place by withMissingValues(MissingValues.MEAN)",
        () -> standardizer.fit(new double[][] {{1}, {Double.NaN}}));
    Standardizer imputing = standardizer.withMissingValues(MissingValues.MEAN);
    assertRefused(
        "points must be finite and less than 2^1000 in magnitude, but row 0, column 1 is Infinity",
        () -> imputing.fit(new double[][] {{1, Double.POSITIVE_INFINITY}}));
    assertRefused(
        "points: column 1 has no value; leave the column out",
        () -> imputing.fit(new double[][] {{1, Double.NaN}}));
    assertRefused(
        "points: column 0 has no value of a weight above 0; leave the column out",
        () -> imputing.fit(Points.of(new double[][] {{1}}), new double[] {0}));
    assertRefused(
        "weights must have one entry for each of the 1 rows, but have 2",
        () -> imputing.fit(Points.of(new double[][] {{1}}), new double[] {0, 1}));
    assertRefused(
        "weights must be finite and not negative, but the one of row 0 is -1.0",
        () -> imputing.fit(Points.of(new double[][] {{1}}), new double[] {-1}));
    Standardization scale = standardizer.fit(new double[][] {{1}, {1e-300}});
    assertRefused(
        "points must have 1 columns, as the standardization has, but have 2",
        () -> scale.transform(new double[][] {{1, 2}}));
    assertRefused(
        "row must have no missing values, but column 0 is NaN",
        () -> scale.transform(new double[] {Double.NaN}));
    assertRefused(
        "row: column 0 is Infinity, which becomes Infinity",
        () -> scale.inverse(new double[] {Double.POSITIVE_INFINITY}));
    var source = scale.transform(new PointsSource(Points.of(new double[][] {{1}, {Double.NaN}})));
    assertRefused(
        "points must have no missing values, but row 1, column 0 is NaN", () -> source.read(1, 1));
  }

  @Example
  @SuppressWarnings("NullAway") // the point of the test
  void nullIsRefusedByName() {
    Standardization scale = new Standardizer().fit(new double[][] {{1}, {2}});
    assertNull("points", () -> scale.transform((Points) null));
    assertNull("row", () -> scale.transform((double[]) null));
    assertNull("points", () -> scale.inverse((Points) null));
    assertNull("row", () -> scale.inverse((double[]) null));
  }

  private static void assertNull(String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(NullPointerException.class, code).getMessage());
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable code) {
    String found = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(found.startsWith(message), found);
  }

  @Example
  void anInterruptedFitEnds() {
    Thread.currentThread().interrupt();
    assertThrows(FitInterruptedException.class, () -> new Standardizer().fit(new double[][] {{1}}));
    assertTrue(Thread.interrupted());
  }
}
