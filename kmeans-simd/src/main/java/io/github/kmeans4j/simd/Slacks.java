package io.github.kmeans4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Comparisons of scores that are lowered by a slack each. */
final class Slacks {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S =
      SimdKernel.WIDTH == 128
          ? FloatVector.SPECIES_128
          : SimdKernel.WIDTH == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  private static final int LANES = S.length();

  /** For a few groups. */
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final Class<? extends FloatVector> SHORT_VECTOR =
      FloatVector.zero(FOUR).getClass();

  private static final Class<? extends IntVector> INT_VECTOR =
      IntVector.zero(VectorSpecies.of(int.class, S.vectorShape())).getClass();

  /** Bits of all lanes of a mask. */
  private static final long LANES_SET = (1L << LANES) - 1;

  private static final long FOUR_SET = (1L << 4) - 1;

  /** Whether the JIT makes bits of a mask in a step, and not lane by lane. */
  private static final boolean QUICK_BITS = Runtime.version().feature() > 17;

  /** What three roundings can have added to a bound at most, relative to its terms. */
  private static final float ROUNDING = 0x1p-21f;

  /** Pays for the roundings of a sum and its root. */
  private static final float DOWN = 1 - 0x1p-22f;

  private Slacks() {}

  /** The least of scores − factor · slack. */
  static float least(
      float[] scores, int from, float[] slack, int slackFrom, float factor, int count) {
    if (count == 0) {
      return Float.POSITIVE_INFINITY;
    }
    FloatVector minus = FloatVector.broadcast(S, -factor);
    FloatVector a = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    FloatVector b = a;
    int j = 0;
    for (; j + 2 * LANES <= count; j += 2 * LANES) {
      a =
          VECTOR
              .cast(FloatVector.fromArray(S, slack, slackFrom + j))
              .fma(minus, FloatVector.fromArray(S, scores, from + j))
              .min(a);
      b =
          VECTOR
              .cast(FloatVector.fromArray(S, slack, slackFrom + j + LANES))
              .fma(minus, FloatVector.fromArray(S, scores, from + j + LANES))
              .min(b);
    }
    if (j + LANES <= count) {
      a =
          VECTOR
              .cast(FloatVector.fromArray(S, slack, slackFrom + j))
              .fma(minus, FloatVector.fromArray(S, scores, from + j))
              .min(a);
      j += LANES;
    }
    // The least lane, by integers that are in the order of the floats: their minimum is one step.
    IntVector bits = INT_VECTOR.cast(VECTOR.cast(a).min(b).reinterpretAsInts());
    IntVector signs = INT_VECTOR.cast(bits.lanewise(VectorOperators.ASHR, 31));
    int ordered =
        bits.lanewise(VectorOperators.XOR, signs.and(Integer.MAX_VALUE))
            .reduceLanes(VectorOperators.MIN);
    float least = Float.intBitsToFloat(ordered ^ (ordered >> 31 & Integer.MAX_VALUE));
    for (; j < count; j++) {
      float value = Math.fma(-factor, slack[slackFrom + j], scores[from + j]);
      least = value < least ? value : least;
    }
    return least;
  }

