package io.github.kmeans4j.simd.internal;

import io.github.kmeans4j.internal.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows in lanes: {@link Lanes#nearest} on vectors, in two steps. First the number of the nearest
 * centroid and the least two squares of each row, for two vectors of rows at once, so that neither
 * waits for its own last result; then the gaps, each of which takes two of the four roundings that
 * {@link Lanes} allows.
 *
 * <p>All is done with vectors of floats. The bits of squares, as whole numbers, are in the same
 * order and have plain minima and maxima; but while this is not compiled yet, each change of type
 * goes through long code of the JDK, which C2 then takes a quarter of a second to compile. So the
 * number of a centroid is the bits of a float, which is only moved.
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
   * @param nearest receives indices
   * @param least receives the least squares of distances, and behind those of all rows the second
   *     least
   */
  public static void two(
      float[] columns,
      int from,
      int stride,
      int count,
      float[] centroids,
      int[] list,
      int size,
      int[] nearest,
      float[] least) {
    if (count == 0) {
      return;
    }
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
      FloatVector at0 = FloatVector.broadcast(S, Float.intBitsToFloat(list[0]));
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
        second0 = second0.blend(v0, v0.compare(VectorOperators.LT, second0));
        second1 = second1.blend(v1, v1.compare(VectorOperators.LT, second1));
        VectorMask<Float> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Float> nearer1 = v1.compare(VectorOperators.LT, best1);
        FloatVector number = VECTOR.cast(FloatVector.broadcast(S, Float.intBitsToFloat(list[q])));
        second0 = second0.blend(best0, nearer0);
        second1 = second1.blend(best1, nearer1);
        best0 = best0.blend(v0, nearer0);
        best1 = best1.blend(v1, nearer1);
        at0 = VECTOR.cast(at0).blend(number, nearer0);
        at1 = VECTOR.cast(at1).blend(number, nearer1);
      }
      INT_VECTOR.cast(VECTOR.cast(at0).reinterpretAsInts()).intoArray(nearest, r);
      INT_VECTOR.cast(VECTOR.cast(at1).reinterpretAsInts()).intoArray(nearest, next);
      VECTOR.cast(best0).intoArray(least, r);
      VECTOR.cast(best1).intoArray(least, next);
      VECTOR.cast(second0).intoArray(least, count + r);
      VECTOR.cast(second1).intoArray(least, count + next);
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
   * @param nearest receives indices
   * @param least receives the least squares of distances, and behind those of all rows the second
   *     least
   */
  public static void three(
      float[] columns,
      int from,
      int stride,
      int count,
      float[] centroids,
      int[] list,
      int size,
      int[] nearest,
      float[] least) {
    int third = from + 2 * stride;
    if (count == 0) {
      return;
    }
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
      FloatVector at0 = FloatVector.broadcast(S, Float.intBitsToFloat(list[0]));
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
        second0 = second0.blend(v0, v0.compare(VectorOperators.LT, second0));
        second1 = second1.blend(v1, v1.compare(VectorOperators.LT, second1));
        VectorMask<Float> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Float> nearer1 = v1.compare(VectorOperators.LT, best1);
        FloatVector number = VECTOR.cast(FloatVector.broadcast(S, Float.intBitsToFloat(list[q])));
        second0 = second0.blend(best0, nearer0);
        second1 = second1.blend(best1, nearer1);
        best0 = best0.blend(v0, nearer0);
        best1 = best1.blend(v1, nearer1);
        at0 = VECTOR.cast(at0).blend(number, nearer0);
        at1 = VECTOR.cast(at1).blend(number, nearer1);
      }
      INT_VECTOR.cast(VECTOR.cast(at0).reinterpretAsInts()).intoArray(nearest, r);
      INT_VECTOR.cast(VECTOR.cast(at1).reinterpretAsInts()).intoArray(nearest, next);
      VECTOR.cast(best0).intoArray(least, r);
      VECTOR.cast(best1).intoArray(least, next);
      VECTOR.cast(second0).intoArray(least, count + r);
      VECTOR.cast(second1).intoArray(least, count + next);
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
   * @param nearest receives indices
   * @param least receives the least squares of distances, and behind those of all rows the second
   *     least
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
      int[] nearest,
      float[] least) {
    if (count == 0) {
      return;
    }
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector best0 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
      FloatVector best1 = best0;
      FloatVector second0 = best0;
      FloatVector second1 = best0;
      FloatVector at0 = FloatVector.broadcast(S, Float.intBitsToFloat(list[0]));
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
        second0 = second0.blend(a0, a0.compare(VectorOperators.LT, second0));
        second1 = second1.blend(a1, a1.compare(VectorOperators.LT, second1));
        VectorMask<Float> nearer0 = a0.compare(VectorOperators.LT, best0);
        VectorMask<Float> nearer1 = a1.compare(VectorOperators.LT, best1);
        FloatVector number = VECTOR.cast(FloatVector.broadcast(S, Float.intBitsToFloat(list[q])));
        second0 = second0.blend(best0, nearer0);
        second1 = second1.blend(best1, nearer1);
        best0 = best0.blend(a0, nearer0);
        best1 = best1.blend(a1, nearer1);
        at0 = VECTOR.cast(at0).blend(number, nearer0);
        at1 = VECTOR.cast(at1).blend(number, nearer1);
        FloatVector far = FloatVector.broadcast(S, last == q ? Float.POSITIVE_INFINITY : 0);
        b0 = VECTOR.cast(b0).add(far);
        b1 = VECTOR.cast(b1).add(far);
        second0 = second0.blend(b0, b0.compare(VectorOperators.LT, second0));
        second1 = second1.blend(b1, b1.compare(VectorOperators.LT, second1));
        nearer0 = b0.compare(VectorOperators.LT, best0);
        nearer1 = b1.compare(VectorOperators.LT, best1);
        number = VECTOR.cast(FloatVector.broadcast(S, Float.intBitsToFloat(list[last])));
        second0 = second0.blend(best0, nearer0);
        second1 = second1.blend(best1, nearer1);
        best0 = best0.blend(b0, nearer0);
        best1 = best1.blend(b1, nearer1);
        at0 = VECTOR.cast(at0).blend(number, nearer0);
        at1 = VECTOR.cast(at1).blend(number, nearer1);
      }
      INT_VECTOR.cast(VECTOR.cast(at0).reinterpretAsInts()).intoArray(nearest, r);
      INT_VECTOR.cast(VECTOR.cast(at1).reinterpretAsInts()).intoArray(nearest, next);
      VECTOR.cast(best0).intoArray(least, r);
      VECTOR.cast(best1).intoArray(least, next);
      VECTOR.cast(second0).intoArray(least, count + r);
      VECTOR.cast(second1).intoArray(least, count + next);
    }
  }

  /**
   * Makes gaps of squares.
   *
   * @param gaps the least squares, behind them the second least; receives the gaps
   * @param count how many, a multiple of {@link Lanes#UNIT}
   * @param relative e
   * @param absolute a
   * @return the least of the gaps; infinite if there are none
   */
  public static float gaps(float[] gaps, int count, float relative, float absolute) {
    if (count == 0) {
      return Float.POSITIVE_INFINITY;
    }
    FloatVector more = FloatVector.broadcast(S, -1 - relative);
    FloatVector less = FloatVector.broadcast(S, 1 - relative);
    FloatVector minus = FloatVector.broadcast(S, -absolute);
    FloatVector largest = FloatVector.broadcast(S, Lanes.LARGEST_SQUARE);
    FloatVector least = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    for (int r = 0; r < count; r += LANES) {
      FloatVector near = VECTOR.cast(FloatVector.fromArray(S, gaps, r)).sqrt();
      FloatVector far = VECTOR.cast(FloatVector.fromArray(S, gaps, count + r));
      far = far.blend(largest, far.compare(VectorOperators.GT, largest)).sqrt();
      FloatVector gap = far.fma(less, near.fma(more, minus));
      gap.intoArray(gaps, r);
      least = VECTOR.cast(least);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
    }
    return VECTOR.cast(least).reduceLanes(VectorOperators.MIN);
  }
}
