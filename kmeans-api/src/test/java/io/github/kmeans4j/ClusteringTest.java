package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A result is what it was built from, and nothing that it hands out leads back into it. */
class ClusteringTest {
  private static final DistanceMetric SQUARED =
      (a, b) -> {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
          sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
      };

  private static final Iteration FIRST = new Iteration(1, 9, 3, 2, Duration.ofMillis(1));

  private static Clustering.Builder builder() {
    return Clustering.builder(new DMatrixRMaj(new double[][] {{0, 0}, {3, 4}}), SQUARED);
  }

  @Test
  void returnsWhatItWasBuiltFrom() {
    Clustering c =
        builder()
            .labels(new int[] {1, 0, 1}, 7.5)
            .course(1, StopReason.TOLERANCE, List.of(FIRST))
            .build();
    assertEquals(2, c.k());
    assertArrayEquals(new double[] {0, 0, 3, 4}, c.centroids().data);
    assertEquals(2, c.centroids().numRows);
    assertArrayEquals(new int[] {1, 0, 1}, c.labels());
    assertArrayEquals(new int[] {1, 2}, c.sizes());
    assertEquals(7.5, c.inertia());
    assertEquals(1, c.iterations());
    assertEquals(StopReason.TOLERANCE, c.stopReason());
    assertEquals(List.of(FIRST), c.history());
    assertSame(SQUARED, c.metric());
    assertEquals("Clustering[k=2, inertia=7.5, iterations=1, TOLERANCE]", c.toString());
  }

  @Test
  void whatIsHandedOutIsACopy() {
    Clustering c = builder().labels(new int[] {1, 0, 1}, 0).build();
    c.labels()[0] = 9;
    c.sizes()[0] = 9;
    c.centroids().data[0] = 9;
    c.centroids().reshape(1, 1);
    assertArrayEquals(new int[] {1, 0, 1}, c.labels());
    assertArrayEquals(new int[] {1, 2}, c.sizes());
    assertArrayEquals(new double[] {0, 0, 3, 4}, c.centroids().data);
    assertThrows(UnsupportedOperationException.class, () -> c.history().add(FIRST));
  }

  @Test
  void whatWasHandedInIsCopied() {
    DMatrixRMaj centroids = new DMatrixRMaj(new double[][] {{0, 0}, {3, 4}});
    int[] labels = {0, 1};
    List<Iteration> history = new ArrayList<>(List.of(FIRST));
    Clustering c =
        Clustering.builder(centroids, SQUARED)
            .labels(labels, 0)
            .course(1, StopReason.CONVERGED, history)
            .build();
    centroids.data[0] = 9;
    labels[0] = 1;
    history.clear();
    assertArrayEquals(new double[] {0, 0, 3, 4}, c.centroids().data);
    assertArrayEquals(new int[] {0, 1}, c.labels());
    assertEquals(1, c.history().size());
  }

