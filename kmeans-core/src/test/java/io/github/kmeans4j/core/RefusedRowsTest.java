package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a metric is not defined for: the first one, how many, and what to do. */
class RefusedRowsTest {
  private static final String MANY =
      "points: row 41: the cosine distance needs a direction, but every column is 0; in all, 23 of"
          + " 2000 rows are refused: leave them out, or choose a metric that is defined for them";
  private static final String ONE =
      "points: row 3: the cosine distance needs a direction, but every column is 0; leave the row"
          + " out, or choose a metric that is defined for it";

  private static final LloydKMeans COSINE = new LloydKMeans(2).withMetric(new CosineDistance());

  /** Some rows of zeros, the first one at a place. */
  private static Points rows(int n, int first, int zeros) {
    double[][] rows = new double[n][];
    Arrays.setAll(rows, i -> new double[] {1 + i % 5, i % 7});
    for (int z = 0; z < zeros; z++) {
      rows[first + z * 80] = new double[] {0, -0.0};
    }
    return Points.of(rows);
  }

  @Test
  void allOfTwentyThreeRowsOfZerosAreTold() {
    Points points = rows(2000, 41, 23);
    int[] labels = new int[2000];
    Arrays.setAll(labels, i -> i % 2);
    Clustering clusters = COSINE.fit(rows(30, 0, 0));
    assertRefused(MANY, () -> COSINE.fit(points));
    assertRefused(MANY, () -> clusters.predict(points));
    assertRefused(MANY, () -> clusters.inertia(points));
    assertRefused(MANY, () -> clusters.transform(points));
    assertRefused(
        MANY, () -> InternalMeasures.silhouettes(points, labels, new CosineDistance(), 2));
  }

  @Test
  void aSingleOneIsToldAsOne() {
    Clustering clusters = COSINE.fit(rows(30, 0, 0));
    assertRefused(ONE, () -> COSINE.fit(rows(30, 3, 1)));
    assertRefused(ONE, () -> clusters.predict(rows(30, 3, 1)));
  }

  /** More values than one thread checks in one go, in columns of a length that divides nothing. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theFirstBadRowIsNamedOnAnyNumberOfThreads(int threads) {
    LloydKMeans cosine = COSINE.withThreads(threads);
    Clustering clusters = cosine.fit(rows(30, 0, 0));
    int n = 300_001;
    float[] values = new float[2 * n];
    Arrays.fill(values, 1);
    for (int row : new int[] {n - 1, 200_000, 131_071}) {
      values[2 * row] = 0;
      values[2 * row + 1] = 0;
      String refused =
          "points: row " + row + ": the cosine distance needs a direction, but every column is 0; ";
      Points points = Points.of(values, n, 2);
      assertTrue(message(() -> cosine.fit(points)).startsWith(refused));
      assertTrue(message(() -> clusters.predict(points)).startsWith(refused));
    }
    for (int row : new int[] {n - 1, 131_072, 131_071}) {
      values[2 * row + 1] = Float.NaN;
      Points points = Points.of(values, n, 2);
      String refused = "points must be finite, but row " + row + ", column 1 is NaN";
      assertRefused(refused, () -> cosine.fit(points));
      assertRefused(refused, () -> clusters.predict(points));
    }
  }

  @Test
  void centroidsOfZerosAreRefusedToo() {
    Initializer zeros = Initializer.of(new DMatrixRMaj(new double[][] {{1, 2}, {0, 0}}));
    assertRefused(
        "initializer given must return centroids that the metric cosine is defined for, but row 1:"
            + " the cosine distance needs a direction, but every column is 0",
        () -> COSINE.withInitializer(zeros).fit(rows(30, 0, 0)));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, message(call));
  }

  private static String message(Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
