package io.github.kmeans4j.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ClusterAccuracyTest {
  private static final int[] LABELS = {0, 0, 0, 1, 1, 1, 1, 3, 3};
  private static final int[] TRUTH = {7, 7, 2, 2, 5, 5, 2, 9, 4};

  @Test
  void majorityIsTheMostCommonClassAndTheLowestOnTies() {
    // cluster 0: 7 twice, 2 once; cluster 1: 2 twice, 5 twice; 2: no rows; 3: 9 once, 4 once
    assertArrayEquals(new int[] {7, 2, -1, 4}, ClusterAccuracy.majorityLabels(LABELS, TRUTH, 4));
  }

  @Test
  void applyReplacesClustersByClasses() {
    int[] mapping = ClusterAccuracy.majorityLabels(LABELS, TRUTH, 4);
    assertArrayEquals(
        new int[] {4, -1, 2, 7}, ClusterAccuracy.apply(mapping, new int[] {3, 2, 1, 0}));
  }

  @Test
  void accuracyIsTheShareOfRightRows() {
    int[] predicted = ClusterAccuracy.apply(new int[] {7, 2, -1, 4}, LABELS);
    assertEquals(5.0 / 9, ClusterAccuracy.accuracy(predicted, TRUTH));
    assertEquals(1, ClusterAccuracy.accuracy(TRUTH, TRUTH));
    assertEquals(0, ClusterAccuracy.accuracy(new int[] {-1}, new int[] {0}));
  }

  @Test
  void optimalPairingGivesUpALargeCellForALargerTotal() {
    // cluster × class counts {4, 3} and {3, 0}: 4 + 0 is worse than 3 + 3
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
    int[] truth = {0, 0, 0, 0, 1, 1, 1, 0, 0, 0};
    assertArrayEquals(new int[] {1, 0}, ClusterAccuracy.optimalLabels(labels, truth, 2));
    assertEquals(0.6, ClusterAccuracy.optimalAccuracy(labels, truth));
    assertArrayEquals(new int[] {0, 0}, ClusterAccuracy.majorityLabels(labels, truth, 2));
  }

  @Test
  void clustersBeyondTheClassesStandForNone() {
    int[] labels = {0, 1, 1, 3, 3, 3};
    int[] truth = {5, 5, 5, 5, 5, 5};
    assertArrayEquals(new int[] {-1, -1, -1, 5}, ClusterAccuracy.optimalLabels(labels, truth, 4));
    assertEquals(0.5, ClusterAccuracy.optimalAccuracy(labels, truth));
    assertEquals(
        1.0 / 6, ClusterAccuracy.optimalAccuracy(new int[6], new int[] {0, 1, 2, 3, 4, 5}));
  }

  @Test
  void partnersThatShareNoRowStandForNone() {
    // counts {3, 1} and {1, 0}: 3 + 0 is better than 1 + 1
    int[] labels = {0, 0, 0, 0, 1};
    int[] truth = {0, 0, 0, 1, 0};
    assertArrayEquals(new int[] {0, -1}, ClusterAccuracy.optimalLabels(labels, truth, 2));
    assertEquals(0.6, ClusterAccuracy.optimalAccuracy(labels, truth));
  }

  @Test
  void optimalAccuracyIsThatOfScipy() {
    // scipy.optimize.linear_sum_assignment on the 5 × 4 table of these labels: 64 rows
    int[] labels = IntStream.range(0, 300).map(i -> i * 104729 % 97 % 4).toArray();
    int[] truth = IntStream.range(0, 300).map(i -> i * 7919 % 101 % 5).toArray();
    assertEquals(64.0 / 300, ClusterAccuracy.optimalAccuracy(labels, truth));
  }

  @Test
  void argumentsAreLeftAlone() {
    int[] labels = LABELS.clone();
    int[] truth = TRUTH.clone();
    ClusterAccuracy.majorityLabels(labels, truth, 4);
    ClusterAccuracy.accuracy(labels, truth);
    assertArrayEquals(LABELS, labels);
    assertArrayEquals(TRUTH, truth);
  }

  @Test
  void badArgumentsAreNamed() {
    refused(
        "labels and truth must have equal lengths, but there are 2 labels and 3 truth",
        () -> ClusterAccuracy.majorityLabels(new int[2], new int[3], 1));
    refused(
        "labels must be in 0..1, but row 2 has 2",
        () -> ClusterAccuracy.majorityLabels(new int[] {0, 1, 2}, new int[3], 2));
    refused(
        "labels must be in 0..1, but row 1 has -1",
        () -> ClusterAccuracy.apply(new int[2], new int[] {0, -1}));
    refused(
        "truth must be at least 0, but row 0 has -5",
        () -> ClusterAccuracy.majorityLabels(new int[1], new int[] {-5}, 1));
    refused(
        "k must be at least 1, but is 0",
        () -> ClusterAccuracy.majorityLabels(new int[1], new int[1], 0));
    refused(
        "k must be at most 100000000, but is 2147483647",
        () -> ClusterAccuracy.majorityLabels(new int[1], new int[1], Integer.MAX_VALUE));
    refused(
        "k must be at most 100000000, but is 100000001",
        () -> ClusterAccuracy.optimalLabels(new int[1], new int[1], 100_000_001));
    refused(
        "mapping.length must be at least 1, but is 0",
        () -> ClusterAccuracy.apply(new int[0], new int[1]));
    refused(
        "labels must not be empty",
        () -> ClusterAccuracy.majorityLabels(new int[0], new int[0], 1));
    refused("predicted must not be empty", () -> ClusterAccuracy.accuracy(new int[0], new int[0]));
    refused(
        "predicted must be at least -1, but row 0 has -2",
        () -> ClusterAccuracy.accuracy(new int[] {-2}, new int[1]));
    refused(
        "predicted and truth must have equal lengths, but there are 3 predicted and 2 truth",
        () -> ClusterAccuracy.accuracy(new int[3], new int[2]));
    refused(
        "truth must be at least 0, but row 1 has -1",
        () -> ClusterAccuracy.accuracy(new int[] {0, -1}, new int[] {0, -1}));
    refused(
        "labels must be in 0..1, but row 1 has 2",
        () -> ClusterAccuracy.optimalLabels(new int[] {0, 2}, new int[2], 2));
    refused(
        "labels and truth must have equal lengths, but there are 2 labels and 3 truth",
        () -> ClusterAccuracy.optimalAccuracy(new int[2], new int[3]));
  }

  @SuppressWarnings("NullAway") // the point of the test
  @Test
  void nullIsNamed() {
    int[] none = null;
    Exception e =
        assertThrows(NullPointerException.class, () -> ClusterAccuracy.accuracy(none, new int[1]));
    assertEquals("predicted", e.getMessage());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
