package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Initializer} must keep to. */
public abstract class InitializerContractTest {
  /** Enough rows for several chunks of any sensible size, and no multiple of any. */
  private static final int MANY = 2611;

  private static final int[] THREADS = {1, 2, 3, 7};

  /** For subclasses. */
  protected InitializerContractTest() {}

  /**
   * Returns the initializer under test.
   *
   * @return an initializer; each call may return the same one
   */
  protected abstract Initializer initializer();

  /**
   * Tells whether {@link Initializer#named} must find the initializer. Default: yes.
   *
   * @return true if it is registered
   */
  protected boolean isRegistered() {
    return true;
  }

  /**
   * Tells whether centroids are rows of the data, no row taken twice, rows of weight 0 only if
   * others do not suffice. Default: yes.
   *
   * @return true if so
   */
  protected boolean takesRows() {
    return true;
  }

  /**
   * Returns the metrics that the initializer serves. Default: the three of this library.
   *
   * @return at least one
   */
  protected List<DistanceMetric> metrics() {
    return List.of(
        DistanceMetric.named("euclidean"),
        DistanceMetric.named("manhattan"),
        DistanceMetric.named("cosine"));
  }

  @Test
  void returnsFiniteCentroidsOfTheRightShape() {
    for (DistanceMetric metric : metrics()) {
      for (int[] nkd : new int[][] {{1, 1, 1}, {2, 1, 3}, {7, 3, 1}, {50, 9, 17}, {700, 33, 8}}) {
        double[][] rows = rows(nkd[0], nkd[2], 256);
        DMatrixRMaj centroids = run(Points.of(rows), nkd[1], metric, null, 1, 1);
        assertEquals(nkd[1], centroids.numRows);
        assertEquals(nkd[2], centroids.numCols);
        for (double value : values(centroids)) {
          assertTrue(Double.isFinite(value), metric.name());
        }
      }
    }
  }

  @Test
  void sameSeedSameCentroidsForAnyNumberOfThreads() {
    double[][] rows = rows(MANY, 6, 256);
    double[] weights = weights(MANY);
    for (DistanceMetric metric : metrics()) {
      for (double @Nullable [] w : new double[] @Nullable [] {null, weights}) {
        for (long seed = 0; seed < 3; seed++) {
          double[] expected = values(run(Points.of(rows), 12, metric, w, seed, 1));
          for (int threads : THREADS) {
            assertArrayEquals(
                expected, values(run(Points.of(rows), 12, metric, w, seed, threads)), 0);
          }
        }
      }
    }
  }

  @Test
  void drawsAsManyRandomNumbersForAnyNumberOfThreads() {
    Points points = Points.of(rows(MANY, 4, 256));
    Set<Long> next = new HashSet<>();
    for (int threads : THREADS) {
      SplittableRandom random = new SplittableRandom(3);
      initializer().initialize(points, 9, new Seeding(random, metrics().get(0), null, threads));
      next.add(random.nextLong());
    }
    assertEquals(1, next.size());
  }

