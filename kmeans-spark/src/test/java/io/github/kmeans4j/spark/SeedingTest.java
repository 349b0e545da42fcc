package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.ml.linalg.Vector;
import org.junit.jupiter.api.Test;

/** Seeds depend on the rows and the seed alone. */
class SeedingTest {
  private static double[][] centers(KMeans estimator, Rows rows, int partitions) {
    KMeansModel model =
        estimator.fit(rows.dataset(Sessions.local(), Rows.Form.DENSE, partitions, partitions + 17));
    return Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
  }

  private static void assertTheSameForAnyPartitions(KMeans estimator, Rows rows) {
    double[][] expected = centers(estimator, rows, 1);
    for (int partitions : new int[] {2, 7, 64}) {
      assertArrayEquals(expected, centers(estimator, rows, partitions));
    }
  }

  @Test
  void ofManyEqualRowsAndMinusZeros() {
    Rows rows = Rows.grid(1000, 3, 1);
    assertTheSameForAnyPartitions(new KMeans().setK(10).setSeed(1).setMaxIter(0), rows);
    double[][] expected = centers(new KMeans().setK(10).setSeed(1).setMaxIter(0), rows, 3);
    for (int i = 0; i < rows.values().length; i += 2) {
      for (int c = 0; c < 3; c++) {
        rows.values()[i][c] = rows.values()[i][c] == 0 ? -0.0 : rows.values()[i][c];
      }
    }
    assertArrayEquals(expected, centers(new KMeans().setK(10).setSeed(1).setMaxIter(0), rows, 3));
  }

  @Test
  void ofWeightedRows() {
    Rows rows = Rows.blobs(800, 4, 2).weighted(3);
    assertTheSameForAnyPartitions(
        new KMeans().setK(8).setSeed(2).setMaxIter(0).setWeightCol("w"), rows);
  }

  @Test
  void ofRandomRows() {
    Rows rows = Rows.grid(500, 3, 3);
    KMeans estimator = new KMeans().setK(20).setSeed(3).setMaxIter(0).setInitMode("random");
    assertTheSameForAnyPartitions(estimator, rows);
    for (double[] center : centers(estimator, rows, 2)) {
      assertTrue(Arrays.stream(rows.values()).anyMatch(row -> Arrays.equals(row, center)));
    }
  }

  @Test
  void byTheCosineDistance() {
    Rows rows = Rows.blobs(300, 3, 4);
    assertTheSameForAnyPartitions(
        new KMeans().setK(5).setSeed(4).setMaxIter(5).setDistanceMeasure("cosine"), rows);
  }

  @Test
  void withMoreClustersThanDifferentRows() {
    Rows rows = Rows.grid(50, 1, 5);
    KMeansModel model =
        new KMeans().setK(9).fit(rows.dataset(Sessions.local(), Rows.Form.DENSE, 4, 1));
    assertEquals(0, model.summary().trainingCost());
    assertEquals(9, model.clusterCenters().length);
    assertEquals(50, Arrays.stream(model.summary().clusterSizes()).sum());
  }

  /** Costs are subnormal numbers, as are weights in the test after this one. */
  @Test
  void ofRowsWhoseDistancesNearlyUnderflow() {
    double[][] values = new double[2000][1];
    Arrays.setAll(values, i -> new double[] {i % 3 * 2e-162});
    Rows rows = new Rows(values, null);
    assertTheSameForAnyPartitions(new KMeans().setK(3).setSeed(6), rows);
    double[][] found = centers(new KMeans().setK(3).setSeed(6), rows, 2);
    Arrays.sort(found, Comparator.comparingDouble(center -> center[0]));
    assertArrayEquals(new double[][] {{0}, {2e-162}, {4e-162}}, found);
  }

  @Test
  void ofTheLeastWeights() {
    double[] weights = new double[800];
    Arrays.fill(weights, Double.MIN_VALUE);
    Rows rows = new Rows(Rows.blobs(800, 4, 2).values(), weights);
    KMeans estimator = new KMeans().setK(8).setSeed(2).setMaxIter(0).setWeightCol("w");
    assertTheSameForAnyPartitions(estimator, rows);
    assertEquals(
        8, Arrays.stream(centers(estimator, rows, 2)).map(Arrays::toString).distinct().count());
    double[][] fitted = centers(estimator.setMaxIter(20), rows, 2);
    assertArrayEquals(fitted, centers(estimator, rows, 5));
  }

  @Test
  void differBySeedAndAreAsGoodAsThoseOfOneProcess() {
    Rows rows = Rows.blobs(2000, 6, 6);
    KMeans estimator = new KMeans().setK(9).setMaxIter(100).setTol(0);
    double best = Double.POSITIVE_INFINITY;
    double bestOfOne = Double.POSITIVE_INFINITY;
    for (int seed = 0; seed < 4; seed++) {
      double cost =
          estimator
              .setSeed(seed)
              .fit(rows.dataset(Sessions.local(), Rows.Form.DENSE, 2, 1))
              .summary()
              .trainingCost();
      best = Math.min(best, cost);
      bestOfOne =
          Math.min(
              bestOfOne, new LloydKMeans(9).withSeed(seed).fit(Points.of(rows.values())).inertia());
    }
    assertEquals(bestOfOne, best, 0.05 * bestOfOne);
    assertTrue(
        !Arrays.deepEquals(
            centers(estimator.setSeed(1).setMaxIter(0), rows, 2),
            centers(estimator.setSeed(2).setMaxIter(0), rows, 2)));
  }
}
