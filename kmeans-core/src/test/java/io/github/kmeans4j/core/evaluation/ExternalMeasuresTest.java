package io.github.kmeans4j.core.evaluation;

import static io.github.kmeans4j.core.evaluation.ExternalMeasures.adjustedMutualInformation;
import static io.github.kmeans4j.core.evaluation.ExternalMeasures.adjustedRandIndex;
import static io.github.kmeans4j.core.evaluation.ExternalMeasures.completeness;
import static io.github.kmeans4j.core.evaluation.ExternalMeasures.homogeneity;
import static io.github.kmeans4j.core.evaluation.ExternalMeasures.normalizedMutualInformation;
import static io.github.kmeans4j.core.evaluation.ExternalMeasures.purity;
import static io.github.kmeans4j.core.evaluation.ExternalMeasures.vMeasure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.core.evaluation.ExternalMeasures.EntropyMean;
import io.github.kmeans4j.core.internal.agreement.ExpectedInformation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Figures were computed with scikit-learn 1.2.1 ({@code sklearn.metrics}, truth as first argument
 * there) unless the comment gives the arithmetic.
 */
class ExternalMeasuresTest {
  private static final List<ToDoubleBiFunction<int[], int[]>> ALL =
      List.of(
          ExternalMeasures::purity,
          ExternalMeasures::adjustedRandIndex,
          ExternalMeasures::normalizedMutualInformation,
          ExternalMeasures::adjustedMutualInformation,
          ExternalMeasures::homogeneity,
          ExternalMeasures::completeness,
          ExternalMeasures::vMeasure);

  /** The order of the last two arrays of a case. */
  private static final List<EntropyMean> MEANS =
      List.of(EntropyMean.MIN, EntropyMean.GEOMETRIC, EntropyMean.ARITHMETIC, EntropyMean.MAX);

