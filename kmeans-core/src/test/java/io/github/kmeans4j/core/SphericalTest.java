package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.ExactSum;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Spherical k-means on the fast paths, against the plain definition of the cosine distance. */
class SphericalTest {
  private static final DistanceMetric COSINE = new CosineDistance();

  /** What rows look like. */
  enum Shape {
    /** Few whole numbers, so that directions repeat and tie. */
    WHOLE,
    /** Multiples of a few rows, all of which floats hold. */
    SCALED,
    /** All in one narrow cone, where cosines differ in their last bits. */
    CONE,
    /** Lengths from 10⁻²⁰ to 10²⁰. */
    LENGTHS,
    /** Any directions. */
    ANY
  }

  private static double[][] rows(Shape shape, int n, int d, SplittableRandom random) {
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      double length = Math.pow(10, random.nextInt(-20, 20));
      int other = random.nextInt(i + 1);
      int factor = 1 + random.nextInt(7);
      for (int c = 0; c < d; c++) {
        rows[i][c] =
            switch (shape) {
              case WHOLE -> random.nextInt(4) - 1;
              case SCALED -> i < 8 ? random.nextInt(20) - 5 : factor * rows[other % 8][c];
              case CONE -> (float) (1 + 1e-4 * random.nextDouble());
              case LENGTHS -> (float) (length * (random.nextDouble() - 0.3));
              case ANY -> (float) (random.nextDouble() - 0.3);
            };
      }
      if (isZero(rows[i])) {
        rows[i][random.nextInt(d)] = 3;
      }
    }
    return rows;
  }

  private static boolean isZero(double[] row) {
    for (double v : row) {
      if (v != 0) {
        return false;
      }
    }
    return true;
  }

  /** A fit that goes on from the end of another one is there. */
  @Property(tries = 100)
  void centroidsOfAFitAreKeptToTheBit(
      @ForAll Shape shape,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll @IntRange(min = 1, max = 6) int k,
      @ForAll boolean sparse,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SparseData data = SparseData.of(rows(shape, n, d, random), false, random);
    Points points = sparse ? data.sparse() : data.dense();
    LloydKMeans estimator = new LloydKMeans(Math.min(n, k)).withMetric(COSINE).withSeed(seed);
    Clustering end = estimator.fit(points);
    Clustering again = estimator.withInitializer(Initializer.of(end.centroids())).fit(points);
    assertEquals(1, again.iterations());
    assertEquals(0, again.history().get(0).centroidShift());
    assertArrayEquals(end.centroids().data, again.centroids().data);
    assertArrayEquals(end.labels(), again.labels());
  }

  /** Multiples of fewer directions than clusters, which rounding alone tells apart. */
  @Property(tries = 200)
  void comesToRestWithFewerDirectionsThanClusters(
      @ForAll @IntRange(min = 2, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 8) int d,
      @ForAll @IntRange(min = 1, max = 3) int directions,
      @ForAll boolean sparse,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = multiples(n, d, directions, random);
    SparseData data = SparseData.of(rows, false, random);
    int k = Math.min(n, directions + 1 + random.nextInt(5));
    Clustering c =
        new LloydKMeans(k)
            .withMetric(COSINE)
            .withInitializer(Initializer.of(Data.matrix(Data.first(rows, k))))
            .fit(sparse ? data.sparse() : data.dense());
    assertTrue(c.isConverged());
    assertArrayEquals(plainLabels(rows, centroids(c)), c.labels());
  }

  private static double[][] multiples(int n, int d, int directions, SplittableRandom random) {
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      double factor = random.nextInt(1, 1000) / 100.0;
      for (int c = 0; c < d; c++) {
        rows[i][c] = i < directions ? random.nextGaussian() : factor * rows[i % directions][c];
      }
    }
    return rows;
  }

  @Example
  void twoMultiplesOfARowComeToRest() {
    double[][] rows = {{0.95, 18.62, 16.15}, {0.55, 10.780000000000001, 9.350000000000001}};
    Clustering c =
        new LloydKMeans(2)
            .withMetric(COSINE)
            .withInitializer(Initializer.of(Data.matrix(rows)))
            .fit(rows);
    assertTrue(c.isConverged());
  }

  /** After each pass, since bounds are tried in each. */
  @Property(tries = 250)
  void labelsAndCentroidsAreThoseOfTheDefinition(
      @ForAll Shape shape,
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll boolean weighted,
      @ForAll @IntRange(min = 0, max = 2) int storage,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(shape, n, d, random);
    double[] weights = weighted ? random.doubles(n, 0.1, 3).toArray() : null;
    int clusters = Math.min(n, k);
    SparseData data = SparseData.of(rows, storage == 2, random);
    Points points = storage == 0 ? data.dense() : data.sparse();
    LloydKMeans lloyd =
        new LloydKMeans(clusters)
            .withMetric(COSINE)
            .withThreads(1 + random.nextInt(3))
            .withEmptyClusters(EmptyClusterPolicy.KEEP)
            .withInitializer(Initializer.of(Data.matrix(Data.first(rows, clusters))));
    int[] before = null;
    for (int passes = 1; passes <= 6; passes++) {
      Clustering c = fit(lloyd.withMaxIterations(passes), points, weights);
      double[][] centroids = centroids(c);
      int[] labels = plainLabels(rows, centroids);
      assertArrayEquals(labels, c.labels());
      assertArrayEquals(labels, c.predict(points));
      assertEquals(plainInertia(rows, centroids, labels, weights), c.inertia());
      if (before != null) {
        checkCentroids(rows, before, weights, centroids);
      }
      before = labels;
      if (c.isConverged()) {
        break;
      }
    }
  }

  private static Clustering fit(LloydKMeans lloyd, Points points, double[] weights) {
    return weights == null ? lloyd.fit(points) : lloyd.fit(points, weights);
  }

  private static double[][] centroids(Clustering c) {
    return IntStream.range(0, c.k()).mapToObj(c::centroid).toArray(double[][]::new);
  }

  private static int[] plainLabels(double[][] rows, double[][] centroids) {
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < centroids.length; j++) {
        double distance = COSINE.distance(rows[i], centroids[j]);
        if (distance < least) {
          least = distance;
          labels[i] = j;
        }
      }
    }
    return labels;
  }

  private static double plainInertia(
      double[][] rows, double[][] centroids, int[] labels, double[] weights) {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < rows.length; i++) {
      double loss = COSINE.loss(rows[i], centroids[labels[i]]);
      sum.addProduct(weights == null ? 1 : weights[i], loss);
    }
    return sum.value();
  }

  private static void checkCentroids(
      double[][] rows, int[] labels, double[] weights, double[][] centroids) {
    int d = rows[0].length;
    for (int j = 0; j < centroids.length; j++) {
      ExactSum[] sums = new ExactSum[d];
      for (int c = 0; c < d; c++) {
        sums[c] = new ExactSum();
      }
      double weight = 0;
      for (int i = 0; i < rows.length; i++) {
        double[] row = unit(rows[i]);
        for (int c = 0; c < d && labels[i] == j; c++) {
          sums[c].addProduct(weights == null ? 1 : weights[i], row[c]);
        }
        weight += labels[i] == j ? 1 : 0;
      }
      double[] sum = new double[d];
      double length = 0;
      for (int c = 0; c < d; c++) {
        sum[c] = sums[c].value();
        length += sum[c] * sum[c];
      }
      if (weight > 0 && length > 0) {
        assertArrayEquals(unit(sum), centroids[j], 1e-15);
      }
    }
  }

  private static double[] unit(double[] row) {
    double largest = 0;
    for (double v : row) {
      largest = Math.max(largest, Math.abs(v));
    }
    double sum = 0;
    for (double v : row) {
      sum += v / largest * (v / largest);
    }
    double[] unit = new double[row.length];
    for (int c = 0; c < unit.length; c++) {
      unit[c] = row[c] / largest / Math.sqrt(sum);
    }
    return unit;
  }

  @Property(tries = 60)
  void sparseRowsAreDenseRows(
      @ForAll Shape shape,
      @ForAll @IntRange(min = 2, max = 600) int n,
      @ForAll @IntRange(min = 1, max = 60) int d,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll boolean weighted,
      @ForAll boolean floats,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SparseData data = SparseData.of(rows(shape, n, d, random), floats, random);
    double[] weights = weighted ? SparseData.weights(random, n) : null;
    LloydKMeans lloyd =
        new LloydKMeans(Math.min(k, n)).withMetric(COSINE).withSeed(seed).withMaxIterations(12);
    Clustering sparse = fit(lloyd.withThreads(1), data.sparse(), weights);
    Clustering dense = fit(lloyd.withThreads(2), data.dense(), weights);
    assertArrayEquals(dense.labels(), sparse.labels());
    assertArrayEquals(dense.centroids().data, sparse.centroids().data);
    assertEquals(dense.iterations(), sparse.iterations());
    assertEquals(dense.stopReason(), sparse.stopReason());
    assertEquals(dense.inertia(), sparse.inertia());
    assertArrayEquals(dense.labels(), dense.predict(data.sparse()));
  }

  @Property(tries = 60)
  void bytesAndFloatsAreDoubles(
      @ForAll @IntRange(min = 2, max = 900) int n,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll @IntRange(min = 1, max = 12) int k,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[n * d];
    float[] floats = new float[n * d];
    double[] doubles = new double[n * d];
    for (int i = 0; i < bytes.length; i++) {
      int value = i % d == 0 ? 1 : random.nextInt(3) == 0 ? random.nextInt(256) : 0;
      bytes[i] = (byte) value;
      floats[i] = value;
      doubles[i] = value;
    }
    LloydKMeans lloyd = new LloydKMeans(Math.min(k, n)).withMetric(COSINE).withSeed(seed);
    Clustering first = lloyd.fit(Points.of(doubles, n, d));
    for (Points points :
        new Points[] {Points.of(floats, n, d), Points.ofUnsignedBytes(bytes, n, d)}) {
      Clustering c = lloyd.fit(points);
      assertArrayEquals(first.labels(), c.labels());
      assertArrayEquals(first.centroids().data, c.centroids().data);
      assertEquals(first.inertia(), c.inertia());
    }
  }

  @Example
  void theInertiaOfAPassIsThatOfTheDefinition() {
    double[][] rows = rows(Shape.ANY, 3000, 20, new SplittableRandom(4));
    Clustering c = new LloydKMeans(7).withMetric(COSINE).fit(rows);
    assertTrue(c.isConverged());
    double last = c.history().get(c.history().size() - 1).inertia();
    assertEquals(c.inertia(), last, 1e-12 * last);
  }

  @Example
  void centroidsAreOfLengthOneFromTheStart() {
    double[][] rows = {{1, 0}, {0, 1}, {3, 4}};
    double[][] start = {{3, 4}, {-5, 0}};
    Clustering c =
        new LloydKMeans(2)
            .withMetric(COSINE)
            .withEmptyClusters(EmptyClusterPolicy.KEEP)
            .withInitializer(Initializer.of(Data.matrix(start)))
            .fit(rows);
    assertArrayEquals(new double[] {-1, 0}, c.centroid(1));
  }

  @Example
  void sparseRowsOfZerosAreRefusedWithTheirNumber() {
    Points points =
        Points.ofSparseRows(new int[] {0, 1, 1, 2, 2}, new int[] {0, 1}, new float[] {1, 2}, 3);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LloydKMeans(1).withMetric(COSINE).fit(points));
    assertTrue(e.getMessage().contains("row 1"), e.getMessage());
    assertTrue(e.getMessage().contains("2"), e.getMessage());
  }
}
