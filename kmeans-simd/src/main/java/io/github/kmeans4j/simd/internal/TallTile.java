package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scores of eight rows and the 16 centroids of one panel, at 512 bits: eight sums keep the units
 * for multiplication busy, of which four would wait for each other.
 */
final class TallTile {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int PANEL = ScoreTiles.PANEL;

  /** Rows at once. */
  static final int ROWS = 8;

  private TallTile() {}

  /**
   * Writes ‖c‖² − 2⟨x, c⟩ for the rows that begin at {@code offsets[from]} to {@code offsets[from +
   * 7]}. The panel begins at {@code at}, its norms at {@code n}, the scores of the first row at
   * {@code s}.
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
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    for (int j = 0; j < d; j++) {
      FloatVector c = FloatVector.fromArray(S, panels, at + j * PANEL);
      a0 = FloatVector.broadcast(S, rows[o0 + j]).fma(c, a0);
      a1 = FloatVector.broadcast(S, rows[o1 + j]).fma(c, a1);
      a2 = FloatVector.broadcast(S, rows[o2 + j]).fma(c, a2);
      a3 = FloatVector.broadcast(S, rows[o3 + j]).fma(c, a3);
      a4 = FloatVector.broadcast(S, rows[o4 + j]).fma(c, a4);
      a5 = FloatVector.broadcast(S, rows[o5 + j]).fma(c, a5);
      a6 = FloatVector.broadcast(S, rows[o6 + j]).fma(c, a6);
      a7 = FloatVector.broadcast(S, rows[o7 + j]).fma(c, a7);
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
  }
}
