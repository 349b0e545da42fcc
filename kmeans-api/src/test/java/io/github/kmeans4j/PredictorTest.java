package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What centroids tell of any rows, in whatever form the rows come. */
class PredictorTest {
  private static final DistanceMetric METRIC =
      new DistanceMetric() {
        @Override
        public double distance(double[] a, double[] b) {
          return Math.sqrt(loss(a, b));
        }

        @Override
        public double loss(double[] a, double[] b) {
          double sum = 0;
          for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
          }
          return sum;
        }

        @Override
        public void checkRow(double[] row) {
          if (row[0] == -7) {
            throw new IllegalArgumentException("-7 will not do");
          }
        }
      };

  private static final double[][] ROWS = {{0, 1}, {3, 3}, {6, 8}};
  private static final float[][] FLOATS = {{0, 1}, {3, 3}, {6, 8}};
  private static final double[] WEIGHTS = {0.5, 2, 0};

  private static Clustering of(double[]... centroids) {
    return Clustering.of(new DMatrixRMaj(centroids), METRIC);
  }

  @Test
  void everyFormOfDataGivesTheSameAnswers() {
    Clustering c = of(new double[] {0, 0}, new double[] {3, 4});
    DMatrixRMaj doubles = new DMatrixRMaj(ROWS);
    FMatrixRMaj floats = new FMatrixRMaj(FLOATS);
    int[] labels = {0, 1, 1};
    assertArrayEquals(labels, c.predict(Points.of(ROWS)));
    assertArrayEquals(labels, c.predict(ROWS));
    assertArrayEquals(labels, c.predict(FLOATS));
    assertArrayEquals(labels, c.predict(doubles));
    assertArrayEquals(labels, c.predict(floats));
    int[][] nearest = {{0, 1}, {1, 0}, {1, 0}};
    assertArrayEquals(nearest, c.nearest(Points.of(ROWS), 2));
    assertArrayEquals(nearest, c.nearest(ROWS, 2));
    assertArrayEquals(nearest, c.nearest(FLOATS, 2));
    assertArrayEquals(nearest, c.nearest(doubles, 2));
    assertArrayEquals(nearest, c.nearest(floats, 2));
    double[] distances = {1, Math.sqrt(18), Math.sqrt(18), 1, 10, 5};
    assertArrayEquals(distances, c.transform(Points.of(ROWS)).data);
    assertArrayEquals(distances, c.transform(ROWS).data);
    assertArrayEquals(distances, c.transform(FLOATS).data);
    assertArrayEquals(distances, c.transform(doubles).data);
    assertArrayEquals(distances, c.transform(floats).data);
    assertEquals(27, c.inertia(Points.of(ROWS)));
    assertEquals(27, c.inertia(ROWS));
    assertEquals(27, c.inertia(FLOATS));
    assertEquals(27, c.inertia(doubles));
    assertEquals(27, c.inertia(floats));
    assertEquals(2.5, c.inertia(Points.of(ROWS), WEIGHTS));
    assertEquals(2.5, c.inertia(ROWS, WEIGHTS));
    assertEquals(2.5, c.inertia(FLOATS, WEIGHTS));
    assertEquals(2.5, c.inertia(doubles, WEIGHTS));
    assertEquals(2.5, c.inertia(floats, WEIGHTS));
    assertEquals(1, c.predict(ROWS[1]));
    assertEquals(1, c.predict(FLOATS[1]));
    assertEquals(5, c.distance(ROWS[2]));
    assertEquals(5, c.distance(FLOATS[2]));
  }

  @Test
  void nearestAreListedByLossThenByIndex() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      int k = 1 + random.nextInt(9);
      double[][] centroids = new double[k][2];
      double[][] rows = new double[5][2];
      for (double[][] values : List.of(centroids, rows)) {
        for (double[] value : values) {
          value[0] = random.nextInt(3); // so that there are many ties
          value[1] = random.nextInt(3);
        }
      }
      Clustering c = of(centroids);
      for (int m = 1; m <= k; m++) {
        int[][] nearest = c.nearest(rows, m);
        for (int i = 0; i < rows.length; i++) {
          double[] row = rows[i];
          List<Integer> sorted = new ArrayList<>();
          for (int j = 0; j < k; j++) {
            sorted.add(j);
          }
          sorted.sort(Comparator.comparingDouble(j -> METRIC.loss(row, centroids[j])));
          assertArrayEquals(
              sorted.stream().limit(m).mapToInt(Integer::intValue).toArray(), nearest[i]);
          assertEquals(c.predict(row), nearest[i][0]);
        }
      }
    }
  }

  /** In doubles 1e16 + 1 is 1e16. */
  @Test
  void weightedInertiaIsExactInAnyOrder() {
    Clustering c = of(new double[] {0});
    double[][] rows = {{1}, {1e8}, {1}, {1}};
    assertEquals(1e16 + 4, c.inertia(rows, new double[] {1, 1, 1, 2}));
    double[][] turned = {{1}, {1}, {1}, {1e8}};
    assertEquals(1e16 + 4, c.inertia(turned, new double[] {2, 1, 1, 1}));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Clustering c = of(new double[] {0, 0}, new double[] {3, 4});
    refused("m must be in 1..k = 1..2, but is 0", () -> c.nearest(ROWS, 0));
    refused("m must be in 1..k = 1..2, but is 3", () -> c.nearest(ROWS, 3));
    refused(
        "row must have 2 columns as the centroids have, but has 3", () -> c.predict(new double[3]));
    refused(
        "row must have 2 columns as the centroids have, but has 1", () -> c.distance(new float[1]));
    refused("row must be finite, but column 1 is NaN", () -> c.predict(new float[] {0, Float.NaN}));
    refused(
        "row: squared distances overflow, since column 0 is 1.0E200; the largest magnitude allowed"
            + " for 2 columns is 4.74e+153",
        () -> c.distance(new double[] {1e200, 0}));
    refused("row: -7 will not do", () -> c.predict(new double[] {-7, 0}));
    refused(
        "points: row 1: -7 will not do; leave the row out, or choose a metric that is defined for"
            + " it",
        () -> c.nearest(new double[][] {{0, 0}, {-7, 0}}, 1));
    refused(
        "points must be finite, but row 0, column 1 is Infinity",
        () -> c.nearest(new double[][] {{0, Double.POSITIVE_INFINITY}}, 1));
    refused(
        "weights must have one entry for each of the 3 rows, but have 2",
        () -> c.inertia(ROWS, new double[2]));
    refused(
        "weights must be finite and not negative, but the one of row 2 is -1.0",
        () -> c.inertia(ROWS, new double[] {0, 0, -1}));
    refused(
        "weights must be finite and not negative, but the one of row 1 is NaN",
        () -> c.inertia(ROWS, new double[] {0, Double.NaN, 1}));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
