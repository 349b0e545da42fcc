package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.kernel.Bounds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the {@link Bounds} of every kernel must hold. */
public interface BoundsContract {
  /**
   * Returns the bounds under test.
   *
   * @return bounds that can run in this JVM
   */
  Bounds bounds();

  /** The least lowered score is one of them, within its roundings, wherever it stands. */
  @Test
  default void theLeastLoweredScoreIsFound() {
    SplittableRandom random = new SplittableRandom(12);
    for (int count : ContractSizes.WIDTHS) {
      for (float factor : new float[] {0, 1.5f}) {
        for (double shift : new double[] {0, 1000, -1000}) {
          float[] scores = ContractSizes.floats(random, count + 3, shift - 9, shift + 9);
          float[] slack = ContractSizes.floats(random, count + 5, 0, 2);
          Arrays.fill(scores, 0, 3, -2000); // not asked for
          float[] scoresBefore = scores.clone();
          float[] slackBefore = slack.clone();
          double least = Double.POSITIVE_INFINITY;
          for (int j = 0; j < count; j++) {
            least = Math.min(least, scores[3 + j] - (double) factor * slack[5 + j]);
          }
          float found = bounds().leastLowered(scores, 3, slack, 5, factor, count);
          assertEquals(least, found, 0x1p-24 * (Math.abs(least) + 6) * 1.01, "n = " + count);
          assertArrayEquals(scoresBefore, scores);
          assertArrayEquals(slackBefore, slack);
        }
      }
    }
  }

  /** The least one is found at each place, and padding is never the least. */
  @Test
  default void theLeastLoweredScoreMayStandAnywhere() {
    for (int count : new int[] {1, 2, 7, 16, 17, 33, 70}) {
      float[] slack = new float[count];
      for (int at = 0; at < count; at++) {
        float[] scores = new float[count];
        Arrays.fill(scores, Float.POSITIVE_INFINITY);
        assertEquals(Float.POSITIVE_INFINITY, bounds().leastLowered(scores, 0, slack, 0, 1, count));
        for (float least : new float[] {3.5f, -3.5f}) {
          scores[at] = least;
          assertEquals(least, bounds().leastLowered(scores, 0, slack, 0, 1, count));
        }
      }
    }
  }

  /** Those below the limit are listed in order, and nothing is written after them. */
  @Test
  default void loweredScoresBelowTheLimitAreListed() {
    SplittableRandom random = new SplittableRandom(13);
    for (int count : ContractSizes.WIDTHS) {
      // Whole numbers, so that differences are exact and some of them are just the limit.
      float[] scores = ContractSizes.wholeNumbers(random, count + 3, -9, 9);
      float[] slack = ContractSizes.wholeNumbers(random, count + 5, -4, 5);
      for (int j = 6; j < count; j += 7) {
        scores[3 + j] = Float.POSITIVE_INFINITY;
      }
      if (count > 4) {
        scores[3 + count - 1] = Float.NaN;
        scores[3] = Float.NaN;
      }
      int[] expected = new int[count];
      int size = 0;
      for (int j = 0; j < count; j++) {
        if (!(scores[3 + j] - 1.25 * slack[5 + j] >= -1)) {
          expected[size++] = j;
        }
      }
      Arrays.fill(expected, size, count, -5);
      int[] found = new int[count];
      Arrays.fill(found, -5);
      assertEquals(size, bounds().listLowered(scores, 3, slack, 5, 1.25f, count, -1, found));
      assertArrayEquals(expected, found, "n = " + count);
    }
  }

  /** If all are below the limit, all are listed; if none is, the list may be empty. */
  @Test
  default void allOrNoScoresMayBeListed() {
    for (int count : ContractSizes.WIDTHS) {
      float[] scores = new float[count];
      float[] slack = new float[count];
      int[] all = new int[count];
      Arrays.setAll(all, j -> j);
      int[] found = new int[count];
      assertEquals(count, bounds().listLowered(scores, 0, slack, 0, 2, count, 1, found));
      assertArrayEquals(all, found);
      assertEquals(0, bounds().listLowered(scores, 0, slack, 0, 2, count, 0, new int[0]));
    }
  }

  /** Bounds end below the exact difference, but not far, and those that fail are told. */
  @Test
  default void boundsAreLoweredAndNothingBesideThem() {
    SplittableRandom random = new SplittableRandom(14);
    for (int count = 1; count <= 64; count++) {
      for (double scale : new double[] {1, 1e-6, 1e9}) {
        for (float common : new float[] {0, 0.125f, -3}) {
          checkLowered(random, count, scale, (float) (common * scale));
        }
      }
    }
  }

