package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.RowCheck;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Centroids from elsewhere predict, and claim nothing that only a fit could know. */
class UnfittedClusteringTest {
  private static final DistanceMetric METRIC = new SavedClusteringTest.Named("m");

  @TempDir Path folder;

  private static Clustering clustering() {
    return Clustering.of(new DMatrixRMaj(new double[][] {{0, 0}, {3, 4}}), METRIC);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void predictsAndClaimsNoFit(boolean saved) throws Exception {
    Clustering c = clustering();
    if (saved) {
      c.save(folder.resolve("model"));
      c = Clustering.load(folder.resolve("model"), METRIC);
    }
    assertFalse(c.isFitted());
    assertSame(METRIC, c.metric());
    assertEquals(2, c.k());
    assertArrayEquals(new double[] {0, 0, 3, 4}, c.centroids().data);
    assertArrayEquals(new int[] {0, 1}, c.predict(new double[][] {{1, 1}, {3, 3}}));
    assertEquals(2 + 1, c.inertia(new double[][] {{1, 1}, {3, 3}}));
    assertEquals(List.of(), c.history());
    assertEquals("Clustering[k=2, given centroids, not fitted]", c.toString());
    says("labels", "predict(points)", c::labels);
    Clustering unfitted = c;
    says("labels", "predict(points)", () -> unfitted.label(0));
    says("labels", "predict(points)", () -> unfitted.members(0));
    says("sizes", "predict(points) and count the labels", c::sizes);
    says("longSizes", "predict(points) and count the labels", c::longSizes);
    says("size", "predict(points) and count the labels", () -> unfitted.size(1));
    says("emptyClusters", "predict(points) and count the labels", c::emptyClusters);
    says("inertia", "inertia(points)", c::inertia);
    says("iterations", "isFitted()", c::iterations);
    says("stopReason", "isFitted()", c::stopReason);
    says("isConverged", "isFitted()", c::isConverged);
  }

  @Test
  void aFitIsToldFromNone() {
    DMatrixRMaj one = new DMatrixRMaj(1, 1);
    assertTrue(Clustering.builder(one, METRIC).labels(new int[1], 0).build().isFitted());
    assertTrue(Clustering.builder(one, METRIC).sizes(new long[1], 0).build().isFitted());
    assertFalse(Clustering.builder(one, METRIC).build().isFitted());
  }

  @Test
  void centroidsAreCopiedAndChecked() {
    DMatrixRMaj centroids = new DMatrixRMaj(new double[][] {{0, 0}, {3, 4}});
    Clustering c = Clustering.of(centroids, METRIC);
    centroids.set(0, 0, 100);
    assertArrayEquals(new double[] {0, 0, 3, 4}, c.centroids().data);
    refused(
        "centroids must have rows and columns, but they are 0 × 2",
        () -> Clustering.of(new DMatrixRMaj(0, 2), METRIC));
    centroids.set(1, 0, Double.NaN);
    refused(
        "centroids must be finite, but row 1, column 0 is NaN",
        () -> Clustering.of(centroids, METRIC));
    centroids.set(1, 0, 1e154);
    refused(
        "centroids: squared distances overflow, since row 1, column 0 is 1.0E154; the largest"
            + " magnitude allowed for 2 columns is 4.74e+153",
        () -> Clustering.of(centroids, METRIC));
    // what was computed may have rounded beyond it, what is given may not
    centroids.set(1, 0, Math.nextUp(RowCheck.largestValue(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> Clustering.of(centroids, METRIC));
    assertArrayEquals(
        centroids.data, Clustering.builder(centroids, METRIC).build().centroids().data);
  }

  @Test
  void withoutTheCoreThereIsNoDefaultDistance() {
    assertEquals(
        "the Euclidean distance was not found; it comes with kmeans-core and its entry in"
            + " META-INF/services",
        assertThrows(IllegalStateException.class, () -> Clustering.of(new DMatrixRMaj(1, 1)))
            .getMessage());
  }

  private static void says(String what, String instead, Executable call) {
    assertEquals(
        what
            + ": this clustering was made of given centroids, without a fit that could tell; call "
            + instead,
        assertThrows(IllegalStateException.class, call).getMessage());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
