package io.github.kmeans4j.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bytes to floats, in registers. The shapes are fixed, so that the width of the vectors of floats
 * does not matter: 8 bytes become 8 ints of 256 bits, which is the widest step that every JVM of
 * interest compiles well.
 */
final class Widening {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_128;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(FLOATS).getClass();

  private static final Class<? extends IntVector> INT_VECTOR = IntVector.zero(INTS).getClass();

  private static final Class<? extends ShortVector> SHORT_VECTOR =
      ShortVector.zero(SHORTS).getClass();

  private static final Class<? extends ByteVector> BYTE_VECTOR = ByteVector.zero(BYTES).getClass();

  /** On machines of 128 bits the conversion would be emulated; the plain loop is better there. */
  static final boolean COMPILED = FloatVector.SPECIES_PREFERRED.length() >= 8;

  private Widening() {}

  /** Widens a multiple of 8 values less the shift; returns how many. */
  static int widen(byte[] source, int from, float[] shift, float[] target, int at, int d) {
    int j = 0;
    for (; COMPILED && j + 8 <= d; j += 8) {
      // Signed widening and a mask: unsigned conversion between shapes fails on JDK 17.
      IntVector ints =
          INT_VECTOR
              .cast(
                  BYTE_VECTOR
                      .cast(ByteVector.fromArray(BYTES, source, from + j))
                      .convertShape(VectorOperators.B2I, INTS, 0))
              .and(0xFF);
      VECTOR
          .cast(ints.convertShape(VectorOperators.I2F, FLOATS, 0))
          .sub(FloatVector.fromArray(FLOATS, shift, j))
          .intoArray(target, at + j);
    }
    return j;
  }

  /** Widens a multiple of 8 shorts; returns how many. */
  static int widen(short[] source, int from, float[] target, int at, int count) {
    int j = 0;
    for (; COMPILED && j + 8 <= count; j += 8) {
      IntVector ints =
          INT_VECTOR.cast(
              SHORT_VECTOR
                  .cast(ShortVector.fromArray(SHORTS, source, from + j))
                  .convertShape(VectorOperators.S2I, INTS, 0));
      VECTOR.cast(ints.convertShape(VectorOperators.I2F, FLOATS, 0)).intoArray(target, at + j);
    }
    return j;
  }
}
