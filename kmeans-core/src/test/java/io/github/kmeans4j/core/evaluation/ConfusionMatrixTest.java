package io.github.kmeans4j.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfusionMatrixTest {
  private static final int[] PREDICTED = {0, 1, 1, 2, 2, 2, -1};
  private static final int[] TRUTH = {0, 0, 1, 1, 2, 2, 2};

  @Test
  void rowsAreTheTruth() {
    ConfusionMatrix matrix = ConfusionMatrix.of(PREDICTED, TRUTH);
    assertArrayEquals(new int[][] {{1, 1, 0}, {0, 1, 1}, {0, 0, 2}}, matrix.toArray());
    assertEquals(1, matrix.count(0, 1));
    assertEquals(0, matrix.count(1, 0));
    assertEquals(1, matrix.unassigned(2));
    assertEquals(0, matrix.unassigned(0));
    assertEquals(7, matrix.total());
    assertEquals(4.0 / 7, matrix.accuracy());
    assertEquals(ClusterAccuracy.accuracy(PREDICTED, TRUTH), matrix.accuracy());
    assertEquals("ConfusionMatrix[3 × 3, total 7]", matrix.toString());
  }

  @Test
  void shapeMayBeGiven() {
    ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {3, 0}, new int[] {0, 1}, 2, 4);
    assertArrayEquals(new int[][] {{0, 0, 0, 1}, {1, 0, 0, 0}}, matrix.toArray());
    assertEquals(2, matrix.rows());
    assertEquals(4, matrix.columns());
    assertEquals(0, matrix.accuracy());
    ConfusionMatrix least = ConfusionMatrix.of(new int[] {0, -1}, new int[2], 1, 1);
    assertArrayEquals(new int[][] {{1}}, least.toArray());
    assertEquals(0.5, least.accuracy());
  }

  @Test
  void manyShortRowsTakeNoMoreThanTheirCounts() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rows = 1_000_000;
    long before = threads.getCurrentThreadAllocatedBytes();
    ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {0, -1}, new int[] {999_999, 7}, rows, 1);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(1, matrix.count(999_999, 0));
    assertEquals(1, matrix.unassigned(7));
    assertTrue(taken < 8L * rows + 1_000_000, "bytes: " + taken);
  }

  @Test
  void arraysHandedOutAreCopies() {
    ConfusionMatrix matrix = ConfusionMatrix.of(PREDICTED, TRUTH);
    matrix.toArray()[0][0] = 99;
    assertEquals(1, matrix.count(0, 0));
  }

  @Test
  void badArgumentsAreNamed() {
    refused(
        "predicted and truth must have equal lengths, but there are 1 predicted and 2 truth",
        () -> ConfusionMatrix.of(new int[1], new int[2]));
    refused("predicted must not be empty", () -> ConfusionMatrix.of(new int[0], new int[0]));
    refused(
        "predicted must be below 2, but row 1 has 2",
        () -> ConfusionMatrix.of(new int[] {0, 2}, new int[2], 2, 2));
    refused(
        "truth must be below 2, but row 0 has 5",
        () -> ConfusionMatrix.of(new int[1], new int[] {5}, 2, 2));
    refused(
        "rows and columns must be at least 1, but are 0 and 3",
        () -> ConfusionMatrix.of(new int[1], new int[1], 0, 3));
    refused(
        "rows and columns must be at least 1, but are 3 and 0",
        () -> ConfusionMatrix.of(new int[1], new int[1], 3, 0));
    refused(
        "predicted and truth must have equal lengths, but there are 2 predicted and 1 truth",
        () -> ConfusionMatrix.of(new int[2], new int[1], 2, 2));
    refused(
        "truth must be at least 0, but row 0 has -1",
        () -> ConfusionMatrix.of(new int[1], new int[] {-1}, 2, 2));
    refused(
        "rows × columns must be at most 100000000, but are 2147483648 × 2147483648",
        () -> ConfusionMatrix.of(new int[1], new int[] {Integer.MAX_VALUE}));
    assertThrows(
        IndexOutOfBoundsException.class, () -> ConfusionMatrix.of(PREDICTED, TRUTH).count(3, 0));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
