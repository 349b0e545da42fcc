package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.PointsSource;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights and values near the ends of double's range are refused by name, or right. */
class ExtremeValuesTest {
  private static Initializer given(double... centroids) {
    return Initializer.of(new DMatrixRMaj(centroids));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#drawn")
  void weightsWhoseSumOverAllPassesOverflowsAreRefused(BatchScheme.Drawn scheme) {
    Points points = Points.of(new double[][] {{0}, {1}});
    double[] weights = {2e307, 2e307};
    MiniBatchKMeans fit =
        new MiniBatchKMeans(2)
            .withScheme(Schemes.neverReassigning(scheme))
            .withInitializer(given(0.25, 0.75));
    refused(
        "weights: rows are drawn with replacement, so that 100 passes over 2 rows can sum up as many"
            + " weights as that, and with the largest weight, 2.0E307, their sum overflows",
        () -> fit.fit(points, weights));
    Clustering one = fit.withMaxPasses(1).withSeed(2).fit(points, weights);
    for (int j = 0; j < 2; j++) {
      double start = j == 0 ? 0.25 : 0.75;
      double c = one.centroids().get(j, 0);
      assertTrue(c == start || Math.abs(c - j) < Math.abs(start - j), one.centroids()::toString);
    }
    assertTrue(Double.isFinite(one.inertia()));
    assertTrue(Double.isFinite(one.history().get(0).inertia()));
  }

  /** The heaviest row may be drawn again and again. */
  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void sumsOfDrawnDistancesThatOverflowAreRefused(BatchScheme scheme) {
    double[] values = new double[100];
    values[17] = 2e148;
    double[] weights = new double[100];
    Arrays.fill(weights, 1e-9);
    weights[3] = 1e10;
    Points points = Points.of(values, 100, 1);
    MiniBatchKMeans fit = new MiniBatchKMeans(2).withScheme(scheme);
    if (scheme instanceof BatchScheme.Nested) {
      assertFinite(fit.fit(points, weights), 2e148);
    } else {
      refused(
          "points: sums of squared distances could overflow, since the rows may weigh 1.0E12 and the"
              + " largest magnitude is 2.0E148",
          () -> fit.fit(points, weights));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void initialCentroidsThatOnlyFitTheirSampleAreRefused(BatchScheme scheme) {
    refused(
        "initial centroids: sums of squared distances could overflow, since the rows may weigh 100.0"
            + " and the largest magnitude is 3.0E153",
        () ->
            new MiniBatchKMeans(2)
                .withScheme(scheme)
                .withInitializationSize(2)
                .withInitializer(given(0, 3e153))
                .fit(Points.of(new double[100], 100, 1)));
  }

  /** A weight is a unit of its own: 2^-1000 kilograms are as good as one. */
  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#drawn")
  void theUnitOfTheWeightsChangesNoCentroid(BatchScheme scheme) {
    Random random = new Random(3);
    double[][] rows = new double[300][];
    double[] weights = new double[300];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {(i % 3 + 0.1 * random.nextGaussian()) * 1e-20};
      weights[i] = 1 + random.nextDouble();
    }
    MiniBatchKMeans fit =
        new MiniBatchKMeans(3)
            .withScheme(Schemes.patient(scheme, Integer.MAX_VALUE))
            .withBatchSize(64)
            .withMaxPasses(3)
            .withInitializer(given(0, 1.1e-20, 1.9e-20));
    double[] expected = fit.fit(Points.of(rows), weights).centroids().data;
    for (int exponent : new int[] {-1000, 900}) {
      double[] scaled = Arrays.stream(weights).map(w -> Math.scalb(w, exponent)).toArray();
      assertArrayEquals(expected, fit.fit(Points.of(rows), scaled).centroids().data);
    }
  }

  /** Whatever is let in at the door comes out as numbers. */
  @Property(tries = 150)
  void acceptedDataGiveFiniteAnswers(
      @ForAll Random random,
      @ForAll @IntRange(min = 3, max = 60) int n,
      @ForAll @IntRange(min = 0, max = 4) int values,
      @ForAll @IntRange(min = 0, max = 3) int heavy) {
    double[] scales = {1e-200, 1e-160, 1, 1e75, 1e150};
    double[][] rows = new double[n][2];
    double[] weights = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 2; c++) {
        rows[i][c] = random.nextGaussian() * scales[random.nextInt(4) == 0 ? 0 : values];
        largest = Math.max(largest, Math.abs(rows[i][c]));
      }
      weights[i] =
          switch (heavy) {
            case 0 -> 1e-300;
            case 1 -> Math.pow(10, random.nextInt(601) - 300);
            case 2 -> random.nextInt(3) * 1e-5;
            default -> 1e300;
          };
    }
    weights[0] = Math.max(weights[0], 1e-300);
    for (BatchScheme scheme : Schemes.all().toList()) {
      MiniBatchKMeans fit =
          new MiniBatchKMeans(3)
              .withScheme(scheme)
              .withBatchSize(8)
              .withMaxPasses(4)
              .withInitializer((points, k, seeding) -> firstRows(points, k));
      assertFinite(fit.fit(Points.of(rows)), largest);
      Clustering weighted;
      try {
        weighted = fit.fit(Points.of(rows), weights);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains("overflow"), e.getMessage());
        continue;
      }
      assertFinite(weighted, largest);
    }
    StreamFitter stream = new MiniBatchKMeans(3).stream();
    assertFinite(stream.partialFit(Points.of(rows)).toClustering(), largest);
    assertFinite(stream.partialFit(Points.of(new double[2][2])).toClustering(), largest);
  }

  private static DMatrixRMaj firstRows(Points points, int k) {
    DMatrixRMaj centroids = new DMatrixRMaj(k, points.columns());
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < points.columns(); c++) {
        centroids.set(j, c, points.get(j, c));
      }
    }
    return centroids;
  }

  private static void assertFinite(Clustering c, double largest) {
    for (double value : c.centroids().data) {
      assertTrue(Math.abs(value) <= largest * (1 + 1e-14), () -> "centroid " + value);
    }
    assertTrue(c.inertia() >= 0 && Double.isFinite(c.inertia()), c::toString);
    for (Iteration iteration : c.history()) {
      assertTrue(Double.isFinite(iteration.inertia()), iteration::toString);
      assertTrue(Double.isFinite(iteration.centroidShift()), iteration::toString);
    }
  }

  @Test
  void batchesOfAStreamWhoseSumOverflowsAreRefused() {
    StreamFitter stream = new MiniBatchKMeans(1).withInitializer(given(1e153)).stream();
    double[][] large = {{2e153}, {-2e153}};
    double inertia = stream.partialFit(Points.of(large)).toClustering().inertia();
    assertEquals(1e306 + 9e306, inertia, 1e-12 * inertia);
    stream.partialFit(Points.of(new double[10_000][1])); // the centroid was 0
    StreamFitter far = new MiniBatchKMeans(1).withInitializer(given(2e153)).stream();
    far.partialFit(Points.of(new double[][] {{2e153}, {2e153}}));
    refused(
        "batch: the sum of the squared distances of its 10000 rows could overflow, since a centroid"
            + " has the magnitude 2.0E153",
        () -> far.partialFit(Points.of(new double[10_000][1])));
    assertEquals(1, far.batches());
  }

  /** The mean of equal rows at the limit rounds beyond it. */
  @Test
  void centroidsOfAStreamMayRoundBeyondTheLimitOfRows() throws IOException {
    double limit = DataProfile.largestValue(1, 2);
    Points row = Points.of(new double[] {limit, limit}, 1, 2);
    StreamFitter stream = new StreamKMeans(1).begin();
    for (int batch = 0; batch < 6; batch++) {
      stream.partialFit(row);
    }
    Clustering clusters = stream.toClustering();
    double centroid = clusters.centroid(0)[0];
    assertTrue(centroid > limit && centroid < limit * (1 + 1e-15), "" + centroid);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    clusters.save(saved);
    Clustering loaded = Clustering.load(new ByteArrayInputStream(saved.toByteArray()));
    assertArrayEquals(clusters.centroids().data, loaded.centroids().data);
    double below = limit * (1 - 1e-15);
    double[][] rows = {{limit, limit}, {limit, -below}, {-below, -below}};
    assertArrayEquals(new int[3], loaded.predict(rows));
    for (double distance : loaded.transform(rows).data) {
      assertTrue(distance < Double.POSITIVE_INFINITY, "" + distance);
    }
    assertTrue(loaded.inertia(new double[][] {{-below, -below}}) < Double.POSITIVE_INFINITY);
  }

  @Test
  void sourcesWhoseSumOverflowsAreRefused() {
    double[] values = new double[10_000];
    values[4321] = -2e152;
    refused(
        "source must be finite and so small that no sum of squared distances overflows, but row"
            + " 4321, column 0 is -2.0E152",
        () ->
            new MiniBatchKMeans(2)
                .withInitializationSize(10_000)
                .fit(new PointsSource(Points.of(values, 10_000, 1))));
    refused(
        "initial centroids must be so small that no sum of squared distances overflows, but one of"
            + " initializer given has the magnitude 1.0E152",
        () ->
            new MiniBatchKMeans(2)
                .withInitializer(given(0, -1e152))
                .fit(new PointsSource(Points.of(new double[10_000], 10_000, 1))));
  }
}