  /**
   * Lowers bounds and tells which of them fail. The last vector may overlap the one before: it is
   * loaded first, so that what both have is lowered once.
   */
  static long lower(
      float[] bounds, int at, float[] drifts, int from, float common, int count, float limit) {
    long failing = 0;
    int g = 0;
    if (count >= LANES) {
      FloatVector all = VECTOR.cast(FloatVector.broadcast(S, common));
      int last = count - LANES;
      FloatVector tail = VECTOR.cast(FloatVector.fromArray(S, bounds, at + last));
      for (; g < last; g += LANES) {
        FloatVector drift = VECTOR.cast(FloatVector.fromArray(S, drifts, from + g)).add(all);
        FloatVector bound = VECTOR.cast(FloatVector.fromArray(S, bounds, at + g)).sub(drift);
        bound = bound.sub(bound.abs().add(drift.abs()).add(all.abs()).mul(ROUNDING));
        bound.intoArray(bounds, at + g);
        failing |= failing(bound.compare(VectorOperators.GT, limit), LANES_SET) << g;
      }
      FloatVector drift = VECTOR.cast(FloatVector.fromArray(S, drifts, from + last)).add(all);
      FloatVector bound = tail.sub(drift);
      bound = bound.sub(bound.abs().add(drift.abs()).add(all.abs()).mul(ROUNDING));
      bound.intoArray(bounds, at + last);
      return failing | failing(bound.compare(VectorOperators.GT, limit), LANES_SET) << last;
    }
    if (count >= 4) {
      FloatVector all = SHORT_VECTOR.cast(FloatVector.broadcast(FOUR, common));
      int last = count - 4;
      FloatVector tail = SHORT_VECTOR.cast(FloatVector.fromArray(FOUR, bounds, at + last));
      for (; g < last; g += 4) {
        FloatVector drift =
            SHORT_VECTOR.cast(FloatVector.fromArray(FOUR, drifts, from + g)).add(all);
        FloatVector bound =
            SHORT_VECTOR.cast(FloatVector.fromArray(FOUR, bounds, at + g)).sub(drift);
        bound = bound.sub(bound.abs().add(drift.abs()).add(all.abs()).mul(ROUNDING));
        bound.intoArray(bounds, at + g);
        failing |= failing(bound.compare(VectorOperators.GT, limit), FOUR_SET) << g;
      }
      FloatVector drift =
          SHORT_VECTOR.cast(FloatVector.fromArray(FOUR, drifts, from + last)).add(all);
      FloatVector bound = tail.sub(drift);
      bound = bound.sub(bound.abs().add(drift.abs()).add(all.abs()).mul(ROUNDING));
      bound.intoArray(bounds, at + last);
      return failing | failing(bound.compare(VectorOperators.GT, limit), FOUR_SET) << last;
    }
    for (; g < count; g++) {
      float drift = drifts[from + g] + common;
      float bound = bounds[at + g] - drift;
      bound -= (Math.abs(bound) + Math.abs(drift) + Math.abs(common)) * ROUNDING;
      bounds[at + g] = bound;
      failing |= bound > limit ? 0 : 1L << g;
    }
    return failing;
  }

  /** A bit for each lane that is not set. */
  private static long failing(VectorMask<Float> holds, long lanes) {
    return QUICK_BITS || !holds.allTrue() ? ~holds.toLong() & lanes : 0;
  }

  /** Lists those that are not at least the limit. */
  static int list(
      float[] scores,
      int from,
      float[] slack,
      int slackFrom,
      float factor,
      int count,
      float limit,
      int[] found) {
    if (count == 0) {
      return 0;
    }
    FloatVector minus = FloatVector.broadcast(S, -factor);
    int size = 0;
    int j = 0;
    for (; j + LANES <= count; j += LANES) {
      VectorMask<Float> above =
          VECTOR
              .cast(FloatVector.fromArray(S, slack, slackFrom + j))
              .fma(minus, FloatVector.fromArray(S, scores, from + j))
              .compare(VectorOperators.GE, limit);
      if (above.allTrue()) {
        continue;
      }
      for (long below = ~above.toLong() & LANES_SET; below != 0; below &= below - 1) {
        found[size++] = j + Long.numberOfTrailingZeros(below);
      }
    }
    for (; j < count; j++) {
      if (!(Math.fma(-factor, slack[slackFrom + j], scores[from + j]) >= limit)) {
        found[size++] = j;
      }
    }
    return size;
  }

  /** Writes roots, rounded down. */
  static void roots(float base, float[] values, int from, float[] bounds, int at, int count) {
    int g = 0;
    for (; g + LANES <= count; g += LANES) {
      VECTOR
          .cast(FloatVector.fromArray(S, values, from + g))
          .add(base)
          .max(0)
          .sqrt()
          .mul(DOWN)
          .intoArray(bounds, at + g);
    }
    for (; LANES > 4 && g + 4 <= count; g += 4) {
      SHORT_VECTOR
          .cast(FloatVector.fromArray(FOUR, values, from + g))
          .add(base)
          .max(0)
          .sqrt()
          .mul(DOWN)
          .intoArray(bounds, at + g);
    }
    for (; g < count; g++) {
      bounds[at + g] = (float) Math.sqrt(Math.max(0, base + values[from + g])) * DOWN;
    }
  }
}
