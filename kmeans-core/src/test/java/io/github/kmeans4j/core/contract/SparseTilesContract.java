package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.internal.kernel.SparseTiles;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the {@link SparseTiles} of every kernel must hold. */
public interface SparseTilesContract {
  /**
   * Returns the tiles under test.
   *
   * @return tiles that can run in this JVM
   */
  SparseTiles sparseTiles();

  /** Scores are within the bound, of any range of panels, and nothing else is written. */
  @Test
  default void sparseScoresAreWithinTheErrorBound() {
    SplittableRandom random = new SplittableRandom(3);
    for (int panels : new int[] {1, 2, 3, 5, 8, 9, 15, 17}) {
      for (int count : ContractSizes.COUNTS) {
        check(random, panels, count, 30);
      }
    }
    check(random, 4, 2, 3000);
  }

  private void check(SplittableRandom random, int panels, int count, int longest) {
    int stride = panels * SparseTiles.SPARSE_PANEL;
    int d = 40;
    float[] table = ContractSizes.floats(random, d * stride, -1, 2);
    float[] norms = ContractSizes.floats(random, stride, 0, 9);
    norms[stride - 1] = Float.POSITIVE_INFINITY;
    int[] from = new int[count + 1];
    int[] to = new int[count + 1];
    int[] columns = random.ints((long) count * longest, 0, d).toArray();
    float[] values = ContractSizes.floats(random, columns.length, -3, 3);
    for (int r = 0; r < count; r++) { // in any order, some of them empty
      from[r] = (count - 1 - r) * longest + random.nextInt(3);
      to[r] = from[r] + random.nextInt(longest - 2);
    }
    for (int fromPanel = 0; fromPanel < panels; fromPanel += 1 + random.nextInt(panels)) {
      int first = fromPanel * SparseTiles.SPARSE_PANEL;
      int width = (1 + random.nextInt(panels - fromPanel)) * SparseTiles.SPARSE_PANEL;
      float[] scores = new float[count * width + 3];
      Arrays.fill(scores, ContractSizes.UNTOUCHED);
      sparseTiles()
          .sparseScores(
              values, columns, from, to, count, table, stride, norms, first, width, scores);
      for (int i = count * width; i < scores.length; i++) {
        assertEquals(ContractSizes.UNTOUCHED, scores[i]);
      }
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < width; j++) {
          double product = 0;
          double size = 0;
          for (int p = from[r]; p < to[r]; p++) {
            double term = (double) values[p] * table[columns[p] * stride + first + j];
            product += term;
            size += Math.abs(term);
          }
          float norm = norms[first + j];
          float score = scores[r * width + j];
          if (Float.isInfinite(norm)) {
            assertEquals(norm, score);
            continue;
          }
          double error = 2.002 * (to[r] - from[r] + 1) * 0x1p-24 * size;
          double last = (Math.abs(norm - 2 * product) + error) * 0x1p-24;
          assertEquals(norm - 2 * product, score, error + last, "row " + r + ", centroid " + j);
        }
      }
    }
  }

  /** Sums of magnitudes and of values are within the bound, and nothing else is written. */
  @Test
  default void sparseSumsAreWithinTheErrorBound() {
    SplittableRandom random = new SplittableRandom(4);
    for (int count : ContractSizes.COUNTS) {
      checkSums(random, count, 30, true);
      checkSums(random, count, 30, false);
    }
    checkSums(random, 2, 3000, true);
  }

  private void checkSums(SplittableRandom random, int count, int longest, boolean signed) {
    int d = 40;
    int four = SparseTiles.SUMMED;
    float[] table = ContractSizes.floats(random, d * four, -1, 2);
    int[] from = new int[count + 1];
    int[] to = new int[count + 1];
    int[] columns = random.ints((long) count * longest, 0, d).toArray();
    float[] values = ContractSizes.floats(random, columns.length, signed ? -3 : 0, 3);
    for (int r = 0; r < count; r++) {
      from[r] = (count - 1 - r) * longest + random.nextInt(3);
      to[r] = from[r] + random.nextInt(longest - 2);
    }
    int at = random.nextInt(9);
    float[] sums = new float[at + count * four + 3];
    Arrays.fill(sums, ContractSizes.UNTOUCHED);
    sparseTiles().sparseSums(values, columns, from, to, count, signed, table, sums, at);
    for (int i = 0; i < sums.length; i++) {
      int r = Math.floorDiv(i - at, four);
      int f = Math.floorMod(i - at, four);
      if (r < 0 || r >= count) {
        assertEquals(ContractSizes.UNTOUCHED, sums[i]);
        continue;
      }
      double sum = 0;
      double size = 0;
      for (int p = from[r]; p < to[r]; p++) {
        double term = (double) table[columns[p] * four + f] * values[p];
        sum += values[p] < 0 && f != 1 ? -term : term;
        size += Math.abs(term);
      }
      double error = 1.001 * (to[r] - from[r] + 1) * 0x1p-24 * size;
      assertEquals(sum, sums[i], error, "row " + r + ", sum " + f);
    }
  }
}
