package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The squared distances of {@code Doubles} where vectors have 256 bits: two of them for eight
 * columns. The eight partial sums are their lanes, so the bits are those of the plain loop. What
 * the compiler makes of plain loops that add rows to sums is as fast as vectors.
 */
public final class DoublePairs {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_128;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;

  /** See the package. */
  private static final Class<? extends DoubleVector> VECTOR = DoubleVector.zero(S).getClass();

  private static final Class<? extends FloatVector> FLOAT_VECTOR =
      FloatVector.zero(FLOATS).getClass();

  private static final Class<? extends IntVector> INT_VECTOR = IntVector.zero(INTS).getClass();

  private static final Class<? extends ByteVector> BYTE_VECTOR = ByteVector.zero(BYTES).getClass();

  /** Whether vectors of 256 bits are registers here. */
  private static final boolean COMPILED =
      VectorWidth.BITS == 256 && FloatVector.SPECIES_PREFERRED.length() >= 8;

  /** Below so many columns there is nothing to do for vectors. */
  private static final int FEW_COLUMNS = 8;

  private DoublePairs() {}

  /** Whether vectors measure distances in so many columns. */
  public static boolean suits(int d) {
    return COMPILED && (d >= FEW_COLUMNS || d == 0);
  }

  /** Sums the squares of differences, in eight partial sums. */
  public static double squaredDistance(double[] x, int from, double[] c) {
    if (c.length == 0) {
      return 0;
    }
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = a;
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t =
          VECTOR.cast(DoubleVector.fromArray(S, x, from + j)).sub(DoubleVector.fromArray(S, c, j));
      a = t.mul(t).add(a);
      t =
          VECTOR
              .cast(DoubleVector.fromArray(S, x, from + j + 4))
              .sub(DoubleVector.fromArray(S, c, j + 4));
      b = t.mul(t).add(b);
    }
    double first = a.lane(0);
    for (; j < c.length; j++) {
      double t = x[from + j] - c[j];
      first += t * t;
    }
    double s0 = first + a.lane(1);
    double s2 = a.lane(2) + a.lane(3);
    double s4 = b.lane(0) + b.lane(1);
    double s6 = b.lane(2) + b.lane(3);
    return (s0 + s2) + (s4 + s6);
  }

  /** Sums the squares of differences, in eight partial sums. */
  public static double squaredDistance(float[] x, int from, double[] c) {
    if (c.length == 0) {
      return 0;
    }
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = a;
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t =
          VECTOR
              .cast(
                  FLOAT_VECTOR
                      .cast(FloatVector.fromArray(FLOATS, x, from + j))
                      .convertShape(VectorOperators.F2D, S, 0))
              .sub(DoubleVector.fromArray(S, c, j));
      a = t.mul(t).add(a);
      t =
          VECTOR
              .cast(
                  FLOAT_VECTOR
                      .cast(FloatVector.fromArray(FLOATS, x, from + j + 4))
                      .convertShape(VectorOperators.F2D, S, 0))
              .sub(DoubleVector.fromArray(S, c, j + 4));
      b = t.mul(t).add(b);
    }
    double first = a.lane(0);
    for (; j < c.length; j++) {
      double t = x[from + j] - c[j];
      first += t * t;
    }
    double s0 = first + a.lane(1);
    double s2 = a.lane(2) + a.lane(3);
    double s4 = b.lane(0) + b.lane(1);
    double s6 = b.lane(2) + b.lane(3);
    return (s0 + s2) + (s4 + s6);
  }

  /** Whether four bytes follow the values, which are read but not used. */
  public static boolean suits(byte[] x, int from, int d) {
    return suits(d) && from + d + 4 <= x.length;
  }

  /** Sums the squares of differences, in eight partial sums. */
  public static double squaredDistance(byte[] x, int from, double[] c) {
    if (c.length == 0) {
      return 0;
    }
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = a;
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t =
          VECTOR
              .cast(
                  INT_VECTOR
                      .cast(
                          BYTE_VECTOR
                              .cast(ByteVector.fromArray(BYTES, x, from + j))
                              .convertShape(VectorOperators.B2I, INTS, 0))
                      .and(0xFF)
                      .convertShape(VectorOperators.I2D, S, 0))
              .sub(DoubleVector.fromArray(S, c, j));
      a = t.mul(t).add(a);
      t =
          VECTOR
              .cast(
                  INT_VECTOR
                      .cast(
                          BYTE_VECTOR
                              .cast(ByteVector.fromArray(BYTES, x, from + j + 4))
                              .convertShape(VectorOperators.B2I, INTS, 0))
                      .and(0xFF)
                      .convertShape(VectorOperators.I2D, S, 0))
              .sub(DoubleVector.fromArray(S, c, j + 4));
      b = t.mul(t).add(b);
    }
    double first = a.lane(0);
    for (; j < c.length; j++) {
      double t = (x[from + j] & 0xFF) - c[j];
      first += t * t;
    }
    double s0 = first + a.lane(1);
    double s2 = a.lane(2) + a.lane(3);
    double s4 = b.lane(0) + b.lane(1);
    double s6 = b.lane(2) + b.lane(3);
    return (s0 + s2) + (s4 + s6);
  }
}
