package io.github.kmeans4j.core.internal.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.KMeansParallel;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.internal.blocks.BlockRule;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.RowStore;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class SamplingInBlocksTest {
  private static final int ROWS = 8192 + 300;
  private static final int KINDS = 7;

  private static double[][] rows(int kind, int d, SplittableRandom random) {
    double[][] rows = new double[ROWS][d];
    for (int i = 0; i < ROWS; i++) {
      for (int c = 0; c < d; c++) {
        double noise = random.nextGaussian();
        rows[i][c] =
            switch (kind) {
              case 0 -> random.nextInt(3); // many ties
              case 1 -> 1e7 + random.nextInt(1000) / 8.0; // far off
              case 2 -> noise;
              case 3 -> (i % 11 * (c + 3) % 7) * 100 + noise; // clusters far apart
              case 4 -> (float) noise;
              case 5 -> noise * 1e-162; // squares underflow
              default -> noise * 1e150; // and are near to overflow
            };
      }
      if (i % 4 == 0) {
        rows[i] = rows[i / 2].clone();
      }
    }
    return rows;
  }

  private static Seeding seeding(SplittableRandom random, double[] weights, int threads) {
    return new Seeding(random, new EuclideanDistance(), weights, threads);
  }

  private static double[] weights(SplittableRandom random) {
    double[] weights = new double[ROWS];
    Arrays.setAll(weights, i -> random.nextInt(4) / 2.0);
    return weights;
  }

  /** Every loss after every choice, and the candidate that is chosen. */
  @Test
  void lossesAreThoseOfThePlainDefinition() {
    for (int kind = 0; kind < KINDS; kind++) {
      for (int d : new int[] {1, 2, 7, 8, 9, 15, 16}) {
        SplittableRandom random = new SplittableRandom(31 * kind + d);
        double[][] rows = rows(kind, d, random);
        double[] weights = d % 2 == 0 ? null : weights(random);
        check(Points.of(rows), rows, weights, 60, random); // in order
        check(Points.of(rows), rows, weights, 6, random); // as they stand
      }
    }
  }

  /** However large values are: what is gained over all rows must not overflow either. */
  @Test
  void choosesTheSameRowsOfScaledData() {
    int n = 140_000;
    int d = 8;
    int k = 3;
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] values = new float[n * d];
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < d; c++) {
          double size = 1 - 0.4 * random.nextDouble();
          values[i * d + c] = (float) (i % 2 == 0 ? -size : size);
        }
      }
      KMeansPlusPlus greedy = new KMeansPlusPlus().withCandidates(40);
      double[] usual =
          greedy.initialize(
                  Points.of(values, n, d), k, seeding(new SplittableRandom(seed).split(), null, 2))
              .data;
      for (int exponent : new int[] {45, 49, 55, 58, 59, 61}) {
        float[] scaled = values.clone();
        for (int p = 0; p < scaled.length; p++) {
          scaled[p] = Math.scalb(scaled[p], exponent);
        }
        double[] chosen =
            greedy.initialize(
                    Points.of(scaled, n, d),
                    k,
                    seeding(new SplittableRandom(seed).split(), null, 2))
                .data;
        Arrays.setAll(chosen, v -> Math.scalb(chosen[v], -exponent));
        assertArrayEquals(usual, chosen, "times 2^" + exponent);
      }
    }
  }

  /** Floats are compared in single precision, of which the losses must show nothing. */
  @Test
  void lossesOfFloatsAreThoseOfThePlainDefinition() {
    for (int kind = 0; kind < KINDS; kind++) {
      for (int d : new int[] {1, 3, 8, 16, 17, 31, 32}) {
        SplittableRandom random = new SplittableRandom(77 * kind + d);
        double[][] rows = rows(kind, d, random);
        float[] floats = new float[ROWS * d];
        for (int i = 0; i < ROWS; i++) {
          for (int c = 0; c < d; c++) {
            rows[i][c] = kind < 5 ? (float) rows[i][c] : (float) (rows[i][c] * 1e-143);
            floats[i * d + c] = (float) rows[i][c];
          }
        }
        double[] weights = d % 2 == 0 ? null : weights(random);
        if (d == 17) { // next to one of them all are lost in single precision
          Arrays.setAll(weights, i -> i == 0 ? 1 : weights[i] * 0x1p-300);
        }
        check(Points.of(floats, ROWS, d), rows, weights, 60, random);
        check(Points.of(floats, ROWS, d), rows, weights, 20, random);
      }
    }
  }

  private static void check(
      Points points, double[][] rows, double[] weights, int expected, SplittableRandom random) {
    RowStore store = RowStore.of(points, Kernels.get());
    double[] losses = new double[ROWS];
    Arrays.fill(losses, Double.POSITIVE_INFINITY);
    try (SquaredDistanceSampling sampling =
        new SquaredDistanceSampling(points, 20, expected, seeding(random, weights, 2))) {
      BitSet seen = new BitSet();
      for (int p = 0; p < ROWS; p++) {
        seen.set(sampling.index(p));
      }
      assertEquals(ROWS, seen.cardinality());
      for (int round = 0; round < 12 && sampling.potential() > 0; round++) {
        int[] candidates = new int[round == 0 ? 1 : 3];
        Arrays.setAll(candidates, t -> sampling.draw());
        int before = sampling.count();
        if (round < 10) {
          sampling.chooseBest(candidates);
          assertIsBest(sampling, candidates, store, rows, losses, weights);
        } else {
          sampling.chooseAll(candidates);
        }
        double[][] centers = sampling.centers();
        for (int j = before; j < centers.length; j++) {
          for (int i = 0; i < ROWS; i++) {
            losses[i] = Math.min(losses[i], store.squaredDistanceFast(i, centers[j]));
          }
        }
        for (int p = 0; p < ROWS; p++) {
          assertEquals(losses[sampling.index(p)], sampling.loss(p));
        }
      }
      assertWeights(sampling, store, weights);
    }
  }

  /** Up to rounding: which of two candidates that are equally good is taken is not asked here. */
  private static void assertIsBest(
      SquaredDistanceSampling sampling,
      int[] candidates,
      RowStore store,
      double[][] rows,
      double[] losses,
      double[] weights) {
    if (candidates.length == 1) {
      return;
    }
    double[][] centers = sampling.centers();
    double chosen = drop(store, centers[centers.length - 1], losses, weights);
    for (int candidate : candidates) {
      double drop = drop(store, rows[sampling.index(candidate)], losses, weights);
      assertTrue(chosen >= drop * (1 - 1e-9), chosen + " < " + drop);
    }
  }

  private static double drop(RowStore store, double[] center, double[] losses, double[] weights) {
    double drop = 0;
    for (int i = 0; i < ROWS; i++) {
      double less = Math.max(0, losses[i] - store.squaredDistanceFast(i, center));
      drop += weights == null ? less : weights[i] * less;
    }
    return drop;
  }

  private static void assertWeights(
      SquaredDistanceSampling sampling, RowStore store, double[] weights) {
    double[][] centers = sampling.centers();
    double[] found = sampling.centerWeights();
    double[] expected = new double[centers.length];
    double total = 0;
    for (int i = 0; i < ROWS; i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < centers.length; j++) {
        double distanceSq = store.squaredDistanceFast(i, centers[j]);
        if (distanceSq < least) {
          least = distanceSq;
          nearest = j;
        }
      }
      expected[nearest] += weights == null ? 1 : weights[i];
      total += weights == null ? 1 : weights[i];
    }
    assertEquals(total, Arrays.stream(found).sum());
    if (Arrays.stream(centers).map(Arrays::toString).distinct().count() == centers.length) {
      for (int j = 0; j < found.length; j++) {
        // The row of a center is its own even where distances underflow.
        assertEquals(expected[j], found[j], Math.max(2.0 * found.length, 1), "center " + j);
      }
    }
  }

  @Test
  void threadsChangeNothing() {
    for (int kind = 0; kind < KINDS; kind++) {
      Points points = Points.of(rows(kind, 3, new SplittableRandom(kind)));
      double[] weights = weights(new SplittableRandom(9));
      for (int k : new int[] {7, 30}) {
        assertSame(
            new KMeansPlusPlus()
                .initialize(points, k, seeding(new SplittableRandom(1), weights, 1)),
            new KMeansPlusPlus()
                .initialize(points, k, seeding(new SplittableRandom(1), weights, 3)));
        assertSame(
            new KMeansParallel().initialize(points, k, seeding(new SplittableRandom(1), null, 1)),
            new KMeansParallel().initialize(points, k, seeding(new SplittableRandom(1), null, 3)));
      }
    }
  }

  /** The same values as floats, as doubles, as bytes, and as rows of their own. */
  @Test
  void formsOfEqualValuesChangeNothing() {
    for (int d : new int[] {3, 16, 20, 32}) {
      int n = 9000;
      SplittableRandom random = new SplittableRandom(d);
      byte[] bytes = new byte[n * d];
      float[] floats = new float[n * d];
      double[] doubles = new double[n * d];
      float[][] apart = new float[n][d];
      for (int i = 0; i < bytes.length; i++) {
        int value = 20 * (i / d % 9 * (i % d + 3) % 7) + random.nextInt(50);
        bytes[i] = (byte) value;
        floats[i] = value;
        doubles[i] = value;
        apart[i / d][i % d] = value;
      }
      for (int k : new int[] {7, 30}) {
        DMatrixRMaj expected = initial(Points.of(floats, n, d), k);
        assertSame(expected, initial(Points.of(doubles, n, d), k));
        assertSame(expected, initial(Points.ofUnsignedBytes(bytes, n, d), k));
        assertSame(expected, initial(Points.of(apart), k));
      }
    }
  }

  private static DMatrixRMaj initial(Points points, int k) {
    return new KMeansPlusPlus().initialize(points, k, seeding(new SplittableRandom(1), null, 2));
  }

  /** Several chunks, of narrow and of wide floats, of few blocks and of many. */
  @Test
  void threadsChangeNothingInManyBlocks() {
    for (int n : new int[] {40_000, 140_000}) {
      for (int d : new int[] {5, 20}) {
        SplittableRandom random = new SplittableRandom(d);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (10 * (i / d % 9 * (i % d + 3) % 7) + random.nextGaussian());
        }
        Points points = Points.of(values, n, d);
        for (int k : new int[] {7, 30}) {
          assertSame(
              new KMeansPlusPlus().initialize(points, k, seeding(new SplittableRandom(1), null, 1)),
              new KMeansPlusPlus()
                  .initialize(points, k, seeding(new SplittableRandom(1), null, 3)));
        }
      }
    }
  }

  private static void assertSame(DMatrixRMaj expected, DMatrixRMaj found) {
    assertTrue(Arrays.equals(expected.data, found.data));
  }

  /** Fewer distinct rows than centers: those that are there, then any. */
  @Test
  void fewDistinctRowsAreAllFound() {
    double[][] rows = new double[ROWS][2];
    for (int i = 0; i < ROWS; i++) {
      rows[i][1] = i % 9;
    }
    DMatrixRMaj found =
        new KMeansPlusPlus()
            .initialize(Points.of(rows), 20, seeding(new SplittableRandom(1), null, 2));
    BitSet seen = new BitSet();
    for (int j = 0; j < 20; j++) {
      seen.set((int) found.get(j, 1));
    }
    assertEquals(9, seen.cardinality());
  }

  @Test
  void moreCandidatesWhereTheyTakeLittleTime() {
    assertEquals(
        24, SquaredDistanceSampling.usualCandidates(8192, 8, 100, new EuclideanDistance()));
    assertEquals(
        12, SquaredDistanceSampling.usualCandidates(8192, 16, 100, new EuclideanDistance()));
    assertEquals(
        6, SquaredDistanceSampling.usualCandidates(8192, 17, 100, new EuclideanDistance()));
    assertEquals(6, SquaredDistanceSampling.usualCandidates(8191, 8, 100, new EuclideanDistance()));
    assertEquals(6, SquaredDistanceSampling.usualCandidates(8192, 8, 100, new CosineDistance()));
    assertEquals(2, SquaredDistanceSampling.usualCandidates(8192, 8, 2, new EuclideanDistance()));
    assertFalse(BlockRule.orderPays(8192, 8, 47));
    assertFalse(BlockRule.orderPays(8191, 8, 48));
  }
}
