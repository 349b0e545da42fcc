package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Batches of sparse rows of whole numbers give the bits of the same rows given dense. */
class SparseMiniBatchTest {
  private static final int N = 3000;
  private static final int D = 60;

  private final Points dense;
  private final Points sparse;

  SparseMiniBatchTest() {
    SplittableRandom random = new SplittableRandom(8);
    float[] values = new float[N * D];
    int[] starts = new int[N + 1];
    int[] columns = new int[N * D];
    float[] stored = new float[N * D];
    int at = 0;
    for (int i = 0; i < N; i++) {
      for (int c = D - 1; c >= 0; c--) {
        if (c % 7 != 3 && random.nextInt(i % 5 == c % 5 ? 3 : 20) == 0) {
          values[i * D + c] = 1 + random.nextInt(4);
          columns[at] = c;
          stored[at++] = values[i * D + c];
        }
      }
      starts[i + 1] = at;
    }
    dense = Points.of(values, N, D);
    sparse = Points.ofSparseRows(starts, columns, stored, D);
  }

  @Test
  void everyScheme() {
    for (BatchScheme scheme :
        new BatchScheme[] {BatchScheme.nested(), BatchScheme.adaptive(), BatchScheme.classic()}) {
      MiniBatchKMeans fit = new MiniBatchKMeans(5).withScheme(scheme).withSeed(3);
      Clustering expected = fit.fit(dense);
      Clustering actual = fit.fit(sparse);
      assertArrayEquals(expected.labels(), actual.labels(), scheme.toString());
      assertArrayEquals(expected.centroids().data, actual.centroids().data, scheme.toString());
      assertEquals(expected.iterations(), actual.iterations());
      assertEquals(expected.inertia(), actual.inertia(), 1e-12 * expected.inertia());
      assertArrayEquals(actual.labels(), actual.predict(dense));
    }
  }

  /** Inertias of sparse rows differ in their last bits, which must not tell when batches end. */
  @Test
  void fewRowsWithManyTies() {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 3 + random.nextInt(6);
      int d = 3 + random.nextInt(20);
      double[][] rows = new double[n][d];
      int[] starts = new int[n + 1];
      int[] columns = new int[n * d];
      double[] stored = new double[n * d];
      int at = 0;
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < d; c++) {
          rows[i][c] = random.nextBoolean() ? 0 : random.nextInt(3) / 10.0;
          if (rows[i][c] != 0) {
            columns[at] = c;
            stored[at++] = rows[i][c];
          }
        }
        starts[i + 1] = at;
      }
      Points few = Points.ofSparseRows(starts, columns, stored, d);
      for (BatchScheme scheme : new BatchScheme[] {BatchScheme.adaptive(), BatchScheme.classic()}) {
        MiniBatchKMeans fit =
            new MiniBatchKMeans(2)
                .withScheme(scheme)
                .withSeed(seed)
                .withBatchSize(1 + random.nextInt(4))
                .withInitializations(1 + random.nextInt(3));
        Clustering expected = fit.fit(rows);
        Clustering actual = fit.fit(few);
        String message = scheme + ", seed " + seed;
        assertEquals(expected.iterations(), actual.iterations(), message);
        assertArrayEquals(expected.labels(), actual.labels(), message);
        assertArrayEquals(expected.centroids().data, actual.centroids().data, message);
      }
    }
  }

  @Test
  void streams() {
    StreamFitter expected = new StreamKMeans(5).begin();
    StreamFitter actual = new StreamKMeans(5).begin();
    for (int pass = 0; pass < 2; pass++) {
      expected.partialFit(dense);
      actual.partialFit(sparse);
    }
    assertArrayEquals(
        expected.toClustering().centroids().data, actual.toClustering().centroids().data);
  }
}
