package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.kernel.Lanes;
import io.github.kmeans4j.internal.kernel.LanesResult;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the {@link Lanes} of every kernel must hold. */
public interface LanesContract {
  /**
   * Returns the lanes under test.
   *
   * @return lanes that can run in this JVM
   */
  Lanes lanes();

  /** Gaps are lower bounds that lose little, and where they are positive the nearest is right. */
  @Test
  default void gapsAreCloseLowerBounds() {
    SplittableRandom random = new SplittableRandom(21);
    for (int d = 1; d <= 33; d++) {
      for (int k : new int[] {1, 2, 3, 7, 16, 33}) {
        for (int units = 1; units <= 4; units++) {
          check(random, d, k, units * Lanes.UNIT, random.nextInt(0, 3), 1);
        }
      }
    }
  }

  /** Squares beyond the range of float leave gaps that hold. */
  @Test
  default void gapsHoldAtTheEndsOfTheRange() {
    SplittableRandom random = new SplittableRandom(22);
    for (double scale : new double[] {1e-25, 1e-19, 1e17, 1e18, 1e19, 1e20}) {
      for (int d : new int[] {1, 2, 3, 6}) {
        check(random, d, 5, Lanes.UNIT, 1, scale);
      }
    }
  }

  /** A centroid at infinity is never the nearest with certainty, and harms no other. */
  @Test
  default void infiniteCentroidsAreFarAway() {
    for (int d : new int[] {1, 2, 3, 5}) {
      float[] columns = new float[d * Lanes.UNIT];
      float[] centroids = new float[3 * d];
      Arrays.fill(centroids, 0, d, Float.NEGATIVE_INFINITY);
      Arrays.fill(centroids, d, 2 * d, 2);
      Arrays.fill(centroids, 2 * d, 3 * d, Float.POSITIVE_INFINITY);
      LanesResult found = new LanesResult(Lanes.UNIT);
      float least = run(columns, 0, Lanes.UNIT, d, centroids, new int[] {0, 1, 2}, found);
      assertTrue(least > 1e17, "least " + least);
      for (int r = 0; r < Lanes.UNIT; r++) {
        assertEquals(1, found.nearest[r]);
        assertTrue(found.gaps[r] >= least);
      }
      least = run(columns, 0, Lanes.UNIT, d, centroids, new int[] {0, 2}, found);
      assertFalse(least > 0, "least " + least);
    }
  }

  /** Equal distances leave no gap, and a hopeless error none at all. */
  @Test
  default void tiesAreNotCertain() {
    for (int d : new int[] {1, 2, 3, 4, 9}) {
      float[] columns = new float[d * Lanes.UNIT];
      float[] centroids = new float[2 * d];
      for (int c = 0; c < d; c++) {
        centroids[c] = 0.3f * (c + 1);
        centroids[d + c] = -0.3f * (c + 1);
      }
      LanesResult found = new LanesResult(Lanes.UNIT);
      float least = run(columns, 0, Lanes.UNIT, d, centroids, new int[] {0, 1}, found);
      assertFalse(least > 0);
      centroids[0] = 7;
      least =
          lanes()
              .nearest(
                  columns,
                  0,
                  Lanes.UNIT,
                  Lanes.UNIT,
                  d,
                  centroids,
                  new int[] {0, 1},
                  2,
                  0x1p-20f,
                  Float.POSITIVE_INFINITY,
                  found);
      assertFalse(least > 0);
      for (int r = 0; r < Lanes.UNIT; r++) {
        assertFalse(found.gaps[r] > 0);
      }
    }
  }

  private float run(
      float[] columns,
      int from,
      int stride,
      int d,
      float[] centroids,
      int[] list,
      LanesResult found) {
    int count = found.nearest.length;
    return lanes()
        .nearest(
            columns,
            from,
            stride,
            count,
            d,
            centroids,
            list,
            list.length,
            relative(d),
            0x1p-66f,
            found);
  }

  private static float relative(int d) {
    return (float) ((d / 2.0 + 6) * 1.01 * 0x1p-24);
  }

  private void check(SplittableRandom random, int d, int k, int count, int from, double scale) {
    int stride = count + from;
    float[] columns = floats(random, from + d * stride, scale);
    float[] centroids = floats(random, (k + 1) * d, scale);
    int[] list = new int[k];
    for (int q = 0; q < k; q++) {
      list[q] = q < k / 2 ? q : q + 1; // one is not asked for
    }
    LanesResult found = new LanesResult(count);
    float least = run(columns, from, stride, d, centroids, list, found);
    float[] gaps = found.gaps;
    float smallest = Float.POSITIVE_INFINITY;
    for (int r = 0; r < count; r++) {
      double[] distances = new double[k];
      int best = 0;
      for (int q = 0; q < k; q++) {
        double square = 0;
        for (int c = 0; c < d; c++) {
          double t = (double) columns[from + c * stride + r] - centroids[list[q] * d + c];
          square += t * t;
        }
        distances[q] = Math.sqrt(square);
        best = distances[q] < distances[best] ? q : best;
      }
      double own = distances[best];
      distances[best] = Double.POSITIVE_INFINITY;
      double other = Arrays.stream(distances).min().orElseThrow();
      String where = "d = " + d + ", k = " + k + ", row " + r + ", scale " + scale;
      assertTrue(gaps[r] <= other - own, () -> where + ": more than " + (other - own));
      if (gaps[r] > 0) {
        assertEquals(list[best], found.nearest[r], where);
      }
      if (scale == 1) {
        double certain = Math.min(other, 1e18);
        double lost = 3 * relative(d) * (certain + own) + 0x1p-60;
        assertTrue(gaps[r] >= certain - own - lost, where + ": loses too much");
      }
      smallest = Math.min(smallest, gaps[r]);
    }
    assertEquals(smallest, least);
  }

  private static float[] floats(SplittableRandom random, int length, double scale) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextDouble(-1, 1) * scale);
    }
    return values;
  }
}
