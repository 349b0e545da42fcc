package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * More than 2³¹ values, where a product of two ints would overflow. They need no 17 GB, as rows may
 * be one and the same array: then the fit is that of the different rows with their number as
 * weight.
 */
class ManyElementsTest {
  private static final int D = 1024;
  private static final int DIFFERENT = 64;
  private static final int TIMES = (1 << 25) / D + 1;

  @Test
  void rowsOfMoreValuesThanAnIntCountsAreClustered() {
    Random random = new Random(7);
    double[][] different = new double[DIFFERENT][D];
    for (double[] row : different) {
      Arrays.setAll(row, c -> random.nextGaussian());
    }
    int n = DIFFERENT * TIMES;
    assertTrue((long) n * D > Integer.MAX_VALUE);
    double[][] rows = new double[n][];
    Arrays.setAll(rows, i -> different[i % DIFFERENT]);
    double[] weights = new double[DIFFERENT];
    Arrays.fill(weights, TIMES);
    DMatrixRMaj first = new DMatrixRMaj(Arrays.copyOf(different, 3));
    LloydKMeans kMeans =
        new LloydKMeans(3).withInitializer(Initializer.of(first)).withMaxIterations(2);

    Clustering many = kMeans.fit(Points.of(rows));
    Clustering few = kMeans.fit(Points.of(different), weights);

    assertArrayEquals(few.centroids().data, many.centroids().data);
    assertEquals(few.inertia(), many.inertia(), 1e-12 * few.inertia());
    assertEquals(few.iterations(), many.iterations());
    int[] labels = many.labels();
    int[] expected = few.labels();
    int[] predicted = many.predict(Points.of(rows));
    for (int i = 0; i < n; i++) {
      int row = i;
      assertEquals(expected[i % DIFFERENT], labels[i], () -> "row " + row);
      assertEquals(labels[i], predicted[i], () -> "predicted, row " + row);
    }
  }
}
