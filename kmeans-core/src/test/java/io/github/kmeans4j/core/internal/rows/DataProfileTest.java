package io.github.kmeans4j.core.internal.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one look at the data tells. */
class DataProfileTest {
  private static DataProfile of(Points points) {
    try (Workers workers = new Workers(2)) {
      return DataProfile.of(RowStore.of(points, Kernels.get()), workers);
    }
  }

  private static boolean isPlain(Points points) {
    RowStore store = RowStore.of(points, Kernels.get());
    try (Workers workers = new Workers(1)) {
      return DataProfile.of(store, workers).grid(store, null, workers).isPlain();
    }
  }

  private static boolean exact(double... column) {
    double[][] rows = new double[column.length][1];
    float[] floats = new float[column.length];
    boolean allFloats = true;
    for (int i = 0; i < column.length; i++) {
      rows[i][0] = column[i];
      floats[i] = (float) column[i];
      // Whole floats beyond the range of int are taken for fractions, which is safe.
      allFloats &= floats[i] == column[i] && Math.abs(column[i]) < 0x1p31;
    }
    boolean exact = isPlain(Points.of(rows));
    assertEquals(exact, isPlain(Points.of(column, column.length, 1)));
    if (allFloats) {
      assertEquals(exact, isPlain(Points.of(floats, column.length, 1)), "floats");
    }
    return exact;
  }

  @Test
  void wholeNumbersAddUpExactlyWhileTheirSumsFitIntoADouble() {
    assertTrue(exact(1, 2, 3));
    assertTrue(exact(0, 0, 0));
    assertTrue(exact(-5, 0, 1e8));
    assertTrue(exact(0x1p51, 1));
    assertFalse(exact(0x1p51, 1, 1));
    assertFalse(exact(1e100, 1));
  }

  @Test
  void floatsOfNearExponentsAddUpExactly() {
    assertTrue(exact(0.5, -1.25, 100));
    assertTrue(exact(0.1f, 0.7f, -0.3f));
    assertFalse(exact(0.1, 0.2));
    assertFalse(exact(1e-20f, 1));
    assertTrue(exact(Float.MIN_VALUE, Float.MIN_VALUE));
  }

  @Test
  void sumsThatAreSaidToBeExactAreSoInAnyOrder() {
    double[] values = {0.1f, 3e5f, -0.7f, 12.5f, 1e-2f, -3e5f, 0.3f};
    assertTrue(exact(values));
    double up = 0;
    double down = 0;
    java.math.BigDecimal sum = java.math.BigDecimal.ZERO;
    for (int i = 0; i < values.length; i++) {
      up += values[i];
      down += values[values.length - 1 - i];
      sum = sum.add(new java.math.BigDecimal(values[i]));
    }
    assertEquals(up, down);
    assertEquals(0, sum.compareTo(new java.math.BigDecimal(up)));
  }

  @Test
  void bytesNeedNoLook() {
    Points points = Points.ofUnsignedBytes(new byte[] {1, -1}, 2, 1);
    assertTrue(isPlain(points));
    assertEquals(255, of(points).max());
  }

  @Test
  void theLargestMagnitudeCounts() {
    assertEquals(9, of(Points.of(new double[][] {{1, -9}, {3, 8}})).max());
    assertEquals(9, of(Points.of(new float[][] {{1, -9}, {3, 8}})).max());
    assertEquals(0, of(Points.of(new double[][] {{0, -0.0}})).max());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void theFirstValueThatIsNotFiniteIsNamed(double bad) {
    // Rows of several chunks, looked at by several threads: the first one is found all the same.
    double[] values = new double[5000 * 3];
    values[4000 * 3 + 2] = bad;
    float[] floats = new float[values.length];
    floats[4000 * 3 + 2] = (float) bad;
    String message = "points must be finite, but row 4000, column 2 is " + bad;
    assertEquals(message, refusal(Points.of(values, 5000, 3)));
    assertEquals(message, refusal(Points.of(floats, 5000, 3)));
    double[][] rows = new double[5000][];
    float[][] floatRows = new float[5000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, 3 * i, 3 * i + 3);
      floatRows[i] = Arrays.copyOfRange(floats, 3 * i, 3 * i + 3);
    }
    assertEquals(message, refusal(Points.of(rows)));
    assertEquals(message, refusal(Points.of(floatRows)));
  }

  @Test
  void squaredDistancesMustNotOverflow() {
    double limit = Math.sqrt(Double.MAX_VALUE / 2 / 2) / 2;
    of(Points.of(new double[][] {{limit, -limit}, {0, 0}}));
    String message = refusal(Points.of(new double[][] {{0, 0}, {0, -Math.nextUp(limit)}}));
    assertTrue(
        message.startsWith("points: squared distances overflow, since row 1, column 1 is -3.3"),
        message);
    assertEquals(Float.MAX_VALUE, of(Points.of(new float[] {Float.MAX_VALUE}, 1, 1)).max());
  }

  private static String refusal(Points points) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> of(points)).getMessage());
  }
}