  private void checkLowered(SplittableRandom random, int count, double scale, float common) {
    float[] bounds = ContractSizes.floats(random, count + 4, 0, 2 * scale);
    float[] drifts = ContractSizes.floats(random, count + 2, -scale, 2 * scale);
    Arrays.fill(bounds, 0, 3, ContractSizes.UNTOUCHED);
    bounds[3 + count] = ContractSizes.UNTOUCHED;
    float[] before = bounds.clone();
    float[] driftsBefore = drifts.clone();
    float limit = (float) (0.25 * scale);
    long failing = bounds().lowerBounds(bounds, 3, drifts, 2, common, count, limit);
    for (int g = 0; g < count; g++) {
      double exact = (double) before[3 + g] - drifts[2 + g] - common;
      double most = 0x1p-19 * (before[3 + g] + Math.abs(drifts[2 + g]) + Math.abs(common));
      assertTrue(bounds[3 + g] <= exact, "rounded up");
      assertTrue(bounds[3 + g] >= exact - most, "lowered by too much");
      assertEquals(!(bounds[3 + g] > limit), (failing >>> g & 1) == 1);
    }
    assertEquals(0, count < 64 ? failing >>> count : 0);
    assertArrayEquals(Arrays.copyOf(before, 3), Arrays.copyOf(bounds, 3));
    assertEquals(ContractSizes.UNTOUCHED, bounds[3 + count]);
    assertArrayEquals(driftsBefore, drifts);
  }

  /** The limit itself does not exceed it, a huge bound does, and of a NaN nothing is known. */
  @Test
  default void boundsThatAreHardToCompare() {
    for (int count = 1; count <= 64; count++) {
      for (int at = 0; at < count; at++) {
        float[] bounds = new float[count];
        float[] drifts = new float[count];
        Arrays.fill(bounds, Float.MAX_VALUE);
        assertEquals(0, bounds().lowerBounds(bounds, 0, drifts, 0, 1, count, 1e30f));
        Arrays.fill(bounds, 1);
        bounds[at] = 0;
        assertEquals(1L << at, bounds().lowerBounds(bounds, 0, drifts, 0, 0, count, 0));
        bounds[at] = 1;
        drifts[at] = Float.NEGATIVE_INFINITY;
        assertEquals(1L << at, bounds().lowerBounds(bounds, 0, drifts, 0, 0, count, 0));
        assertTrue(Float.isNaN(bounds[at]));
      }
    }
  }

  /** The least two of each group are found, wherever they stand, and nothing else is written. */
  @Test
  default void theLeastTwoOfEachGroupAreFound() {
    SplittableRandom random = new SplittableRandom(15);
    for (int width : new int[] {16, 32, 48, 96, 160}) {
      for (int columns : new int[] {16, 32, 48, 112, 176}) {
        for (int k = columns - 15; k <= columns; k += 5) {
          checkLeastTwo(random, 7, columns, width, k);
        }
      }
    }
  }

  private void checkLeastTwo(SplittableRandom random, int rows, int columns, int width, int k) {
    // Few different values, so that many are equal; both zeros among them.
    float[] scores = ContractSizes.wholeNumbers(random, rows * columns, -40, 40);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i % columns >= k ? Float.POSITIVE_INFINITY : scores[i] == 3 ? -0.0f : scores[i];
    }
    int groups = (columns + width - 1) / width;
    float[] least = new float[rows * groups + 1];
    float[] second = new float[rows * groups + 1];
    int[] at = new int[rows * groups + 1];
    least[rows * groups] = ContractSizes.UNTOUCHED;
    second[rows * groups] = ContractSizes.UNTOUCHED;
    at[rows * groups] = -5;
    float[] before = scores.clone();
    bounds().leastTwo(scores, rows, columns, width, least, second, at);
    assertArrayEquals(before, scores);
    assertEquals(ContractSizes.UNTOUCHED, least[rows * groups]);
    assertEquals(ContractSizes.UNTOUCHED, second[rows * groups]);
    assertEquals(-5, at[rows * groups]);
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < groups; g++) {
        int from = r * columns + g * width;
        float[] sorted =
            Arrays.copyOfRange(scores, from, Math.min(from + width, (r + 1) * columns));
        Arrays.sort(sorted);
        int slot = r * groups + g;
        assertEquals(sorted[0], least[slot], 0);
        assertEquals(sorted[1], second[slot], 0);
        assertTrue(at[slot] >= g * width && at[slot] < g * width + sorted.length);
        assertEquals(least[slot], scores[r * columns + at[slot]], 0);
      }
    }
  }

  /** Roots end below the exact ones, but not far, and nothing beside them is written. */
  @Test
  default void rootsAreRoundedDown() {
    SplittableRandom random = new SplittableRandom(16);
    for (int count = 1; count <= 70; count++) {
      for (float base : new float[] {0, 1.7f, -300, 4e9f}) {
        float[] values = ContractSizes.floats(random, count + 3, -500, 1000);
        float[] target = new float[count + 4];
        Arrays.fill(target, ContractSizes.UNTOUCHED);
        float[] before = values.clone();
        bounds().rootsBelow(base, values, 3, target, 2, count);
        assertArrayEquals(before, values);
        for (int g = 0; g < count; g++) {
          double exact = Math.sqrt(Math.max(0, (double) base + values[3 + g]));
          assertTrue(target[2 + g] <= exact, "rounded up");
          assertTrue(target[2 + g] >= exact * (1 - 0x1p-20) - 1e-9, "too small");
          assertTrue(target[2 + g] >= 0);
        }
        assertEquals(ContractSizes.UNTOUCHED, target[1]);
        assertEquals(ContractSizes.UNTOUCHED, target[2 + count]);
      }
    }
    float[] target = new float[5];
    bounds().rootsBelow(0, new float[] {1, Float.NaN, 4, 9, -1}, 0, target, 0, 5);
    assertTrue(Float.isNaN(target[1]));
    assertEquals(0, target[4]);
  }
}
