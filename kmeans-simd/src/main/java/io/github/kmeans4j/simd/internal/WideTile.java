package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows × two vectors of 512 bits, each a panel. The code is that of {@link NarrowTile}, but
 * for where the second vector lies.
 */
final class WideTile {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int PANEL = ScoreTiles.PANEL;
  private static final int LANES = S.length();

  private WideTile() {}

  /**
   * Writes ‖c‖² − 2⟨x, c⟩ for four rows x and the centroids of two vectors. The rows begin at o0 to
   * o3, their scores at s0 to s3; {@code at} and {@code n} are where the first vector's values and
   * norms begin.
   */
  static void scores(
      float[] rows,
      int o0,
      int o1,
      int o2,
      int o3,
      float[] panels,
      int at,
      int d,
      float[] norms,
      int n,
      float[] scores,
      int s0,
      int s1,
      int s2,
      int s3) {
    if (d == 0) {
      return;
    }
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    int next = at + d * PANEL;
    int j = 0;
    for (; j < d - 1; j += 2) {
      FloatVector a = FloatVector.fromArray(S, panels, at + j * PANEL);
      FloatVector b = FloatVector.fromArray(S, panels, next + j * PANEL);
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
      a = FloatVector.fromArray(S, panels, at + j * PANEL + PANEL);
      b = FloatVector.fromArray(S, panels, next + j * PANEL + PANEL);
      x = FloatVector.broadcast(S, rows[o0 + j + 1]);
      a0 = x.fma(a, a0);
      b0 = x.fma(b, b0);
      x = FloatVector.broadcast(S, rows[o1 + j + 1]);
      a1 = x.fma(a, a1);
      b1 = x.fma(b, b1);
      x = FloatVector.broadcast(S, rows[o2 + j + 1]);
      a2 = x.fma(a, a2);
      b2 = x.fma(b, b2);
      x = FloatVector.broadcast(S, rows[o3 + j + 1]);
      a3 = x.fma(a, a3);
      b3 = x.fma(b, b3);
    }
    if (j < d) {
      FloatVector a = FloatVector.fromArray(S, panels, at + j * PANEL);
      FloatVector b = FloatVector.fromArray(S, panels, next + j * PANEL);
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
    }
    FloatVector twice = FloatVector.broadcast(S, -2);
    FloatVector norm = FloatVector.fromArray(S, norms, n);
    VECTOR.cast(twice.fma(a0, norm)).intoArray(scores, s0);
    VECTOR.cast(twice.fma(a1, norm)).intoArray(scores, s1);
    VECTOR.cast(twice.fma(a2, norm)).intoArray(scores, s2);
    VECTOR.cast(twice.fma(a3, norm)).intoArray(scores, s3);
    norm = FloatVector.fromArray(S, norms, n + LANES);
    VECTOR.cast(twice.fma(b0, norm)).intoArray(scores, s0 + LANES);
    VECTOR.cast(twice.fma(b1, norm)).intoArray(scores, s1 + LANES);
    VECTOR.cast(twice.fma(b2, norm)).intoArray(scores, s2 + LANES);
    VECTOR.cast(twice.fma(b3, norm)).intoArray(scores, s3 + LANES);
  }
}
