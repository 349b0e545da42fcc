package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of floats. All loops stand in one method, which is so long that the JIT calls it: a
 * dozen methods ask for products, and the vectors took most of the time to compile each of them.
 */
public final class DotProduct {
  private static final VectorSpecies<Float> S =
      VectorWidth.BITS == 128
          ? FloatVector.SPECIES_128
          : VectorWidth.BITS == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int LANES = S.length();

  private DotProduct() {}

  /** Returns the product, in four sums that need not wait for each other, and what is left over. */
  public static float of(float[] a, int aFrom, float[] b, int bFrom, int d) {
    if (d == 0) {
      return 0;
    }
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int j = 0;
    for (; j + 4 * LANES <= d; j += 4 * LANES) {
      s0 =
          VECTOR
              .cast(FloatVector.fromArray(S, a, aFrom + j))
              .fma(FloatVector.fromArray(S, b, bFrom + j), s0);
      s1 =
          VECTOR
              .cast(FloatVector.fromArray(S, a, aFrom + j + LANES))
              .fma(FloatVector.fromArray(S, b, bFrom + j + LANES), s1);
      s2 =
          VECTOR
              .cast(FloatVector.fromArray(S, a, aFrom + j + 2 * LANES))
              .fma(FloatVector.fromArray(S, b, bFrom + j + 2 * LANES), s2);
      s3 =
          VECTOR
              .cast(FloatVector.fromArray(S, a, aFrom + j + 3 * LANES))
              .fma(FloatVector.fromArray(S, b, bFrom + j + 3 * LANES), s3);
    }
    FloatVector s = VECTOR.cast(s0).add(s1).add(VECTOR.cast(s2).add(s3));
    for (; j + LANES <= d; j += LANES) {
      s =
          VECTOR
              .cast(FloatVector.fromArray(S, a, aFrom + j))
              .fma(FloatVector.fromArray(S, b, bFrom + j), s);
    }
    // The order of this sum is unspecified, which only matters for bits that the error bound
    // covers.
    float sum = VECTOR.cast(s).reduceLanes(VectorOperators.ADD);
    for (; j < d; j++) {
      sum = Math.fma(a[aFrom + j], b[bFrom + j], sum);
    }
    return sum;
  }

  /** Bounds the roundings on the way to a product of so many columns. */
  public static int chain(int d) {
    // The sums of blocks and the tree of four, the vectors left over, the lanes in any order, the
    // tail.
    return d / (4 * LANES) + 2 + 3 + 2 * LANES;
  }
}
