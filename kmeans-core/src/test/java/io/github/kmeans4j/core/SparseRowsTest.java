package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Sparse rows are clustered to the bits of the same rows given dense. */
class SparseRowsTest {

  @Property(tries = 300)
  void fitsAreThoseOfDenseRows(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(60);
    int d = 1 + random.nextInt(random.nextBoolean() ? 12 : 90);
    SparseData data = SparseData.draw(random, n, d, random.nextBoolean());
    int k = 1 + random.nextInt(Math.min(n, 40));
    LloydKMeans lloyd =
        new LloydKMeans(k)
            .withMaxIterations(1 + random.nextInt(20))
            .withTolerance(random.nextInt(3) == 0 ? 0.1 : 0)
            .withThreads(1 + random.nextInt(3))
            .withSeed(random.nextInt());
    if (random.nextInt(4) > 0) {
      double[][] initial = Arrays.copyOf(data.rows(), k);
      if (random.nextBoolean()) {
        initial[0] = random.doubles(d).toArray();
      }
      lloyd = lloyd.withInitializer(Initializer.of(new DMatrixRMaj(initial)));
    }
    double[] weights = random.nextInt(3) == 0 ? SparseData.weights(random, n) : null;
    Clustering expected = fit(lloyd, data.dense(), weights);
    assertSame(expected, fit(lloyd, data.sparse(), weights), data);
  }

  /** The last bits of inertias of sparse rows are others, and must not decide. */
  @Test
  void theEarliestOfEquallyGoodRunsWins() {
    for (int seed = 0; seed < 600; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 3 + random.nextInt(7);
      int d = 2 + random.nextInt(5);
      double[][] rows = new double[n][d];
      for (double[] row : rows) {
        Arrays.setAll(row, c -> random.nextInt(3));
      }
      SparseData data = SparseData.of(rows, false, random);
      LloydKMeans lloyd = new LloydKMeans(2).withSeed(seed).withRestarts(5);
      assertSame(lloyd.fit(data.dense()), lloyd.fit(data.sparse()), data);
    }
  }

  /** Rows of few columns are drawn in a spatial order, and from more candidates. */
  @Test
  void seedsOfManyRowsAreThoseOfDenseRows() {
    for (int d : new int[] {2, 7, 16, 17}) {
      SparseData data = SparseData.draw(new SplittableRandom(d), 9000, d, d % 2 == 0);
      LloydKMeans lloyd = new LloydKMeans(25).withMaxIterations(2);
      Clustering expected = lloyd.fit(data.dense());
      Clustering actual = lloyd.fit(data.sparse());
      assertArrayEquals(expected.centroids().data, actual.centroids().data);
      assertArrayEquals(expected.labels(), actual.labels());
    }
  }

  /**
   * Candidates are compared by what rows share with them: many rows, of which most share nothing,
   * equal ones, some of equal length, whole numbers and others, with weights, one center or many at
   * a time.
   */
  @Property(tries = 60)
  void seedsAreThoseOfDenseRows(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 600 + random.nextInt(1500);
    int d = 20 + random.nextInt(80);
    SparseData data = SparseData.draw(random, n, d, random.nextBoolean());
    int shape = random.nextInt(3);
    if (shape > 0) {
      double[][] rows = data.rows();
      for (double[] row : rows) {
        row[random.nextInt(d)] += 0.5; // no row of zeros
        double norm = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
        Arrays.setAll(row, c -> (float) (row[c] / norm));
      }
      data = SparseData.of(rows, true, random);
    }
    int k = 2 + random.nextInt(30);
    LloydKMeans lloyd =
        new LloydKMeans(k)
            .withMaxIterations(1)
            .withThreads(1 + random.nextInt(3))
            .withSeed(random.nextInt())
            .withInitializer(
                switch (random.nextInt(4)) {
                  case 0 -> new KMeansParallel();
                  case 1 -> new KMeansPlusPlus().withCandidates(1 + random.nextInt(100));
                  default -> new KMeansPlusPlus();
                });
    if (shape == 2) {
      lloyd = lloyd.withMetric(new CosineDistance());
    }
    double[] weights = random.nextInt(3) == 0 ? SparseData.weights(random, n) : null;
    Clustering expected = fit(lloyd, data.dense(), weights);
    Clustering actual = fit(lloyd, data.sparse(), weights);
    assertArrayEquals(expected.labels(), actual.labels());
    assertArrayEquals(expected.centroids().data, actual.centroids().data);
  }

