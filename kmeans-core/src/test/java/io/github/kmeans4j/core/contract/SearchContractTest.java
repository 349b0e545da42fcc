package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.serve.EuclideanSearch;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What finished centroids say of rows is what the plain definition says, whatever the kernel. */
public abstract class SearchContractTest {
  private static final IntConsumer FINE = row -> {};
  private final SplittableRandom random = new SplittableRandom(11);

  /** The kernel under test. */
  protected abstract Kernel kernel();

  /** Rows about centers on a plane of three dimensions, some of them repeated, some centroids. */
  private double[][] rows(int n, int d, double noise, double offset) {
    double[][] axes = new double[3][d];
    for (double[] axis : axes) {
      Arrays.setAll(axis, c -> random.nextInt(-8, 9) / 8.0);
    }
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      if (i > 0 && random.nextInt(20) == 0) {
        rows[i] = rows[random.nextInt(i)].clone();
        continue;
      }
      double[] at = {random.nextInt(-4, 5), random.nextInt(-4, 5), random.nextInt(-4, 5)};
      for (int c = 0; c < d; c++) {
        rows[i][c] = offset + noise * random.nextInt(-4, 5);
        for (int a = 0; a < 3; a++) {
          rows[i][c] += at[a] * axes[a][c];
        }
      }
    }
    return rows;
  }

  private double[][] centroids(double[][] rows, int k) {
    double[][] centroids = new double[k][];
    for (int j = 0; j < k; j++) {
      centroids[j] = rows[random.nextInt(rows.length)].clone();
      if (j % 3 == 1) { // halfway between two, so that there are ties
        double[] other = centroids[j - 1];
        double[] own = centroids[j];
        Arrays.setAll(own, c -> (own[c] + other[c]) / 2);
      }
    }
    return centroids;
  }

  private static float[][] floats(double[][] rows) {
    float[][] floats = new float[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < rows[i].length; c++) {
        floats[i][c] = (float) rows[i][c];
      }
    }
    return floats;
  }

  private static float[] flat(float[][] rows) {
    int d = rows[0].length;
    float[] flat = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * d, d);
    }
    return flat;
  }

  private void agrees(double[][] centroids, Points points, double worth) {
    int n = points.rows();
    int k = centroids.length;
    Assigner.Search plain = Assigner.direct().search(centroids, Euclidean.LOSS);
    int[] expected = new int[n];
    double inertia = plain.assign(points, FINE, null, 1, expected);
    EuclideanSearch search = new EuclideanSearch(centroids, kernel(), worth);
    for (int threads = 1; threads <= 3; threads += 2) {
      int[] labels = new int[n];
      search.label(points, FINE, threads, labels);
      assertArrayEquals(expected, labels);
      assertEquals(inertia, search.assign(points, FINE, null, threads, labels), 1e-12 * inertia);
      for (int m : new int[] {1, Math.min(k, 5), k}) {
        int[][] nearest = new int[n][m];
        int[][] listed = new int[n][m];
        plain.nearest(points, FINE, 1, nearest);
        search.nearest(points, FINE, threads, listed);
        assertArrayEquals(nearest, listed);
      }
    }
    double[] row = new double[points.columns()];
    for (int i = 0; i < n; i += 7) {
      points.copyRow(i, row);
      assertEquals(expected[i], search.label(row));
    }
  }

  @Test
  void labelsAndListsAreThoseOfThePlainDefinition() {
    for (int d : new int[] {1, 2, 3, 5, 16, 17, 40, 130}) {
      for (int k : new int[] {1, 2, 9, 33, 70}) {
        for (double offset : new double[] {0, 1000}) {
          double[][] rows = rows(300, d, 0.125, offset);
          double[][] centroids = centroids(rows, k);
          agrees(centroids, Points.of(rows), 0);
          float[][] floats = floats(rows);
          agrees(centroids, Points.of(floats), 0);
          agrees(centroids, Points.of(flat(floats), floats.length, d), 0);
        }
      }
    }
  }

  @Test
  void labelsByCoordinatesAreThoseOfThePlainDefinition() {
    for (double noise : new double[] {0, 1e-3, 0.02, 0.3}) {
      for (double offset : new double[] {0, 30}) {
        double[][] rows = rows(1500, 150, noise, offset);
        double[][] centroids = centroids(rows, noise == 0.02 ? 170 : 90);
        agrees(centroids, Points.of(flat(floats(rows)), rows.length, 150), 0);
        agrees(centroids, Points.of(rows), 0);
      }
    }
  }

  @Test
  void bytesAndMagnitudesOfAnyKindAreLabeledRight() {
    byte[] bytes = new byte[400 * 20];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    Points points = Points.ofUnsignedBytes(bytes, 400, 20);
    for (double unit : new double[] {1, 1e-300, 1e9, 1e140}) {
      double[][] centroids = new double[15][20];
      for (int j = 0; j < 15; j++) {
        points.copyRow(j * 3, centroids[j]);
        for (int c = 0; c < 20; c++) {
          centroids[j][c] = centroids[j][c] * unit;
        }
      }
      agrees(centroids, points, 0);
      double[][] rows = rows(100, 20, 0.1, 0);
      for (double[] row : rows) {
        Arrays.setAll(row, c -> row[c] * unit);
      }
      agrees(centroids, Points.of(rows), 0);
      agrees(centroids(rows, 15), Points.of(rows), 0);
      if (unit < 1e30) {
        agrees(centroids, Points.of(floats(rows)), 0);
      }
    }
  }

  @Test
  void oneSearchServesRowsOfEveryKind() {
    double[][] rows = rows(200, 20, 0.1, 0);
    double[][] centroids = centroids(rows, 20);
    for (double[][] values : new double[][][] {rows, centroids}) {
      for (double[] row : values) {
        Arrays.setAll(row, c -> row[c] * 1e60);
      }
    }
    byte[] bytes = new byte[200 * 20];
    random.nextBytes(bytes);
    EuclideanSearch search = new EuclideanSearch(centroids, kernel());
    Assigner.Search plain = Assigner.direct().search(centroids, Euclidean.LOSS);
    float[][] small = floats(rows(200, 20, 0.1, 0));
    for (Points points :
        List.of(
            Points.of(rows),
            Points.ofUnsignedBytes(bytes, 200, 20),
            Points.of(small),
            Points.of(rows))) {
      int[] expected = new int[200];
      int[] labels = new int[200];
      plain.label(points, FINE, 1, expected);
      search.label(points, FINE, 2, labels);
      assertArrayEquals(expected, labels);
    }
    assertEquals(plain.label(small[0]), search.label(small[0]));
  }

  @Test
  void distancesAreThoseOfThePlainDefinitionAndTheSameFromEveryKernel() {
    for (int d : new int[] {1, 2, 7, 64, 65, 130}) {
      for (int k : new int[] {1, 11, 12, 64, 70}) {
        double[][] rows = rows(150, d, 0.01, 50);
        double[][] centroids = centroids(rows, k);
        Points points = Points.of(rows);
        double[] distances = new double[150 * k];
        EuclideanSearch search = new EuclideanSearch(centroids, kernel());
        search.distances(points, FINE, 2, distances);
        for (int i = 0; i < 150; i++) {
          for (int j = 0; j < k; j++) {
            double exact = Math.sqrt(Euclidean.squared(rows[i], centroids[j]));
            assertEquals(exact, distances[i * k + j], 1e-12 * exact);
          }
        }
        double[] others = new double[150 * k];
        new EuclideanSearch(centroids, new PortableKernel()).distances(points, FINE, 1, others);
        assertArrayEquals(others, distances);
        double[] alone = new double[k];
        search.distances(Points.of(new double[][] {rows[77]}), FINE, 1, alone);
        assertArrayEquals(Arrays.copyOfRange(distances, 77 * k, 78 * k), alone);
      }
    }
  }

  @Test
  void rowsThatWillNotDoAreAskedForFirst() {
    for (int d : new int[] {1, 3, 20, 150}) {
      for (int k : new int[] {2, 80}) {
        double[][] rows = rows(700, d, 0.1, 0);
        double[][] centroids = centroids(rows, k);
        rows[431][d - 1] = Double.NaN;
        rows[640][0] = Double.NEGATIVE_INFINITY;
        float[][] floats = floats(rows);
        for (Points points :
            List.of(Points.of(rows), Points.of(floats), Points.of(flat(floats), 700, d))) {
          IntConsumer check =
              i -> {
                if (!Double.isFinite(points.get(i, 0) + points.get(i, d - 1))) {
                  throw new IllegalArgumentException("row " + i);
                }
              };
          EuclideanSearch search = new EuclideanSearch(centroids, kernel(), 0);
          int[] labels = new int[700];
          List<Runnable> questions =
              List.of(
                  () -> search.label(points, check, 2, labels),
                  () -> search.assign(points, check, null, 2, labels),
                  () -> search.nearest(points, check, 2, new int[700][2]),
                  () -> search.distances(points, check, 2, new double[700 * k]));
          for (Runnable question : questions) {
            IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, question::run);
            assertEquals("row 431", e.getMessage());
          }
        }
      }
    }
  }

  @Test
  void manyThreadsMayAskAtOnce() throws Exception {
    double[][] rows = rows(600, 30, 0.1, 0);
    double[][] centroids = centroids(rows, 40);
    float[][] floats = floats(rows);
    Points points = Points.of(floats);
    int[] expected = new int[600];
    Assigner.direct().search(centroids, Euclidean.LOSS).label(points, FINE, 1, expected);
    EuclideanSearch search = new EuclideanSearch(centroids, kernel());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int t = 0; t < 24; t++) {
        boolean single = t % 2 == 0;
        answers.add(
            threads.submit(
                () -> {
                  int[] labels = new int[600];
                  if (single) {
                    for (int i = 0; i < 600; i++) {
                      labels[i] = search.label(floats[i]);
                    }
                  } else {
                    search.label(points, FINE, 2, labels);
                  }
                  return Arrays.equals(expected, labels);
                }));
      }
      for (Future<Boolean> answer : answers) {
        assertTrue(answer.get());
      }
    } finally {
      threads.shutdown();
    }
  }
}
