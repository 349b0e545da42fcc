package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of very many columns: the right answers, in little more memory than the data take. */
@Timeout(120)
class WideRowsTest {

  /** 20 rows of a million columns take 160 MB. */
  @Test
  void aMillionColumnsFitIntoFourHundredMegabytes() throws Exception {
    assertEquals("20 labels, silhouette 0.996", run("-Xmx400m", "1000000"));
  }

  /** About the widths at which blocks and tiles become smaller. */
  @ParameterizedTest
  @ValueSource(ints = {4095, 4097, 9001, 65_537, 140_000, 300_001})
  void labelsAndSilhouettesAreThoseOfThePlainDefinition(int d) {
    int n = 13;
    float[][] rows = new float[n][d];
    for (int i = 0; i < n; i++) {
      double[] values = row(i, d);
      for (int c = 0; c < d; c++) {
        rows[i][c] = (float) values[c];
      }
    }
    double[][] start = {row(0, d), row(4, d), row(8, d)};
    Points points = Points.of(rows);
    LloydKMeans fit =
        new LloydKMeans(3).withInitializer(Initializer.of(new DMatrixRMaj(start))).withThreads(2);
    Clustering clusters = fit.withMaxIterations(1).fit(points);
    int[] labels = clusters.labels();
    double[] flat = clusters.centroids().data;
    double[][] centroids = new double[3][];
    Arrays.setAll(centroids, j -> Arrays.copyOfRange(flat, j * d, (j + 1) * d));
    for (int i = 0; i < n; i++) {
      assertEquals(nearest(rows[i], centroids), labels[i], "row " + i);
    }
    assertArrayEquals(labels, clusters.predict(points));
    assertArrayEquals(
        InternalMeasures.silhouettes(points, labels, new EuclideanDistance(), 1),
        InternalMeasures.silhouettes(points, labels, 2),
        1e-12);
  }

  private static int nearest(float[] row, double[][] centroids) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < centroids.length; j++) {
      double sum = 0;
      for (int c = 0; c < row.length; c++) {
        double t = row[c] - centroids[j][c];
        sum += t * t;
      }
      if (sum < least) {
        least = sum;
        best = j;
      }
    }
    return best;
  }

  /** Rows of even numbers are one group, the others another, each a hundredth wide. */
  private static double[] row(int i, int d) {
    return new SplittableRandom(i).doubles(d).map(x -> i % 2 + x / 100).toArray();
  }

  private static String run(String heap, String columns) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            columns);
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), "the child failed");
    return out.strip();
  }

  /** The child. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      double[][] rows = new double[20][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = row(i, Integer.parseInt(args[0]));
      }
      Points points = Points.of(rows);
      int[] labels = new LloydKMeans(2).withThreads(2).fit(points).predict(points);
      double silhouette = InternalMeasures.silhouette(points, labels, 2);
      System.out.printf(Locale.ROOT, "%d labels, silhouette %.3f%n", labels.length, silhouette);
    }
  }
}
