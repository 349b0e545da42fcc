package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Small inputs that came out wrong when sums were rounded, with the values of exact arithmetic. */
class ExactSumsTest {
  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private static LloydKMeans from(double... start) {
    return new LloydKMeans(start.length)
        .withInitializer(Initializer.of(Data.matrix(column(start))));
  }

  private static Clustering fit(LloydKMeans lloyd, double[][] rows, double @Nullable [] weights) {
    return weights == null ? lloyd.fit(rows) : lloyd.fit(Points.of(rows), weights);
  }

  /** The updated centroids of each iteration, and a check of its inertia. */
  private static List<double[]> updates(
      LloydKMeans lloyd, double[][] rows, double @Nullable [] weights) {
    List<double[]> updates = new ArrayList<>();
    fit(
        lloyd.withListener(
            progress -> {
              updates.add(progress.updatedCentroids().data.clone());
              BigDecimal inertia = BigDecimal.ZERO;
              for (int i = 0; i < rows.length; i++) {
                double[] c = new double[rows[0].length];
                for (int j = 0; j < c.length; j++) {
                  c[j] = progress.centroids().get(progress.labels()[i], j);
                }
                BigDecimal loss = new BigDecimal(NaiveLloyd.squared(rows[i], c));
                BigDecimal weight = new BigDecimal(weights == null ? 1 : weights[i]);
                inertia = inertia.add(loss.multiply(weight));
              }
              double expected = inertia.doubleValue();
              assertEquals(expected, progress.iteration().inertia(), 1e-12 * expected);
              return FitListener.Action.CONTINUE;
            }),
        rows,
        weights);
    return updates;
  }

  @Test
  void donorOfARelocationKeepsItsOtherRowsWhateverTheWeights() {
    double[] update = updates(from(0.2, 5000), column(0.1, 1000), new double[] {1, 1e17}).get(0);
    assertArrayEquals(new double[] {0.1, 1000}, update);
    double[] weights = {0.7, 0.7, 0.7, 1e15};
    update = updates(from(0.2, 5000), column(0.1, 0.25, 0.3, 1000), weights).get(0);
    assertEquals(0.21666666666666667, update[0], 1e-16);
    assertEquals(1000, update[1]);
  }

  @Test
  void smallRowsRemainWhenLargeOnesLeave() {
    double[][] rows = column(9.969e36, 1e20, 300, 292);
    Clustering clustering = from(292, 292, 292).fit(rows);
    double[] centroids = clustering.centroids().data;
    Arrays.sort(centroids);
    assertArrayEquals(new double[] {296, 1e20, 9.969e36}, centroids);
    assertEquals(32, clustering.inertia());
    assertEquals(32, clustering.history().get(clustering.iterations() - 1).inertia());
    updates(from(292, 292, 292), rows, null);
  }

  @Test
  void weightsOfEverySizeEndInAClustering() {
    double[][] rows = column(-70, -50.1, 50, 55, 70, 0.1, 0.25, 0.3);
    double[] weights = {1, 1e32, 1e32, 1e16, 1, 1, 1, 1};
    assertEquals(StopReason.CONVERGED, fit(from(0, -120, 120), rows, weights).stopReason());
    updates(from(0, -120, 120), rows, weights);
  }

  @Test
  void historyIsRightFarFromTheOrigin() {
    double[][] rows = column(1.7e9 + 12, 1.7e9 + 26, 1.7e9 + 12, 1.7e9 + 19);
    double[] weights = {0.9, 0.5, 0.2, 0.7};
    LloydKMeans lloyd = from(1.7e9 + 42, 1.7e9 - 24, 1.7e9 + 26);
    updates(lloyd, rows, weights);
    Clustering clustering = lloyd.fit(Points.of(rows), weights);
    assertEquals(0, clustering.inertia());
    assertArrayEquals(new int[] {2, 1, 1}, sorted(clustering.sizes()));
    List<Iteration> history = clustering.history();
    assertTrue(history.stream().anyMatch(i -> Math.abs(i.inertia() - 14.29) < 0.01), "14.29");
  }

