package io.github.kmeans4j.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.agreement.Hungarian;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold for any labels. */
class MeasurePropertiesTest {

  @Property(tries = 300)
  void scoresAreBoundedAndSymmetric(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 8) int k,
      @ForAll @IntRange(min = 1, max = 8) int classes) {
    int[] a = random.ints(n, 0, k).toArray();
    int[] b = random.ints(n, 0, classes).toArray();
    double rand = ExternalMeasures.adjustedRandIndex(a, b);
    assertTrue(rand >= -0.5 && rand <= 1);
    assertEquals(rand, ExternalMeasures.adjustedRandIndex(b, a));
    double normalized = ExternalMeasures.normalizedMutualInformation(a, b);
    assertTrue(normalized >= 0 && normalized <= 1);
    assertEquals(normalized, ExternalMeasures.normalizedMutualInformation(b, a));
    assertEquals(normalized, ExternalMeasures.vMeasure(a, b), 1e-12);
    double adjusted = ExternalMeasures.adjustedMutualInformation(a, b);
    assertTrue(adjusted <= 1 + 1e-12);
    assertEquals(adjusted, ExternalMeasures.adjustedMutualInformation(b, a));
    assertEquals(ExternalMeasures.homogeneity(a, b), ExternalMeasures.completeness(b, a));
    double optimal = ClusterAccuracy.optimalAccuracy(a, b);
    double purity = ExternalMeasures.purity(a, b);
    assertTrue(optimal > 0 && optimal <= purity && purity <= 1);
  }

  @Property(tries = 200)
  void namesOfClustersDoNotMatter(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int n) {
    int[] a = random.ints(n, 0, 5).toArray();
    int[] b = random.ints(n, 0, 4).toArray();
    int[] names = {3, 1_000_000_000, 0, 17, 4};
    int[] renamed = Arrays.stream(a).map(label -> names[label]).toArray();
    assertEquals(
        ExternalMeasures.adjustedRandIndex(a, b), ExternalMeasures.adjustedRandIndex(renamed, b));
    assertEquals(
        ExternalMeasures.adjustedMutualInformation(a, b),
        ExternalMeasures.adjustedMutualInformation(renamed, b));
    assertEquals(ExternalMeasures.vMeasure(a, b, 0.3), ExternalMeasures.vMeasure(renamed, b, 0.3));
    assertEquals(
        ClusterAccuracy.optimalAccuracy(a, b), ClusterAccuracy.optimalAccuracy(renamed, b));
    assertEquals(1, ExternalMeasures.adjustedRandIndex(a, renamed));
    assertEquals(1, ExternalMeasures.adjustedMutualInformation(a, renamed));
    assertEquals(1, ClusterAccuracy.optimalAccuracy(a, renamed));
  }

  @Property(tries = 200)
  void randIndexIsItsDefinitionOverPairs(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 25) int n) {
    int[] a = random.ints(n, 0, 4).toArray();
    int[] b = random.ints(n, 0, 3).toArray();
    double both = 0;
    double inA = 0;
    double inB = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        both += a[i] == a[j] && b[i] == b[j] ? 1 : 0;
        inA += a[i] == a[j] ? 1 : 0;
        inB += b[i] == b[j] ? 1 : 0;
      }
    }
    double expected = inA * inB / (n * (n - 1) / 2.0);
    double most = (inA + inB) / 2;
    Assume.that(most != expected);
    assertEquals(
        (both - expected) / (most - expected), ExternalMeasures.adjustedRandIndex(a, b), 1e-12);
  }

  @Property(tries = 300)
  void pairingIsTheBestOfAll(
      @ForAll Random random,
      @ForAll @IntRange(min = 2, max = 30) int values,
      @ForAll @IntRange(min = 1, max = 6) int rows,
      @ForAll @IntRange(min = 1, max = 6) int columns) {
    int[][] gains = new int[rows][];
    for (int r = 0; r < rows; r++) {
      gains[r] = random.ints(columns, 0, values).toArray();
    }
    assertIsTheBestPairing(gains);
  }

  @Example
  void pairingIsTheBestOfEverySmallTable() {
    for (int table = 0; table < 19683; table++) { // 3 × 3 of 0..2
      assertIsTheBestPairing(table(table, 3, 3));
    }
    for (int table = 0; table < 65536; table++) { // 4 × 4 of 0 and 1
      assertIsTheBestPairing(table(table, 4, 2));
    }
  }

  /** The digits of a number, as a square. */
  private static int[][] table(int number, int size, int base) {
    int[][] table = new int[size][size];
    int rest = number;
    for (int[] row : table) {
      for (int c = 0; c < size; c++) {
        row[c] = rest % base;
        rest /= base;
      }
    }
    return table;
  }

  private static void assertIsTheBestPairing(int[][] gains) {
    int rows = gains.length;
    int columns = gains[0].length;
    int[] partners = Hungarian.maximize(gains);
    long total = 0;
    int paired = 0;
    boolean[] taken = new boolean[columns];
    for (int r = 0; r < rows; r++) {
      if (partners[r] >= 0) {
        assertTrue(!taken[partners[r]], "no column twice");
        taken[partners[r]] = true;
        total += gains[r][partners[r]];
        paired++;
      }
    }
    assertEquals(Math.min(rows, columns), paired);
    assertEquals(best(gains, 0, new boolean[columns]), total);
  }

  @Property(tries = 100)
  void silhouetteIsItsDefinition(
      @ForAll Random random,
      @ForAll @IntRange(min = 3, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 11) int d,
      @ForAll @IntRange(min = 2, max = 6) int k) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = random.doubles(d, -5, 5).toArray();
    }
    int[] labels = random.ints(n, 0, k).toArray();
    long clusters = Arrays.stream(labels).distinct().count();
    Assume.that(clusters >= 2 && clusters < n);
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      expected[i] = naiveSilhouette(rows, labels, i, k);
    }
    double[] one = InternalMeasures.silhouettes(Points.of(rows), labels, 1);
    assertArrayEquals(expected, one, 1e-12);
    for (int threads : new int[] {2, 3, 7}) {
      assertArrayEquals(one, InternalMeasures.silhouettes(Points.of(rows), labels, threads), 0);
    }
  }

  private static double naiveSilhouette(double[][] rows, int[] labels, int i, int k) {
    double[] sums = new double[k];
    int[] sizes = new int[k];
    for (int j = 0; j < rows.length; j++) {
      double sum = 0;
      for (int c = 0; c < rows[j].length; c++) {
        sum += (rows[i][c] - rows[j][c]) * (rows[i][c] - rows[j][c]);
      }
      sums[labels[j]] += Math.sqrt(sum);
      sizes[labels[j]]++;
    }
    if (sizes[labels[i]] == 1) {
      return 0;
    }
    double a = sums[labels[i]] / (sizes[labels[i]] - 1);
    double b = Double.POSITIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      if (c != labels[i] && sizes[c] > 0) {
        b = Math.min(b, sums[c] / sizes[c]);
      }
    }
    return (b - a) / Math.max(a, b);
  }

  private static long best(int[][] gains, int row, boolean[] taken) {
    if (row == gains.length) {
      return 0;
    }
    long best = best(gains, row + 1, taken);
    for (int c = 0; c < taken.length; c++) {
      if (!taken[c]) {
        taken[c] = true;
        best = Math.max(best, gains[row][c] + best(gains, row + 1, taken));
        taken[c] = false;
      }
    }
    return best;
  }
}
