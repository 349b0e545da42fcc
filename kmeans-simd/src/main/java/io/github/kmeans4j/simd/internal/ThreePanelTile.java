package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Five rows × three panels of 512 bits: fifteen chains of multiply-adds, of which two units of four
 * cycles need eight, so that no one waits for another, and eight loads for fifteen of them. More
 * rows would take more registers than the JIT has to spare.
 */
final class ThreePanelTile {
  static final int ROWS = 5;
  static final int PANELS = 3;

  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int PANEL = ScoreTiles.PANEL;

  private ThreePanelTile() {}

  /**
   * Writes ‖c‖² − 2⟨x, c⟩ for the rows x whose offsets stand from {@code from} on and the centroids
   * of three panels. The first one's values begin at {@code at}, its norms at {@code n}, and the
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
    int atB = at + d * PANEL;
    int atC = at + 2 * d * PANEL;
    FloatVector a0 = FloatVector.zero(S);
    FloatVector b0 = a0;
    FloatVector c0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector c1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector c2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    FloatVector c3 = a0;
    FloatVector a4 = a0;
    FloatVector b4 = a0;
    FloatVector c4 = a0;
    for (int j = 0; j < d; j++) {
      FloatVector a = FloatVector.fromArray(S, panels, at + j * PANEL);
      FloatVector b = FloatVector.fromArray(S, panels, atB + j * PANEL);
      FloatVector c = FloatVector.fromArray(S, panels, atC + j * PANEL);
      FloatVector x = FloatVector.broadcast(S, rows[o0 + j]);
      a0 = x.fma(a, a0);
      b0 = x.fma(b, b0);
      c0 = x.fma(c, c0);
      x = FloatVector.broadcast(S, rows[o1 + j]);
      a1 = x.fma(a, a1);
      b1 = x.fma(b, b1);
      c1 = x.fma(c, c1);
      x = FloatVector.broadcast(S, rows[o2 + j]);
      a2 = x.fma(a, a2);
      b2 = x.fma(b, b2);
      c2 = x.fma(c, c2);
      x = FloatVector.broadcast(S, rows[o3 + j]);
      a3 = x.fma(a, a3);
      b3 = x.fma(b, b3);
      c3 = x.fma(c, c3);
      x = FloatVector.broadcast(S, rows[o4 + j]);
      a4 = x.fma(a, a4);
      b4 = x.fma(b, b4);
      c4 = x.fma(c, c4);
    }
    FloatVector twice = FloatVector.broadcast(S, -2);
    FloatVector norm = FloatVector.fromArray(S, norms, n);
    VECTOR.cast(twice.fma(a0, norm)).intoArray(scores, s);
    VECTOR.cast(twice.fma(a1, norm)).intoArray(scores, s + stride);
    VECTOR.cast(twice.fma(a2, norm)).intoArray(scores, s + 2 * stride);
    VECTOR.cast(twice.fma(a3, norm)).intoArray(scores, s + 3 * stride);
    VECTOR.cast(twice.fma(a4, norm)).intoArray(scores, s + 4 * stride);
    norm = FloatVector.fromArray(S, norms, n + PANEL);
    VECTOR.cast(twice.fma(b0, norm)).intoArray(scores, s + PANEL);
    VECTOR.cast(twice.fma(b1, norm)).intoArray(scores, s + stride + PANEL);
    VECTOR.cast(twice.fma(b2, norm)).intoArray(scores, s + 2 * stride + PANEL);
    VECTOR.cast(twice.fma(b3, norm)).intoArray(scores, s + 3 * stride + PANEL);
    VECTOR.cast(twice.fma(b4, norm)).intoArray(scores, s + 4 * stride + PANEL);
    norm = FloatVector.fromArray(S, norms, n + 2 * PANEL);
    VECTOR.cast(twice.fma(c0, norm)).intoArray(scores, s + 2 * PANEL);
    VECTOR.cast(twice.fma(c1, norm)).intoArray(scores, s + stride + 2 * PANEL);
    VECTOR.cast(twice.fma(c2, norm)).intoArray(scores, s + 2 * stride + 2 * PANEL);
    VECTOR.cast(twice.fma(c3, norm)).intoArray(scores, s + 3 * stride + 2 * PANEL);
    VECTOR.cast(twice.fma(c4, norm)).intoArray(scores, s + 4 * stride + 2 * PANEL);
  }
}
