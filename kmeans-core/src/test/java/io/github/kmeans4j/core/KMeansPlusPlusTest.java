package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.contract.InitializerContractTest;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class KMeansPlusPlusTest extends InitializerContractTest {
  /** How rows may weigh. */
  enum Weights {
    NONE,
    ANY,
    SOME_ZERO,
    ALL_ZERO
  }

  @Override
  protected Initializer initializer() {
    return new KMeansPlusPlus();
  }

  @Property(tries = 600)
  void equalsThePlainAlgorithm(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll Weights weights,
      @ForAll @IntRange(max = 4) int candidates,
      @ForAll long seed) {
    compare(Data.of(kind, n, d, seed), Math.min(n, k), weights, candidates, seed, 1);
  }

  /** Enough rows and centers for the filter that takes all columns. */
  @Property(tries = 150)
  void equalsThePlainAlgorithmInFewColumns(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 380, max = 1300) int n,
      @ForAll @IntRange(min = 1, max = 21) int d,
      @ForAll @IntRange(min = 5, max = 30) int k,
      @ForAll Weights weights,
      @ForAll long seed) {
    double[][] rows = Data.of(kind, n, d, seed);
    for (int i = 0; i < n; i += 5) {
      rows[i] = rows[i / 2].clone();
    }
    compare(rows, k, weights, 0, seed, 2);
  }

  @Test
  void equalsThePlainAlgorithmOverManyChunks() {
    for (Data.Kind kind : Data.Kind.values()) {
      double[][] rows = Data.of(kind, 3000, 24, 3);
      for (int i = 0; i < 3000; i += 7) {
        rows[i] = rows[i / 2].clone();
      }
      compare(rows, 60, Weights.SOME_ZERO, 0, 4, 3);
    }
  }

  @Test
  void equalsThePlainAlgorithmWithoutWeights() {
    for (Data.Kind kind : Data.Kind.values()) {
      for (int d : new int[] {1, 3, 7, 8, 9, 16, 21}) {
        double[][] rows = Data.of(kind, 1100 + d, d, 4);
        for (int i = 0; i < 1000; i += 7) {
          rows[i] = rows[i / 2].clone();
        }
        for (int k : new int[] {2, 20, 150}) {
          compare(rows, k, Weights.NONE, 0, d, 2);
        }
      }
    }
  }

  @Test
  void equalsThePlainAlgorithmInManyColumns() {
    for (Data.Kind kind : Data.Kind.values()) {
      double[][] rows = Data.of(kind, 900, 230, 3);
      for (int i = 0; i < 900; i++) { // neighbours at all distances
        double[] other = rows[i * 31 % 900];
        for (int c = 0; c < i % 230; c++) {
          rows[i][c] = other[c];
        }
      }
      compare(rows, 80, Weights.ANY, 0, 5, 2);
    }
  }

  @Test
  void equalsThePlainAlgorithmForOtherMetrics() {
    double[][] rows = Data.of(Data.Kind.FLOATS, 1100, 5, 9);
    for (DistanceMetric metric : metrics()) {
      SplittableRandom random = new SplittableRandom(1);
      double[] ones = new double[rows.length];
      Arrays.fill(ones, 1);
      double[][] expected = new NaivePlusPlus(rows, ones, metric, random, 1).choose(12, 4);
      Seeding seeding = new Seeding(new SplittableRandom(1), metric, null, 2);
      assertSameRows(expected, initializer().initialize(Points.of(rows), 12, seeding));
    }
  }

  @Test
  void candidatesAreChecked() {
    KMeansPlusPlus plusPlus = new KMeansPlusPlus();
    assertEquals("KMeansPlusPlus", plusPlus.toString());
    assertEquals("KMeansPlusPlus[candidates=3]", plusPlus.withCandidates(3).toString());
    assertEquals(
        "candidates must be at least 1, but is 0",
        assertThrows(IllegalArgumentException.class, () -> plusPlus.withCandidates(0))
            .getMessage());
  }

  private static void compare(
      double[][] rows, int k, Weights kind, int candidates, long seed, int threads) {
    double[] weights = new double[rows.length];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          switch (kind) {
            case NONE -> 1;
            case ANY -> random.nextDouble(3);
            case SOME_ZERO -> Math.max(0, random.nextInt(-1, 3));
            case ALL_ZERO -> 0;
          };
    }
    int trials = candidates > 0 ? candidates : 2 + (int) Math.log(k);
    DistanceMetric metric = new EuclideanDistance();
    // Few rows without weights are added up in eight partial sums.
    boolean few = rows.length * rows[0].length <= 1 << 17 && trials * (k - 1) <= 256;
    double[][] expected =
        new NaivePlusPlus(
                rows,
                weights,
                metric,
                new SplittableRandom(seed),
                few && kind == Weights.NONE ? 8 : 1)
            .choose(k, trials);
    KMeansPlusPlus plusPlus = new KMeansPlusPlus();
    Seeding seeding =
        new Seeding(
            new SplittableRandom(seed), metric, kind == Weights.NONE ? null : weights, threads);
    assertSameRows(
        expected,
        (candidates > 0 ? plusPlus.withCandidates(candidates) : plusPlus)
            .initialize(Points.of(rows), k, seeding));
  }

  private static void assertSameRows(double[][] expected, DMatrixRMaj centroids) {
    for (int j = 0; j < expected.length; j++) {
      double[] row = new double[centroids.numCols];
      System.arraycopy(centroids.data, j * row.length, row, 0, row.length);
      assertArrayEquals(expected[j], row, 0, "center " + j);
    }
  }
}
