package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.kernel.Pairs;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of four rows × two vectors of 128 or 256 bits in double: eight chains of multiply-adds.
 * The code is that of {@link WideProducts} with half as many vectors, since there are 16 registers.
 */
final class NarrowProducts {
  private static final VectorSpecies<Double> S =
      SimdKernel.WIDTH == 128 ? DoubleVector.SPECIES_128 : DoubleVector.SPECIES_256;

  /** See the package. */
  private static final Class<? extends DoubleVector> VECTOR = DoubleVector.zero(S).getClass();

  private static final int WIDTH = S.length();
  private static final int LANES = Pairs.LANES;

  /** Lanes of a panel that a call takes. */
  static final int STEP = 2 * WIDTH;

  private NarrowProducts() {}

  /**
   * Goes on with the sums of four rows, which begin at s0 to s3, by some columns: their values
   * begin at o0 to o3, those of the panel at {@code at}.
   */
  static void multiply(
      double[] rows,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] panel,
      int at,
      int columns,
      double[] sums,
      int s0,
      int s1,
      int s2,
      int s3) {
    if (columns == 0) {
      return;
    }
    DoubleVector a0 = DoubleVector.fromArray(S, sums, s0);
    DoubleVector b0 = DoubleVector.fromArray(S, sums, s0 + WIDTH);
    DoubleVector a1 = DoubleVector.fromArray(S, sums, s1);
    DoubleVector b1 = DoubleVector.fromArray(S, sums, s1 + WIDTH);
    DoubleVector a2 = DoubleVector.fromArray(S, sums, s2);
    DoubleVector b2 = DoubleVector.fromArray(S, sums, s2 + WIDTH);
    DoubleVector a3 = DoubleVector.fromArray(S, sums, s3);
    DoubleVector b3 = DoubleVector.fromArray(S, sums, s3 + WIDTH);
    for (int j = 0; j < columns; j++) {
      int y = at + j * LANES;
      DoubleVector a = DoubleVector.fromArray(S, panel, y);
      DoubleVector b = DoubleVector.fromArray(S, panel, y + WIDTH);
      DoubleVector x = VECTOR.cast(DoubleVector.broadcast(S, rows[o0 + j]));
      a0 = x.fma(a, a0);
      b0 = x.fma(b, b0);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o1 + j]));
      a1 = x.fma(a, a1);
      b1 = x.fma(b, b1);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o2 + j]));
      a2 = x.fma(a, a2);
      b2 = x.fma(b, b2);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o3 + j]));
      a3 = x.fma(a, a3);
      b3 = x.fma(b, b3);
    }
    VECTOR.cast(a0).intoArray(sums, s0);
    VECTOR.cast(b0).intoArray(sums, s0 + WIDTH);
    VECTOR.cast(a1).intoArray(sums, s1);
    VECTOR.cast(b1).intoArray(sums, s1 + WIDTH);
    VECTOR.cast(a2).intoArray(sums, s2);
    VECTOR.cast(b2).intoArray(sums, s2 + WIDTH);
    VECTOR.cast(a3).intoArray(sums, s3);
    VECTOR.cast(b3).intoArray(sums, s3 + WIDTH);
  }
}
