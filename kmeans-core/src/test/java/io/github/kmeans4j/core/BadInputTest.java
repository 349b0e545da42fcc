package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input, and that its message says what is wrong where. */
class BadInputTest {
  private static final double[][] GOOD = {{1, 2}, {3, 4}, {5, 6}};
  private static final double[][] GOOD_START = {{1, 2}, {3, 4}};
  private static final Clustering FITTED = new LloydKMeans(2).withThreads(1).fit(GOOD);

  private static final String NO_NAME =
      "metric: name() must not return null, but that of " + Nameless.class.getName() + " does";

  private static Arguments row(String message, Executable call) {
    return Arguments.of(message, call);
  }

  private static double[][] with(int row, int column, double value) {
    double[][] rows = {{1, 2}, {3, 4}, {5, 6}};
    rows[row][column] = value;
    return rows;
  }

  private static LloydKMeans lloyd() {
    return new LloydKMeans(2);
  }

  static Stream<Arguments> calls() {
    double inf = Double.POSITIVE_INFINITY;
    double[][] ragged = {{1, 2}, {3}};
    float[][] raggedFloats = {{1, 2}, {3}};
    return Stream.of(
        row("k must be at least 1, but is 0", () -> new LloydKMeans(0)),
        row("k must be at least 1, but is -3", () -> new LloydKMeans(-3)),
        row(
            "k must be at most the number of rows, 3, but is 4",
            () -> new LloydKMeans(4).fit(GOOD)),
        row(
            "rows must have equal lengths, but row 1 has 1 columns and row 0 has 2",
            () -> lloyd().fit(ragged)),
        row(
            "rows must have equal lengths, but row 1 has 1 columns and row 0 has 2",
            () -> lloyd().fit(raggedFloats)),
        row("rows must be at least 1, but there are 0", () -> lloyd().fit(new double[0][])),
        row("rows must be at least 1, but there are 0", () -> lloyd().fit(new float[0][0])),
        row("columns must be at least 1, but there are 0", () -> lloyd().fit(new double[3][0])),
        row("rows must be at least 1, but there are 0", () -> Points.of(new DMatrixRMaj(0, 2))),
        row("columns must be at least 1, but there are 0", () -> Points.of(new FMatrixRMaj(2, 0))),
        row(
            "rowMajor must hold rows × columns = 2 × 3 = 6 values, but its length is 5",
            () -> Points.of(new double[5], 2, 3)),
        row(
            "rowMajor must hold rows × columns = 2 × 3 = 6 values, but its length is 7",
            () -> Points.of(new float[7], 2, 3)),
        row(
            "rowMajor must hold rows × columns = 50000 × 50000 = 2500000000 values, but its length"
                + " is 1",
            () -> Points.ofUnsignedBytes(new byte[1], 50000, 50000)),
        row(
            "points must be finite, but row 2, column 1 is NaN",
            () -> lloyd().fit(with(2, 1, Double.NaN))),
        row(
            "points must be finite, but row 1, column 0 is Infinity",
            () -> lloyd().fit(with(1, 0, inf))),
        row(
            "points must be finite, but row 0, column 1 is -Infinity",
            () -> lloyd().fit(Data.floats(with(0, 1, -inf)))),
        row(
            "points: squared distances overflow, since row 1, column 1 is 1.0E200; the largest"
                + " magnitude allowed for 3 rows of 2 columns is 2.74e+153",
            () -> lloyd().fit(with(1, 1, 1e200))),
        row(
            "points must have 2 columns as the centroids have, but have 3",
            () -> FITTED.predict(Points.of(new double[][] {{1, 2, 3}}))),
        row(
            "row must have 2 columns as the centroids have, but has 1",
            () -> FITTED.predict(new double[] {1})),
        row(
            "row must be finite, but column 1 is NaN",
            () -> FITTED.predict(new double[] {1, Double.NaN})),
        row(
            "points must be finite, but row 1, column 0 is Infinity",
            () -> FITTED.transform(Points.of(new double[][] {{1, 2}, {inf, 1}}))),
        row(
            "points must have 2 columns as the centroids have, but have 1",
            () -> FITTED.inertia(Points.of(new double[][] {{1}}))),
        row(
            "centroids must be finite, but row 1, column 0 is NaN",
            () -> Initializer.of(new DMatrixRMaj(new double[][] {{1, 2}, {Double.NaN, 4}}))),
        row(
            "initializer custom must return centroids, but returns null",
            () -> lloyd().withInitializer((points, k, seeding) -> null).fit(GOOD)),
        row(
            "initializer custom must return 2 × 2 centroids, but its matrix has 1 values",
            () -> lloyd().withInitializer((points, k, seeding) -> matrixOfOneValue()).fit(GOOD)),
        row("k must be at least 1, but is 0", () -> ask(new KMeansPlusPlus(), 0, null)),
        row(
            "k must be at most the number of rows, 3, but is 4",
            () -> ask(new KMeansPlusPlus(), 4, null)),
        row(
            "k must be at most the number of rows, 3, but is 4",
            () -> ask(new KMeansParallel(), 4, null)),
        row(
            "k must be at most the number of rows, 3, but is 4",
            () -> ask(new RandomPoints(), 4, null)),
        row(
            "seeding must have a weight for each of the 3 rows",
            () -> ask(new KMeansPlusPlus(), 2, new double[] {1, 2})),
        row(
            "metric: a loss must be at least 0, but " + NoMetric.class.getName() + " gives NaN",
            () -> lloyd().withMetric(new NoMetric(Double.NaN)).fit(GOOD)),
        row(
            "metric: a loss must be at least 0, but " + NoMetric.class.getName() + " gives -1.0",
            () -> given(GOOD_START).withMetric(new NoMetric(-1)).fit(GOOD)),
        row(
            "metric: a loss must be at least 0, but " + NoMetric.class.getName() + " gives NaN",
            () ->
                Clustering.of(new DMatrixRMaj(GOOD_START), new NoMetric(Double.NaN)).predict(GOOD)),
        row(
            "k: 2 centroids of 2147483647 columns do not fit into one array, where they take"
                + " 4294967294 values and at most 2147483639 are possible",
            () -> lloyd().fit(wide())),
        row(
            "centroids must have k = 2 rows, but they are 1 × 2",
            () -> given(new double[][] {{1, 2}}).fit(GOOD)),
        row(
            "centroids must have as many columns as the data, 2, but they are 2 × 1",
            () -> given(new double[][] {{1}, {2}}).fit(GOOD)),
        row(
            "initializer given must return centroids whose squared distances are finite, but row 0,"
                + " column 1 is 1.0E300",
            () -> given(new double[][] {{1, 1e300}, {2, 2}}).fit(GOOD)),
        row(
            "initializer custom must return 2 × 2 centroids, but they are 1 × 1",
            () -> lloyd().withInitializer((p, k, seeding) -> new DMatrixRMaj(1, 1)).fit(GOOD)),
        row(
            "weights must have one entry for each of the 3 rows, but have 2",
            () -> lloyd().fit(Points.of(GOOD), new double[2])),
        row(
            "weights must be finite and not negative, but the one of row 1 is -1.0",
            () -> lloyd().fit(Points.of(GOOD), new double[] {1, -1, 1})),
        row(
            "weights must be finite and not negative, but the one of row 2 is NaN",
            () -> lloyd().fit(Points.of(GOOD), new double[] {1, 1, Double.NaN})),
        row(
            "points: squared distances overflow, since row 0, column 1 is -1.0E200; the largest"
                + " magnitude allowed for 2 columns is 4.74e+153",
            () -> FITTED.predict(Points.of(new double[][] {{1, -1e200}}))),
        row(
            "row: squared distances overflow, since column 0 is 1.0E200; the largest"
                + " magnitude allowed for 2 columns is 4.74e+153",
            () -> FITTED.predict(new double[] {1e200, 1})),
        row(
            "points: squared distances overflow, since row 1, column 0 is 1.0E200; the largest"
                + " magnitude allowed for 2 columns is 4.74e+153",
            () -> FITTED.transform(Points.of(new double[][] {{1, 1}, {1e200, 1}}))),
        row(
            "weights must be finite and not negative, but the one of row 0 is Infinity",
            () -> lloyd().fit(Points.of(GOOD), new double[] {inf, 1, 1})),
        row(
            "weights: their sum, 1.0E308, times the squared distances overflows, since the largest"
                + " value is 6.0; with this sum and 2 columns the largest magnitude allowed is"
                + " 4.74e-01",
            () -> lloyd().fit(Points.of(GOOD), new double[] {1e308, 0, 0})),
        row("weights must not all be 0", () -> lloyd().fit(Points.of(GOOD), new double[3])),
        row("maxIterations must be at least 1, but is 0", () -> lloyd().withMaxIterations(0)),
        row("restarts must be at least 1, but is 0", () -> lloyd().withRestarts(0)),
        row("threads must be at least 1, but is 0", () -> lloyd().withThreads(0)),
        row(
            "tolerance must be finite and not negative, but is -1.0",
            () -> lloyd().withTolerance(-1)),
        row(
            "tolerance must be finite and not negative, but is NaN",
            () -> lloyd().withTolerance(Double.NaN)),
        row(
            "budget must be longer than 0, but is PT0S",
            () -> lloyd().withTimeBudget(Duration.ZERO)),
        row(
            "budget must be longer than 0, but is PT-1S",
            () -> lloyd().withTimeBudget(Duration.ofSeconds(-1))),
        row(
            "tolerance must be finite and not negative, but is Infinity",
            () -> lloyd().withTolerance(inf)),
        row(
            "relativeTolerance must be finite and not negative, but is -0.1",
            () -> lloyd().withRelativeTolerance(-0.1)),
        row(
            "relativeTolerance must be finite and not negative, but is NaN",
            () -> lloyd().withRelativeTolerance(Double.NaN)),
        row(
            "relativeTolerance is a part of the variance and needs the Euclidean distance, but the"
                + " metric is cosine",
            () -> lloyd().withMetric(new CosineDistance()).withRelativeTolerance(1e-4)),
        row(
            "relativeTolerance is a part of the variance and needs the Euclidean distance, but the"
                + " metric is manhattan",
            () -> lloyd().withRelativeTolerance(1e-4).withMetric(new ManhattanDistance())),
        row("maxIterations must be at least 1, but is -1", () -> lloyd().withMaxIterations(-1)),
        row(
            "centroids must have rows and columns, but they are 0 × 2",
            () -> Initializer.of(new DMatrixRMaj(0, 2))),
        row(
            "candidates must be at least 1, but is 0",
            () -> new KMeansPlusPlus().withCandidates(0)),
        row(
            "candidates must be at most 10000, but is 2147483647",
            () -> new KMeansPlusPlus().withCandidates(Integer.MAX_VALUE)),
        row(
            "initializer: name() must not return null, but that of "
                + Nameless.class.getName()
                + " does",
            () -> lloyd().withInitializer(new Nameless())),
        row(
            "data: a matrix of 2 × 2 must have 4 values, but its array has 1",
            () -> lloyd().fit(matrixOfOneValue())),
        row(
            "data: a matrix of 2 × 2 must have 4 values, but has no array",
            () -> lloyd().fit(matrixWithoutValues())),
        row(
            "data: a matrix of 3 × 2 must have 6 values, but its array has 4",
            () -> {
              FMatrixRMaj matrix = new FMatrixRMaj(2, 2);
              matrix.numRows = 3;
              lloyd().fit(matrix);
            }),
        row(
            "centroids: a matrix of 2 × 2 must have 4 values, but its array has 1",
            () -> Clustering.of(matrixOfOneValue())),
        row(
            "centroids: a matrix of 2 × 2 must have 4 values, but has no array",
            () -> Initializer.of(matrixWithoutValues())),
        row(
            "centroids: a matrix of -1 × 2 cannot be",
            () -> {
              DMatrixRMaj matrix = new DMatrixRMaj(2, 2);
              matrix.numRows = -1;
              Clustering.of(matrix);
            }),
        row(
            "weights: the sum of the squared distances of 3 rows, times their weights, overflows",
            () -> FITTED.inertia(GOOD, new double[] {1e308, 1e308, 1e308})),
        row(
            "points: the sum of the squared distances of 50 rows overflows",
            () ->
                Clustering.of(new DMatrixRMaj(new double[][] {{6e153}})).inertia(new float[50][1])),
        row(
            "weights: the sum of the losses of 1 row, times their weights, overflows",
            () ->
                Clustering.of(new DMatrixRMaj(new double[][] {{0}}), new ManhattanDistance())
                    .inertia(new double[][] {{1e10}}, new double[] {1e300})),
        row(
            "points: the sum of the losses of 3 rows overflows",
            () -> Clustering.of(new DMatrixRMaj(GOOD_START), (a, b) -> 1e308).inertia(GOOD)),
        row(
            "points: the sum of the losses of 3 rows overflows",
            () -> new LloydKMeans(1).withMetric((a, b) -> 1e308).fit(GOOD)),
        row(
            "weights: the sum of the losses of 3 rows, times their weights, overflows",
            () ->
                new LloydKMeans(1).withMetric((a, b) -> 1e307).fit(GOOD, new double[] {1, 99, 1})),
        row(
            "a and b must have the same number of columns, but have 1 and 2",
            () -> new EuclideanDistance().distance(new double[1], new double[2])),
        row(
            "a and b must have the same number of columns, but have 3 and 2",
            () -> new EuclideanDistance().loss(new double[3], new double[2])),
        row(
            "a and b must have the same number of columns, but have 2 and 1",
            () -> new CosineDistance().distance(new double[] {1, 2}, new double[] {1})),
        row(
            "a and b must have the same number of columns, but have 2 and 1",
            () -> new ManhattanDistance().distance(new double[2], new double[1])),
        row(
            "seeding must have weights that are finite and not negative, but the one of row 1 is NaN",
            () -> choose(new EuclideanDistance(), 1, Double.NaN, 1)),
        row(
            "seeding must have weights that are finite and not negative, but the one of row 2 is"
                + " -1.0",
            () -> choose(new EuclideanDistance(), 1, 1, -1)),
        row(
            "points: row 1: the cosine distance needs a direction, but every column is 0; leave the"
                + " row out, or choose a metric that is defined for it",
            () -> choose(new CosineDistance())),
        row(
            "metric: a distance must be at least 0, but "
                + NoMetric.class.getName()
                + " gives -0.5 for rows 1 and 0",
            () ->
                InternalMeasures.silhouette(
                    Points.of(GOOD), new int[] {0, 0, 1}, new NoMetric(-0.5))),
        row(
            "metric: a distance must be at least 0, but "
                + NoMetric.class.getName()
                + " gives -0.5",
            () -> Clustering.of(new DMatrixRMaj(GOOD_START), new NoMetric(-0.5)).transform(GOOD)),
        row(NO_NAME, () -> lloyd().withMetric(new Nameless())),
        row(NO_NAME, () -> Clustering.of(new DMatrixRMaj(GOOD_START), new Nameless())),
        row(NO_NAME, () -> Clustering.builder(GOOD_START, new Nameless())),
        row(NO_NAME, () -> Clustering.load(Path.of("none"), new Nameless())),
        row(NO_NAME, () -> Clustering.load(InputStream.nullInputStream(), new Nameless())),
        row(NO_NAME, () -> new Seeding(new SplittableRandom(), new Nameless(), null, 1)),
        row(
            NO_NAME,
            () ->
                InternalMeasures.silhouettes(
                    Points.of(GOOD), new int[] {0, 0, 1}, new Nameless(), 1)),
        row(
            NO_NAME,
            () ->
                InternalMeasures.silhouette(Points.of(GOOD), new int[] {0, 0, 1}, new Nameless())),
        row(
            NO_NAME,
            () ->
                InternalMeasures.sampledSilhouette(
                    Points.of(GOOD), new int[] {0, 0, 1}, new Nameless())),
        row(
            "metric: center() must not return null, but that of "
                + Centerless.class.getName()
                + " does",
            () -> lloyd().withMetric(new Centerless())),
        row(
            "name: there is no DistanceMetric named \"l7\", the known ones are"
                + " [cosine, euclidean, manhattan]",
            () -> io.github.kmeans4j.DistanceMetric.named("l7")));
  }

