package io.github.kmeans4j.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class InertiaCurveTest {

  @Test
  void elbowLiesFarthestBelowTheChord() {
    // scaled: (0, 1), (¼, 0.5), (½, 0.1), (¾, 0.05), (1, 0); below the chord 0.25, 0.4, 0.2
    InertiaCurve curve = curve(new int[] {1, 2, 3, 4, 5}, 110, 60, 20, 15, 10);
    assertEquals(OptionalInt.of(3), curve.elbow());
    assertEquals(5, curve.lowest());
  }

  @Test
  void distancesOfTheKsCount() {
    // scaled k: 0, 6/246, 54/246, 1; scaled inertia: 1, 0.8, 0.4, 0; below: 0.176, 0.380
    assertEquals(OptionalInt.of(64), curve(new int[] {10, 16, 64, 256}, 100, 80, 40, 0).elbow());
  }

  @Test
  void smallestKWinsTies() {
    // scaled: (⅓, ⅓), (⅔, 0): both lie a third below the chord
    assertEquals(OptionalInt.of(2), curve(new int[] {1, 2, 3, 4}, 3, 1, 0, 0).elbow());
    assertEquals(2, curve(new int[] {1, 2, 3}, 4, 1, 1).lowest());
    // scaled: (¼, ¼), (½, 0): both lie exactly a half below
    assertEquals(OptionalInt.of(2), curve(new int[] {1, 2, 3, 5}, 4, 1, 0, 0).elbow());
  }

  @Test
  void theInertiaThatRemainsDoesNotCount() {
    // scaled: (½, 1/11) is 9/22 below the chord, and so it is 1000 higher
    assertEquals(OptionalInt.of(2), curve(new int[] {1, 2, 3}, 20, 10, 9).elbow());
    assertEquals(OptionalInt.of(2), curve(new int[] {1, 2, 3}, 1020, 1010, 1009).elbow());
  }

  @Test
  void someCurvesHaveNoElbow() {
    assertEquals(OptionalInt.empty(), curve(new int[] {3}, 1).elbow());
    assertEquals(OptionalInt.empty(), curve(new int[] {1, 2}, 2, 1).elbow());
    assertEquals(OptionalInt.empty(), curve(new int[] {1, 2, 3, 4}, 0.4, 0.3, 0.2, 0.1).elbow());
    assertEquals(OptionalInt.empty(), curve(new int[] {1, 2, 3}, 10, 9, 1).elbow());
    assertEquals(OptionalInt.empty(), curve(new int[] {1, 2, 3}, 5, 1, 5).elbow());
  }

  @Test
  void nothingIsShared() {
    int[] ks = {1, 2};
    double[] inertias = {2, 1};
    InertiaCurve curve = new InertiaCurve(ks, inertias);
    ks[0] = 9;
    inertias[0] = 9;
    curve.ks()[1] = 9;
    curve.inertias()[1] = 9;
    assertArrayEquals(new int[] {1, 2}, curve.ks());
    assertArrayEquals(new double[] {2, 1}, curve.inertias());
  }

  @Test
  void badArgumentsAreNamed() {
    refused(
        "ks and inertias must have equal lengths, but there are 1 ks and 2 inertias",
        () -> curve(new int[1], 1, 2));
    refused("ks must not be empty", () -> curve(new int[0]));
    refused("ks must be at least 1, but entry 0 is 0", () -> curve(new int[1], 1));
    refused("ks must be strictly ascending, but 2 follows 2", () -> curve(new int[] {2, 2}, 1, 1));
    refused(
        "inertias must be finite and at least 0, but that of k = 7 is NaN",
        () -> curve(new int[] {7}, Double.NaN));
    refused(
        "inertias must be finite and at least 0, but that of k = 7 is Infinity",
        () -> curve(new int[] {7}, Double.POSITIVE_INFINITY));
    refused(
        "inertias must be finite and at least 0, but that of k = 7 is -1.0",
        () -> curve(new int[] {7}, -1));
  }

  private static InertiaCurve curve(int[] ks, double... inertias) {
    return new InertiaCurve(ks, inertias);
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