  @Test
  void rowsOfCentroidsMustHaveOneLength() {
    Clustering.Builder ragged = Clustering.builder(new double[][] {{1, 2}, {3}}, SQUARED);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, ragged::build);
    assertEquals(
        "centroids must have rows of one length, but row 0 has 2 values and row 1 has 1",
        e.getMessage());
  }

  @Test
  void centroidsMayComeInARoomyMatrix() {
    DMatrixRMaj roomy = new DMatrixRMaj(4, 4);
    roomy.reshape(2, 1);
    roomy.data[0] = 5;
    roomy.data[1] = 6;
    Clustering c = Clustering.builder(roomy, SQUARED).build();
    assertArrayEquals(new double[] {5, 6}, c.centroids().data);
    assertEquals(1, c.predict(new double[] {8}));
  }

  @Test
  void predictsTheNearestAndTheLowestOnTies() {
    Clustering c = builder().build();
    assertEquals(0, c.predict(new double[] {1, 1}));
    assertEquals(1, c.predict(new double[] {3, 3}));
    assertEquals(0, c.predict(new double[] {1.5, 2}));
    assertArrayEquals(
        new int[] {0, 1, 0}, c.predict(Points.of(new double[][] {{1, 1}, {3, 3}, {1.5, 2}})));
  }

  @Test
  void transformsToDistancesAndMeasuresOtherData() {
    Clustering c = builder().build();
    DMatrixRMaj distances = c.transform(Points.of(new float[][] {{0, 0}, {3, 0}, {6, 8}}));
    assertEquals(3, distances.numRows);
    assertEquals(2, distances.numCols);
    // 0 and 25; 9 and 16; 100 and 25
    assertArrayEquals(new double[] {0, 25, 9, 16, 100, 25}, distances.data);
    assertEquals(9 + 25, c.inertia(Points.of(new double[][] {{0, 0}, {3, 0}, {6, 8}})));
  }

  @Test
  void aStreamHasSizesWithoutLabels() {
    Clustering c = builder().sizes(new long[] {5, 0}, 2).build();
    assertArrayEquals(new int[] {5, 0}, c.sizes());
    assertEquals(0, c.labels().length);
    assertEquals(2, c.inertia());
  }

  /** A fit of fewer distinct rows than k, or at its iteration limit, must not look like others. */
  @ParameterizedTest
  @EnumSource
  void tellsEmptyClustersAndWhetherItConverged(StopReason reason) {
    boolean converged =
        reason == StopReason.CONVERGED
            || reason == StopReason.TOLERANCE
            || reason == StopReason.SETTLED;
    String end = reason + (converged ? "" : ", not converged");
    Clustering full = builder().labels(new int[] {1, 0}, 0).course(3, reason, List.of()).build();
    assertEquals(converged, full.isConverged());
    assertEquals(0, full.emptyClusters());
    assertEquals("Clustering[k=2, inertia=0.0, iterations=3, " + end + "]", full.toString());
    Clustering one = builder().labels(new int[] {1, 1}, 0).course(3, reason, List.of()).build();
    assertEquals(1, one.emptyClusters());
    assertEquals(
        "Clustering[k=2, inertia=0.0, iterations=3, " + end + ", 1 empty cluster]", one.toString());
    Clustering two =
        Clustering.builder(new DMatrixRMaj(3, 1), SQUARED)
            .sizes(new long[] {0, 7, 0}, 2)
            .course(3, reason, List.of())
            .build();
    assertEquals(2, two.emptyClusters());
    assertEquals(
        "Clustering[k=3, inertia=2.0, iterations=3, " + end + ", 2 empty clusters]",
        two.toString());
  }

  @Test
  void inertiaOfOtherDataIsExactInAnyOrder() {
    Clustering c = Clustering.builder(new DMatrixRMaj(1, 1), (a, b) -> Math.abs(a[0])).build();
    double[] losses = {1, 1e16, 1, 0x1p-60, 1e16, 1};
    for (int turn = 0; turn < losses.length; turn++) {
      double first = losses[0];
      System.arraycopy(losses, 1, losses, 0, losses.length - 1);
      losses[losses.length - 1] = first;
      // The nearest double of 2e16 + 3 and a little: its neighbors are 4 apart.
      assertEquals(2e16 + 4, c.inertia(Points.of(losses, losses.length, 1)));
    }
    Clustering infinite =
        Clustering.builder(new DMatrixRMaj(1, 1), (a, b) -> a[0] > 1 ? a[0] / 0 : 1).build();
    assertEquals(Double.POSITIVE_INFINITY, infinite.inertia(Points.of(losses, 6, 1)));
  }

  @Test
  void onePieceOfTheResultNeedsNoCopyOfAll() {
    Clustering c = builder().labels(new int[] {1, 0, 1}, 0).build();
    assertEquals(1, c.label(2));
    assertEquals(0, c.label(1));
    assertEquals(2, c.size(1));
    assertArrayEquals(new int[] {0, 2}, c.members(1));
    assertArrayEquals(new int[] {1}, c.members(0));
    assertArrayEquals(new double[] {3, 4}, c.centroid(1));
    c.centroid(1)[0] = 9;
    c.members(1)[0] = 9;
    c.longSizes()[0] = 9;
    assertArrayEquals(new double[] {3, 4}, c.centroid(1));
    assertArrayEquals(new int[] {0, 2}, c.members(1));
    assertArrayEquals(new long[] {1, 2}, c.longSizes());
    assertEquals(2, c.columns());
  }

  @Test
  void anEmptyClusterHasNoMembers() {
    Clustering c = builder().labels(new int[] {1, 1}, 0).build();
    assertArrayEquals(new int[0], c.members(0));
    assertEquals(0, c.size(0));
  }

  @Test
  void indicesOutsideAreNamed() {
    Clustering c = builder().labels(new int[] {1, 0, 1}, 0).build();
    outside("row must be in 0..2, but is 3", () -> c.label(3));
    outside("row must be in 0..2, but is -1", () -> c.label(-1));
    outside("cluster must be in 0..1, but is 2", () -> c.size(2));
    outside("cluster must be in 0..1, but is 2", () -> c.members(2));
    outside("cluster must be in 0..1, but is -1", () -> c.centroid(-1));
  }

  /** A stream may see more rows than an int can count; they were cut to the largest int. */
  @Test
  void sizesThatAnIntCannotHoldAreNotCut() {
    Clustering c = builder().sizes(new long[] {5, 1L << 31}, 2).build();
    assertArrayEquals(new long[] {5, 1L << 31}, c.longSizes());
    assertEquals(1L << 31, c.size(1));
    assertEquals(
        "sizes: cluster 1 has 2147483648 rows, more than an int can hold; call longSizes()",
        assertThrows(IllegalStateException.class, c::sizes).getMessage());
    c = builder().sizes(new long[] {5, Integer.MAX_VALUE}, 2).build();
    assertArrayEquals(new int[] {5, Integer.MAX_VALUE}, c.sizes());
  }

  @Test
  void labelsThatWereNotKeptCannotBeAskedFor() {
    Clustering c = builder().sizes(new long[] {5, 2}, 2).build();
    String message =
        "labels are not kept by a clustering that was loaded or made from a stream; call"
            + " predict(points) with its rows";
    assertEquals(message, assertThrows(IllegalStateException.class, () -> c.label(0)).getMessage());
    assertEquals(
        message, assertThrows(IllegalStateException.class, () -> c.members(0)).getMessage());
  }

  @Test
  void builderRefusesWhatDoesNotFit() {
    refused(
        "labels must be in 0..1, but row 2 has 2",
        () -> builder().labels(new int[] {0, 1, 2}, 0).build());
    refused(
        "labels must be in 0..1, but row 0 has -1",
        () -> builder().labels(new int[] {-1}, 0).build());
    refused(
        "sizes must have k = 2 entries, but have 3", () -> builder().sizes(new long[3], 0).build());
    refused("threads must be at least 1, but is 0", () -> builder().threads(0).build());
    refused(
        "labels or sizes must be set where a fit was made",
        () -> builder().course(3, StopReason.CONVERGED, List.of()).build());
  }

  @Test
  void dataOfAnotherWidthOrNotFiniteAreRefused() {
    Clustering c = builder().build();
    refused(
        "points must have 2 columns as the centroids have, but have 1",
        () -> c.transform(Points.of(new double[1][1])));
    refused(
        "points must be finite, but row 1, column 0 is NaN",
        () -> c.inertia(Points.of(new float[][] {{0, 0}, {Float.NaN, 0}})));
  }

  private static void outside(String message, Executable call) {
    assertEquals(message, assertThrows(IndexOutOfBoundsException.class, call).getMessage());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
