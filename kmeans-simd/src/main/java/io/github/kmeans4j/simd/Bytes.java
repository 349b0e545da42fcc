package io.github.kmeans4j.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Distances of bytes in whole numbers. */
final class Bytes {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;

  private Bytes() {}

  /** Sums the squares of differences. */
  static int squaredDistance(byte[] x, int from, int to, int d) {
    IntVector sums = IntVector.zero(INTS);
    int j = 0;
    for (; Widening.COMPILED && j + 8 <= d; j += 8) {
      IntVector a =
          ((IntVector)
                  ByteVector.fromArray(BYTES, x, from + j)
                      .convertShape(VectorOperators.B2I, INTS, 0))
              .and(0xFF);
      IntVector b =
          ((IntVector)
                  ByteVector.fromArray(BYTES, x, to + j).convertShape(VectorOperators.B2I, INTS, 0))
              .and(0xFF);
      IntVector t = a.sub(b);
      sums = sums.add(t.mul(t));
    }
    int sum = sums.reduceLanes(VectorOperators.ADD);
    for (; j < d; j++) {
      int t = (x[from + j] & 0xFF) - (x[to + j] & 0xFF);
      sum += t * t;
    }
    return sum;
  }
}
