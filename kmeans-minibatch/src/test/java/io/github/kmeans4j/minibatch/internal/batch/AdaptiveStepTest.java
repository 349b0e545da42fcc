package io.github.kmeans4j.minibatch.internal.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveStepTest {
  @Test
  void movesByTheRootOfTheShare() {
    // Three of four rows go to the first centroid: √(3/4) of the way from 0 to 2, then √(1/4).
    AdaptiveStep step =
        new AdaptiveStep(new double[][] {{0}, {10}}, false, new SplittableRandom(1));
    Steps.learn(step, new double[][] {{1}, {2}, {3}, {14}});
    assertEquals(Math.max(2 * Math.sqrt(0.75), 4 * 0.5), step.shift(), 1e-14);
    assertArrayEquals(new double[] {2 * Math.sqrt(0.75)}, step.centroids()[0], 1e-14);
    assertArrayEquals(new double[] {12}, step.centroids()[1], 1e-14);
    // The second step counts 4/5 in the average; a centroid without rows stays.
    Steps.learn(step, new double[][] {{13}, {13}});
    assertArrayEquals(new double[] {2 * Math.sqrt(0.75)}, step.centroids()[0], 1e-14);
    assertArrayEquals(new double[] {12 + 0.8}, step.centroids()[1], 1e-14);
    assertArrayEquals(new double[] {12}, step.before()[1], 1e-14);
  }
}
