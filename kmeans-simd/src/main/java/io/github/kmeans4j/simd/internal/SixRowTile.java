package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six rows × two neighbouring vectors of 128 or 256 bits of one panel: twelve sums, as many as
 * leave room for what is multiplied where a processor has sixteen vectors.
 *
 * <p>Offsets of rows count up, instead of a number that is added to each: else C2 of JDK 17 takes
 * up the values of all rows first, and has no registers left for the sums.
 */
final class SixRowTile {
  static final int ROWS = 6;

  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S =
      VectorWidth.BITS == 128 ? FloatVector.SPECIES_128 : FloatVector.SPECIES_256;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int PANEL = ScoreTiles.PANEL;
  private static final int LANES = S.length();

  private SixRowTile() {}

  /**
   * Writes ‖c‖² − 2⟨x, c⟩ for the rows x whose offsets stand from {@code from} on and the centroids
   * of two vectors. The first one's values begin at {@code at}, its norms at {@code n}, and the
   * scores of the first row at {@code s}.
   */
  static void scores(
      float[] rows,
      int[] offsets,
      int from,
      float[] panels,
      int at,
      int d,
      float[] norms,
      int n,
      float[] scores,
      int s,
      int stride) {
    if (d == 0) {
      return;
    }
    int o0 = offsets[from];
    int o1 = offsets[from + 1];
    int o2 = offsets[from + 2];
    int o3 = offsets[from + 3];
    int o4 = offsets[from + 4];
    int o5 = offsets[from + 5];
    FloatVector a0 = FloatVector.zero(S);
    FloatVector b0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    FloatVector a4 = a0;
    FloatVector b4 = a0;
    FloatVector a5 = a0;
    FloatVector b5 = a0;
    int end = at + d * PANEL;
    for (int p = at; p < end; p += PANEL) {
      FloatVector a = FloatVector.fromArray(S, panels, p);
      FloatVector b = FloatVector.fromArray(S, panels, p + LANES);
      FloatVector x = FloatVector.broadcast(S, rows[o0]);
      a0 = x.fma(a, a0);
      b0 = x.fma(b, b0);
      x = FloatVector.broadcast(S, rows[o1]);
      a1 = x.fma(a, a1);
      b1 = x.fma(b, b1);
      x = FloatVector.broadcast(S, rows[o2]);
      a2 = x.fma(a, a2);
      b2 = x.fma(b, b2);
      x = FloatVector.broadcast(S, rows[o3]);
      a3 = x.fma(a, a3);
      b3 = x.fma(b, b3);
      x = FloatVector.broadcast(S, rows[o4]);
      a4 = x.fma(a, a4);
      b4 = x.fma(b, b4);
      x = FloatVector.broadcast(S, rows[o5]);
      a5 = x.fma(a, a5);
      b5 = x.fma(b, b5);
      o0++;
      o1++;
      o2++;
      o3++;
      o4++;
      o5++;
    }
    FloatVector twice = FloatVector.broadcast(S, -2);
    FloatVector norm = FloatVector.fromArray(S, norms, n);
    VECTOR.cast(twice.fma(a0, norm)).intoArray(scores, s);
    VECTOR.cast(twice.fma(a1, norm)).intoArray(scores, s + stride);
    VECTOR.cast(twice.fma(a2, norm)).intoArray(scores, s + 2 * stride);
    VECTOR.cast(twice.fma(a3, norm)).intoArray(scores, s + 3 * stride);
    VECTOR.cast(twice.fma(a4, norm)).intoArray(scores, s + 4 * stride);
    VECTOR.cast(twice.fma(a5, norm)).intoArray(scores, s + 5 * stride);
    norm = FloatVector.fromArray(S, norms, n + LANES);
    VECTOR.cast(twice.fma(b0, norm)).intoArray(scores, s + LANES);
    VECTOR.cast(twice.fma(b1, norm)).intoArray(scores, s + stride + LANES);
    VECTOR.cast(twice.fma(b2, norm)).intoArray(scores, s + 2 * stride + LANES);
    VECTOR.cast(twice.fma(b3, norm)).intoArray(scores, s + 3 * stride + LANES);
    VECTOR.cast(twice.fma(b4, norm)).intoArray(scores, s + 4 * stride + LANES);
    VECTOR.cast(twice.fma(b5, norm)).intoArray(scores, s + 5 * stride + LANES);
  }
}
