package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** What must hold for any data. */
class LloydPropertiesTest {

  @Property(tries = 200)
  void inertiaNeverRises(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 2, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll @IntRange(min = 1, max = 12) int k,
      @ForAll long seed) {
    double[][] rows = Data.of(kind, n, d, seed);
    Clustering c =
        new LloydKMeans(Math.min(k, n))
            .withInitializer(new RandomPoints())
            .withSeed(seed)
            .withThreads(1)
            .fit(rows);
    double squares = 0;
    for (double[] row : rows) {
      squares += NaiveLloyd.squared(row, new double[d]);
    }
    // Iterations tell the inertia from sums in 106 bits, see TrackedInertia.
    double rounding = 1e-29 * squares;
    double first = c.history().get(0).inertia();
    double before = first;
    for (Iteration iteration : c.history()) {
      double limit = before + 1e-13 * first + rounding;
      assertTrue(
          iteration.inertia() <= limit,
          () -> "inertia rose in " + iteration + " of " + c.history());
      before = iteration.inertia();
    }
    assertEquals(c.inertia(), before, 1e-12 * first + rounding);
  }

  @Property(tries = 100)
  void permutingRowsPermutesLabels(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 2, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll @IntRange(min = 1, max = 10) int k,
      @ForAll long seed) {
    double[][] rows = Data.of(kind, n, d, seed);
    int clusters = Math.min(k, n);
    LloydKMeans lloyd =
        new LloydKMeans(clusters)
            .withInitializer(Initializer.of(Data.matrix(Data.first(rows, clusters))))
            .withEmptyClusters(io.github.kmeans4j.EmptyClusterPolicy.KEEP)
            .withThreads(1);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    double[][] shuffled = new double[n][];
    for (int i = 0; i < n; i++) {
      shuffled[i] = rows[order.get(i)];
    }
    Clustering plain = lloyd.fit(rows);
    Clustering permuted = lloyd.fit(shuffled);
    int[] expected = new int[n];
    for (int i = 0; i < n; i++) {
      expected[i] = plain.labels()[order.get(i)];
    }
    assertArrayEquals(expected, permuted.labels());
    assertArrayEquals(plain.centroids().data, permuted.centroids().data);
  }

