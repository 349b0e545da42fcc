package io.github.kmeans4j.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and squared distances in double, eight columns at a time: one vector of 512 bits. The eight
 * partial sums of a distance are its lanes, so the bits are those of the plain loop.
 */
final class Doubles {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends DoubleVector> VECTOR = DoubleVector.zero(S).getClass();

  private static final Class<? extends FloatVector> FLOAT_VECTOR =
      FloatVector.zero(FLOATS).getClass();

  private static final Class<? extends IntVector> INT_VECTOR = IntVector.zero(INTS).getClass();

  private static final Class<? extends ByteVector> BYTE_VECTOR = ByteVector.zero(BYTES).getClass();

  private static final Class<? extends LongVector> LONG_VECTOR = LongVector.zero(LONGS).getClass();

  /** Adding it leaves a whole number in the last bits of a double. */
  private static final double SHIFTER = 0x1.8p52;

  private static final long SHIFTER_BITS = Double.doubleToRawLongBits(SHIFTER);

  /** Whether vectors of 512 bits are registers here; the plain loops are better elsewhere. */
  static final boolean COMPILED =
      SimdKernel.WIDTH == 512 && FloatVector.SPECIES_PREFERRED.length() >= 16;

  /** Below so many columns there is nothing to do for vectors. */
  static final int FEW_COLUMNS = 8;

  private Doubles() {}

  /** Whether vectors measure distances in so many columns. */
  static boolean suits(int d) {
    return COMPILED && (d >= FEW_COLUMNS || d == 0);
  }

  /** Adds a multiple of values to sums. */
  static void addTo(double[] x, int from, double weight, double[] sum, int at, int count) {
    if (count == 0) {
      return;
    }
    DoubleVector w = DoubleVector.broadcast(S, weight);
    int j = 0;
    for (; j + 8 <= count; j += 8) {
      VECTOR
          .cast(DoubleVector.fromArray(S, sum, at + j))
          .add(VECTOR.cast(DoubleVector.fromArray(S, x, from + j)).mul(w))
          .intoArray(sum, at + j);
    }
    for (; j < count; j++) {
      sum[at + j] += weight * x[from + j];
    }
  }

