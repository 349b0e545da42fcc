package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.StopReason;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The result itself says where a fit did not come to what was asked for. */
class EndOfFitTest {
  @Test
  void fewerDistinctRowsThanClustersAreTold() {
    double[][] rows = {{1}, {1}, {2}, {1}, {2}};
    Clustering c = new LloydKMeans(4).fit(rows);
    assertEquals(2, c.emptyClusters());
    assertTrue(c.isConverged());
    assertEquals(0, c.inertia());
    assertTrue(c.toString().endsWith(", CONVERGED, 2 empty clusters]"), c.toString());
    assertEquals(0, new LloydKMeans(2).fit(rows).emptyClusters());
  }

  @Test
  void aFitAtItsIterationLimitIsTold() {
    double[][] rows = {{0}, {1}, {2}, {10}, {11}, {12}};
    LloydKMeans fit =
        new LloydKMeans(2).withInitializer(Initializer.of(new DMatrixRMaj(new double[] {0, 1})));
    Clustering cut = fit.withMaxIterations(1).fit(rows);
    assertEquals(StopReason.MAX_ITERATIONS, cut.stopReason());
    assertFalse(cut.isConverged());
    assertTrue(cut.toString().endsWith(", MAX_ITERATIONS, not converged]"), cut.toString());
    assertTrue(fit.withMaxIterations(2).withTolerance(100).fit(rows).isConverged());
    assertTrue(fit.fit(rows).isConverged());
  }
}
