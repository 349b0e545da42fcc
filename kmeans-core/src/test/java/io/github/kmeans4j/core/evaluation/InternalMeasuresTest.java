package io.github.kmeans4j.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.GaussianBlobs;
import io.github.kmeans4j.core.data.LabeledPoints;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Figures were computed with scikit-learn 1.2.1 unless the comment gives the arithmetic. */
class InternalMeasuresTest {
  private static final double[][] ROWS = {
    {0, 0}, {0, 1}, {1, 0}, {10, 10}, {10, 11}, {12, 10}, {5, -5}
  };
  private static final int[] LABELS = {0, 0, 0, 1, 1, 1, 2};

  @Test
  void silhouettesAreThoseOfScikitLearn() {
    double[] expected = {
      0.8585786437626906,
      0.8454458139910335,
      0.8114815929808503,
      0.8903759425250494,
      0.8876907977553896,
      0.8603081693830631,
      0
    };
    assertArrayEquals(expected, InternalMeasures.silhouettes(Points.of(ROWS), LABELS), 1e-14);
    assertEquals(0.7362687086282965, InternalMeasures.silhouette(Points.of(ROWS), LABELS), 1e-14);
  }

  @Test
  void silhouettesTakeAnyMetric() {
    double[] expected = {
      0.9,
      0.8636363636363636,
      0.8333333333333334,
      0.9224137931034483,
      0.9016393442622951,
      0.8828125,
      0
    };
    assertArrayEquals(
        expected,
        InternalMeasures.silhouettes(
            Points.of(ROWS), LABELS, (a, b) -> Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]), 2),
        1e-14);
  }

  @Test
  void silhouettesByHand() {
    // row 0: a = 1, b = (4 + 5) / 2; row 1: a = 1, b = (3 + 4) / 2; and mirrored
    double[] line = {0, 1, 4, 5};
    assertArrayEquals(
        new double[] {3.5 / 4.5, 2.5 / 3.5, 2.5 / 3.5, 3.5 / 4.5},
        InternalMeasures.silhouettes(Points.of(line, 4, 1), new int[] {0, 0, 1, 1}),
        1e-15);
  }

  @Test
  void coincidingRowsHaveSilhouettes() {
    double[] twice = {0, 0, 1, 1};
    assertArrayEquals(
        new double[] {-0.5, -0.5, -0.5, -0.5},
        InternalMeasures.silhouettes(Points.of(twice, 4, 1), new int[] {0, 1, 0, 1}));
    assertArrayEquals(
        new double[] {1, 1, 1, 1},
        InternalMeasures.silhouettes(Points.of(twice, 4, 1), new int[] {0, 0, 1, 1}));
    assertArrayEquals(
        new double[3],
        InternalMeasures.silhouettes(Points.of(new double[3], 3, 1), new int[] {0, 1, 0}));
  }

  @Test
  void figuresOfAnOverlappingClusteringAreThoseOfScikitLearn() {
    double[][] rows = new double[60][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i * 37 % 41 / 4.0, i * 29 % 53 / 3.0, i * i % 17 * 1.5};
    }
    int[] labels = IntStream.range(0, 60).map(i -> i * 37 % 41 / 14).toArray();
    Points points = Points.of(rows);
    assertEquals(0.0002056496649392348, InternalMeasures.silhouette(points, labels), 1e-14);
    assertEquals(4.608864770334303, InternalMeasures.daviesBouldin(points, labels), 1e-12);
    assertEquals(2.9021792741337635, InternalMeasures.calinskiHarabasz(points, labels), 1e-12);
  }

  @Test
  void figuresOfASmallClusteringAreThoseOfScikitLearn() {
    Points points = Points.of(ROWS);
    assertEquals(0.10841338422253555, InternalMeasures.daviesBouldin(points, LABELS), 1e-14);
    assertEquals(172.2448979591837, InternalMeasures.calinskiHarabasz(points, LABELS), 1e-11);
  }

  @Test
  void indicesAreTheSameBitsOnAnyNumberOfThreads() {
    double[][] centers = new double[12][40];
    for (int b = 0; b < 12; b++) {
      centers[b][b] = b;
    }
    LabeledPoints data = new GaussianBlobs(centers, 250).withStandardDeviations(3).generate();
    double likeness = InternalMeasures.daviesBouldin(data.points(), data.labels());
    double ratio = InternalMeasures.calinskiHarabasz(data.points(), data.labels());
    for (int threads : new int[] {1, 2, 7, Integer.MAX_VALUE}) {
      assertEquals(likeness, InternalMeasures.daviesBouldin(data.points(), data.labels(), threads));
      assertEquals(ratio, InternalMeasures.calinskiHarabasz(data.points(), data.labels(), threads));
    }
    String few = "threads must be at least 1, but is 0";
    refused(few, () -> InternalMeasures.daviesBouldin(data.points(), data.labels(), 0));
    refused(few, () -> InternalMeasures.calinskiHarabasz(data.points(), data.labels(), 0));
  }

  @Test
  void indicesOfPerfectAndOfUselessClusters() {
    Points points = Points.of(new double[] {0, 0, 1, 1}, 4, 1);
    int[] perfect = {0, 0, 1, 1};
    int[] useless = {0, 1, 0, 1};
    assertEquals(0, InternalMeasures.daviesBouldin(points, perfect));
    assertEquals(1, InternalMeasures.calinskiHarabasz(points, perfect));
    assertEquals(0, InternalMeasures.daviesBouldin(points, useless));
    assertEquals(0, InternalMeasures.calinskiHarabasz(points, useless));
  }

  @Test
  void allStoragesGiveTheSameFigures() {
    byte[] bytes = new byte[300];
    float[] floats = new float[300];
    double[] doubles = new double[300];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 37);
      floats[i] = bytes[i] & 0xFF;
      doubles[i] = bytes[i] & 0xFF;
    }
    int[] labels = IntStream.range(0, 100).map(i -> i % 7).toArray();
    double[] expected = InternalMeasures.silhouettes(Points.of(doubles, 100, 3), labels);
    assertArrayEquals(expected, InternalMeasures.silhouettes(Points.of(floats, 100, 3), labels), 0);
    assertArrayEquals(
        expected, InternalMeasures.silhouettes(Points.ofUnsignedBytes(bytes, 100, 3), labels), 0);
  }

  @Test
  void offsetsAndNamesOfClustersDoNotMatter() {
    double[][] far =
        Arrays.stream(ROWS)
            .map(r -> new double[] {r[0] + 1e8, r[1] - 1e8})
            .toArray(double[][]::new);
    int[] renamed = Arrays.stream(LABELS).map(l -> 1_000_000_000 - l).toArray();
    assertArrayEquals(
        InternalMeasures.silhouettes(Points.of(ROWS), LABELS),
        InternalMeasures.silhouettes(Points.of(far), renamed),
        1e-14);
  }

  @Test
  void sampleOfAllRowsIsExact() {
    Points points = Points.of(ROWS);
    double exact = InternalMeasures.silhouette(points, LABELS);
    assertEquals(exact, InternalMeasures.sampledSilhouette(points, LABELS));
    assertEquals(exact, InternalMeasures.sampledSilhouette(points, LABELS, 7, 3, 1));
    assertEquals(exact, InternalMeasures.sampledSilhouette(points, LABELS, 1000, 3, 2));
  }

  @Test
  void sampleEstimatesTheWhole() {
    LabeledPoints data =
        new GaussianBlobs(new double[][] {{0, 0, 0}, {6, 0, 0}, {0, 6, 6}}, 1000).generate();
    double exact = InternalMeasures.silhouette(data.points(), data.labels());
    double sampled = InternalMeasures.sampledSilhouette(data.points(), data.labels(), 500, 1, 1);
    // single silhouettes vary by about 0.1, so the mean of 500 by about 0.005
    assertEquals(exact, sampled, 0.03);
    assertTrue(exact != sampled);
    for (int threads : new int[] {2, 3, 7}) {
      assertEquals(
          sampled,
          InternalMeasures.sampledSilhouette(data.points(), data.labels(), 500, 1, threads));
    }
    assertTrue(
        sampled != InternalMeasures.sampledSilhouette(data.points(), data.labels(), 500, 2, 1));
  }

  @Test
  void sampleDrawsEachRowAtMostOnceAndAllAlike() {
    int[] counts = new int[20];
    for (int seed = 0; seed < 4000; seed++) {
      int[] rows = RowSample.firstOfPermutation(20, 5, seed);
      assertEquals(5, Arrays.stream(rows).distinct().count());
      for (int row : rows) {
        counts[row]++;
      }
    }
    // 4000 draws with probability 1/4: 1000, standard deviation 27
    for (int count : counts) {
      assertEquals(1000, count, 6 * 27.4);
    }
  }

  @Test
  void badArgumentsAreNamed() {
    Points points = Points.of(ROWS);
    refused(
        "labels and rows must have equal lengths, but there are 2 labels and 7 rows",
        () -> InternalMeasures.silhouette(points, new int[2]));
    String few = "labels must name at least 2 clusters and fewer than rows, but name 1 for 7 rows";
    refused(few, () -> InternalMeasures.silhouettes(points, new int[7]));
    refused(few, () -> InternalMeasures.sampledSilhouette(points, new int[7]));
    refused(few, () -> InternalMeasures.daviesBouldin(points, new int[7]));
    refused(few, () -> InternalMeasures.calinskiHarabasz(points, new int[7]));
    refused(
        "labels must name at least 2 clusters and fewer than rows, but name 7 for 7 rows",
        () -> InternalMeasures.silhouette(points, new int[] {0, 1, 2, 3, 4, 5, 6}));
    refused(
        "labels must be at least 0, but row 6 has -1",
        () -> InternalMeasures.silhouette(points, new int[] {0, 0, 0, 1, 1, 1, -1}));
    refused(
        "threads must be at least 1, but is 0",
        () -> InternalMeasures.silhouette(points, LABELS, 0));
    refused(
        "sampleSize must be at least 3, but is 2",
        () -> InternalMeasures.sampledSilhouette(points, LABELS, 2, 0, 1));
    refused(
        "the sampled labels must name at least 2 clusters and fewer than rows, but name 3 for 3"
            + " rows",
        () -> InternalMeasures.sampledSilhouette(points, new int[] {0, 1, 2, 3, 4, 5, 5}, 3, 5, 1));
    double[][] broken = {{0, 0}, {0, Double.NaN}, {1, 1}};
    refused(
        "points must be finite, but row 1, column 1 is NaN",
        () -> InternalMeasures.daviesBouldin(Points.of(broken), new int[] {0, 1, 1}));
    double[][] many = new double[90][2];
    many[77][1] = Double.NaN;
    int[] labels = new int[90];
    Arrays.setAll(labels, i -> i % 2);
    refused(
        "points must be finite, but row 77, column 1 is NaN",
        () -> InternalMeasures.sampledSilhouette(Points.of(many), labels, 89, 0, 1));
  }

  @Test
  void theLeastSampleHasThreeRows() {
    double[][] rows = {{0}, {0}, {9}, {9}};
    // Any three of them are two equal rows and one alone.
    double sampled =
        InternalMeasures.sampledSilhouette(Points.of(rows), new int[] {0, 0, 1, 1}, 3, 0, 1);
    assertEquals(2 / 3.0, sampled, 1e-15);
  }

  @Test
  void manyColumnsAreMeasuredAsFew() {
    int d = 4100; // means are taken of 4096 columns at once
    double[][] rows = new double[4][d];
    for (int c = 0; c < d; c++) {
      rows[0][c] = c;
      rows[1][c] = c + 2;
      rows[2][c] = c + 10;
      rows[3][c] = c + 14;
    }
    int[] labels = {0, 0, 1, 1};
    // Each column is as the single column 0, 2, 10, 14: spreads 1 and 2, means 1 and 12.
    assertEquals(3 / 11.0, InternalMeasures.daviesBouldin(Points.of(rows), labels), 1e-14);
    double between = 4 * 5.5 * 5.5;
    assertEquals(
        between / ((2 + 8) / 2.0),
        InternalMeasures.calinskiHarabasz(Points.of(rows), labels),
        1e-12);
    double[] silhouettes = {10 / 12.0, 8 / 10.0, 5 / 9.0, 9 / 13.0};
    assertArrayEquals(silhouettes, InternalMeasures.silhouettes(Points.of(rows), labels), 1e-14);
  }

  @Test
  void interruptionEndsTheWork() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          FitInterruptedException.class,
          () -> InternalMeasures.silhouette(Points.of(ROWS), LABELS));
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      Thread.interrupted();
    }
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
