package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.kmeans4j.spark.internal.rows.RowHash;
import io.github.kmeans4j.spark.internal.rows.RowValues;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Different rows have different hashes, in each half; the same row has one, however it is kept. */
class RowHashTest {
  private final RowHash hash = new RowHash();

  private void of(double... values) {
    hash.of(new RowValues(values.length, null, values), 1);
  }

  @Test
  void ofRowsOfFewValues() {
    Set<Long> high = new HashSet<>();
    Set<Long> low = new HashSet<>();
    double[][] alphabets = {{0, 1, 2, 4}, {0, 0.5, -1, 3}, {0, 1e300, 1e-300, 0.1}};
    int rows = 0;
    for (double[] alphabet : alphabets) {
      for (int word = 0; word < 1 << 14; word++) {
        double[] row = new double[7];
        for (int c = 0; c < 7; c++) {
          row[c] = alphabet[word >>> 2 * c & 3];
        }
        of(row);
        high.add(hash.high);
        low.add(hash.low);
        rows++;
      }
    }
    // The row of zeros is in all three.
    assertEquals(rows - 2, high.size());
    assertEquals(rows - 2, low.size());
  }

  @Test
  void ofTheColumnThatAValueStandsIn() {
    Set<Long> high = new HashSet<>();
    for (int c = 0; c < 100_000; c++) {
      for (double value : new double[] {1, 2, -2, 0.1}) {
        hash.of(new RowValues(100_000, new int[] {c}, new double[] {value}), 1);
        high.add(hash.high);
      }
    }
    assertEquals(400_000, high.size());
  }

  @Test
  void ofZerosAndWeights() {
    of(0, 3, -0.0, 5);
    long high = hash.high;
    long low = hash.low;
    hash.of(new RowValues(4, new int[] {1, 3}, new double[] {3, 5}), 1);
    assertEquals(high, hash.high);
    assertEquals(low, hash.low);
    hash.of(new RowValues(4, new int[] {1, 3}, new double[] {3, 5}), 2);
    assertNotEquals(high, hash.high);
    assertNotEquals(low, hash.low);
  }
}
