package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * A permutation of the rows permutes the labels of a fit from given centroids, and changes no other
 * bit.
 */
class PermutationTest {
  private static final List<DistanceMetric> METRICS =
      List.of(
          new EuclideanDistance(), new ManhattanDistance(), new CosineDistance(), new Squared());

  /** Another metric whose center is the mean. */
  private static final class Squared implements DistanceMetric {
    @Override
    public double distance(double[] a, double[] b) {
      return NaiveLloyd.squared(a, b);
    }
  }

  @Property(tries = 600)
  void orderOfRowsChangesNothingButTheOrderOfLabels(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 2, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(min = 0, max = 3) int metric,
      @ForAll boolean weighted,
      @ForAll long seed) {
    check(kind, n, d, Math.min(k, n), METRICS.get(metric), weighted, seed);
  }

  @Example
  void orderOfManyRowsInManyColumnsChangesNothingEither() {
    for (Data.Kind kind : List.of(Data.Kind.BYTES, Data.Kind.FLOATS, Data.Kind.DOUBLES)) {
      for (boolean weighted : new boolean[] {false, true}) {
        check(kind, 2500, 130, 40, METRICS.get(0), weighted, 3);
      }
    }
  }

  private static void check(
      Data.Kind kind, int n, int d, int k, DistanceMetric metric, boolean weighted, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Data.of(kind, n, d, seed);
    if (random.nextBoolean()) { // rows that repeat, of equal or other weight
      for (int i = 0; i < n / 2; i++) {
        rows[random.nextInt(n)] = rows[random.nextInt(n)].clone();
      }
    }
    for (double[] row : rows) { // cosine wants a direction
      row[0] = Arrays.stream(row).allMatch(v -> v == 0) ? 1 : row[0];
    }
    double[] weights = weighted ? weights(n, random) : null;
    double[][] start = new double[k][];
    for (int j = 0; j < k; j++) {
      start[j] = rows[random.nextInt(n)].clone();
      if (random.nextInt(4) == 0) { // few rows are near: clusters empty
        start[j][0] = start[j][0] * 4 + 1;
      }
    }
    LloydKMeans lloyd =
        new LloydKMeans(k)
            .withMetric(metric)
            .withInitializer(Initializer.of(Data.matrix(start)))
            .withEmptyClusters(
                random.nextInt(4) == 0 ? EmptyClusterPolicy.KEEP : EmptyClusterPolicy.RELOCATE)
            .withMaxIterations(40)
            .withThreads(1 + random.nextInt(3));
    int[] order = order(n, random);
    double[][] permuted = new double[n][];
    double[] permutedWeights = new double[n];
    for (int i = 0; i < n; i++) {
      permuted[i] = rows[order[i]];
      permutedWeights[i] = weights == null ? 1 : weights[order[i]];
    }
    int storages = Data.areBytes(rows) ? 3 : Data.areFloats(rows) ? 2 : 1;
    for (int storage = 0; storage < storages; storage++) {
      Clustering one = fit(lloyd, points(rows, storage), weights);
      Clustering other =
          fit(lloyd, points(permuted, storage), weights == null ? null : permutedWeights);
      assertArrayEquals(one.centroids().data, other.centroids().data);
      assertEquals(one.inertia(), other.inertia());
      assertEquals(one.stopReason(), other.stopReason());
      assertArrayEquals(one.sizes(), other.sizes());
      assertEquals(untimed(one), untimed(other));
      int[] labels = one.labels();
      int[] permutedLabels = other.labels();
      for (int i = 0; i < n; i++) {
        assertEquals(labels[order[i]], permutedLabels[i]);
      }
    }
  }

  private static Points points(double[][] rows, int storage) {
    return switch (storage) {
      case 0 -> Points.of(rows);
      case 1 -> Points.of(Data.floats(rows));
      default -> Points.ofUnsignedBytes(Data.bytes(rows), rows.length, rows[0].length);
    };
  }

  private static Clustering fit(LloydKMeans lloyd, Points points, double @Nullable [] weights) {
    return weights == null ? lloyd.fit(points) : lloyd.fit(points, weights);
  }

  private static List<Iteration> untimed(Clustering clustering) {
    return clustering.history().stream()
        .map(
            i ->
                new Iteration(
                    i.number(), i.inertia(), i.rowsMoved(), i.centroidShift(), Duration.ZERO))
        .toList();
  }

  private static double[] weights(int n, SplittableRandom random) {
    double[] weights = new double[n];
    int style = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      weights[i] =
          switch (style) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextDouble();
            case 2 -> 0.1;
            default -> Math.pow(10, random.nextInt(-6, 7)) * random.nextDouble();
          };
    }
    weights[random.nextInt(n)] = 1;
    return weights;
  }

  private static int[] order(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
