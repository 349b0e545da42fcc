package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Eight rows × two panels of 512 bits, where panels are not a multiple of three. */
final class TwoPanelTile {
  static final int ROWS = 8;
  static final int PANELS = 2;

  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

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
    FloatVector norm = FloatVector.fromArray(S, norms, n);
    norm.sub(a0.add(a0)).intoArray(scores, s);
    norm.sub(a1.add(a1)).intoArray(scores, s + stride);
    norm.sub(a2.add(a2)).intoArray(scores, s + 2 * stride);
    norm.sub(a3.add(a3)).intoArray(scores, s + 3 * stride);
    norm.sub(a4.add(a4)).intoArray(scores, s + 4 * stride);
    norm.sub(a5.add(a5)).intoArray(scores, s + 5 * stride);
    norm.sub(a6.add(a6)).intoArray(scores, s + 6 * stride);
    norm.sub(a7.add(a7)).intoArray(scores, s + 7 * stride);
    norm = FloatVector.fromArray(S, norms, n + PANEL);
    norm.sub(b0.add(b0)).intoArray(scores, s + PANEL);
    norm.sub(b1.add(b1)).intoArray(scores, s + stride + PANEL);
    norm.sub(b2.add(b2)).intoArray(scores, s + 2 * stride + PANEL);
    norm.sub(b3.add(b3)).intoArray(scores, s + 3 * stride + PANEL);
    norm.sub(b4.add(b4)).intoArray(scores, s + 4 * stride + PANEL);
    norm.sub(b5.add(b5)).intoArray(scores, s + 5 * stride + PANEL);
    norm.sub(b6.add(b6)).intoArray(scores, s + 6 * stride + PANEL);
    norm.sub(b7.add(b7)).intoArray(scores, s + 7 * stride + PANEL);
  }
}
