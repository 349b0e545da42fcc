package io.github.kmeans4j.internal.kernel;

import java.util.Arrays;

/**
 * {@link Lanes#nearest} in plain loops that C2 turns into vector code.
 *
 * <p>It wants loops in which one index is shared by arrays of their own, without offsets, without
 * branches, and of one type only: whole numbers that take part in a choice among floats, or the
 * bits of floats as whole numbers, leave a loop as it is on JDK 17 and 25, and such a choice took
 * three quarters of the time. So the index of the nearest centroid is kept as a float, and follows
 * by arithmetic: with b the least square so far and b' = min(v, b) the next one,
 *
 * <pre>
 * step = min(1, (b − b') · 2¹⁰⁰ · 2¹⁰⁰),   at + step · (j − at)
 * </pre>
 *
 * <p>A difference of floats is 0 or at least 2⁻¹⁴⁹, so that the step is 0 or 1 and nothing rounds.
 */
final class PlainLanes {
  private PlainLanes() {}

  static float nearest(
      float[] columns,
      int from,
      int stride,
      int count,
      int d,
      float[] centroids,
      int[] list,
      int size,
      float relative,
      float absolute,
      LanesResult result) {
    float[][] x = result.arrays(d + 4, count);
    for (int c = 0; c < d; c++) {
      System.arraycopy(columns, from + c * stride, x[c], 0, count);
    }
    float[] squares = x[d];
    float[] best = x[d + 1];
    float[] second = x[d + 2];
    float[] at = x[d + 3];
    int lanes = LaneArrays.length(count);
    Arrays.fill(best, 0, lanes, Lanes.LARGEST_SQUARE);
    Arrays.fill(second, 0, lanes, Lanes.LARGEST_SQUARE);
    Arrays.fill(at, 0, lanes, list[0]);
    for (int q = 0; q < size; q++) {
      measure(lanes, squares, x, d, centroids, list[q] * d);
      keepSecond(lanes, squares, best, second);
      keepBest(lanes, squares, best, at, list[q]);
    }
    writeNumbers(at, count, result.nearest);
    writeGaps(lanes, best, second, squares, relative, absolute);
    System.arraycopy(squares, 0, result.gaps, 0, count);
    return least(squares, count);
  }

  private static void measure(
      int lanes, float[] squares, float[][] x, int d, float[] centroids, int from) {
    Arrays.fill(squares, 0, lanes, 0);
    int c = 0;
    for (; c + 4 <= d; c += 4) {
      int o = from + c;
      addFour(
          lanes,
          squares,
          x[c],
          x[c + 1],
          x[c + 2],
          x[c + 3],
          centroids[o],
          centroids[o + 1],
          centroids[o + 2],
          centroids[o + 3]);
    }
    if (c + 2 <= d) {
      addTwo(lanes, squares, x[c], x[c + 1], centroids[from + c], centroids[from + c + 1]);
      c += 2;
    }
    if (c < d) {
      addOne(lanes, squares, x[c], centroids[from + c]);
    }
  }

  private static void addFour(
      int lanes,
      float[] squares,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float c0,
      float c1,
      float c2,
      float c3) {
    for (int r = 0; r < lanes; r++) {
      float t0 = x0[r] - c0;
      float t1 = x1[r] - c1;
      float t2 = x2[r] - c2;
      float t3 = x3[r] - c3;
      squares[r] =
          Math.fma(t0, t0, Math.fma(t1, t1, Math.fma(t2, t2, Math.fma(t3, t3, squares[r]))));
    }
  }

  private static void addTwo(
      int lanes, float[] squares, float[] x0, float[] x1, float c0, float c1) {
    for (int r = 0; r < lanes; r++) {
      float t0 = x0[r] - c0;
      float t1 = x1[r] - c1;
      squares[r] = Math.fma(t0, t0, Math.fma(t1, t1, squares[r]));
    }
  }

  private static void addOne(int lanes, float[] squares, float[] x, float c) {
    for (int r = 0; r < lanes; r++) {
      float t = x[r] - c;
      squares[r] = Math.fma(t, t, squares[r]);
    }
  }

  private static void keepSecond(int lanes, float[] squares, float[] best, float[] second) {
    for (int r = 0; r < lanes; r++) {
      second[r] = Math.min(second[r], Math.max(squares[r], best[r]));
    }
  }

  private static void keepBest(int lanes, float[] squares, float[] best, float[] at, float j) {
    for (int r = 0; r < lanes; r++) {
      float before = best[r];
      float now = Math.min(squares[r], before);
      float step = Math.min(1, (before - now) * 0x1p100f * 0x1p100f);
      best[r] = now;
      at[r] = at[r] + step * (j - at[r]);
    }
  }

  private static void writeNumbers(float[] at, int count, int[] nearest) {
    for (int r = 0; r < count; r++) {
      nearest[r] = (int) at[r];
    }
  }

  private static void writeGaps(
      int lanes, float[] best, float[] second, float[] gaps, float relative, float absolute) {
    float shrink = 1 - relative;
    float grow = 1 + relative;
    for (int r = 0; r < lanes; r++) {
      gaps[r] =
          (float) Math.sqrt(second[r]) * shrink - ((float) Math.sqrt(best[r]) * grow + absolute);
    }
  }

  /** The least of a multiple of four values. */
  private static float least(float[] values, int count) {
    float a = Float.POSITIVE_INFINITY;
    float b = a;
    float c = a;
    float d = a;
    for (int r = 0; r < count; r += 4) {
      a = values[r] < a ? values[r] : a;
      b = values[r + 1] < b ? values[r + 1] : b;
      c = values[r + 2] < c ? values[r + 2] : c;
      d = values[r + 3] < d ? values[r + 3] : d;
    }
    return Math.min(Math.min(a, b), Math.min(c, d));
  }
}
