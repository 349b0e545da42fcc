package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Eight rows × two panels of 512 bits, where panels are not a multiple of three. */
final class TwoPanelTile {
  static final int ROWS = 8;
  static final int PANELS = 2;

  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int PANEL = ScoreTiles.PANEL;

  private TwoPanelTile() {}

  /**
   * Writes ‖c‖² − 2⟨x, c⟩ for the rows x whose offsets stand from {@code from} on and the centroids
   * of two panels. The first one's values begin at {@code at}, its norms at {@code n}, and the
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
    int o6 = offsets[from + 6];
    int o7 = offsets[from + 7];
    int atB = at + d * PANEL;
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
    FloatVector a6 = a0;
    FloatVector b6 = a0;
    FloatVector a7 = a0;
    FloatVector b7 = a0;
    for (int j = 0; j < d; j++) {
      FloatVector a = FloatVector.fromArray(S, panels, at + j * PANEL);
      FloatVector b = FloatVector.fromArray(S, panels, atB + j * PANEL);
      FloatVector x = FloatVector.broadcast(S, rows[o0 + j]);
      a0 = x.fma(a, a0);
      b0 = x.fma(b, b0);
      x = FloatVector.broadcast(S, rows[o1 + j]);
      a1 = x.fma(a, a1);
      b1 = x.fma(b, b1);
      x = FloatVector.broadcast(S, rows[o2 + j]);
      a2 = x.fma(a, a2);
      b2 = x.fma(b, b2);
      x = FloatVector.broadcast(S, rows[o3 + j]);
      a3 = x.fma(a, a3);
      b3 = x.fma(b, b3);
      x = FloatVector.broadcast(S, rows[o4 + j]);
      a4 = x.fma(a, a4);
      b4 = x.fma(b, b4);
      x = FloatVector.broadcast(S, rows[o5 + j]);
      a5 = x.fma(a, a5);
      b5 = x.fma(b, b5);
      x = FloatVector.broadcast(S, rows[o6 + j]);
      a6 = x.fma(a, a6);
      b6 = x.fma(b, b6);
      x = FloatVector.broadcast(S, rows[o7 + j]);
      a7 = x.fma(a, a7);
      b7 = x.fma(b, b7);
    }
    FloatVector twice = FloatVector.broadcast(S, -2);
    FloatVector norm = FloatVector.fromArray(S, norms, n);
    VECTOR.cast(twice.fma(a0, norm)).intoArray(scores, s);
    VECTOR.cast(twice.fma(a1, norm)).intoArray(scores, s + stride);
    VECTOR.cast(twice.fma(a2, norm)).intoArray(scores, s + 2 * stride);
    VECTOR.cast(twice.fma(a3, norm)).intoArray(scores, s + 3 * stride);
    VECTOR.cast(twice.fma(a4, norm)).intoArray(scores, s + 4 * stride);
    VECTOR.cast(twice.fma(a5, norm)).intoArray(scores, s + 5 * stride);
    VECTOR.cast(twice.fma(a6, norm)).intoArray(scores, s + 6 * stride);
    VECTOR.cast(twice.fma(a7, norm)).intoArray(scores, s + 7 * stride);
    norm = FloatVector.fromArray(S, norms, n + PANEL);
    VECTOR.cast(twice.fma(b0, norm)).intoArray(scores, s + PANEL);
    VECTOR.cast(twice.fma(b1, norm)).intoArray(scores, s + stride + PANEL);
    VECTOR.cast(twice.fma(b2, norm)).intoArray(scores, s + 2 * stride + PANEL);
    VECTOR.cast(twice.fma(b3, norm)).intoArray(scores, s + 3 * stride + PANEL);
    VECTOR.cast(twice.fma(b4, norm)).intoArray(scores, s + 4 * stride + PANEL);
    VECTOR.cast(twice.fma(b5, norm)).intoArray(scores, s + 5 * stride + PANEL);
    VECTOR.cast(twice.fma(b6, norm)).intoArray(scores, s + 6 * stride + PANEL);
    VECTOR.cast(twice.fma(b7, norm)).intoArray(scores, s + 7 * stride + PANEL);
  }
}
