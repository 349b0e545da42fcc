package io.github.kmeans4j.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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

  /** Whether vectors of 512 bits are registers here; the plain loops are better elsewhere. */
  static final boolean COMPILED =
      SimdKernel.WIDTH == 512 && FloatVector.SPECIES_PREFERRED.length() >= 16;

  private Doubles() {}

  private static DoubleVector of(double[] x, int i) {
    return DoubleVector.fromArray(S, x, i);
  }

  private static DoubleVector of(float[] x, int i) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, i).convertShape(VectorOperators.F2D, S, 0);
  }

  private static DoubleVector of(byte[] x, int i) {
    IntVector ints =
        ((IntVector) ByteVector.fromArray(BYTES, x, i).convertShape(VectorOperators.B2I, INTS, 0))
            .and(0xFF);
    return (DoubleVector) ints.convertShape(VectorOperators.I2D, S, 0);
  }

  private static double tree(DoubleVector sums) {
    double s0 = sums.lane(0) + sums.lane(1);
    double s2 = sums.lane(2) + sums.lane(3);
    double s4 = sums.lane(4) + sums.lane(5);
    double s6 = sums.lane(6) + sums.lane(7);
    return (s0 + s2) + (s4 + s6);
  }

  /** Adds a multiple of values to sums. */
  static void addTo(double[] x, int from, double weight, double[] sum, int at, int count) {
    DoubleVector w = DoubleVector.broadcast(S, weight);
    int j = 0;
    for (; j + 8 <= count; j += 8) {
      of(sum, at + j).add(of(x, from + j).mul(w)).intoArray(sum, at + j);
    }
    for (; j < count; j++) {
      sum[at + j] += weight * x[from + j];
    }
  }

  /** Sums the squares of differences, in eight partial sums. */
  static double squaredDistance(double[] x, int from, double[] c) {
    DoubleVector sums = DoubleVector.zero(S);
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t = of(x, from + j).sub(of(c, j));
      sums = sums.add(t.mul(t));
    }
    double first = sums.lane(0);
    if (j < c.length) {
      for (; j < c.length; j++) {
        double t = x[from + j] - c[j];
        first += t * t;
      }
      sums = sums.withLane(0, first);
    }
    return tree(sums);
  }

  /** Adds a multiple of values to sums. */
  static void addTo(float[] x, int from, double weight, double[] sum, int at, int count) {
    DoubleVector w = DoubleVector.broadcast(S, weight);
    int j = 0;
    for (; j + 8 <= count; j += 8) {
      of(sum, at + j).add(of(x, from + j).mul(w)).intoArray(sum, at + j);
    }
    for (; j < count; j++) {
      sum[at + j] += weight * x[from + j];
    }
  }

  /** Sums the squares of differences, in eight partial sums. */
  static double squaredDistance(float[] x, int from, double[] c) {
    DoubleVector sums = DoubleVector.zero(S);
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t = of(x, from + j).sub(of(c, j));
      sums = sums.add(t.mul(t));
    }
    double first = sums.lane(0);
    if (j < c.length) {
      for (; j < c.length; j++) {
        double t = x[from + j] - c[j];
        first += t * t;
      }
      sums = sums.withLane(0, first);
    }
    return tree(sums);
  }

  /** Adds a multiple of values to sums. */
  static void addTo(byte[] x, int from, double weight, double[] sum, int at, int count) {
    DoubleVector w = DoubleVector.broadcast(S, weight);
    int j = 0;
    for (; j + 8 <= count; j += 8) {
      of(sum, at + j).add(of(x, from + j).mul(w)).intoArray(sum, at + j);
    }
    for (; j < count; j++) {
      sum[at + j] += weight * (x[from + j] & 0xFF);
    }
  }

  /** Sums the squares of differences, in eight partial sums. */
  static double squaredDistance(byte[] x, int from, double[] c) {
    DoubleVector sums = DoubleVector.zero(S);
    int j = 0;
    for (; j + 8 <= c.length; j += 8) {
      DoubleVector t = of(x, from + j).sub(of(c, j));
      sums = sums.add(t.mul(t));
    }
    double first = sums.lane(0);
    if (j < c.length) {
      for (; j < c.length; j++) {
        double t = (x[from + j] & 0xFF) - c[j];
        first += t * t;
      }
      sums = sums.withLane(0, first);
    }
    return tree(sums);
  }
}