  /** Sums the squares of differences, in eight partial sums. */
  static double squaredDistance(double[] x, int from, double[] c) {
    if (c.length == 0) {
      return 0;
    }
    DoubleVector sums = DoubleVector.zero(S);
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t =
          VECTOR.cast(DoubleVector.fromArray(S, x, from + j)).sub(DoubleVector.fromArray(S, c, j));
      sums = t.mul(t).add(sums);
    }
    double first = sums.lane(0);
    for (; j < c.length; j++) {
      double t = x[from + j] - c[j];
      first += t * t;
    }
    double s0 = first + sums.lane(1);
    double s2 = sums.lane(2) + sums.lane(3);
    double s4 = sums.lane(4) + sums.lane(5);
    double s6 = sums.lane(6) + sums.lane(7);
    return (s0 + s2) + (s4 + s6);
  }

  /** Adds a multiple of values to sums. */
  static void addTo(float[] x, int from, double weight, double[] sum, int at, int count) {
    if (count == 0) {
      return;
    }
    DoubleVector w = DoubleVector.broadcast(S, weight);
    int j = 0;
    for (; j + 8 <= count; j += 8) {
      VECTOR
          .cast(DoubleVector.fromArray(S, sum, at + j))
          .add(
              VECTOR
                  .cast(
                      FLOAT_VECTOR
                          .cast(FloatVector.fromArray(FLOATS, x, from + j))
                          .convertShape(VectorOperators.F2D, S, 0))
                  .mul(w))
          .intoArray(sum, at + j);
    }
    for (; j < count; j++) {
      sum[at + j] += weight * x[from + j];
    }
  }

  /** Sums the squares of differences, in eight partial sums. */
  static double squaredDistance(float[] x, int from, double[] c) {
    if (c.length == 0) {
      return 0;
    }
    DoubleVector sums = DoubleVector.zero(S);
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t =
          VECTOR
              .cast(
                  FLOAT_VECTOR
                      .cast(FloatVector.fromArray(FLOATS, x, from + j))
                      .convertShape(VectorOperators.F2D, S, 0))
              .sub(DoubleVector.fromArray(S, c, j));
      sums = t.mul(t).add(sums);
    }
    double first = sums.lane(0);
    for (; j < c.length; j++) {
      double t = x[from + j] - c[j];
      first += t * t;
    }
    double s0 = first + sums.lane(1);
    double s2 = sums.lane(2) + sums.lane(3);
    double s4 = sums.lane(4) + sums.lane(5);
    double s6 = sums.lane(6) + sums.lane(7);
    return (s0 + s2) + (s4 + s6);
  }

  /** Adds a multiple of values to sums. */
  static void addTo(byte[] x, int from, double weight, double[] sum, int at, int count) {
    if (count == 0) {
      return;
    }
    DoubleVector w = DoubleVector.broadcast(S, weight);
    int j = 0;
    for (; j + 8 <= count; j += 8) {
      IntVector ints =
          INT_VECTOR
              .cast(
                  BYTE_VECTOR
                      .cast(ByteVector.fromArray(BYTES, x, from + j))
                      .convertShape(VectorOperators.B2I, INTS, 0))
              .and(0xFF);
      VECTOR
          .cast(DoubleVector.fromArray(S, sum, at + j))
          .add(VECTOR.cast(ints.convertShape(VectorOperators.I2D, S, 0)).mul(w))
          .intoArray(sum, at + j);
    }
    for (; j < count; j++) {
      sum[at + j] += weight * (x[from + j] & 0xFF);
    }
  }

  /** Sums the squares of differences, in eight partial sums. */
  static double squaredDistance(byte[] x, int from, double[] c) {
    if (c.length == 0) {
      return 0;
    }
    DoubleVector sums = DoubleVector.zero(S);
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      IntVector ints =
          INT_VECTOR
              .cast(
                  BYTE_VECTOR
                      .cast(ByteVector.fromArray(BYTES, x, from + j))
                      .convertShape(VectorOperators.B2I, INTS, 0))
              .and(0xFF);
      DoubleVector t =
          VECTOR
              .cast(ints.convertShape(VectorOperators.I2D, S, 0))
              .sub(DoubleVector.fromArray(S, c, j));
      sums = t.mul(t).add(sums);
    }
    double first = sums.lane(0);
    for (; j < c.length; j++) {
      double t = (x[from + j] & 0xFF) - c[j];
      first += t * t;
    }
    double s0 = first + sums.lane(1);
    double s2 = sums.lane(2) + sums.lane(3);
    double s4 = sums.lane(4) + sums.lane(5);
    double s6 = sums.lane(6) + sums.lane(7);
    return (s0 + s2) + (s4 + s6);
  }

  /** Cuts values into whole numbers and adds those to sums; needs a radix. */
  static void addParts(
      double[] x,
      int from,
      double weight,
      double[] scale,
      double radix,
      long[] high,
      long[] low,
      int at,
      int count) {
    if (count == 0) {
      return;
    }
    DoubleVector shifter = DoubleVector.broadcast(S, SHIFTER);
    LongVector shifterBits = shifter.reinterpretAsLongs();
    int j = 0;
    for (; j + 8 <= count; j += 8) {
      DoubleVector y =
          VECTOR
              .cast(DoubleVector.fromArray(S, x, from + j))
              .mul(VECTOR.cast(DoubleVector.fromArray(S, scale, at + j)).mul(weight));
      DoubleVector shifted = y.add(shifter);
      LONG_VECTOR
          .cast(LongVector.fromArray(LONGS, high, at + j))
          .add(LONG_VECTOR.cast(shifted.reinterpretAsLongs()).sub(shifterBits))
          .intoArray(high, at + j);
      DoubleVector rest = y.sub(shifted.sub(shifter)).mul(radix).add(shifter);
      LONG_VECTOR
          .cast(LongVector.fromArray(LONGS, low, at + j))
          .add(LONG_VECTOR.cast(rest.reinterpretAsLongs()).sub(shifterBits))
          .intoArray(low, at + j);
    }
    for (; j < count; j++) {
      double y = x[from + j] * (weight * scale[at + j]);
      double shifted = y + SHIFTER;
      high[at + j] += Double.doubleToRawLongBits(shifted) - SHIFTER_BITS;
      double rest = (y - (shifted - SHIFTER)) * radix;
      low[at + j] += Double.doubleToRawLongBits(rest + SHIFTER) - SHIFTER_BITS;
    }
  }
}
