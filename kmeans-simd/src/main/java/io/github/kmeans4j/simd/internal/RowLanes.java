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
 * among lanes: their minimum as floats takes many times as long.
 */
public final class RowLanes {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S =
      VectorWidth.BITS == 128
          ? FloatVector.SPECIES_128
          : VectorWidth.BITS == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());

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
   * @return the least of the gaps
   */
  public static float two(
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
    FloatVector least = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector x0 = FloatVector.fromArray(S, columns, from + r);
      FloatVector x1 = FloatVector.fromArray(S, columns, from + next);
      FloatVector y0 = FloatVector.fromArray(S, columns, from + stride + r);
      FloatVector y1 = FloatVector.fromArray(S, columns, from + stride + next);
      IntVector best0 = IntVector.broadcast(INTS, INFINITY);
      IntVector best1 = best0;
      IntVector second0 = best0;
      IntVector second1 = best0;
      IntVector at0 = IntVector.broadcast(INTS, list[0]);
      IntVector at1 = at0;
      for (int q = 0; q < size; q++) {
        int o = list[q] * 2;
        FloatVector c = FloatVector.broadcast(S, centroids[o]);
        FloatVector t0 = x0.sub(c);
        FloatVector t1 = x1.sub(c);
        c = FloatVector.broadcast(S, centroids[o + 1]);
        FloatVector u0 = y0.sub(c);
        FloatVector u1 = y1.sub(c);
        IntVector v0 = u0.fma(u0, t0.mul(t0)).reinterpretAsInts();
        IntVector v1 = u1.fma(u1, t1.mul(t1)).reinterpretAsInts();
        second0 = second0.min(v0.max(best0));
        second1 = second1.min(v1.max(best1));
        IntVector here = IntVector.broadcast(INTS, list[q]);
        VectorMask<Integer> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Integer> nearer1 = v1.compare(VectorOperators.LT, best1);
        at0 = at0.blend(here, nearer0);
        at1 = at1.blend(here, nearer1);
        best0 = best0.min(v0);
        best1 = best1.min(v1);
      }
      at0.intoArray(nearest, r);
      at1.intoArray(nearest, next);
      second0 = second0.min(LARGEST);
      second1 = second1.min(LARGEST);
      FloatVector near = best0.reinterpretAsFloats().sqrt().mul(1 + relative).add(absolute);
      FloatVector gap = second0.reinterpretAsFloats().sqrt().mul(1 - relative).sub(near);
      gap.intoArray(gaps, r);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
      near = best1.reinterpretAsFloats().sqrt().mul(1 + relative).add(absolute);
      gap = second1.reinterpretAsFloats().sqrt().mul(1 - relative).sub(near);
      gap.intoArray(gaps, next);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
    }
    IntVector bits = least.reinterpretAsInts();
    int ordered =
        bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.ASHR, 31).and(MAGNITUDE))
            .reduceLanes(VectorOperators.MIN);
    return Float.intBitsToFloat(ordered ^ (ordered >> 31 & MAGNITUDE));
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
   * @return the least of the gaps
   */
  public static float three(
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
    FloatVector least = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    for (int r = 0; r < count; r += 2 * LANES) {
      int next = r + LANES;
      FloatVector x0 = FloatVector.fromArray(S, columns, from + r);
      FloatVector x1 = FloatVector.fromArray(S, columns, from + next);
      FloatVector y0 = FloatVector.fromArray(S, columns, from + stride + r);
      FloatVector y1 = FloatVector.fromArray(S, columns, from + stride + next);
      FloatVector z0 = FloatVector.fromArray(S, columns, third + r);
      FloatVector z1 = FloatVector.fromArray(S, columns, third + next);
      IntVector best0 = IntVector.broadcast(INTS, INFINITY);
      IntVector best1 = best0;
      IntVector second0 = best0;
      IntVector second1 = best0;
      IntVector at0 = IntVector.broadcast(INTS, list[0]);
      IntVector at1 = at0;
      for (int q = 0; q < size; q++) {
        int o = list[q] * 3;
        FloatVector c = FloatVector.broadcast(S, centroids[o]);
        FloatVector t0 = x0.sub(c);
        FloatVector t1 = x1.sub(c);
        c = FloatVector.broadcast(S, centroids[o + 1]);
        FloatVector u0 = y0.sub(c);
        FloatVector u1 = y1.sub(c);
        c = FloatVector.broadcast(S, centroids[o + 2]);
        FloatVector w0 = z0.sub(c);
        FloatVector w1 = z1.sub(c);
        IntVector v0 = w0.fma(w0, u0.fma(u0, t0.mul(t0))).reinterpretAsInts();
        IntVector v1 = w1.fma(w1, u1.fma(u1, t1.mul(t1))).reinterpretAsInts();
        second0 = second0.min(v0.max(best0));
        second1 = second1.min(v1.max(best1));
        IntVector here = IntVector.broadcast(INTS, list[q]);
        VectorMask<Integer> nearer0 = v0.compare(VectorOperators.LT, best0);
        VectorMask<Integer> nearer1 = v1.compare(VectorOperators.LT, best1);
        at0 = at0.blend(here, nearer0);
        at1 = at1.blend(here, nearer1);
        best0 = best0.min(v0);
        best1 = best1.min(v1);
      }
      at0.intoArray(nearest, r);
      at1.intoArray(nearest, next);
      second0 = second0.min(LARGEST);
      second1 = second1.min(LARGEST);
      FloatVector near = best0.reinterpretAsFloats().sqrt().mul(1 + relative).add(absolute);
      FloatVector gap = second0.reinterpretAsFloats().sqrt().mul(1 - relative).sub(near);
      gap.intoArray(gaps, r);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
      near = best1.reinterpretAsFloats().sqrt().mul(1 + relative).add(absolute);
      gap = second1.reinterpretAsFloats().sqrt().mul(1 - relative).sub(near);
      gap.intoArray(gaps, next);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
    }
    IntVector bits = least.reinterpretAsInts();
    int ordered =
        bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.ASHR, 31).and(MAGNITUDE))
            .reduceLanes(VectorOperators.MIN);
    return Float.intBitsToFloat(ordered ^ (ordered >> 31 & MAGNITUDE));
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
   * @return the least of the gaps
   */
  public static float many(
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
    FloatVector least = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
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
          FloatVector x0 = FloatVector.fromArray(S, columns, x);
          FloatVector x1 = FloatVector.fromArray(S, columns, x + LANES);
          FloatVector c = FloatVector.broadcast(S, centroids[here + j]);
          FloatVector t0 = x0.sub(c);
          FloatVector t1 = x1.sub(c);
          a0 = t0.fma(t0, a0);
          a1 = t1.fma(t1, a1);
          c = FloatVector.broadcast(S, centroids[there + j]);
          t0 = x0.sub(c);
          t1 = x1.sub(c);
          b0 = t0.fma(t0, b0);
          b1 = t1.fma(t1, b1);
          x += stride;
        }
        IntVector v0 = a0.reinterpretAsInts();
        IntVector v1 = a1.reinterpretAsInts();
        IntVector index = IntVector.broadcast(INTS, list[q]);
        second0 = second0.min(v0.max(best0));
        second1 = second1.min(v1.max(best1));
        at0 = at0.blend(index, v0.compare(VectorOperators.LT, best0));
        at1 = at1.blend(index, v1.compare(VectorOperators.LT, best1));
        best0 = best0.min(v0);
        best1 = best1.min(v1);
        IntVector far = IntVector.broadcast(INTS, last == q ? INFINITY : 0);
        v0 = b0.reinterpretAsInts().max(far);
        v1 = b1.reinterpretAsInts().max(far);
        index = IntVector.broadcast(INTS, list[last]);
        second0 = second0.min(v0.max(best0));
        second1 = second1.min(v1.max(best1));
        at0 = at0.blend(index, v0.compare(VectorOperators.LT, best0));
        at1 = at1.blend(index, v1.compare(VectorOperators.LT, best1));
        best0 = best0.min(v0);
        best1 = best1.min(v1);
      }
      at0.intoArray(nearest, r);
      at1.intoArray(nearest, next);
      second0 = second0.min(LARGEST);
      second1 = second1.min(LARGEST);
      FloatVector near = best0.reinterpretAsFloats().sqrt().mul(1 + relative).add(absolute);
      FloatVector gap = second0.reinterpretAsFloats().sqrt().mul(1 - relative).sub(near);
      gap.intoArray(gaps, r);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
      near = best1.reinterpretAsFloats().sqrt().mul(1 + relative).add(absolute);
      gap = second1.reinterpretAsFloats().sqrt().mul(1 - relative).sub(near);
      gap.intoArray(gaps, next);
      least = least.blend(gap, gap.compare(VectorOperators.LT, least));
    }
    IntVector bits = least.reinterpretAsInts();
    int ordered =
        bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.ASHR, 31).and(MAGNITUDE))
            .reduceLanes(VectorOperators.MIN);
    return Float.intBitsToFloat(ordered ^ (ordered >> 31 & MAGNITUDE));
  }
}
