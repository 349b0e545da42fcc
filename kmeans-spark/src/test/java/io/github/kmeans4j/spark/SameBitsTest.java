package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.LloydKMeans;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** From given centers, a fit on Spark comes to the same bits as one in one process. */
class SameBitsTest {
  private static KMeans given(double[][] initial) {
    return new KMeans().setK(initial.length).setTol(0).setMaxIter(300).setInitialCenters(initial);
  }

  static void assertSame(Clustering expected, KMeansModel model) {
    assertEquals(expected.iterations(), model.summary().numIter());
    assertEquals(expected.k(), model.clusterCenters().length);
    for (int j = 0; j < expected.k(); j++) {
      assertArrayEquals(expected.centroid(j), model.clusterCenters()[j].toArray(), "center " + j);
    }
    assertEquals(expected.inertia(), model.summary().trainingCost());
    assertArrayEquals(
        Arrays.stream(expected.sizes()).asLongStream().toArray(), model.summary().clusterSizes());
  }

  private static Dataset<Row> data(Rows rows, Rows.Form form, int partitions, int shuffle) {
    return rows.dataset(Sessions.local(), form, partitions, shuffle);
  }

  @Test
  void forAnyPartitionsAndOrderOfRows() {
    Rows rows = Rows.blobs(3000, 5, 1);
    double[][] initial = rows.firstDistinct(12);
    Clustering expected = rows.inOneProcess(new LloydKMeans(12), initial);
    for (int partitions : new int[] {1, 2, 7, 64}) {
      assertSame(expected, given(initial).fit(data(rows, Rows.Form.DENSE, partitions, partitions)));
    }
  }

  @Test
  void withManyColumns() {
    Rows rows = Rows.blobs(2500, 150, 2);
    double[][] initial = rows.firstDistinct(40);
    Clustering expected = rows.inOneProcess(new LloydKMeans(40), initial);
    for (int partitions : new int[] {1, 3}) {
      assertSame(expected, given(initial).fit(data(rows, Rows.Form.DENSE, partitions, partitions)));
    }
  }

  @Test
  void withWeights() {
    Rows rows = Rows.blobs(1500, 40, 3).weighted(4);
    double[][] initial = rows.firstDistinct(9);
    Clustering expected = rows.inOneProcess(new LloydKMeans(9), initial);
    for (int partitions : new int[] {1, 5}) {
      assertSame(
          expected,
          given(initial)
              .setWeightCol("w")
              .fit(data(rows, Rows.Form.DOUBLES, partitions, partitions)));
    }
  }

  @Test
  void inAnyFormThatHoldsTheValues() {
    Rows rows = Rows.grid(900, 6, 5);
    double[][] initial = rows.firstDistinct(8);
    Clustering expected = rows.inOneProcess(new LloydKMeans(8), initial);
    for (Rows.Form form : Rows.Form.values()) {
      assertSame(expected, given(initial).fit(data(rows, form, 3, 6)));
    }
  }

  @Test
  void whereClustersAreEmptyAndRowsAreEqual() {
    for (int seed = 0; seed < 3; seed++) {
      Rows rows = Rows.grid(200, 2, seed);
      rows = seed == 2 ? rows.weighted(seed) : rows;
      double[][] initial = rows.firstDistinct(12);
      for (int j = 6; j < 12; j++) {
        initial[j] = initial[j - 6].clone(); // empty from the first pass on
      }
      Clustering expected = rows.inOneProcess(new LloydKMeans(12), initial);
      KMeans estimator = given(initial);
      if (seed == 2) {
        estimator.setWeightCol("w");
      }
      for (int partitions : new int[] {1, 4, 16}) {
        assertSame(expected, estimator.fit(data(rows, Rows.Form.DENSE, partitions, partitions)));
      }
    }
  }

  @Test
  void withColumnsOfVeryDifferentValues() {
    Rows rows = Rows.blobs(600, 4, 7);
    for (double[] row : rows.values()) {
      row[0] *= 1e60;
      row[1] *= 1e-80;
    }
    double[][] initial = rows.firstDistinct(5);
    Clustering expected = rows.inOneProcess(new LloydKMeans(5), initial);
    for (int partitions : new int[] {1, 6}) {
      assertSame(expected, given(initial).fit(data(rows, Rows.Form.DENSE, partitions, partitions)));
    }
  }