  private record Case(
      int[] labels,
      int[] truth,
      double purity,
      double rand,
      double homogeneity,
      double completeness,
      double halfBeta,
      double[] normalized,
      double[] adjusted) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              new int[] {0, 0, 0, 1, 1, 1, 1, 3, 3},
              new int[] {7, 7, 2, 2, 5, 5, 2, 9, 4},
              5.0 / 9,
              0.2636363636363636,
              0.5572623748526742,
              0.8,
              0.619966173441353,
              new double[] {0.8, 0.6676899728782358, 0.6569251577912935, 0.5572623748526742},
              new double[] {
                0.5447387667576684, 0.37540363967043056, 0.3641867906850127, 0.2735270857766868
              }),
          new Case(
              new int[] {0, 0, 1, 1, 2, 2},
              new int[] {0, 0, 0, 1, 1, 1},
              5.0 / 6,
              0.24242424242424243,
              0.6666666666666666,
              0.420619835714305,
              0.5578858913022597,
              new double[] {
                0.6666666666666666, 0.5295405780575618, 0.5158037429793888, 0.420619835714305
              },
              new double[] {
                0.44444444444444414, 0.310455503197702, 0.2987924581708899, 0.2250422831983087
              }),
          new Case(
              sequence(1000, i -> i * i % 7 * 2 + (i % 13 == 0 ? 1 : 0) + i % 11 / 9),
              sequence(1000, i -> i * i % 7),
              0.994,
              0.7022401884527322,
              0.9767980893154605,
              0.6842892183933013,
              0.8549745343149129,
              new double[] {
                0.9767980893154605, 0.8175649216213637, 0.8047890053265511, 0.6842892183933013
              },
              new double[] {
                0.9765497951456987, 0.8159337051457258, 0.8030710706981992, 0.6819299488808971
              }),
          new Case(
              sequence(300, i -> i * 104729 % 97 % 4),
              sequence(300, i -> i * 7919 % 101 % 5),
              64.0 / 300,
              -0.010922312597321352,
              0.0007200526009844026,
              0.0008360810429589927,
              0.0007549769670496213,
              new double[] {
                0.0008360810429589927,
                0.0007759009792598374,
                0.0007737411654320269,
                0.0007200526009844026
              },
              new double[] {
                -0.014054153320769891,
                -0.013028577552630835,
                -0.012991811321245026,
                -0.01207878574725953
              }));

  @Test
  void figuresAreThoseOfScikitLearn() {
    for (Case c : CASES) {
      assertEquals(c.purity, purity(c.labels, c.truth), 1e-15);
      assertEquals(c.rand, adjustedRandIndex(c.labels, c.truth), 1e-12);
      assertEquals(c.homogeneity, homogeneity(c.labels, c.truth), 1e-12);
      assertEquals(c.completeness, completeness(c.labels, c.truth), 1e-12);
      assertEquals(c.normalized[2], vMeasure(c.labels, c.truth), 1e-12);
      assertEquals(c.halfBeta, vMeasure(c.labels, c.truth, 0.5), 1e-12);
      for (int m = 0; m < MEANS.size(); m++) {
        EntropyMean mean = MEANS.get(m);
        assertEquals(c.normalized[m], normalizedMutualInformation(c.labels, c.truth, mean), 1e-12);
        assertEquals(c.adjusted[m], adjustedMutualInformation(c.labels, c.truth, mean), 1e-10);
      }
      assertEquals(c.normalized[2], normalizedMutualInformation(c.labels, c.truth), 1e-12);
      assertEquals(c.adjusted[2], adjustedMutualInformation(c.labels, c.truth), 1e-10);
    }
  }

  @Test
  void equalPartitionsScoreOneWhateverTheNames() {
    int[] truth = {4, 4, 0, 9, 9, 9};
    int[] labels = {1, 1, 2, 0, 0, 0};
    for (ToDoubleBiFunction<int[], int[]> measure : ALL) {
      assertEquals(1, measure.applyAsDouble(labels, truth));
      assertEquals(1, measure.applyAsDouble(new int[] {0, 1, 2}, new int[] {42, 7, 2}));
      assertEquals(1, measure.applyAsDouble(new int[5], new int[5]));
      assertEquals(1, measure.applyAsDouble(new int[1], new int[1]));
    }
  }

  @Test
  void singleClusterTellsNothing() {
    int[] truth = {0, 0, 1, 1};
    int[] one = new int[4];
    assertEquals(0.5, purity(one, truth));
    assertEquals(0, adjustedRandIndex(one, truth));
    assertEquals(0, homogeneity(one, truth));
    assertEquals(1, completeness(one, truth));
    assertEquals(0, vMeasure(one, truth));
    for (EntropyMean mean : EntropyMean.values()) {
      assertEquals(0, normalizedMutualInformation(one, truth, mean));
      assertEquals(0, adjustedMutualInformation(one, truth, mean));
    }
  }

  @Test
  void clusterForEachRowTellsNothingBeyondChance() {
    int[] truth = {0, 0, 1, 1};
    int[] all = {0, 1, 2, 3};
    assertEquals(1, purity(all, truth));
    assertEquals(0, adjustedRandIndex(all, truth));
    assertEquals(1, homogeneity(all, truth));
    // entropy of the clusters log 4, of the classes log 2, which all is mutual
    assertEquals(0.5, completeness(all, truth), 1e-15);
    assertEquals(2.0 / 3, normalizedMutualInformation(all, truth), 1e-15);
    for (EntropyMean mean : EntropyMean.values()) {
      assertEquals(0, adjustedMutualInformation(all, truth, mean));
    }
  }

  @Test
  void randIndexCountsPairs() {
    // pairs together in the clusters 2, in the classes 2, in both 1
    // 5 rows, 10 pairs: (1 - 4/10) / (2 - 4/10)
    assertEquals(
        0.375, adjustedRandIndex(new int[] {0, 0, 1, 1, 2}, new int[] {0, 0, 1, 2, 1}), 1e-15);
  }

  @Test
  void expectedInformationIsTheMeanOverAllPermutations() {
    int[] labels = {0, 0, 1, 1, 1, 2};
    int[] truth = {0, 0, 0, 1, 1, 2};
    int[] count = {0};
    double[] total = {0};
    permute(
        truth.clone(),
        0,
        permuted -> {
          Contingency table = Contingency.of(labels, "labels", permuted);
          total[0] += ExternalMeasures.mutualInformation(table);
          count[0]++;
        });
    assertEquals(720, count[0]);
    Contingency table = Contingency.of(labels, "labels", truth);
    assertEquals(
        total[0] / count[0], ExpectedInformation.of(table.clusters(), table.classes()), 1e-13);
  }

  @Test
  void largeTablesKeepTheirPrecision() {
    // log(n!) by Stirling's series, good to 1/(1680 n⁷)
    double n = 1_000_000;
    double stirling =
        n * Math.log(n)
            - n
            + 0.5 * Math.log(2 * Math.PI * n)
            + 1 / (12 * n)
            - 1 / (360 * n * n * n);
    assertEquals(stirling, ExpectedInformation.logFactorials((int) n)[(int) n], 1e-8);
    int[] labels = sequence(100_000, i -> (int) (i * 2654435761L % 4294967296L >>> 8) % 256);
    int[] truth = sequence(100_000, i -> i % 10);
    double adjusted = adjustedMutualInformation(labels, truth);
    assertTrue(Math.abs(adjusted) < 0.01, "unrelated labels score about 0, not " + adjusted);
  }

  @Test
  void manyGroupsNeedNoSquareTable() {
    int n = 200_000;
    int[] labels = sequence(n, i -> i / 2);
    int[] truth = sequence(n, i -> (i + 1) / 2);
    // each pair of rows of a cluster is parted by the classes, so no pair is together in both
    assertEquals(0, adjustedRandIndex(labels, truth), 1e-4);
    assertEquals(0.5, purity(labels, truth), 1e-15);
    assertTrue(adjustedMutualInformation(labels, truth) < 0.95);
  }

  @Test
  void withoutWeightOfCompletenessHomogeneityIsLeft() {
    int[] labels = {0, 0, 1, 1, 2, 2};
    int[] truth = {0, 1, 1, 1, 2, 2};
    assertEquals(homogeneity(labels, truth), vMeasure(labels, truth, 0), 1e-15);
  }

  @Test
  void badArgumentsAreNamed() {
    for (ToDoubleBiFunction<int[], int[]> measure : ALL) {
      refused(
          "labels and truth must have equal lengths, but there are 2 labels and 3 truth",
          () -> measure.applyAsDouble(new int[2], new int[3]));
      refused("labels must not be empty", () -> measure.applyAsDouble(new int[0], new int[0]));
      refused(
          "labels must be at least 0, but row 1 has -1",
          () -> measure.applyAsDouble(new int[] {0, -1}, new int[2]));
      refused(
          "truth must be at least 0, but row 0 has -7",
          () -> measure.applyAsDouble(new int[2], new int[] {-7, 0}));
    }
    refused(
        "beta must be finite and at least 0, but is NaN",
        () -> vMeasure(new int[2], new int[2], Double.NaN));
    refused(
        "beta must be finite and at least 0, but is Infinity",
        () -> vMeasure(new int[2], new int[2], Double.POSITIVE_INFINITY));
    refused(
        "beta must be finite and at least 0, but is -0.5",
        () -> vMeasure(new int[2], new int[2], -0.5));
  }

  /** Clusters within classes, whose information is the smaller entropy but for rounding. */
  @Test
  void adjustedInformationIsNeverAboveOne() {
    int[] labels = {7, 4, 8, 4, 3, 7, 3, 7, 1, 7, 1};
    int[] truth = {2, 1, 2, 1, 1, 2, 1, 2, 0, 2, 0};
    assertEquals(1, adjustedMutualInformation(labels, truth, EntropyMean.MIN));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static int[] sequence(int n, IntUnaryOperator value) {
    return IntStream.range(0, n).map(value).toArray();
  }

  private static void permute(int[] values, int from, Consumer<int[]> seen) {
    if (from == values.length) {
      seen.accept(Arrays.copyOf(values, from));
      return;
    }
    for (int i = from; i < values.length; i++) {
      swap(values, from, i);
      permute(values, from + 1, seen);
      swap(values, from, i);
    }
  }

  private static void swap(int[] values, int a, int b) {
    int value = values[a];
    values[a] = values[b];
    values[b] = value;
  }
}
