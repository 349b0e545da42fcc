package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predicting with centroids from elsewhere is predicting with those of a fit. */
class GivenCentroidsTest {
  private static final int N = 700;
  private static final int D = 13;

  /** Centroids beyond the floats, by a scale that is none of theirs. */
  @Test
  void floatsAmongHugeCentroidsGoToTheNearest() {
    double[][] centroids = {{0x1p150 + 0x1p128}, {-0x1p150}};
    Clustering c = Clustering.of(new DMatrixRMaj(centroids));
    assertEquals(0, c.predict(new double[] {Float.MAX_VALUE}));
    assertEquals(0, c.predict(new float[] {Float.MAX_VALUE}));
    assertArrayEquals(new int[] {0}, c.predict(Points.of(new float[] {Float.MAX_VALUE}, 1, 1)));
  }

  private static byte[] bytes() {
    byte[] values = new byte[N * D];
    new Random(3).nextBytes(values);
    for (int i = 0; i < values.length; i++) {
      values[i] &= 3; // so that there are ties
    }
    return values;
  }

  private static Points[] storages() {
    byte[] bytes = bytes();
    double[] doubles = new double[N * D];
    float[] floats = new float[N * D];
    double[][] rows = new double[N][D];
    float[][] floatRows = new float[N][D];
    for (int i = 0; i < bytes.length; i++) {
      doubles[i] = bytes[i];
      floats[i] = bytes[i];
      rows[i / D][i % D] = bytes[i];
      floatRows[i / D][i % D] = bytes[i];
    }
    return new Points[] {
      Points.of(doubles, N, D),
      Points.of(floats, N, D),
      Points.ofUnsignedBytes(bytes, N, D),
      Points.of(rows),
      Points.of(floatRows)
    };
  }

  @Test
  void answersAreThoseOfTheFitThatTheCentroidsCameFrom() {
    Points points = storages()[0];
    double[] weights = new Random(4).doubles(N).toArray();
    Clustering fitted = new LloydKMeans(9).withSeed(1).fit(points, weights);
    Clustering given = Clustering.of(fitted.centroids());
    assertTrue(fitted.isFitted());
    assertFalse(given.isFitted());
    assertEquals(fitted.metric(), given.metric());
    assertArrayEquals(fitted.labels(), given.predict(points));
    assertEquals(fitted.inertia(), given.inertia(points, weights));
    assertEquals(fitted.inertia(), fitted.inertia(points, weights));
    assertArrayEquals(fitted.transform(points).data, given.transform(points).data);
    for (int j = 0; j < 9; j++) {
      for (int row : fitted.members(j)) {
        assertEquals(j, fitted.label(row));
      }
      assertEquals(fitted.size(j), fitted.members(j).length);
    }
  }

  /** By the plain definition, for every storage, metric, count of threads and m. */
  @ParameterizedTest
  @ValueSource(strings = {"euclidean", "manhattan", "cosine"})
  void nearestAreThoseOfThePlainDefinition(String name) {
    DistanceMetric metric = DistanceMetric.named(name);
    double[][] centroids = new double[8][D];
    for (int j = 0; j < 8; j++) {
      for (int c = 0; c < D; c++) {
        centroids[j][c] = (j * 7 + c * 5) % 4 + (name.equals("cosine") ? 1 : 0);
      }
    }
    centroids[6] = centroids[2].clone();
    byte[] bytes = bytes();
    int[][] expected = new int[N][];
    for (int i = 0; i < N; i++) {
      double[] row = new double[D];
      for (int c = 0; c < D; c++) {
        row[c] = bytes[i * D + c];
      }
      expected[i] =
          IntStream.range(0, 8)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> metric.loss(row, centroids[j])))
              .mapToInt(Integer::intValue)
              .toArray();
    }
    for (int threads : new int[] {1, 3}) {
      Clustering c =
          Clustering.builder(new DMatrixRMaj(centroids), metric).threads(threads).build();
      for (Points points : storages()) {
        int[] labels = c.predict(points);
        for (int m : new int[] {1, 3, 8}) {
          int[][] nearest = c.nearest(points, m);
          for (int i = 0; i < N; i++) {
            assertArrayEquals(Arrays.copyOf(expected[i], m), nearest[i]);
            assertEquals(labels[i], nearest[i][0]);
          }
        }
      }
    }
  }

  /** The plain definition of the api module alone knows no threads, and so no interruption. */
  @Test
  void predictionsRunOnTheThreadsOfTheCore() {
    Clustering c = Clustering.of(new DMatrixRMaj(new double[][] {{0}, {1}}));
    Points points = Points.of(new double[] {0, 1, 2}, 3, 1);
    Thread.currentThread().interrupt();
    try {
      assertThrows(FitInterruptedException.class, () -> c.predict(points));
      assertThrows(FitInterruptedException.class, () -> c.inertia(points));
      assertThrows(FitInterruptedException.class, () -> c.nearest(points, 1));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