  @Test
  void stoppedByTheToleranceOrTheNumberOfPasses() {
    Rows rows = Rows.blobs(1000, 3, 8);
    double[][] initial = rows.firstDistinct(7);
    assertSame(
        rows.inOneProcess(new LloydKMeans(7).withTolerance(0.05), initial),
        given(initial).setTol(0.05).fit(data(rows, Rows.Form.DENSE, 4, 1)));
    assertSame(
        rows.inOneProcess(new LloydKMeans(7).withMaxIterations(3), initial),
        given(initial).setMaxIter(3).fit(data(rows, Rows.Form.DENSE, 4, 1)));
  }

  @Test
  void byTheCosineDistance() {
    for (int seed = 9; seed < 11; seed++) {
      Rows rows = Rows.blobs(400, 6, seed);
      for (double[] row : rows.values()) {
        for (int c = 0; c < row.length; c++) {
          row[c] -= 1005;
        }
      }
      rows = seed == 10 ? rows.weighted(1) : rows;
      double[][] initial = rows.firstDistinct(6);
      initial[5] = initial[4].clone();
      Clustering expected =
          rows.inOneProcess(new LloydKMeans(6).withMetric(new CosineDistance()), initial);
      KMeans estimator = given(initial).setDistanceMeasure("cosine");
      if (seed == 10) {
        estimator.setWeightCol("w");
      }
      for (int partitions : new int[] {1, 5}) {
        assertSame(expected, estimator.fit(data(rows, Rows.Form.DENSE, partitions, partitions)));
      }
    }
  }

  /** Rows as far from one centroid as from another, but for the rounding of lengths. */
  @Test
  void byTheCosineDistanceWithTies() {
    double[][] grid = new double[124][3];
    for (int i = 0; i < grid.length; i++) {
      int cell = i < 62 ? i : i + 1; // not the row of zeros
      grid[i] = new double[] {cell % 5 - 2, cell / 5 % 5 - 2, cell / 25 - 2};
    }
    double[][] initial = {{4, 5, 6}, {5, 6, 4}, {6, 4, 5}, {-6, -5, -4}, {-4, -6, -5}};
    for (int passes = 1; passes < 4; passes++) {
      assertSameByTheCosineDistance(new Rows(grid, null), initial, passes);
    }
  }

  /** A row becomes the centroid of an empty cluster, after one pass and in the end. */
  @Test
  void byTheCosineDistanceWithRelocations() {
    double[][][] data = {
      {{1, 0}, {2, 1}, {0, 5}, {0, 8}}, {{3, 0}, {6, 0}, {0, 1}, {0, 2}, {1, 1}, {5, 5}, {2, 2}}
    };
    double[][][] initial = {{{1, 0}, {0, 1}, {0, 1}}, {{1, 1}, {1, 1}, {1, 1}}};
    for (int t = 0; t < data.length; t++) {
      assertSameByTheCosineDistance(new Rows(data[t], null), initial[t], 1);
      assertSameByTheCosineDistance(new Rows(data[t], null), initial[t], 300);
    }
  }

  /** Relocations are given up at the same pass, though rounding alone tells rows apart. */
  @Test
  void byTheCosineDistanceOfFewDirections() {
    for (int seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] rows = new double[24][4];
      for (int i = 0; i < rows.length; i++) {
        double factor = random.nextInt(1, 1000) / 100.0;
        for (int c = 0; c < 4; c++) {
          rows[i][c] = i < 5 ? random.nextGaussian() : factor * rows[i % 5][c];
        }
      }
      Rows wrapped = new Rows(rows, null);
      assertSameByTheCosineDistance(wrapped, wrapped.firstDistinct(8), 300);
    }
  }

  private static void assertSameByTheCosineDistance(Rows rows, double[][] initial, int passes) {
    LloydKMeans estimator =
        new LloydKMeans(initial.length).withMetric(new CosineDistance()).withMaxIterations(passes);
    assertSame(
        rows.inOneProcess(estimator, initial),
        given(initial)
            .setDistanceMeasure("cosine")
            .setMaxIter(passes)
            .fit(data(rows, Rows.Form.DENSE, 2, 1)));
  }
}
