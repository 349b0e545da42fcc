package io.github.kmeans4j.minibatch.internal.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ImprovementTest {
  @Test
  void smoothedInertiaEndsTheFitAfterPatienceBatches() {
    // alpha = 2·1/(1+1) = 1: no smoothing; the first batch does not count.
    Improvement improvement = new Improvement(1, 1, 2);
    boolean[] ended = new boolean[6];
    double[] inertias = {1, 9, 8, 8.5, 7, 7.5};
    for (int t = 0; t < inertias.length; t++) {
      ended[t] = improvement.hasEnded(inertias[t]);
    }
    assertArrayEquals(new boolean[6], ended);
    assertTrue(improvement.hasEnded(7), "two batches in a row brought no new minimum");
  }
}
