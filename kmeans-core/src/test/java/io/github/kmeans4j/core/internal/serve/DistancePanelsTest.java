package io.github.kmeans4j.core.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistancePanelsTest {
  private static final int ROWS = 70;

  /** Distances by products are those of the metric, down to where its squares underflow. */
  @ParameterizedTest
  @ValueSource(
      doubles = {1e150, 1, 1e-100, 1e-140, 1e-145, 1e-150, 1e-155, 1e-160, 1e-163, 1e-200, 1e-315})
  void areThoseOfTheMetricAtEachScale(double scale) {
    Random random = new Random(3);
    for (int d : new int[] {9, 40}) {
      for (int k : new int[] {1, 12, 31}) {
        check(points(k, d, random, scale), points(ROWS, d, random, scale));
      }
    }
  }

  /** Rows and centroids near to a center that lies among some far away. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-100, 1e-150, 1e-163, 1e-300})
  void areThoseOfTheMetricAmongCentroidsFarAway(double scale) {
    for (double far : new double[] {1e-90, 1, 1e100, 1e150}) {
      Random random = new Random(4);
      double[][] centroids = points(20, 9, random, scale);
      for (int j = 0; j < 4; j++) {
        for (int c = 0; c < 9; c++) {
          centroids[j][c] = far * (j % 2 == 0 ? 1 : -1);
        }
      }
      check(centroids, points(ROWS, 9, random, scale));
    }
  }

  private static void check(double[][] centroids, double[][] rows) {
    Clustering clustering = Clustering.of(new DMatrixRMaj(centroids));
    DMatrixRMaj distances = clustering.transform(Points.of(rows));
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < centroids.length; j++) {
        double expected = clustering.metric().distance(rows[i], centroids[j]);
        double found = distances.get(i, j);
        assertEquals(expected, found, 1e-12 * expected, "row " + i + ", centroid " + j);
      }
    }
  }

  private static double[][] points(int count, int d, Random random, double scale) {
    double[][] points = new double[count][d];
    for (double[] point : points) {
      for (int c = 0; c < d; c++) {
        point[c] = random.nextGaussian() * scale;
      }
    }
    return points;
  }
}