  /** Many rows of few columns are drawn in a spatial order, which must be that of dense rows. */
  @Property(tries = 12)
  void seedsOfManyShortRowsAreThoseOfDenseRows(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 8192 + random.nextInt(4000);
    int d = 1 + random.nextInt(16);
    int most = random.nextBoolean() ? 40 : 3;
    double unit = random.nextBoolean() ? 1 : 1e100;
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> random.nextInt(20) == 0 ? unit * random.nextInt(most) : 0);
    }
    SparseData data = SparseData.of(rows, false, random);
    LloydKMeans lloyd = new LloydKMeans(25).withMaxIterations(1).withSeed(seed);
    Clustering expected = lloyd.fit(data.dense());
    Clustering actual = lloyd.fit(data.sparse());
    assertArrayEquals(expected.centroids().data, actual.centroids().data);
    assertArrayEquals(expected.labels(), actual.labels());
  }

  @Property(tries = 100)
  void measuresAreThoseOfDenseRows(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 3 + random.nextInt(80);
    int d = 1 + random.nextInt(50);
    SparseData data = SparseData.draw(random, n, d, random.nextBoolean());
    int k = 2 + random.nextInt(Math.min(6, n - 2));
    int[] labels = random.ints(n, 0, k).toArray();
    labels[0] = 0;
    labels[1] = 0;
    labels[2] = 1;
    for (int[] some : new int[][] {labels, new LloydKMeans(2).fit(data.dense()).labels()}) {
      if (Arrays.stream(some).distinct().count() < 2) {
        continue;
      }
      assertMeasures(InternalMeasures::daviesBouldin, data, some, 1e-11);
      assertMeasures(InternalMeasures::calinskiHarabasz, data, some, 1e-11);
      assertMeasures(InternalMeasures::silhouette, data, some, 1e-9);
      assertMeasures(SparseRowsTest::sampled, data, some, 1e-9);
    }
  }

  private static double sampled(Points points, int[] labels) {
    try {
      return InternalMeasures.sampledSilhouette(points, labels, 30, 1, 2);
    } catch (IllegalArgumentException e) {
      return -2; // all of one cluster
    }
  }

  private static void assertMeasures(
      ToDoubleBiFunction<Points, int[]> measure, SparseData data, int[] labels, double error) {
    double expected = measure.applyAsDouble(data.dense(), labels);
    double actual = measure.applyAsDouble(data.sparse(), labels);
    assertEquals(expected, actual, error * Math.max(1, Math.abs(expected)));
  }

  /**
   * How a row is stored is seen by no bit: the order of its columns, and zeros among its values.
   */
  @Test
  void theInertiaDoesNotTellHowRowsAreStored() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 200;
    int d = 9;
    int[][] starts = new int[2][n + 1];
    int[][] columns = new int[2][n * d];
    double[][] values = new double[2][n * d];
    int[] at = new int[2];
    for (int i = 0; i < n; i++) {
      double[] row = random.doubles(d).map(v -> v < 0.5 ? 0 : v).toArray();
      for (int c = 0; c < d; c++) {
        if (row[c] != 0) {
          columns[0][at[0]] = c;
          values[0][at[0]++] = row[c];
        }
        columns[1][at[1]] = d - 1 - c;
        values[1][at[1]++] = row[d - 1 - c];
      }
      starts[0][i + 1] = at[0];
      starts[1][i + 1] = at[1];
    }
    Clustering plain =
        new LloydKMeans(6).fit(Points.ofSparseRows(starts[0], columns[0], values[0], d));
    Clustering other =
        new LloydKMeans(6).fit(Points.ofSparseRows(starts[1], columns[1], values[1], d));
    assertEquals(plain.inertia(), other.inertia());
    for (int i = 0; i < plain.history().size(); i++) {
      assertEquals(plain.history().get(i).inertia(), other.history().get(i).inertia());
    }
  }

  private static Clustering fit(LloydKMeans lloyd, Points points, double[] weights) {
    return weights == null ? lloyd.fit(points) : lloyd.fit(points, weights);
  }

  private static void assertSame(Clustering expected, Clustering actual, SparseData data) {
    assertEquals(expected.iterations(), actual.iterations());
    assertEquals(expected.stopReason(), actual.stopReason());
    assertArrayEquals(expected.labels(), actual.labels());
    assertArrayEquals(expected.centroids().data, actual.centroids().data);
    assertClose(expected.inertia(), actual.inertia());
    for (int i = 0; i < expected.history().size(); i++) {
      assertEquals(expected.history().get(i).rowsMoved(), actual.history().get(i).rowsMoved());
      assertEquals(
          expected.history().get(i).centroidShift(), actual.history().get(i).centroidShift());
      assertClose(expected.history().get(i).inertia(), actual.history().get(i).inertia());
    }
    assertArrayEquals(expected.labels(), actual.predict(data.sparse()));
    assertArrayEquals(expected.labels(), actual.predict(data.dense()));
    assertArrayEquals(expected.labels(), expected.predict(data.sparse()));
    assertClose(expected.inertia(data.dense()), actual.inertia(data.sparse()));
    int m = Math.min(3, expected.k());
    assertArrayEquals(expected.nearest(data.dense(), m), actual.nearest(data.sparse(), m));
    double[] distances = expected.transform(data.dense()).data;
    double[] sparse = actual.transform(data.sparse()).data;
    for (int i = 0; i < distances.length; i++) {
      assertClose(distances[i], sparse[i]);
    }
  }

  private static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, 1e-12 * expected);
  }

  /** The order of the rows changes nothing, and neither does the number of threads. */
  @Property(tries = 60)
  void theOrderOfTheRowsDoesNotMatter(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(50);
    SparseData data = SparseData.draw(random, n, 1 + random.nextInt(40), random.nextBoolean());
    int k = 1 + random.nextInt(Math.min(n, 8));
    LloydKMeans lloyd =
        new LloydKMeans(k)
            .withInitializer(Initializer.of(new DMatrixRMaj(Arrays.copyOf(data.rows(), k))));
    double[][] turned = data.rows().clone();
    for (int i = 0; i < n; i++) {
      turned[i] = data.rows()[n - 1 - i];
    }
    Clustering expected = lloyd.withThreads(1).fit(data.sparse());
    Clustering actual = lloyd.withThreads(3).fit(SparseData.of(turned, false, random).sparse());
    assertArrayEquals(expected.centroids().data, actual.centroids().data);
    assertEquals(expected.iterations(), actual.iterations());
    for (int i = 0; i < n; i++) {
      assertEquals(expected.label(i), actual.label(n - 1 - i));
    }
  }

  @Test
  void digits() {
    byte[] pixels = ReferenceData.digits();
    double[][] rows = new double[1797][64];
    for (int p = 0; p < pixels.length; p++) {
      rows[p / 64][p % 64] = pixels[p];
    }
    SparseData data = SparseData.of(rows, true, new SplittableRandom(1));
    LloydKMeans lloyd =
        new LloydKMeans(10)
            .withInitializer(Initializer.of(new DMatrixRMaj(Arrays.copyOf(rows, 10))));
    assertSame(lloyd.fit(data.dense()), lloyd.fit(data.sparse()), data);
    assertSame(new LloydKMeans(10).fit(data.dense()), new LloydKMeans(10).fit(data.sparse()), data);
  }

  /** Columns that no row has take no memory but in the result, and stand where they belong. */
  @Test
  void columnsThatNoRowHasAreZerosOfTheCentroids() {
    int d = 3_000_000;
    int[] starts = {0, 2, 4, 6, 6};
    int[] columns = {2_999_999, 7, 1_000_000, 7, 7, 2_999_999};
    double[] values = {1, 2, 3, 4, 2, 1};
    Points points = Points.ofSparseRows(starts, columns, values, d);
    List<DMatrixRMaj> seen = new ArrayList<>();
    Clustering clustering =
        new LloydKMeans(2)
            .withListener(
                progress -> {
                  seen.add(progress.updatedCentroids());
                  return FitListener.Action.CONTINUE;
                })
            .fit(points);
    DMatrixRMaj centroids = clustering.centroids();
    assertEquals(d, centroids.numCols);
    assertArrayEquals(centroids.data, seen.get(seen.size() - 1).data);
    int[] labels = clustering.labels();
    assertEquals(labels[0], labels[2]);
    double sum = 0;
    for (int j = 0; j < 2; j++) {
      for (int c = 0; c < d; c++) {
        double value = centroids.get(j, c);
        sum += value * clustering.size(j);
        assertTrue(value == 0 || c == 7 || c == 1_000_000 || c == 2_999_999);
      }
    }
    assertEquals(13, sum, 1e-12);
    assertArrayEquals(labels, clustering.predict(points));
  }

  /** A centroid may be given values where no row has any; they count in every distance. */
  @Test
  void givenCentroidsMayHaveValuesWhereNoRowHasAny() {
    Points points =
        Points.ofSparseRows(new int[] {0, 1, 2}, new int[] {1, 3}, new double[] {1, 2}, 50);
    DMatrixRMaj initial = new DMatrixRMaj(2, 50);
    initial.set(0, 1, 1);
    initial.set(0, 40, 9);
    Clustering clustering =
        new LloydKMeans(2)
            .withInitializer(Initializer.of(initial))
            .withMaxIterations(1)
            .fit(points);
    assertEquals(5, clustering.history().get(0).inertia(), 1e-12);
  }

  @Test
  void valuesThatAreNotFiniteAreRefusedByRowColumnAndPosition() {
    int[] starts = {0, 2, 4};
    int[] columns = {70, 3, 9, 5};
    float[] values = {1, 2, Float.NaN, Float.POSITIVE_INFINITY};
    Points points = Points.ofSparseRows(starts, columns, values, 100);
    String message = "points must be finite, but row 1, column 5, position 3 is Infinity";
    assertRefused(message, () -> new LloydKMeans(1).fit(points));
    Clustering one = Clustering.of(new DMatrixRMaj(1, 100));
    assertRefused(message, () -> one.predict(points));
    double[] large = {1, 2, 3, 1e200};
    Points doubles = Points.ofSparseRows(starts, columns, large, 100);
    assertRefused(
        "points: squared distances overflow, since row 1, column 5, position 3 is 1.0E200; the"
            + " largest magnitude allowed for 2 rows of 100 columns is 4.74e+152",
        () -> new LloydKMeans(1).fit(doubles));
    assertRefused(
        "points: squared distances overflow, since row 1, column 5, position 3 is 1.0E200; the"
            + " largest magnitude allowed for 100 columns is 6.70e+152",
        () -> one.predict(doubles));
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
