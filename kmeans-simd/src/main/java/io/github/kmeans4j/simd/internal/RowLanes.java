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
 * <p>Two vectors of rows at once, so that neither waits for its own last result. Squares of
 * distances are not negative, so their bits order as they do, and the least and second least are
 * kept as whole numbers, for which a machine has plain instructions. So is the least of the gaps
 * among lanes: their minimum as floats takes many times as long. A gap takes two of the four
 * roundings that {@link Lanes} allows.
 */
public final class RowLanes {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S =
      VectorWidth.BITS == 128
          ? FloatVector.SPECIES_128
          : VectorWidth.BITS == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final Class<? extends IntVector> INT_VECTOR = IntVector.zero(INTS).getClass();

  private static final int LANES = S.length();
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final int LARGEST = Float.floatToRawIntBits(Lanes.LARGEST_SQUARE);

  /** All bits but the sign: inverted where that is set, they order as the floats do. */
  private static final int MAGNITUDE = Integer.MAX_VALUE;

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
    IntVector largest = IntVector.broadcast(INTS, LARGEST);
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector x0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + r));
      FloatVector x1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + next));
      FloatVector y0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + r));
      FloatVector y1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + next));
      IntVector best0 = IntVector.broadcast(INTS, INFINITY);
      IntVector best1 = best0;
      IntVector second0 = best0;
      IntVector second1 = best0;
      IntVector at0 = IntVector.broadcast(INTS, list[0]);
      IntVector at1 = at0;
      for (int q = 0; q < size; q++) {
        int o = list[q] * 2;
        best0 = INT_VECTOR.cast(best0);
        best1 = INT_VECTOR.cast(best1);
        second0 = INT_VECTOR.cast(second0);
        second1 = INT_VECTOR.cast(second1);
        FloatVector c = VECTOR.cast(FloatVector.broadcast(S, centroids[o]));
        FloatVector t0 = x0.sub(c);
        FloatVector t1 = x1.sub(c);
        c = VECTOR.cast(FloatVector.broadcast(S, centroids[o + 1]));
        FloatVector u0 = y0.sub(c);
        FloatVector u1 = y1.sub(c);
        IntVector v0 = INT_VECTOR.cast(u0.fma(u0, t0.mul(t0)).reinterpretAsInts());
        IntVector v1 = INT_VECTOR.cast(u1.fma(u1, t1.mul(t1)).reinterpretAsInts());
        second0 = v0.max(best0).min(second0);
        second1 = v1.max(best1).min(second1);
        IntVector here = INT_VECTOR.cast(IntVector.broadcast(INTS, list[q]));
        VectorMask<Integer> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Integer> nearer1 = v1.compare(VectorOperators.LT, best1);
        at0 = INT_VECTOR.cast(at0).blend(here, nearer0);
        at1 = INT_VECTOR.cast(at1).blend(here, nearer1);
        best0 = v0.min(best0);
        best1 = v1.min(best1);
      }
      INT_VECTOR.cast(at0).intoArray(nearest, r);
      INT_VECTOR.cast(at1).intoArray(nearest, next);
      second0 = INT_VECTOR.cast(second0).min(largest);
      second1 = INT_VECTOR.cast(second1).min(largest);
      FloatVector near = VECTOR.cast(INT_VECTOR.cast(best0).reinterpretAsFloats());
      FloatVector far = VECTOR.cast(INT_VECTOR.cast(second0).reinterpretAsFloats());
      near = VECTOR.cast(near.sqrt()).fma(more, minus);
      FloatVector gap = VECTOR.cast(VECTOR.cast(far.sqrt()).fma(less, near));
      gap.intoArray(gaps, r);
      near = VECTOR.cast(INT_VECTOR.cast(best1).reinterpretAsFloats());
      far = VECTOR.cast(INT_VECTOR.cast(second1).reinterpretAsFloats());
      near = VECTOR.cast(near.sqrt()).fma(more, minus);
      gap = VECTOR.cast(VECTOR.cast(far.sqrt()).fma(less, near));
      gap.intoArray(gaps, next);
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
    IntVector largest = IntVector.broadcast(INTS, LARGEST);
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector x0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + r));
      FloatVector x1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + next));
      FloatVector y0 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + r));
      FloatVector y1 = VECTOR.cast(FloatVector.fromArray(S, columns, from + stride + next));
      FloatVector z0 = VECTOR.cast(FloatVector.fromArray(S, columns, third + r));
      FloatVector z1 = VECTOR.cast(FloatVector.fromArray(S, columns, third + next));
      IntVector best0 = IntVector.broadcast(INTS, INFINITY);
      IntVector best1 = best0;
      IntVector second0 = best0;
      IntVector second1 = best0;
      IntVector at0 = IntVector.broadcast(INTS, list[0]);
      IntVector at1 = at0;
      for (int q = 0; q < size; q++) {
        int o = list[q] * 3;
        best0 = INT_VECTOR.cast(best0);
        best1 = INT_VECTOR.cast(best1);
        second0 = INT_VECTOR.cast(second0);
        second1 = INT_VECTOR.cast(second1);
        FloatVector c = VECTOR.cast(FloatVector.broadcast(S, centroids[o]));
        FloatVector t0 = x0.sub(c);
        FloatVector t1 = x1.sub(c);
        c = VECTOR.cast(FloatVector.broadcast(S, centroids[o + 1]));
        FloatVector u0 = y0.sub(c);
        FloatVector u1 = y1.sub(c);
        c = VECTOR.cast(FloatVector.broadcast(S, centroids[o + 2]));
        FloatVector w0 = z0.sub(c);
        FloatVector w1 = z1.sub(c);
        IntVector v0 = INT_VECTOR.cast(w0.fma(w0, u0.fma(u0, t0.mul(t0))).reinterpretAsInts());
        IntVector v1 = INT_VECTOR.cast(w1.fma(w1, u1.fma(u1, t1.mul(t1))).reinterpretAsInts());
        second0 = v0.max(best0).min(second0);
        second1 = v1.max(best1).min(second1);
        IntVector here = INT_VECTOR.cast(IntVector.broadcast(INTS, list[q]));
        VectorMask<Integer> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Integer> nearer1 = v1.compare(VectorOperators.LT, best1);
        at0 = INT_VECTOR.cast(at0).blend(here, nearer0);
        at1 = INT_VECTOR.cast(at1).blend(here, nearer1);
        best0 = v0.min(best0);
        best1 = v1.min(best1);
      }
      INT_VECTOR.cast(at0).intoArray(nearest, r);
      INT_VECTOR.cast(at1).intoArray(nearest, next);
      second0 = INT_VECTOR.cast(second0).min(largest);
      second1 = INT_VECTOR.cast(second1).min(largest);
      FloatVector near = VECTOR.cast(INT_VECTOR.cast(best0).reinterpretAsFloats());
      FloatVector far = VECTOR.cast(INT_VECTOR.cast(second0).reinterpretAsFloats());
      near = VECTOR.cast(near.sqrt()).fma(more, minus);
      FloatVector gap = VECTOR.cast(VECTOR.cast(far.sqrt()).fma(less, near));
      gap.intoArray(gaps, r);
      near = VECTOR.cast(INT_VECTOR.cast(best1).reinterpretAsFloats());
      far = VECTOR.cast(INT_VECTOR.cast(second1).reinterpretAsFloats());
      near = VECTOR.cast(near.sqrt()).fma(more, minus);
      gap = VECTOR.cast(VECTOR.cast(far.sqrt()).fma(less, near));
      gap.intoArray(gaps, next);
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
    IntVector largest = IntVector.broadcast(INTS, LARGEST);
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      IntVector best0 = IntVector.broadcast(INTS, INFINITY);
      IntVector best1 = best0;
      IntVector second0 = best0;
      IntVector second1 = best0;
      IntVector at0 = IntVector.broadcast(INTS, list[0]);
      IntVector at1 = at0;
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
        best0 = INT_VECTOR.cast(best0);
        best1 = INT_VECTOR.cast(best1);
        second0 = INT_VECTOR.cast(second0);
        second1 = INT_VECTOR.cast(second1);
        IntVector v0 = INT_VECTOR.cast(VECTOR.cast(a0).reinterpretAsInts());
        IntVector v1 = INT_VECTOR.cast(VECTOR.cast(a1).reinterpretAsInts());
        IntVector index = INT_VECTOR.cast(IntVector.broadcast(INTS, list[q]));
        second0 = v0.max(best0).min(second0);
        second1 = v1.max(best1).min(second1);
        at0 = INT_VECTOR.cast(at0).blend(index, v0.compare(VectorOperators.LT, best0));
        at1 = INT_VECTOR.cast(at1).blend(index, v1.compare(VectorOperators.LT, best1));
        best0 = v0.min(best0);
        best1 = v1.min(best1);
        IntVector far = INT_VECTOR.cast(IntVector.broadcast(INTS, last == q ? INFINITY : 0));
        v0 = INT_VECTOR.cast(VECTOR.cast(b0).reinterpretAsInts()).max(far);
        v1 = INT_VECTOR.cast(VECTOR.cast(b1).reinterpretAsInts()).max(far);
        index = INT_VECTOR.cast(IntVector.broadcast(INTS, list[last]));
        second0 = v0.max(best0).min(second0);
        second1 = v1.max(best1).min(second1);
        at0 = INT_VECTOR.cast(at0).blend(index, v0.compare(VectorOperators.LT, best0));
        at1 = INT_VECTOR.cast(at1).blend(index, v1.compare(VectorOperators.LT, best1));
        best0 = v0.min(best0);
        best1 = v1.min(best1);
      }
      INT_VECTOR.cast(at0).intoArray(nearest, r);
      INT_VECTOR.cast(at1).intoArray(nearest, next);
      second0 = INT_VECTOR.cast(second0).min(largest);
      second1 = INT_VECTOR.cast(second1).min(largest);
      FloatVector near = VECTOR.cast(INT_VECTOR.cast(best0).reinterpretAsFloats());
      FloatVector far = VECTOR.cast(INT_VECTOR.cast(second0).reinterpretAsFloats());
      near = VECTOR.cast(near.sqrt()).fma(more, minus);
      FloatVector gap = VECTOR.cast(VECTOR.cast(far.sqrt()).fma(less, near));
      gap.intoArray(gaps, r);
      near = VECTOR.cast(INT_VECTOR.cast(best1).reinterpretAsFloats());
      far = VECTOR.cast(INT_VECTOR.cast(second1).reinterpretAsFloats());
      near = VECTOR.cast(near.sqrt()).fma(more, minus);
      gap = VECTOR.cast(VECTOR.cast(far.sqrt()).fma(less, near));
      gap.intoArray(gaps, next);
    }
  }

  /**
   * Returns the least of some gaps, by whole numbers that are in their order.
   *
   * @param gaps the gaps
   * @param count how many, a multiple of {@link Lanes#UNIT}
   * @return the least; infinite if there are none
   */
  public static float least(float[] gaps, int count) {
    if (count == 0) {
      // In vectors, for C2 of JDK 17: it must have seen whole numbers become floats, or it makes
      // objects of those above.
      return INT_VECTOR.cast(IntVector.broadcast(INTS, INFINITY)).reinterpretAsFloats().lane(0);
    }
    IntVector least = IntVector.broadcast(INTS, INFINITY);
    for (int r = 0; r < count; r += LANES) {
      FloatVector gap = VECTOR.cast(FloatVector.fromArray(S, gaps, r));
      IntVector bits = INT_VECTOR.cast(gap.reinterpretAsInts());
      IntVector signs = INT_VECTOR.cast(bits.lanewise(VectorOperators.ASHR, 31));
      least = bits.lanewise(VectorOperators.XOR, signs.and(MAGNITUDE)).min(least);
    }
    int ordered = INT_VECTOR.cast(least).reduceLanes(VectorOperators.MIN);
    return Float.intBitsToFloat(ordered ^ (ordered >> 31 & MAGNITUDE));
  }
}
