package io.github.kmeans4j.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GaussianBlobsTest {
  private static final double[][] CENTERS = {{1, 1}, {5, 5}};

  @Test
  void rowsComeBlobAfterBlob() {
    LabeledPoints data = new GaussianBlobs(CENTERS, 3, 2).generate();
    assertArrayEquals(new int[] {0, 0, 0, 1, 1}, data.labels());
    assertEquals(5, data.points().rows());
    assertEquals(2, data.points().columns());
    double[][] rows = data.rows();
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < 2; c++) {
        assertEquals(rows[i][c], data.points().get(i, c));
      }
    }
  }

  @Test
  void oneSizeServesAllBlobs() {
    assertArrayEquals(new int[] {0, 0, 1, 1}, new GaussianBlobs(CENTERS, 2).generate().labels());
  }

  @Test
  void noSpreadGivesTheCenters() {
    double[][] rows = new GaussianBlobs(CENTERS, 1).withStandardDeviations(0).generate().rows();
    assertArrayEquals(CENTERS, rows);
  }

  @Test
  void momentsAreThoseAskedFor() {
    LabeledPoints data =
        new GaussianBlobs(new double[][] {{-3}, {100}}, 20_000, 40_000)
            .withStandardDeviations(0.5, 4)
            .withSeed(7)
            .generate();
    double[][] rows = data.rows();
    // five standard errors of mean and deviation: σ/√n and σ/√(2n)
    assertEquals(-3, mean(rows, 0, 20_000), 5 * 0.5 / Math.sqrt(20_000));
    assertEquals(100, mean(rows, 20_000, 60_000), 5 * 4 / Math.sqrt(40_000));
    assertEquals(0.5, deviation(rows, 0, 20_000), 5 * 0.5 / Math.sqrt(40_000));
    assertEquals(4, deviation(rows, 20_000, 60_000), 5 * 4 / Math.sqrt(80_000));
  }

  @Test
  void normalNumbersHaveNormalTails() {
    double[][] rows = new GaussianBlobs(new double[][] {{0}}, 100_000).generate().rows();
    double within1 = (double) Arrays.stream(rows).filter(r -> Math.abs(r[0]) < 1).count();
    double within2 = (double) Arrays.stream(rows).filter(r -> Math.abs(r[0]) < 2).count();
    // 68.27 % and 95.45 %, five standard errors
    assertEquals(68_269, within1, 5 * Math.sqrt(100_000 * 0.6827 * 0.3173));
    assertEquals(95_450, within2, 5 * Math.sqrt(100_000 * 0.9545 * 0.0455));
  }

  @Test
  void sameSeedGivesTheSameBits() {
    GaussianBlobs blobs = new GaussianBlobs(CENTERS, 50).withSeed(3);
    assertArrayEquals(blobs.generate().rows(), blobs.generate().rows());
    assertFalse(Arrays.deepEquals(blobs.generate().rows(), blobs.withSeed(4).generate().rows()));
    assertArrayEquals(
        new GaussianBlobs(CENTERS, 50).generate().rows(),
        new GaussianBlobs(CENTERS, 50).withSeed(0).generate().rows());
  }

  @Test
  void bitsStayTheSameOverReleases() {
    double[][] rows = new GaussianBlobs(new double[][] {{0, 0}}, 2).withSeed(42).generate().rows();
    // computed apart from this code, by SplitMix64 and the polar method written in Python; any
    // other figure means that published examples change
    assertArrayEquals(
        new double[][] {
          {0.49295065581737485, -0.6940056672160174},
          {-1.2810773478777024, -0.901557193497174}
        },
        rows);
  }

  @Test
  void shufflingMovesWholeRows() {
    GaussianBlobs blobs = new GaussianBlobs(CENTERS, 30, 20);
    LabeledPoints plain = blobs.generate();
    LabeledPoints mixed = blobs.shuffled().generate();
    assertFalse(Arrays.equals(plain.labels(), mixed.labels()));
    assertArrayEquals(sorted(plain), sorted(mixed));
    assertArrayEquals(mixed.rows(), blobs.shuffled().generate().rows());
  }

  @Test
  void nothingIsShared() {
    double[][] centers = {{1, 1}};
    double[] deviations = {0};
    GaussianBlobs blobs = new GaussianBlobs(centers, 1).withStandardDeviations(deviations);
    centers[0][0] = 9;
    deviations[0] = 9;
    LabeledPoints data = blobs.generate();
    data.rows()[0][0] = 8;
    data.labels()[0] = 8;
    assertArrayEquals(new double[][] {{1, 1}}, data.rows());
    assertArrayEquals(new int[] {0}, data.labels());
  }

  @Test
  void badArgumentsAreNamed() {
    refused("centers must not be empty", () -> new GaussianBlobs(new double[0][], 1));
    refused(
        "centers must have equally many coordinates, at least 1, but center 1 has 1 and center 0"
            + " has 2",
        () -> new GaussianBlobs(new double[][] {{1, 2}, {1}}, 1));
    refused(
        "centers must be finite, but center 0, column 1 is NaN",
        () -> new GaussianBlobs(new double[][] {{1, Double.NaN}}, 1));
    refused(
        "sizes must be 1 or 2 values for 2 centers, but are 3",
        () -> new GaussianBlobs(CENTERS, 1, 2, 3));
    refused("sizes must be at least 0, but blob 1 has -2", () -> new GaussianBlobs(CENTERS, 1, -2));
    refused("sizes must not all be 0", () -> new GaussianBlobs(CENTERS, 0, 0));
    refused(
        "sizes: 4294967294 rows × 2 columns do not fit into one array",
        () -> new GaussianBlobs(CENTERS, Integer.MAX_VALUE));
    refused(
        "standardDeviations must be finite and at least 0, but blob 1 has -1.0",
        () -> new GaussianBlobs(CENTERS, 1).withStandardDeviations(1, -1));
    refused(
        "standardDeviations must be 1 or 2 values for 2 centers, but are 0",
        () -> new GaussianBlobs(CENTERS, 1).withStandardDeviations());
    double[][] far = {{0}, {-1e308}};
    refused(
        "standardDeviations: rows of blob 1 might not be finite, since its standard deviation is"
            + " 1.0E308 about a center of -1.0E308",
        () -> new GaussianBlobs(far, 1).withStandardDeviations(1, 1e308));
    for (double[] row :
        new GaussianBlobs(far, 500).withStandardDeviations(1e307, 6e306).generate().rows()) {
      assertTrue(Double.isFinite(row[0]), "just allowed");
    }
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static double[][] sorted(LabeledPoints data) {
    double[][] rows = data.rows();
    int[] labels = data.labels();
    double[][] withLabel = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      withLabel[i] = new double[] {labels[i], rows[i][0], rows[i][1]};
    }
    Arrays.sort(withLabel, Comparator.comparingDouble(r -> r[1]));
    assertTrue(withLabel[0][1] < withLabel[rows.length - 1][1]);
    return withLabel;
  }

  private static double mean(double[][] rows, int from, int to) {
    return Arrays.stream(rows, from, to).mapToDouble(r -> r[0]).average().orElseThrow();
  }

  private static double deviation(double[][] rows, int from, int to) {
    double mean = mean(rows, from, to);
    return Math.sqrt(
        Arrays.stream(rows, from, to)
            .mapToDouble(r -> (r[0] - mean) * (r[0] - mean))
            .average()
            .orElseThrow());
  }
}
