package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What an initializer is given, and the initializer that returns what it was given. */
class SeedingTest {
  private static final DistanceMetric METRIC = (a, b) -> Math.abs(a[0] - b[0]);
  private static final Points POINTS = Points.of(new double[][] {{1, 2}, {3, 4}});

  private static Seeding seeding() {
    return new Seeding(new SplittableRandom(1), METRIC, null, 1);
  }

  @Test
  void tellsWhatItWasMadeOf() {
    RandomGenerator random = new SplittableRandom(3);
    Seeding weighted = new Seeding(random, METRIC, new double[] {0.5, 2}, 3);
    assertSame(random, weighted.random());
    assertSame(METRIC, weighted.metric());
    assertEquals(3, weighted.threads());
    assertTrue(weighted.isWeighted());
    assertEquals(2, weighted.weight(1));
    assertFalse(seeding().isWeighted());
    assertEquals(1, seeding().weight(1));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Seeding(random, METRIC, null, 0));
    assertEquals("threads must be at least 1, but is 0", e.getMessage());
  }

  @Test
  void givenCentroidsAreCopiedOnTheWayInAndOut() {
    DMatrixRMaj centroids = new DMatrixRMaj(new double[][] {{1, 2}});
    Initializer given = Initializer.of(centroids);
    centroids.set(0, 0, 9);
    given.initialize(POINTS, 1, seeding()).set(0, 1, 9);
    assertArrayEquals(new double[] {1, 2}, given.initialize(POINTS, 1, seeding()).data);
    assertEquals("given", given.name());
  }

  @Test
  void givenCentroidsMustFitTheData() {
    Initializer given = Initializer.of(new DMatrixRMaj(new double[][] {{1, 2}}));
    assertEquals(
        "centroids must have k = 2 rows, but they are 1 × 2",
        refusal(() -> given.initialize(POINTS, 2, seeding())));
    assertEquals(
        "centroids must have as many columns as the data, 1, but they are 1 × 2",
        refusal(() -> given.initialize(Points.of(new double[][] {{1}}), 1, seeding())));
  }

  @Test
  void lambdasHaveDefaults() {
    Initializer initializer = (points, k, seeding) -> new DMatrixRMaj(k, points.columns());
    assertEquals("custom", initializer.name());
    assertEquals("custom", METRIC.name());
    assertEquals(Center.MEAN, METRIC.center());
    assertEquals(3, METRIC.loss(new double[] {1}, new double[] {4}));
    METRIC.checkRow(new double[] {0});
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    // The api module alone registers none.
    assertEquals(
        "name: there is no Initializer named \"best\", the known ones are []",
        refusal(() -> Initializer.named("best")));
    assertThrows(NullPointerException.class, () -> DistanceMetric.named(null));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
