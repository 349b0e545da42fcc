package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What finished centroids of the cosine distance, and measures by it, say of dense and sparse rows.
 */
class CosineAnswersTest {
  private static final DistanceMetric COSINE = new CosineDistance();

  /** The same by another class, which no fast path knows. */
  private static final DistanceMetric PLAIN = COSINE::distance;

  /** Rows of which about half of the values are 0, none in all columns. */
  private static double[][] rows(int n, int d, SplittableRandom random) {
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      double scale = Math.scalb(1.0, random.nextInt(-300, 300));
      for (int c = 0; c < d; c++) {
        row[c] = random.nextBoolean() ? 0 : random.nextGaussian() * scale;
      }
      row[random.nextInt(d)] = scale;
    }
    for (int i = 1; i < n; i += 5) { // multiples: ties, and distances of 0 but for rounding
      for (int c = 0; c < d; c++) {
        rows[i][c] = 3 * rows[i - 1][c];
      }
    }
    return rows;
  }

  /** The same rows by what is not 0, the columns of a row in any order. */
  private static Points sparse(double[][] rows, SplittableRandom random) {
    int[] starts = new int[rows.length + 1];
    int[] columns = new int[rows.length * rows[0].length];
    double[] values = new double[columns.length];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      long salt = random.nextLong();
      int[] stored =
          IntStream.range(0, row.length)
              .filter(c -> row[c] != 0)
              .boxed()
              .sorted(Comparator.comparingLong(c -> (c + 1) * salt))
              .mapToInt(c -> c)
              .toArray();
      for (int c : stored) {
        columns[at] = c;
        values[at++] = row[c];
      }
      starts[i + 1] = at;
    }
    return Points.ofSparseRows(
        starts, Arrays.copyOf(columns, at), Arrays.copyOf(values, at), rows[0].length);
  }

  @Property(tries = 60)
  void distancesAndTheNearestAreThoseOfTheMetric(
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 90) int d,
      @ForAll @IntRange(min = 1, max = 30) int k,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(n + k, d, random);
    Clustering clusters =
        new LloydKMeans(k).withMetric(COSINE).withMaxIterations(3).fit(Points.of(rows));
    for (Points points : new Points[] {Points.of(rows), sparse(rows, random)}) {
      double[] distances = clusters.transform(points).data;
      int[][] nearest = clusters.nearest(points, k);
      for (int i = 0; i < rows.length; i++) {
        double[] own = new double[k];
        for (int j = 0; j < k; j++) {
          own[j] = COSINE.distance(rows[i], clusters.centroid(j));
          assertEquals(own[j], distances[i * k + j]);
        }
        int[] order =
            IntStream.range(0, k)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> own[j]))
                .mapToInt(j -> j)
                .toArray();
        assertArrayEquals(order, nearest[i]);
        assertArrayEquals(Arrays.copyOf(order, 1), clusters.nearest(points, 1)[i]);
      }
    }
  }

  @Property(tries = 60)
  void silhouettesAreThoseOfTheMetric(
      @ForAll @IntRange(min = 3, max = 400) int n,
      @ForAll @IntRange(min = 1, max = 90) int d,
      @ForAll @IntRange(min = 2, max = 12) int k,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(n, d, random);
    boolean even = random.nextBoolean();
    int[] labels =
        random.ints(n, 0, k).map(label -> even || random.nextInt(4) == 0 ? label : 0).toArray();
    labels[0] = 0;
    labels[1] = 1;
    labels[2] = 1;
    double[] plain =
        InternalMeasures.silhouettes(Points.of(rows), labels, PLAIN, threads, share -> {});
    for (Points points : new Points[] {Points.of(rows), sparse(rows, random)}) {
      assertArrayEquals(
          plain, InternalMeasures.silhouettes(points, labels, COSINE, threads, share -> {}));
    }
  }

  /** As many values as rows of 10 million columns have would take 160 GB. */
  @Example
  void sparseRowsAreNeverMadeDense() {
    int n = 2000;
    int d = 10_000_000;
    SplittableRandom random = new SplittableRandom(5);
    int[] starts = IntStream.rangeClosed(0, n).map(i -> 10 * i).toArray();
    int[] columns = new int[10 * n];
    float[] values = new float[10 * n];
    for (int p = 0; p < columns.length; p++) {
      columns[p] = (p % 10) * 1_000_000 + random.nextInt(1_000_000);
      values[p] = random.nextFloat() + 0.1f;
    }
    Points points = Points.ofSparseRows(starts, columns, values, d);
    Clustering clusters = new LloydKMeans(2).withMetric(COSINE).withMaxIterations(2).fit(points);
    assertArrayEquals(clusters.labels(), clusters.predict(points));
    assertEquals(clusters.inertia(), clusters.inertia(points), 1e-12 * n);
    double[] distances = clusters.transform(points).data;
    int[][] nearest = clusters.nearest(points, 1);
    for (int i = 0; i < n; i++) {
      assertEquals(clusters.labels()[i], nearest[i][0]);
      assertTrue(distances[2 * i + nearest[i][0]] <= distances[2 * i + 1 - nearest[i][0]]);
    }
    double[] silhouettes =
        InternalMeasures.silhouettes(points, clusters.labels(), COSINE, 2, share -> {});
    assertEquals(n, silhouettes.length);
    int[] withZeros = starts.clone();
    Arrays.fill(withZeros, 8, 11, withZeros[8]);
    for (int i = 11; i <= n; i++) {
      withZeros[i] = 10 * (i - 3);
    }
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> clusters.predict(Points.ofSparseRows(withZeros, columns, values, d)));
    assertTrue(refused.getMessage().contains("row 8"), refused.getMessage());
    assertTrue(refused.getMessage().contains("3 of 2000 rows"), refused.getMessage());
  }
}