  @Property(tries = 100)
  void translatingDataTranslatesCentroids(
      @ForAll @IntRange(min = 2, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll @IntRange(min = 1, max = 10) int k,
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int offset,
      @ForAll long seed) {
    // Sizes of 1, 2, 4, 8 only would make every mean exact; others round, hence the tolerance.
    double[][] rows = Data.of(Data.Kind.BYTES, n, d, seed);
    double[][] moved = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        moved[i][c] = rows[i][c] + offset;
      }
    }
    int clusters = Math.min(k, n);
    LloydKMeans lloyd = new LloydKMeans(clusters).withMaxIterations(1).withThreads(1);
    Clustering before =
        lloyd.withInitializer(Initializer.of(Data.matrix(Data.first(rows, clusters)))).fit(rows);
    Clustering after =
        lloyd.withInitializer(Initializer.of(Data.matrix(Data.first(moved, clusters)))).fit(moved);
    for (int j = 0; j < clusters; j++) {
      for (int c = 0; c < d; c++) {
        assertEquals(before.centroids().get(j, c) + offset, after.centroids().get(j, c), 1e-6);
      }
    }
  }

  @Property(tries = 100)
  void translatingGroupsTranslatesTheWholeFit(
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll @IntRange(min = 1, max = 6) int k,
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int offset,
      @ForAll long seed) {
    // Groups of 8 rows that stay apart: means are exact eighths, before and after.
    SplittableRandom random = new SplittableRandom(seed);
    int n = 8 * k;
    double[][] rows = new double[n][d];
    double[][] moved = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        rows[i][c] = 1000 * (i % k) + random.nextInt(-50, 51);
        moved[i][c] = rows[i][c] + offset;
      }
    }
    LloydKMeans lloyd = new LloydKMeans(k).withThreads(1);
    Clustering before =
        lloyd.withInitializer(Initializer.of(Data.matrix(Data.first(rows, k)))).fit(rows);
    Clustering after =
        lloyd.withInitializer(Initializer.of(Data.matrix(Data.first(moved, k)))).fit(moved);
    double[] expected = before.centroids().data;
    for (int i = 0; i < expected.length; i++) {
      expected[i] += offset;
    }
    assertArrayEquals(expected, after.centroids().data);
    assertArrayEquals(before.labels(), after.labels());
    assertEquals(before.inertia(), after.inertia());
    assertEquals(before.iterations(), after.iterations());
  }

  @Property(tries = 60)
  void anyNumberOfThreadsAndAnyStorageGiveTheSameBits(
      @ForAll @IntRange(min = 1, max = 3000) int n,
      @ForAll @IntRange(min = 1, max = 30) int d,
      @ForAll @IntRange(min = 1, max = 50) int k,
      @ForAll long seed) {
    double[][] rows = Data.of(Data.Kind.BYTES, n, d, seed);
    LloydKMeans lloyd = new LloydKMeans(Math.min(k, n)).withSeed(seed).withMaxIterations(15);
    Clustering expected = lloyd.withThreads(1).fit(rows);
    for (int threads : new int[] {2, 3, 7}) {
      same(expected, lloyd.withThreads(threads).fit(rows));
    }
    double[] flat = new double[n * d];
    float[] floats = new float[n * d];
    byte[] bytes = new byte[n * d];
    for (int i = 0; i < n * d; i++) {
      flat[i] = rows[i / d][i % d];
      floats[i] = (float) flat[i];
      bytes[i] = (byte) flat[i];
    }
    DMatrixRMaj roomy = new DMatrixRMaj(n + 3, d + 2);
    roomy.reshape(n, d);
    System.arraycopy(flat, 0, roomy.data, 0, flat.length);
    FMatrixRMaj matrix = new FMatrixRMaj(n, d);
    System.arraycopy(floats, 0, matrix.data, 0, floats.length);
    same(expected, lloyd.fit(Points.of(flat, n, d)));
    same(expected, lloyd.fit(Points.of(floats, n, d)));
    same(expected, lloyd.fit(Points.ofUnsignedBytes(bytes, n, d)));
    same(expected, lloyd.fit(Data.floats(rows)));
    same(expected, lloyd.fit(roomy));
    same(expected, lloyd.fit(matrix));
  }

  @Property(tries = 60)
  void anyNumberOfThreadsGivesTheSameBitsOfRealNumbers(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 1, max = 3000) int n,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll long seed) {
    double[][] rows = Data.of(kind, n, d, seed);
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> 0.1 + i % 7);
    LloydKMeans lloyd = new LloydKMeans(Math.min(5, n)).withSeed(seed).withMaxIterations(10);
    Clustering expected = lloyd.withThreads(1).fit(Points.of(rows), weights);
    for (int threads : new int[] {2, 3, 7}) {
      same(expected, lloyd.withThreads(threads).fit(Points.of(rows), weights));
    }
  }

  @Property(tries = 100)
  void dataAreNotChanged(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 10) int d,
      @ForAll long seed) {
    double[][] rows = Data.of(kind, n, d, seed);
    double[][] copy = Data.of(kind, n, d, seed);
    new LloydKMeans(1 + n / 3).withThreads(2).fit(rows);
    assertArrayEquals(copy, rows);
  }

  private static void same(Clustering expected, Clustering actual) {
    assertArrayEquals(expected.labels(), actual.labels());
    assertArrayEquals(expected.centroids().data, actual.centroids().data);
    assertEquals(expected.inertia(), actual.inertia());
    assertEquals(expected.iterations(), actual.iterations());
    assertEquals(expected.stopReason(), actual.stopReason());
    for (int t = 0; t < expected.iterations(); t++) {
      assertEquals(expected.history().get(t).inertia(), actual.history().get(t).inertia());
      assertEquals(expected.history().get(t).rowsMoved(), actual.history().get(t).rowsMoved());
      assertEquals(
          expected.history().get(t).centroidShift(), actual.history().get(t).centroidShift());
    }
  }
}