  /** Gives what no distance is. */
  private record NoMetric(double loss) implements DistanceMetric {
    @Override
    public double distance(double[] a, double[] b) {
      return loss;
    }
  }

  /** Has no name, as code that knows no nullness may have none. */
  private static final class Nameless implements DistanceMetric, Initializer {
    @Override
    public double distance(double[] a, double[] b) {
      return 0;
    }

    @Override
    public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
      return new DMatrixRMaj(k, points.columns());
    }

    @Override
    @SuppressWarnings("NullAway") // the point of the test
    public String name() {
      return null;
    }
  }

  /** Names no center. */
  private static final class Centerless implements DistanceMetric {
    @Override
    public double distance(double[] a, double[] b) {
      return 0;
    }

    @Override
    @SuppressWarnings("NullAway") // the point of the test
    public Center center() {
      return null;
    }
  }

  /** Calls an initializer without a fit, with a row of zeros among its rows. */
  private static void choose(DistanceMetric metric, double... weights) {
    new KMeansPlusPlus()
        .initialize(
            Points.of(new double[][] {{1, 2}, {0, 0}, {3, 4}}),
            2,
            new Seeding(new SplittableRandom(), metric, weights.length == 0 ? null : weights, 1));
  }

  @SuppressWarnings("NullAway") // the point of the test
  private static DMatrixRMaj matrixWithoutValues() {
    DMatrixRMaj matrix = new DMatrixRMaj(2, 2);
    matrix.data = null;
    return matrix;
  }

  private static DMatrixRMaj matrixOfOneValue() {
    DMatrixRMaj matrix = new DMatrixRMaj(2, 2);
    matrix.data = new double[1];
    return matrix;
  }

  private static DMatrixRMaj ask(Initializer initializer, int k, double @Nullable [] weights) {
    SplittableRandom random = new SplittableRandom(1);
    return initializer.initialize(
        Points.of(GOOD), k, new Seeding(random, new EuclideanDistance(), weights, 1));
  }

  @Test
  @SuppressWarnings("NullAway") // the point of the test
  void initializersNameWhatIsNull() {
    Seeding seeding = new Seeding(new SplittableRandom(1), new EuclideanDistance(), null, 1);
    for (Initializer initializer :
        new Initializer[] {new KMeansPlusPlus(), new KMeansParallel(), new RandomPoints()}) {
      assertEquals(
          "points",
          assertThrows(NullPointerException.class, () -> initializer.initialize(null, 2, seeding))
              .getMessage());
      assertEquals(
          "seeding",
          assertThrows(
                  NullPointerException.class,
                  () -> initializer.initialize(Points.of(GOOD), 2, null))
              .getMessage());
    }
  }

  private static Points wide() {
    int[] starts = {0, 1, 2, 3};
    int[] columns = {0, 5, Integer.MAX_VALUE - 1};
    return Points.ofSparseRows(starts, columns, new double[] {1, 2, 3}, Integer.MAX_VALUE);
  }

  @Test
  void anyNumberOfThreadsWillDo() {
    Clustering c = lloyd().withThreads(Integer.MAX_VALUE).fit(GOOD);
    assertArrayEquals(FITTED.labels(), c.labels());
    assertArrayEquals(FITTED.labels(), c.predict(GOOD));
    assertArrayEquals(FITTED.transform(GOOD).data, c.transform(GOOD).data);
  }

  private static LloydKMeans given(double[][] centroids) {
    return lloyd().withInitializer(Initializer.of(new DMatrixRMaj(centroids)));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void saysWhatIsWrongWhere(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void nullIsRefusedByName() {
    Clusterer lloyd = lloyd();
    assertNull("points", () -> lloyd.fit((Points) null));
    assertNull("rows", () -> lloyd.fit((double[][]) null));
    assertNull("rows", () -> lloyd.fit((float[][]) null));
    assertNull("rows[1]", () -> lloyd.fit(new double[][] {{1}, null}));
    assertNull("rows[0]", () -> lloyd.fit(new double[][] {null}));
    assertNull("data", () -> lloyd.fit((DMatrixRMaj) null));
    assertNull("data", () -> lloyd.fit((FMatrixRMaj) null));
    assertNull("initializer", () -> lloyd().withInitializer(null));
    assertNull("metric", () -> lloyd().withMetric(null));
    assertNull("listener", () -> lloyd().withListener(null));
    assertNull("budget", () -> lloyd().withTimeBudget(null));
    assertNull("policy", () -> lloyd().withEmptyClusters(null));
    assertNull("weights", () -> lloyd().fit(Points.of(GOOD), null));
    assertNull("centroids", () -> Initializer.of(null));
    assertNull("row", () -> FITTED.predict((double[]) null));
  }

  private static void assertNull(String name, Executable call) {
    NullPointerException e = assertThrows(NullPointerException.class, call);
    assertTrue(name.equals(e.getMessage()), () -> "message " + e.getMessage());
  }
}
