package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.kernel.Pairs;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of six rows × two vectors of 128 or 256 bits in double: twelve chains of multiply-adds,
 * as many as leave room for what is multiplied where a processor has sixteen vectors. Offsets of
 * rows count up as in the tile of six rows of scores.
 */
final class SixRowProducts {
  static final int ROWS = 6;

  private static final VectorSpecies<Double> S =
      SimdKernel.WIDTH == 128 ? DoubleVector.SPECIES_128 : DoubleVector.SPECIES_256;

  /** See the package. */
  private static final Class<? extends DoubleVector> VECTOR = DoubleVector.zero(S).getClass();

  private static final int WIDTH = S.length();
  private static final int LANES = Pairs.LANES;

  private SixRowProducts() {}

  /**
   * Goes on with the sums of six rows by some columns: those of the first row begin at {@code s},
   * the values at {@code o}, those of the panel at {@code at}.
   *
   * @param d distance of the values of two rows
   */
  static void multiply(
      double[] rows, int o, int d, double[] panel, int at, int columns, double[] sums, int s) {
    if (columns == 0) {
      return;
    }
    DoubleVector a0 = DoubleVector.fromArray(S, sums, s);
    DoubleVector b0 = DoubleVector.fromArray(S, sums, s + WIDTH);
    DoubleVector a1 = DoubleVector.fromArray(S, sums, s + LANES);
    DoubleVector b1 = DoubleVector.fromArray(S, sums, s + LANES + WIDTH);
    DoubleVector a2 = DoubleVector.fromArray(S, sums, s + 2 * LANES);
    DoubleVector b2 = DoubleVector.fromArray(S, sums, s + 2 * LANES + WIDTH);
    DoubleVector a3 = DoubleVector.fromArray(S, sums, s + 3 * LANES);
    DoubleVector b3 = DoubleVector.fromArray(S, sums, s + 3 * LANES + WIDTH);
    DoubleVector a4 = DoubleVector.fromArray(S, sums, s + 4 * LANES);
    DoubleVector b4 = DoubleVector.fromArray(S, sums, s + 4 * LANES + WIDTH);
    DoubleVector a5 = DoubleVector.fromArray(S, sums, s + 5 * LANES);
    DoubleVector b5 = DoubleVector.fromArray(S, sums, s + 5 * LANES + WIDTH);
    int o0 = o;
    int o1 = o + d;
    int o2 = o + 2 * d;
    int o3 = o + 3 * d;
    int o4 = o + 4 * d;
    int o5 = o + 5 * d;
    int end = at + columns * LANES;
    for (int y = at; y < end; y += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, panel, y);
      DoubleVector b = DoubleVector.fromArray(S, panel, y + WIDTH);
      DoubleVector x = VECTOR.cast(DoubleVector.broadcast(S, rows[o0]));
      a0 = x.fma(a, a0);
      b0 = x.fma(b, b0);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o1]));
      a1 = x.fma(a, a1);
      b1 = x.fma(b, b1);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o2]));
      a2 = x.fma(a, a2);
      b2 = x.fma(b, b2);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o3]));
      a3 = x.fma(a, a3);
      b3 = x.fma(b, b3);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o4]));
      a4 = x.fma(a, a4);
      b4 = x.fma(b, b4);
      x = VECTOR.cast(DoubleVector.broadcast(S, rows[o5]));
      a5 = x.fma(a, a5);
      b5 = x.fma(b, b5);
      o0++;
      o1++;
      o2++;
      o3++;
      o4++;
      o5++;
    }
    VECTOR.cast(a0).intoArray(sums, s);
    VECTOR.cast(b0).intoArray(sums, s + WIDTH);
    VECTOR.cast(a1).intoArray(sums, s + LANES);
    VECTOR.cast(b1).intoArray(sums, s + LANES + WIDTH);
    VECTOR.cast(a2).intoArray(sums, s + 2 * LANES);
    VECTOR.cast(b2).intoArray(sums, s + 2 * LANES + WIDTH);
    VECTOR.cast(a3).intoArray(sums, s + 3 * LANES);
    VECTOR.cast(b3).intoArray(sums, s + 3 * LANES + WIDTH);
    VECTOR.cast(a4).intoArray(sums, s + 4 * LANES);
    VECTOR.cast(b4).intoArray(sums, s + 4 * LANES + WIDTH);
    VECTOR.cast(a5).intoArray(sums, s + 5 * LANES);
    VECTOR.cast(b5).intoArray(sums, s + 5 * LANES + WIDTH);
  }
}