  private static int[] sorted(int[] sizes) {
    return Arrays.stream(sizes).map(s -> -s).sorted().map(s -> -s).toArray();
  }

  @Test
  void historyEndsAtTheInertiaOfTimesAndPlaces() {
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 20; trial++) {
      double[][] rows = new double[200][];
      for (int i = 0; i < rows.length; i++) {
        double[] place = {random.nextDouble(-90, 90), random.nextDouble(-180, 180)};
        rows[i] = new double[] {1.7e9 + random.nextInt(86400), place[0], place[1]};
      }
      double[] weights = random.doubles(rows.length).toArray();
      Clustering clustering = new LloydKMeans(5).withSeed(trial).fit(Points.of(rows), weights);
      double last = clustering.history().get(clustering.iterations() - 1).inertia();
      assertEquals(clustering.inertia(), last, 1e-12 * last);
    }
  }

  @Test
  void historyIsFiniteNearTheEndOfTheRangeOfDouble() {
    double[] heavy = {1e152, 2e152, 1.5e152, 3e152};
    updates(from(0, 10), column(0.1, 0.2, 9, 11), heavy);
    double[][] large = column(1e152, 1.1e152, 4e152, 4.5e152);
    updates(from(0, 5e152), large, null);
    double[][] small = column(1e-160, 1.1e-160, 4e-160, 4.5e-160);
    updates(from(0, 5e-160), small, null);
  }

  @Test
  void weightedMedianIsTheMiddleOfTwoWhereWeightsTie() {
    double[] tenths = new double[10];
    Arrays.fill(tenths, 0.1);
    double[][] rows = column(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    LloydKMeans manhattan = from(0.0).withMetric(new ManhattanDistance());
    assertEquals(4.5, manhattan.fit(Points.of(rows), tenths).centroids().get(0, 0));
  }

  @Test
  void medianOfTwoIsRoundedOnce() {
    LloydKMeans manhattan = from(0.0).withMetric(new ManhattanDistance());
    double tiny = Double.MIN_VALUE;
    assertEquals(2 * tiny, manhattan.fit(column(tiny, 3 * tiny)).centroids().get(0, 0));
    assertEquals(2 * tiny, manhattan.fit(column(2 * tiny, 2 * tiny)).centroids().get(0, 0));
  }

  @Test
  void sphericalMeanOfATinyRowIsItsDirection() {
    double[][] rows = {{1e-170, 2e-170}};
    Clustering clustering = new LloydKMeans(1).withMetric(new CosineDistance()).fit(rows);
    assertEquals(Math.sqrt(0.2), clustering.centroids().get(0, 0), 1e-15);
    assertEquals(Math.sqrt(0.8), clustering.centroids().get(0, 1), 1e-15);
  }

  @Test
  void relocationGoesOnWhileItLowersTheInertia() {
    Clustering clustering = from(0.3, 10.05, 5000).fit(column(0, 0, 10, 10.1));
    assertEquals(0, clustering.inertia());
    assertArrayEquals(new int[] {2, 1, 1}, sorted(clustering.sizes()));
  }

  @Test
  void relocationGoesOnWhereWhatItGainsVanishesInTheInertia() {
    double[] weights = {1, 1e-20, 1e-20, 1, 1e-20, 1e-20};
    Clustering clustering = from(16, 15, 0, 4).fit(Points.of(column(5, 10, 10, 3, 4, 0)), weights);
    assertEquals(1e-20, clustering.inertia(), 1e-32);
    assertArrayEquals(new int[] {2, 2, 1, 1}, sorted(clustering.sizes()));
    assertEquals(StopReason.CONVERGED, clustering.stopReason());
  }

  @Test
  void relocationTakesTheSmallestOfRowsEquallyFarOff() {
    // Four rows at distance 5 of their centroid, in any order; (−5, 0) is the smallest.
    double[][][] orders = {
      {{3, 4}, {-5, 0}, {0, 5}, {-4, 3}, {0, 0}}, {{0, 0}, {-4, 3}, {0, 5}, {-5, 0}, {3, 4}}
    };
    for (double[][] rows : orders) {
      double[][] start = {{-0.0, 0.0}, {1000, 1000}};
      List<double[]> updates =
          updates(
              new LloydKMeans(2).withInitializer(Initializer.of(Data.matrix(start))), rows, null);
      assertArrayEquals(new double[] {-5, 0}, Arrays.copyOfRange(updates.get(0), 2, 4));
    }
  }

  @Test
  void relocationTakesTheHeaviestOfEqualRows() {
    double[] heavyFirst = {2, 1, 4};
    double[] heavyLast = {1, 2, 4};
    double[][] rows = column(-0.0, 0.0, 7);
    // One of the two zeros becomes the second centroid; what is left weighs 1 beside the other row.
    for (double[] weights : List.of(heavyFirst, heavyLast)) {
      double[] update = updates(from(5, 1000), rows, weights).get(0);
      assertEquals(0.0, update[1]);
      assertEquals(28.0 / 5, update[0]);
    }
  }

  /** What the comparison with the plain definition found, made as small as possible. */
  @Test
  void smallestProblemsThatWentWrongComeOutRight() {
    updates(from(0, 0), column(0, 0, 1), null);
    updates(from(0), column(1e6, 1e6, 1000000.0625), null);
    updates(from(0), column(1e8), new double[] {3e151});
    updates(from(0, 0), column(1, 0), new double[] {8e121, 1});
    updates(from(0, 0, 0), column(-1e37, 1, 1e20), null);
    updates(from(-10, -10), column(-10, 0), new double[] {8.09e12, 8e16});
    assertEquals(1, from(0, 0, 0).fit(column(-1e37, 1, 1e20)).centroids().get(0, 0));
    Clustering donor = fit(from(-10, -10), column(-10, 0), new double[] {8.09e12, 8e16});
    assertEquals(-10, donor.centroids().get(0, 0));
    assertEquals(0, fit(from(0, 0), column(1, 0), new double[] {8e121, 1}).inertia());
  }

  @Test
  void relocatedRowsHaveNoNegativeZero() {
    double[][] rows = new double[47][1];
    rows[20][0] = -0.0;
    double[] centroids = from(1, 1, 1, 1, 1, 1).fit(rows).centroids().data;
    for (double c : centroids) {
      assertTrue(c == 1 || Double.valueOf(0.0).equals(c), () -> "not 0 but " + c);
    }
  }

  @Test
  void mediansHaveNoNegativeZero() {
    LloydKMeans manhattan = from(1, 1).withMetric(new ManhattanDistance());
    for (double[][] rows : List.of(column(-0.0, 0.0), column(0.0, -0.0), column(-0.0, -0.0))) {
      for (double[] update : updates(manhattan, rows, null)) {
        assertArrayEquals(new double[2], update);
      }
    }
  }

  @Test
  void middleOfTwoSubnormalValuesIsRoundedOnce() {
    LloydKMeans manhattan = from(0.0).withMetric(new ManhattanDistance());
    double[][] rows = column(2.8e-315, 1.79e-315);
    assertEquals(2.295e-315, manhattan.fit(rows).centroids().get(0, 0));
  }

  @Test
  void weightedMedianComparesExactWeights() {
    // In decimals both sides weigh 1, and rounded sums agree; the doubles 0.9 and 0.1 weigh more.
    LloydKMeans manhattan = from(0.0).withMetric(new ManhattanDistance());
    Clustering clustering = manhattan.fit(Points.of(column(1, 1, 0)), new double[] {0.9, 0.1, 1});
    assertEquals(1, clustering.centroids().get(0, 0));
  }

  @Test
  void directionOfASubnormalRowIsItsOwn() {
    Clustering clustering =
        new LloydKMeans(1).withMetric(new CosineDistance()).fit(new double[][] {{1e-315}});
    assertEquals(1, clustering.centroids().get(0, 0));
  }

  @Test
  void keptCentroidsOfEmptyClustersStay() {
    Clustering clustering =
        from(0.3, 10.05, 5000)
            .withEmptyClusters(EmptyClusterPolicy.KEEP)
            .fit(column(0, 0, 10, 10.1));
    assertEquals(5000, clustering.centroids().get(2, 0));
    assertEquals(0.005, clustering.inertia(), 1e-12);
  }
}
