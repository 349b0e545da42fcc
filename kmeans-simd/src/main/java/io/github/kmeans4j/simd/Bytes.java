package io.github.kmeans4j.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Distances of bytes in whole numbers. */
final class Bytes {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final int LANES = SHORTS.length();

  /** As many bytes as shorts; where shorts have 128 bits the conversion would be emulated. */
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.vectorBitSize() / 2)));

  /** See the package. */
  private static final Class<? extends ShortVector> VECTOR = ShortVector.zero(SHORTS).getClass();

  private static final Class<? extends ByteVector> BYTE_VECTOR = ByteVector.zero(BYTES).getClass();

  private static final Class<? extends IntVector> INT_VECTOR =
      IntVector.zero(VectorSpecies.of(int.class, SHORTS.vectorShape())).getClass();

  /** Steps after which a lane that adds at most 255 in each could overflow. */
  private static final int MOST_STEPS = 256;

  private Bytes() {}

  /**
   * Sums the squares of differences. A square is less than 2^16, so that a short holds it, without
   * a sign; its two bytes are added up apart, in shorts too.
   */
  static int squaredDistance(byte[] x, int from, int to, int d) {
    int sum = 0;
    int j = 0;
    while (Widening.COMPILED && j + LANES <= d) {
      ShortVector low = ShortVector.zero(SHORTS);
      ShortVector high = low;
      int end = j + Math.min((d - j) / LANES, MOST_STEPS) * LANES;
      for (; j < end; j += LANES) {
        ShortVector a =
            VECTOR
                .cast(
                    BYTE_VECTOR
                        .cast(ByteVector.fromArray(BYTES, x, from + j))
                        .convertShape(VectorOperators.B2S, SHORTS, 0))
                .and((short) 0xFF);
        ShortVector b =
            VECTOR
                .cast(
                    BYTE_VECTOR
                        .cast(ByteVector.fromArray(BYTES, x, to + j))
                        .convertShape(VectorOperators.B2S, SHORTS, 0))
                .and((short) 0xFF);
        ShortVector t = a.sub(b);
        ShortVector square = t.mul(t);
        low = square.and((short) 0xFF).add(low);
        high = square.lanewise(VectorOperators.LSHR, 8).add(high);
      }
      IntVector lows = INT_VECTOR.cast(VECTOR.cast(low).reinterpretAsInts());
      IntVector highs = INT_VECTOR.cast(VECTOR.cast(high).reinterpretAsInts());
      sum +=
          lows.and(0xFFFF)
              .add(lows.lanewise(VectorOperators.LSHR, 16))
              .add(highs.and(0xFFFF).lanewise(VectorOperators.LSHL, 8))
              .add(highs.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.LSHL, 8))
              .reduceLanes(VectorOperators.ADD);
    }
    for (; j < d; j++) {
      int t = (x[from + j] & 0xFF) - (x[to + j] & 0xFF);
      sum += t * t;
    }
    return sum;
  }
}
