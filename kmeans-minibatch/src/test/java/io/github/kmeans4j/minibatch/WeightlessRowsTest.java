package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches and samples have no rows of weight 0. */
class WeightlessRowsTest {
  private static final int N = 40_000;
  private static final int EACH = 20;

  /** One of {@link #EACH} rows weighs something; the others are far from these. */
  private static final double[][] ROWS = new double[N][3];

  private static final double[][] HEAVY = new double[N / EACH][];
  private static final double[] WEIGHTS = new double[N];
  private static final double[] HEAVY_WEIGHTS = new double[N / EACH];

  static {
    SplittableRandom random = new SplittableRandom(31);
    for (int i = 0; i < N; i++) {
      boolean heavy = i % EACH == 3;
      for (int c = 0; c < 3; c++) {
        ROWS[i][c] = random.nextGaussian() + (heavy ? 10 * (i % 7) : 1000 + i);
      }
      if (heavy) {
        WEIGHTS[i] = 1 + i % 5;
        HEAVY[i / EACH] = ROWS[i];
        HEAVY_WEIGHTS[i / EACH] = WEIGHTS[i];
      }
    }
  }

  private static List<List<Double>> course(Clustering clusters) {
    return clusters.history().stream()
        .map((Iteration i) -> List.of(i.inertia(), (double) i.rowsMoved(), i.centroidShift()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#drawn")
  void drawnBatchesAreThoseOfTheOtherRows(BatchScheme scheme) {
    MiniBatchKMeans fit =
        new MiniBatchKMeans(9).withScheme(scheme).withBatchSize(64).withInitializations(3);
    Clustering all = fit.fit(Points.of(ROWS), WEIGHTS);
    Clustering heavy = fit.fit(Points.of(HEAVY), HEAVY_WEIGHTS);
    assertArrayEquals(heavy.centroids().data, all.centroids().data);
    assertEquals(heavy.inertia(), all.inertia());
    assertEquals(course(heavy), course(all));
    assertEquals(heavy.stopReason(), all.stopReason());
    assertArrayEquals(heavy.predict(Points.of(ROWS)), all.labels());
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void noCentroidIsOne(BatchScheme scheme) {
    MiniBatchKMeans fit = new MiniBatchKMeans(40).withScheme(scheme).withBatchSize(512);
    for (int seed = 0; seed < 5; seed++) {
      Clustering clusters = fit.withSeed(seed).fit(Points.of(ROWS), WEIGHTS);
      double largest = Arrays.stream(clusters.centroids().data).max().orElseThrow();
      assertFalse(largest > 100, () -> scheme + " moved a centroid to " + largest);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.kmeans4j.minibatch.Schemes#all")
  void theyAreTakenWhereOthersDoNotSuffice(BatchScheme scheme) {
    double[] one = new double[N];
    one[17] = 2;
    one[18] = 3;
    Clustering clusters =
        new MiniBatchKMeans(3)
            .withScheme(scheme)
            .withFullPasses(Integer.MAX_VALUE)
            .fit(Points.of(ROWS), one);
    assertEquals(0, clusters.inertia()); // both are centroids
    assertArrayEquals(ROWS[17], clusters.centroid(clusters.label(17)));
    assertArrayEquals(ROWS[18], clusters.centroid(clusters.label(18)));
  }

  @Test
  void nestedBatchesAreThoseOfTheOtherRows() {
    int heavyRows = 20_000;
    int each = 6;
    SplittableRandom random = new SplittableRandom(3);
    double[][] rows = new double[heavyRows * each][5];
    double[][] heavy = new double[heavyRows][];
    double[] weights = new double[rows.length];
    double[] heavyWeights = new double[heavyRows];
    for (int i = 0; i < rows.length; i++) {
      int h = i / each;
      boolean isHeavy = i % each == 0;
      for (int c = 0; c < 5; c++) {
        rows[i][c] = random.nextGaussian() + (isHeavy ? 3 * (h % 7) * (c % 2) : 0.5);
      }
      if (isHeavy) {
        heavy[h] = rows[i];
        heavyWeights[h] = 1 + h % 3;
        weights[i] = heavyWeights[h];
      }
    }
    for (int fullPasses : new int[] {0, 3}) {
      MiniBatchKMeans fit = new MiniBatchKMeans(10).withFullPasses(fullPasses);
      Clustering with = fit.fit(Points.of(rows), weights);
      Clustering without = fit.fit(Points.of(heavy), heavyWeights);
      assertArrayEquals(without.centroids().data, with.centroids().data);
      assertEquals(without.inertia(), with.inertia());
      assertEquals(without.iterations(), with.iterations());
      assertEquals(without.stopReason(), with.stopReason());
    }
  }
}
