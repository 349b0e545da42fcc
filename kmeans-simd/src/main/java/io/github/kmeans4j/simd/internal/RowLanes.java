package io.github.kmeans4j.simd.internal;

import io.github.kmeans4j.internal.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows in lanes: {@link Lanes#nearest} on vectors.
 *
 * <p>Two vectors of rows at once, so that neither waits for its own last result. A gap takes two of
 * the four roundings that {@link Lanes} allows.
 *
 * <p>All is done with floats, the number of the nearest centroid too. The bits of squares, as whole
 * numbers, are in the same order and have plain minima and maxima; but while this is not compiled
 * yet, each change of type goes through long code of the JDK, which C2 then takes a quarter of a
 * second to compile.
 */
public final class RowLanes {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S =
      VectorWidth.BITS == 128
          ? FloatVector.SPECIES_128
          : VectorWidth.BITS == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final Class<? extends IntVector> INT_VECTOR =
      IntVector.zero(VectorSpecies.of(int.class, S.vectorShape())).getClass();

  private static final int LANES = S.length();

  private RowLanes() {}

  /**
   * Two columns.
   *
   * @param columns as {@link Lanes#nearest}, like all that follows
   * @param from where the first column begins
   * @param stride distance of two columns
   * @param count number of rows
   * @param centroids row-major
   * @param list indices of the centroids that are looked at
   * @param size how many those are
   * @param relative e
   * @param absolute a
   * @param nearest receives indices
   * @param gaps receives gaps
   */
  public static void two(
      float[] columns,
      int from,
      int stride,
      int count,
      float[] centroids,
      int[] list,
      int size,
      float relative,
      float absolute,
      int[] nearest,
      float[] gaps) {
    if (count == 0) {
      return;
    }
    FloatVector more = FloatVector.broadcast(S, -1 - relative);
    FloatVector less = FloatVector.broadcast(S, 1 - relative);
    FloatVector minus = FloatVector.broadcast(S, -absolute);
    FloatVector largest = VECTOR.cast(FloatVector.broadcast(S, Lanes.LARGEST_SQUARE));
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector x0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + r));
      FloatVector x1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + next));
      FloatVector y0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + r));
      FloatVector y1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + next));
      FloatVector best0 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
      FloatVector best1 = best0;
      FloatVector second0 = best0;
      FloatVector second1 = best0;
      FloatVector at0 = FloatVector.broadcast(S, (float) list[0]);
      FloatVector at1 = at0;
      for (int q = 0; q < size; q++) {
        int o = list[q] * 2;
        best0 = VECTOR.cast(best0);
        best1 = VECTOR.cast(best1);
        second0 = VECTOR.cast(second0);
        second1 = VECTOR.cast(second1);
        FloatVector c = VECTOR.cast(FloatVector.broadcast(S, centroids[o]));
        FloatVector t0 = x0.sub(c);
        FloatVector t1 = x1.sub(c);
        c = VECTOR.cast(FloatVector.broadcast(S, centroids[o + 1]));
        FloatVector u0 = y0.sub(c);
        FloatVector u1 = y1.sub(c);
        FloatVector v0 = u0.fma(u0, t0.mul(t0));
        FloatVector v1 = u1.fma(u1, t1.mul(t1));
        VectorMask<Float> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Float> nearer1 = v1.compare(VectorOperators.LT, best1);
        VectorMask<Float> near0 = v0.compare(VectorOperators.LT, second0);
        VectorMask<Float> near1 = v1.compare(VectorOperators.LT, second1);
        second0 = second0.blend(v0, near0).blend(best0, nearer0);
        second1 = second1.blend(v1, near1).blend(best1, nearer1);
        FloatVector here = VECTOR.cast(FloatVector.broadcast(S, (float) list[q]));
        at0 = VECTOR.cast(at0).blend(here, nearer0);
        at1 = VECTOR.cast(at1).blend(here, nearer1);
        best0 = best0.blend(v0, nearer0);
        best1 = best1.blend(v1, nearer1);
      }
      INT_VECTOR.cast(VECTOR.cast(at0).convert(VectorOperators.F2I, 0)).intoArray(nearest, r);
      INT_VECTOR.cast(VECTOR.cast(at1).convert(VectorOperators.F2I, 0)).intoArray(nearest, next);
      second0 = VECTOR.cast(second0);
      second1 = VECTOR.cast(second1);
      FloatVector far = second0.blend(largest, second0.compare(VectorOperators.GT, largest));
      FloatVector gap = VECTOR.cast(VECTOR.cast(best0).sqrt()).fma(more, minus);
      VECTOR.cast(far.sqrt()).fma(less, gap).intoArray(gaps, r);
      far = second1.blend(largest, second1.compare(VectorOperators.GT, largest));
      gap = VECTOR.cast(VECTOR.cast(best1).sqrt()).fma(more, minus);
      VECTOR.cast(far.sqrt()).fma(less, gap).intoArray(gaps, next);
    }
  }

  /**
   * Three columns.
   *
   * @param columns as {@link Lanes#nearest}, like all that follows
   * @param from where the first column begins
   * @param stride distance of two columns
   * @param count number of rows
   * @param centroids row-major
   * @param list indices of the centroids that are looked at
   * @param size how many those are
   * @param relative e
   * @param absolute a
   * @param nearest receives indices
   * @param gaps receives gaps
   */
  public static void three(
      float[] columns,
      int from,
      int stride,
      int count,
      float[] centroids,
      int[] list,
      int size,
      float relative,
      float absolute,
      int[] nearest,
      float[] gaps) {
    int third = from + 2 * stride;
    if (count == 0) {
      return;
    }
    FloatVector more = FloatVector.broadcast(S, -1 - relative);
    FloatVector less = FloatVector.broadcast(S, 1 - relative);
    FloatVector minus = FloatVector.broadcast(S, -absolute);
    FloatVector largest = VECTOR.cast(FloatVector.broadcast(S, Lanes.LARGEST_SQUARE));
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector x0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + r));
      FloatVector x1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + next));
      FloatVector y0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + r));
      FloatVector y1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + next));
      FloatVector z0 = VECTOR.cast(FloatVector.fromArray(S, columns, third + r));
      FloatVector z1 = VECTOR.cast(FloatVector.fromArray(S, columns, third + next));
      FloatVector best0 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
      FloatVector best1 = best0;
      FloatVector second0 = best0;
      FloatVector second1 = best0;
      FloatVector at0 = FloatVector.broadcast(S, (float) list[0]);
      FloatVector at1 = at0;
      for (int q = 0; q < size; q++) {
        int o = list[q] * 3;
        best0 = VECTOR.cast(best0);
        best1 = VECTOR.cast(best1);
        second0 = VECTOR.cast(second0);
        second1 = VECTOR.cast(second1);
        FloatVector c = VECTOR.cast(FloatVector.broadcast(S, centroids[o]));
        FloatVector t0 = x0.sub(c);
        FloatVector t1 = x1.sub(c);
        c = VECTOR.cast(FloatVector.broadcast(S, centroids[o + 1]));
        FloatVector u0 = y0.sub(c);
        FloatVector u1 = y1.sub(c);
        c = VECTOR.cast(FloatVector.broadcast(S, centroids[o + 2]));
        FloatVector w0 = z0.sub(c);
        FloatVector w1 = z1.sub(c);
        FloatVector v0 = w0.fma(w0, u0.fma(u0, t0.mul(t0)));
        FloatVector v1 = w1.fma(w1, u1.fma(u1, t1.mul(t1)));
        VectorMask<Float> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Float> nearer1 = v1.compare(VectorOperators.LT, best1);
        VectorMask<Float> near0 = v0.compare(VectorOperators.LT, second0);
        VectorMask<Float> near1 = v1.compare(VectorOperators.LT, second1);
        second0 = second0.blend(v0, near0).blend(best0, nearer0);
        second1 = second1.blend(v1, near1).blend(best1, nearer1);
        FloatVector here = VECTOR.cast(FloatVector.broadcast(S, (float) list[q]));
        at0 = VECTOR.cast(at0).blend(here, nearer0);
        at1 = VECTOR.cast(at1).blend(here, nearer1);
        best0 = best0.blend(v0, nearer0);
        best1 = best1.blend(v1, nearer1);
      }
      INT_VECTOR.cast(VECTOR.cast(at0).convert(VectorOperators.F2I, 0)).intoArray(nearest, r);
      INT_VECTOR.cast(VECTOR.cast(at1).convert(VectorOperators.F2I, 0)).intoArray(nearest, next);
      second0 = VECTOR.cast(second0);
      second1 = VECTOR.cast(second1);
      FloatVector far = second0.blend(largest, second0.compare(VectorOperators.GT, largest));
      FloatVector gap = VECTOR.cast(VECTOR.cast(best0).sqrt()).fma(more, minus);
      VECTOR.cast(far.sqrt()).fma(less, gap).intoArray(gaps, r);
      far = second1.blend(largest, second1.compare(VectorOperators.GT, largest));
      gap = VECTOR.cast(VECTOR.cast(best1).sqrt()).fma(more, minus);
      VECTOR.cast(far.sqrt()).fma(less, gap).intoArray(gaps, next);
    }
  }

  /**
   * Any number of columns: two centroids at once, so that the values of the rows, which are read
   * again for each, are read half as often.
   *
   * @param columns as {@link Lanes#nearest}, like all that follows
   * @param from where the first column begins
   * @param stride distance of two columns
   * @param count number of rows
   * @param d number of columns
   * @param centroids row-major
   * @param list indices of the centroids that are looked at
   * @param size how many those are
   * @param relative e
   * @param absolute a
   * @param nearest receives indices
   * @param gaps receives gaps
   */
  public static void many(
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
      int[] nearest,
      float[] gaps) {
    if (count == 0) {
      return;
    }
    FloatVector more = FloatVector.broadcast(S, -1 - relative);
    FloatVector less = FloatVector.broadcast(S, 1 - relative);
    FloatVector minus = FloatVector.broadcast(S, -absolute);
    FloatVector largest = VECTOR.cast(FloatVector.broadcast(S, Lanes.LARGEST_SQUARE));
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector best0 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
      FloatVector best1 = best0;
      FloatVector second0 = best0;
      FloatVector second1 = best0;
      FloatVector at0 = FloatVector.broadcast(S, (float) list[0]);
      FloatVector at1 = at0;
      for (int q = 0; q < size; q += 2) {
        // The last one of an odd number comes twice, the second time from far away.
        int last = Math.min(q + 1, size - 1);
        int here = list[q] * d;
        int there = list[last] * d;
        FloatVector a0 = FloatVector.zero(S);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        int x = from + r;
        for (int j = 0; j < d; j++) {
          FloatVector x0 = VECTOR.cast(FloatVector.fromArray(S, columns, x));
          FloatVector x1 = VECTOR.cast(FloatVector.fromArray(S, columns, x + LANES));
          FloatVector c = VECTOR.cast(FloatVector.broadcast(S, centroids[here + j]));
          FloatVector t0 = x0.sub(c);
          FloatVector t1 = x1.sub(c);
          a0 = t0.fma(t0, VECTOR.cast(a0));
          a1 = t1.fma(t1, VECTOR.cast(a1));
          c = VECTOR.cast(FloatVector.broadcast(S, centroids[there + j]));
          t0 = x0.sub(c);
          t1 = x1.sub(c);
          b0 = t0.fma(t0, VECTOR.cast(b0));
          b1 = t1.fma(t1, VECTOR.cast(b1));
          x += stride;
        }
        best0 = VECTOR.cast(best0);
        best1 = VECTOR.cast(best1);
        second0 = VECTOR.cast(second0);
        second1 = VECTOR.cast(second1);
        a0 = VECTOR.cast(a0);
        a1 = VECTOR.cast(a1);
        VectorMask<Float> nearer0 = a0.compare(VectorOperators.LT, best0);
        VectorMask<Float> nearer1 = a1.compare(VectorOperators.LT, best1);
        VectorMask<Float> near0 = a0.compare(VectorOperators.LT, second0);
        VectorMask<Float> near1 = a1.compare(VectorOperators.LT, second1);
        second0 = second0.blend(a0, near0).blend(best0, nearer0);
        second1 = second1.blend(a1, near1).blend(best1, nearer1);
        FloatVector number = VECTOR.cast(FloatVector.broadcast(S, (float) list[q]));
        at0 = VECTOR.cast(at0).blend(number, nearer0);
        at1 = VECTOR.cast(at1).blend(number, nearer1);
        best0 = best0.blend(a0, nearer0);
        best1 = best1.blend(a1, nearer1);
        FloatVector far = FloatVector.broadcast(S, last == q ? Float.POSITIVE_INFINITY : 0);
        b0 = VECTOR.cast(b0).add(far);
        b1 = VECTOR.cast(b1).add(far);
        nearer0 = b0.compare(VectorOperators.LT, best0);
        nearer1 = b1.compare(VectorOperators.LT, best1);
        near0 = b0.compare(VectorOperators.LT, second0);
        near1 = b1.compare(VectorOperators.LT, second1);
        second0 = second0.blend(b0, near0).blend(best0, nearer0);
        second1 = second1.blend(b1, near1).blend(best1, nearer1);
        number = VECTOR.cast(FloatVector.broadcast(S, (float) list[last]));
        at0 = VECTOR.cast(at0).blend(number, nearer0);
        at1 = VECTOR.cast(at1).blend(number, nearer1);
        best0 = best0.blend(b0, nearer0);
        best1 = best1.blend(b1, nearer1);
      }
      INT_VECTOR.cast(VECTOR.cast(at0).convert(VectorOperators.F2I, 0)).intoArray(nearest, r);
      INT_VECTOR.cast(VECTOR.cast(at1).convert(VectorOperators.F2I, 0)).intoArray(nearest, next);
      second0 = VECTOR.cast(second0);
      second1 = VECTOR.cast(second1);
      FloatVector second = second0.blend(largest, second0.compare(VectorOperators.GT, largest));
      FloatVector gap = VECTOR.cast(VECTOR.cast(best0).sqrt()).fma(more, minus);
      VECTOR.cast(second.sqrt()).fma(less, gap).intoArray(gaps, r);
      second = second1.blend(largest, second1.compare(VectorOperators.GT, largest));
      gap = VECTOR.cast(VECTOR.cast(best1).sqrt()).fma(more, minus);
      VECTOR.cast(second.sqrt()).fma(less, gap).intoArray(gaps, next);
    }
  }

  /**
   * Returns the least of some gaps.
   *
   * @param gaps the gaps
   * @param count how many, a multiple of {@link Lanes#UNIT}
   * @return the least; infinite if there are none
   */
  public static float least(float[] gaps, int count) {
    if (count == 0) {
      return Float.POSITIVE_INFINITY;
    }
    FloatVector least = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    for (int r = 0; r < count; r += LANES) {
      FloatVector gap = VECTOR.cast(FloatVector.fromArray(S, gaps, r));
      least = VECTOR.cast(least);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
    }
    return VECTOR.cast(least).reduceLanes(VectorOperators.MIN);
  }
}
