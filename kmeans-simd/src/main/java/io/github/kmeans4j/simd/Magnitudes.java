package io.github.kmeans4j.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Magnitudes of values as whole numbers, their bits, which order alike; for these a machine has
 * plain minima and maxima, and the compiler makes no vector code of a loop that takes the bits of
 * floats.
 */
final class Magnitudes {
  private static final VectorSpecies<Float> FLOATS =
      SimdKernel.WIDTH == 128
          ? FloatVector.SPECIES_128
          : SimdKernel.WIDTH == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, FLOATS.vectorShape());
  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, FLOATS.vectorShape());

  /** See the package. */
  private static final Class<? extends FloatVector> FLOAT_VECTOR =
      FloatVector.zero(FLOATS).getClass();

  private static final Class<? extends IntVector> INT_VECTOR = IntVector.zero(INTS).getClass();

  private static final Class<? extends DoubleVector> DOUBLE_VECTOR =
      DoubleVector.zero(DOUBLES).getClass();

  private static final Class<? extends LongVector> LONG_VECTOR = LongVector.zero(LONGS).getClass();

  private static final int LANES = FLOATS.length();

  private Magnitudes() {}

  /** Writes the bits of the largest and of the least that is not 0. */
  static void find(float[] x, int from, int count, int[] found) {
    int most = 0;
    int least = Integer.MAX_VALUE; // of the bits less 1, so that 0 comes last
    int j = 0;
    if (count >= LANES) {
      IntVector mosts = IntVector.zero(INTS);
      IntVector leasts = IntVector.broadcast(INTS, Integer.MAX_VALUE);
      for (; j + LANES <= count; j += LANES) {
        IntVector v =
            INT_VECTOR
                .cast(
                    FLOAT_VECTOR
                        .cast(FloatVector.fromArray(FLOATS, x, from + j))
                        .reinterpretAsInts())
                .and(Integer.MAX_VALUE);
        mosts = v.max(mosts);
        leasts = v.sub(1).and(Integer.MAX_VALUE).min(leasts);
      }
      most = INT_VECTOR.cast(mosts).reduceLanes(VectorOperators.MAX);
      least = INT_VECTOR.cast(leasts).reduceLanes(VectorOperators.MIN);
    }
    for (; j < count; j++) {
      int v = Float.floatToRawIntBits(x[from + j]) & Integer.MAX_VALUE;
      most = Math.max(most, v);
      least = Math.min(least, v - 1 & Integer.MAX_VALUE);
    }
    found[0] = most;
    found[1] = least + (least < Integer.MAX_VALUE ? 1 : 0);
  }

  /** Writes the same of doubles. */
  static void find(double[] x, int from, int count, long[] found) {
    int lanes = DOUBLES.length();
    long most = 0;
    long least = Long.MAX_VALUE;
    int j = 0;
    if (count >= LANES) {
      LongVector mosts = LongVector.zero(LONGS);
      LongVector leasts = LongVector.broadcast(LONGS, Long.MAX_VALUE);
      for (; j + lanes <= count; j += lanes) {
        LongVector v =
            LONG_VECTOR
                .cast(
                    DOUBLE_VECTOR
                        .cast(DoubleVector.fromArray(DOUBLES, x, from + j))
                        .reinterpretAsLongs())
                .and(Long.MAX_VALUE);
        mosts = v.max(mosts);
        leasts = v.sub(1).and(Long.MAX_VALUE).min(leasts);
      }
      most = LONG_VECTOR.cast(mosts).reduceLanes(VectorOperators.MAX);
      least = LONG_VECTOR.cast(leasts).reduceLanes(VectorOperators.MIN);
    }
    for (; j < count; j++) {
      long v = Double.doubleToRawLongBits(x[from + j]) & Long.MAX_VALUE;
      most = Math.max(most, v);
      least = Math.min(least, v - 1 & Long.MAX_VALUE);
    }
    found[0] = most;
    found[1] = least + (least < Long.MAX_VALUE ? 1 : 0);
  }

  /** Tells whether all are whole numbers, as far as an int holds them. */
  static boolean areIntegers(float[] x, int from, int count) {
    int j = 0;
    for (; j + LANES <= count; j += LANES) {
      FloatVector v = FLOAT_VECTOR.cast(FloatVector.fromArray(FLOATS, x, from + j));
      IntVector whole = INT_VECTOR.cast(v.convert(VectorOperators.F2I, 0));
      if (v.compare(VectorOperators.NE, whole.convert(VectorOperators.I2F, 0)).anyTrue()) {
        return false;
      }
    }
    for (; j < count; j++) {
      if (x[from + j] != (int) x[from + j]) {
        return false;
      }
    }
    return true;
  }
}
