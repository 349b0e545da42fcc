package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.kernel.Pairs;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of four rows × four vectors of 512 bits in double: sixteen chains of multiply-adds, and
 * half of the 32 registers that AVX-512 has.
 */
final class WideProducts {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends DoubleVector> VECTOR = DoubleVector.zero(S).getClass();

  private static final int WIDTH = S.length();
  private static final int LANES = Pairs.LANES;

  /** Lanes of a panel that a call takes. */
  static final int STEP = 4 * WIDTH;

  private WideProducts() {}

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
    DoubleVector c0 = DoubleVector.fromArray(S, sums, s0 + 2 * WIDTH);
    DoubleVector d0 = DoubleVector.fromArray(S, sums, s0 + 3 * WIDTH);
    DoubleVector a1 = DoubleVector.fromArray(S, sums, s1);
    DoubleVector b1 = DoubleVector.fromArray(S, sums, s1 + WIDTH);
    DoubleVector c1 = DoubleVector.fromArray(S, sums, s1 + 2 * WIDTH);
    DoubleVector d1 = DoubleVector.fromArray(S, sums, s1 + 3 * WIDTH);
    DoubleVector a2 = DoubleVector.fromArray(S, sums, s2);
    DoubleVector b2 = DoubleVector.fromArray(S, sums, s2 + WIDTH);
    DoubleVector c2 = DoubleVector.fromArray(S, sums, s2 + 2 * WIDTH);
    DoubleVector d2 = DoubleVector.fromArray(S, sums, s2 + 3 * WIDTH);
    DoubleVector a3 = DoubleVector.fromArray(S, sums, s3);
    DoubleVector b3 = DoubleVector.fromArray(S, sums, s3 + WIDTH);
    DoubleVector c3 = DoubleVector.fromArray(S, sums, s3 + 2 * WIDTH);
    DoubleVector d3 = DoubleVector.fromArray(S, sums, s3 + 3 * WIDTH);
    for (int j = 0; j < columns; j++) {
      int y = at + j * LANES;
      DoubleVector a = DoubleVector.fromArray(S, panel, y);
      DoubleVector b = DoubleVector.fromArray(S, panel, y + WIDTH);
      DoubleVector c = DoubleVector.fromArray(S, panel, y + 2 * WIDTH);
      DoubleVector d = DoubleVector.fromArray(S, panel, y + 3 * WIDTH);
      DoubleVector x = VECTOR.cast(DoubleVector.broadcast(S, rows[o0 + j]));
      a0 = x.fma(a, a0);
      b0 = x.fma(b, b0);
      c0 = x.fma(c, c0);
      d0 = x.fma(d, d0);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o1 + j]));
      a1 = x.fma(a, a1);
      b1 = x.fma(b, b1);
      c1 = x.fma(c, c1);
      d1 = x.fma(d, d1);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o2 + j]));
      a2 = x.fma(a, a2);
      b2 = x.fma(b, b2);
      c2 = x.fma(c, c2);
      d2 = x.fma(d, d2);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o3 + j]));
      a3 = x.fma(a, a3);
      b3 = x.fma(b, b3);
      c3 = x.fma(c, c3);
      d3 = x.fma(d, d3);
    }
    VECTOR.cast(a0).intoArray(sums, s0);
    VECTOR.cast(b0).intoArray(sums, s0 + WIDTH);
    VECTOR.cast(c0).intoArray(sums, s0 + 2 * WIDTH);
    VECTOR.cast(d0).intoArray(sums, s0 + 3 * WIDTH);
    VECTOR.cast(a1).intoArray(sums, s1);
    VECTOR.cast(b1).intoArray(sums, s1 + WIDTH);
    VECTOR.cast(c1).intoArray(sums, s1 + 2 * WIDTH);
    VECTOR.cast(d1).intoArray(sums, s1 + 3 * WIDTH);
    VECTOR.cast(a2).intoArray(sums, s2);
    VECTOR.cast(b2).intoArray(sums, s2 + WIDTH);
    VECTOR.cast(c2).intoArray(sums, s2 + 2 * WIDTH);
    VECTOR.cast(d2).intoArray(sums, s2 + 3 * WIDTH);
    VECTOR.cast(a3).intoArray(sums, s3);
    VECTOR.cast(b3).intoArray(sums, s3 + WIDTH);
    VECTOR.cast(c3).intoArray(sums, s3 + 2 * WIDTH);
    VECTOR.cast(d3).intoArray(sums, s3 + 3 * WIDTH);
  }
}
