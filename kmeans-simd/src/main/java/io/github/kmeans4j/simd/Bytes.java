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

  private static IntVector of(byte[] x, int i) {
    return ((IntVector)
            ByteVector.fromArray(BYTES, x, i).convertShape(VectorOperators.B2I, INTS, 0))
        .and(0xFF);
  }

  /** Sums the squares of differences. */
  static int squaredDistance(byte[] x, int from, int to, int d) {
    IntVector a = IntVector.zero(INTS);
    IntVector b = a;
    int j = 0;
    for (; Widening.COMPILED && j + 16 <= d; j += 16) {
      IntVector t = of(x, from + j).sub(of(x, to + j));
      a = a.add(t.mul(t));
      t = of(x, from + j + 8).sub(of(x, to + j + 8));
      b = b.add(t.mul(t));
    }
    int sum = a.add(b).reduceLanes(VectorOperators.ADD);
    for (; j < d; j++) {
      int t = (x[from + j] & 0xFF) - (x[to + j] & 0xFF);
      sum += t * t;
    }
    return sum;
  }
}
