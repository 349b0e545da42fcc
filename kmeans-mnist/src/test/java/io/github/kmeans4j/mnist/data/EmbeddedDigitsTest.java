package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddedDigitsTest {
  private final LabeledImages digits = EmbeddedDigits.all();

  @Test
  void thereAre1797ImagesOf8By8() {
    assertEquals(1797, digits.count());
    assertEquals(8, digits.height());
    assertEquals(8, digits.width());
    assertEquals(64, digits.points().columns());
  }

  @Test
  void theFirstImageIsAZero() {
    double[] row = new double[64];
    digits.points().copyRow(0, row);
    assertArrayEquals(
        new double[] {0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0}, Arrays.copyOf(row, 16));
    assertEquals(0, digits.labels()[0]);
  }

  @Test
  void valuesAndLabelsHaveTheirPublishedRangesAndCounts() {
    int[] counts = new int[10];
    for (int label : digits.labels()) {
      counts[label]++;
    }
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    double[] row = new double[64];
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < digits.count(); i++) {
      digits.points().copyRow(i, row);
      largest = Math.max(largest, IntStream.range(0, 64).mapToDouble(j -> row[j]).max().orElse(0));
      sum += IntStream.range(0, 64).mapToDouble(j -> row[j]).sum();
    }
    assertEquals(16, largest);
    assertEquals(561718, sum);
  }

  @Test
  void theAttributionIsBesideTheData() throws IOException {
    try (InputStream in = EmbeddedDigits.class.getResourceAsStream("ATTRIBUTION.txt")) {
      assertNotNull(in);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains("10.24432/C50P49") && text.contains("CC BY 4.0"), text);
    }
  }
}
