package io.github.kmeans4j.core.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FewDistancesTest {
  private static final int ROWS = 600;

  @Test
  void areThoseOfTheDefinitionToTheBit() {
    for (int d = 1; d <= FewDistances.MOST_COLUMNS; d++) {
      for (int k : new int[] {1, 7, 40}) {
        Random random = new Random(10L * d + k);
        double[][] centroids = points(k, d, random);
        RowStore store = RowStore.of(Points.of(points(ROWS, d, random)), Kernels.get());
        double[] distances = new double[ROWS * k];
        try (Workers workers = new Workers(2)) {
          new FewDistances(centroids).measure(store, row -> {}, workers, distances);
        }
        for (int i = 0; i < ROWS; i++) {
          for (int j = 0; j < k; j++) {
            double square = store.squaredDistanceFast(i, centroids[j]);
            assertEquals(Math.sqrt(square), distances[i * k + j], "row " + i + ", centroid " + j);
          }
        }
      }
    }
  }

  @Test
  void rowsThatAreNotKnownToBeFiniteAreToldOf() {
    double[][] rows = {{1, 2}, {3, Double.MAX_VALUE}};
    RowStore store = RowStore.of(Points.of(rows), Kernels.get());
    FewDistances distances = new FewDistances(new double[][] {{0, 0}});
    try (Workers workers = new Workers(1)) {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  distances.measure(
                      store,
                      row -> {
                        throw new IllegalStateException("row " + row);
                      },
                      workers,
                      new double[2]));
      assertEquals("row 1", e.getMessage());
    }
  }

  private static double[][] points(int n, int d, Random random) {
    double[][] points = new double[n][d];
    for (double[] point : points) {
      for (int c = 0; c < d; c++) {
        point[c] = random.nextGaussian();
      }
    }
    return points;
  }
}
