package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold for any metric, weights and treatment of empty clusters. */
class LloydMetricPropertiesTest {

  /** The metrics of this module. */
  enum Metric {
    EUCLIDEAN(new EuclideanDistance()),
    MANHATTAN(new ManhattanDistance()),
    COSINE(new CosineDistance());

    private final DistanceMetric metric;

    Metric(DistanceMetric metric) {
      this.metric = metric;
    }
  }

  /** Few whole numbers, so that rows repeat and tie; never a row of zeros. */
  private static double[][] rows(int n, int d, int values, SplittableRandom random) {
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int c = 0; c < d; c++) {
        row[c] = 1 + random.nextInt(values);
      }
    }
    return rows;
  }

  private static double[] weights(int n, SplittableRandom random) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.1, 5);
    }
    weights[random.nextInt(n)] = 1;
    return weights;
  }

  @Property(tries = 300)
  void fitsEndWellAndInertiaNeverRises(
      @ForAll Metric metric,
      @ForAll EmptyClusterPolicy policy,
      @ForAll boolean weighted,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll @IntRange(min = 1, max = 12) int k,
      @ForAll @IntRange(min = 1, max = 6) int values,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(n, d, values, random);
    double[] weights = weights(n, random);
    LloydKMeans lloyd =
        new LloydKMeans(Math.min(k, n))
            .withMetric(metric.metric)
            .withSeed(seed)
            .withThreads(1)
            .withEmptyClusters(
                policy == EmptyClusterPolicy.FAIL ? EmptyClusterPolicy.KEEP : policy);
    Points points = Points.of(rows);
    Clustering c = weighted ? lloyd.fit(points, weights) : lloyd.fit(points);
    for (double value : c.centroids().data) {
      assertTrue(Double.isFinite(value), () -> "centroid " + value);
    }
    assertArrayEquals(c.predict(points), c.labels());
    double inertia = 0;
    for (int i = 0; i < n; i++) {
      double[] center = new double[d];
      System.arraycopy(c.centroids().data, c.labels()[i] * d, center, 0, d);
      inertia += (weighted ? weights[i] : 1) * metric.metric.loss(rows[i], center);
    }
    // A cosine is off by some 1e-16 a row however small its distance from 1 is.
    double rounding = 1e-12 * c.history().get(0).inertia() + 1e-13;
    assertEquals(inertia, c.inertia(), rounding);
    double before = Double.POSITIVE_INFINITY;
    for (Iteration iteration : c.history()) {
      double limit = before + rounding;
      assertTrue(iteration.inertia() <= limit, () -> "inertia rose: " + c.history());
      before = iteration.inertia();
    }
    assertTrue(c.iterations() < 300, "the fit found no end");
  }

  @Property(tries = 150)
  void wholeWeightsAreRepeatedRows(
      @ForAll Metric metric,
      @ForAll @IntRange(min = 1, max = 15) int n,
      @ForAll @IntRange(min = 1, max = 4) int d,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int clusters = Math.min(k, n);
    double[][] rows = rows(n, d, 50, random);
    double[] weights = new double[n];
    int total = 0;
    for (int i = 0; i < n; i++) {
      weights[i] = 1 + random.nextInt(3);
      total += (int) weights[i];
    }
    double[][] repeated = new double[total][];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int w = 0; w < weights[i]; w++) {
        repeated[at++] = rows[i];
      }
    }
    LloydKMeans lloyd =
        new LloydKMeans(clusters)
            .withMetric(metric.metric)
            .withEmptyClusters(EmptyClusterPolicy.KEEP)
            .withMaxIterations(1)
            .withInitializer(Initializer.of(Data.matrix(Data.first(rows, clusters))));
    Clustering weighted = lloyd.fit(Points.of(rows), weights);
    Clustering plain = lloyd.fit(repeated);
    assertArrayEquals(plain.centroids().data, weighted.centroids().data, 1e-12);
    assertEquals(
        plain.history().get(0).inertia(),
        weighted.history().get(0).inertia(),
        1e-12 * (1 + plain.history().get(0).inertia()));
  }

  @Property(tries = 100)
  void rowsWithoutWeightChangeNothing(
      @ForAll Metric metric,
      @ForAll @IntRange(min = 3, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 4) int d,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(n, d, 50, random);
    double[][] more = new double[2 * n][];
    double[] weights = new double[2 * n];
    for (int i = 0; i < n; i++) {
      more[2 * i] = rows[i];
      weights[2 * i] = 1;
      more[2 * i + 1] = rows(1, d, 1000, random)[0]; // weight 0, and mostly an outlier
    }
    LloydKMeans lloyd =
        new LloydKMeans(3)
            .withMetric(metric.metric)
            .withMaxIterations(50)
            .withInitializer(Initializer.of(Data.matrix(Data.first(rows, 3))));
    Clustering without = lloyd.fit(rows);
    Clustering with = lloyd.fit(Points.of(more), weights);
    assertArrayEquals(without.centroids().data, with.centroids().data, 1e-12);
    assertEquals(without.inertia(), with.inertia(), 1e-12 * (1 + without.inertia()));
    for (int i = 0; i < n; i++) {
      assertEquals(without.labels()[i], with.labels()[2 * i]);
    }
  }

  @Property(tries = 40)
  void anyNumberOfThreadsGivesTheSameBits(
      @ForAll Metric metric, @ForAll @IntRange(min = 600, max = 2500) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(n, 4, 30, random);
    double[] weights = weights(n, random);
    LloydKMeans lloyd =
        new LloydKMeans(6).withMetric(metric.metric).withSeed(seed).withMaxIterations(6);
    Clustering one = lloyd.withThreads(1).fit(Points.of(rows), weights);
    for (int threads : new int[] {2, 3, 7}) {
      Clustering many = lloyd.withThreads(threads).fit(Points.of(rows), weights);
      assertArrayEquals(one.labels(), many.labels());
      assertArrayEquals(one.centroids().data, many.centroids().data);
      assertEquals(one.inertia(), many.inertia());
    }
  }
}