  @Test
  void otherSeedsGiveOtherCentroids() {
    Points points = Points.of(rows(MANY, 6, 256));
    Set<String> answers = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      answers.add(Arrays.toString(values(run(points, 5, metrics().get(0), null, seed, 1))));
    }
    assertTrue(answers.size() >= 9);
  }

  @Test
  void sameCentroidsForEveryStorage() {
    int n = 1300;
    int d = 9;
    double[][] rows = rows(n, d, 256);
    double[] doubles = new double[n * d];
    float[] floats = new float[n * d];
    byte[] bytes = new byte[n * d];
    float[][] floatRows = new float[n][d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        doubles[i * d + c] = rows[i][c];
        floats[i * d + c] = (float) rows[i][c];
        bytes[i * d + c] = (byte) rows[i][c];
        floatRows[i][c] = (float) rows[i][c];
      }
    }
    for (DistanceMetric metric : metrics()) {
      double[] expected = values(run(Points.of(rows), 8, metric, null, 5, 2));
      for (Points points :
          List.of(
              Points.of(doubles, n, d),
              Points.of(floats, n, d),
              Points.ofUnsignedBytes(bytes, n, d),
              Points.of(floatRows))) {
        assertArrayEquals(
            expected, values(run(points, 8, metric, null, 5, 2)), 0, points.toString());
      }
    }
  }

  @Test
  void takesRowsAndNoneTwice() {
    if (!takesRows()) {
      return;
    }
    for (DistanceMetric metric : metrics()) {
      for (int k : new int[] {1, 2, 29, 30}) {
        double[][] rows = distinctRows(30, 3);
        for (long seed = 0; seed < 20; seed++) {
          Set<List<Double>> taken = rowSet(run(Points.of(rows), k, metric, null, seed, 2));
          assertEquals(k, taken.size());
          assertTrue(rowSet(new DMatrixRMaj(rows)).containsAll(taken));
        }
      }
    }
  }

  @Test
  void endsWithFewerDistinctRowsThanCentroids() {
    double[][] rows = new double[40][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {1 + i % 3, 5, i % 3};
    }
    for (DistanceMetric metric : metrics()) {
      for (int k : new int[] {3, 4, 39, 40}) {
        DMatrixRMaj centroids = run(Points.of(rows), k, metric, null, 2, 2);
        assertEquals(k, centroids.numRows);
        if (takesRows()) {
          assertTrue(rowSet(new DMatrixRMaj(rows)).containsAll(rowSet(centroids)));
        }
      }
    }
  }

  @Test
  void endsWhereAllRowsAreAlike() {
    double[][] rows = new double[600][];
    Arrays.fill(rows, new double[] {3, 0, 4});
    for (DistanceMetric metric : metrics()) {
      DMatrixRMaj centroids = run(Points.of(rows), 600, metric, null, 2, 3);
      for (int j = 0; j < 600; j++) {
        for (int c = 0; c < 3; c++) {
          assertEquals(rows[0][c], centroids.get(j, c), 1e-12);
        }
      }
    }
  }

  @Test
  void rowsOfWeightZeroAreTakenOnlyIfOthersDoNotSuffice() {
    if (!takesRows()) {
      return;
    }
    double[][] rows = distinctRows(60, 2);
    double[] weights = new double[60];
    for (int i = 0; i < 60; i += 3) {
      weights[i] = 0.5 + i;
    }
    double[][] heavy = new double[20][];
    for (int i = 0; i < 20; i++) {
      heavy[i] = rows[3 * i];
    }
    Set<List<Double>> heavyRows = rowSet(new DMatrixRMaj(heavy));
    for (DistanceMetric metric : metrics()) {
      for (long seed = 0; seed < 10; seed++) {
        Set<List<Double>> few = rowSet(run(Points.of(rows), 7, metric, weights, seed, 2));
        assertTrue(heavyRows.containsAll(few), metric.name());
        Set<List<Double>> many = rowSet(run(Points.of(rows), 25, metric, weights, seed, 2));
        assertEquals(25, many.size());
        assertTrue(many.containsAll(heavyRows), metric.name());
      }
    }
  }

  @Test
  void endsWhereNoRowWeighsAnything() {
    double[][] rows = distinctRows(40, 3);
    for (DistanceMetric metric : metrics()) {
      DMatrixRMaj centroids = run(Points.of(rows), 5, metric, new double[40], 1, 2);
      assertEquals(5, centroids.numRows);
      assertTrue(!takesRows() || rowSet(centroids).size() == 5);
    }
  }

  @Test
  void columnsWithoutSpreadDoNoHarm() {
    double[][] rows = rows(200, 5, 256);
    for (double[] row : rows) {
      row[1] = 1e8;
      row[3] = 0;
    }
    for (DistanceMetric metric : metrics()) {
      DMatrixRMaj centroids = run(Points.of(rows), 6, metric, null, 4, 2);
      if (takesRows()) {
        assertTrue(rowSet(new DMatrixRMaj(rows)).containsAll(rowSet(centroids)));
      }
    }
  }

  @Test
  void dataAndWeightsAreLeftAlone() {
    double[][] rows = rows(300, 4, 256);
    double[] weights = weights(300);
    run(Points.of(rows), 10, metrics().get(0), weights, 1, 2);
    assertTrue(Arrays.deepEquals(rows(300, 4, 256), rows));
    assertArrayEquals(weights(300), weights, 0);
  }

  @Test
  void nameIsStableAndLowerCase() {
    String name = initializer().name();
    assertEquals(name.toLowerCase(Locale.ROOT), name);
    assertTrue(!name.isBlank());
    assertEquals(name, initializer().name());
  }

  @Test
  void nameFindsTheInitializer() {
    if (!isRegistered()) {
      return;
    }
    Initializer found = Initializer.named(initializer().name());
    assertSame(initializer().getClass(), found.getClass());
    assertEquals(initializer().name(), found.name());
  }

  @Test
  void unknownNameListsTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Initializer.named("no such initializer"))
            .getMessage();
    assertTrue(message.contains("\"no such initializer\""), message);
    assertTrue(!isRegistered() || message.contains(initializer().name()), message);
  }

  private DMatrixRMaj run(
      Points points,
      int k,
      DistanceMetric metric,
      double @Nullable [] weights,
      long seed,
      int threads) {
    Seeding seeding = new Seeding(new SplittableRandom(seed), metric, weights, threads);
    return initializer().initialize(points, k, seeding);
  }

  /** Whole numbers in [0, bound), the first column at least 1, so that no row is zero. */
  private static double[][] rows(int n, int d, int bound) {
    SplittableRandom random = new SplittableRandom(n * 31L + d);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int c = 0; c < d; c++) {
        row[c] = random.nextInt(c == 0 ? 1 : 0, bound);
      }
    }
    return rows;
  }

  /** Rows that differ by their first column and all point in different directions. */
  private static double[][] distinctRows(int n, int d) {
    double[][] rows = rows(n, d, 100);
    for (int i = 0; i < n; i++) {
      rows[i][0] = 1 + i;
      rows[i][1] = 200;
    }
    return rows;
  }

  /** Positive and zero weights. */
  private static double[] weights(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = random.nextInt(5) == 0 ? 0 : random.nextDouble() * 3;
    }
    return weights;
  }

  private static double[] values(DMatrixRMaj matrix) {
    return Arrays.copyOf(matrix.data, matrix.getNumElements());
  }

  private static Set<List<Double>> rowSet(DMatrixRMaj matrix) {
    Set<List<Double>> rows = new HashSet<>();
    for (int i = 0; i < matrix.numRows; i++) {
      Double[] row = new Double[matrix.numCols];
      for (int c = 0; c < row.length; c++) {
        row[c] = matrix.get(i, c);
      }
      rows.add(List.of(row));
    }
    return rows;
  }
}
