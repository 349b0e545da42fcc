package io.github.kmeans4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The least two of groups of scores. Floats are compared as integers that are in the same order,
 * whose minimum is one step where that of floats is several.
 */
final class LeastTwo {
  private static final VectorSpecies<Float> S =
      SimdKernel.WIDTH == 128
          ? FloatVector.SPECIES_128
          : SimdKernel.WIDTH == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  private static final VectorSpecies<Integer> I =
      SimdKernel.WIDTH == 128
          ? IntVector.SPECIES_128
          : SimdKernel.WIDTH == 256 ? IntVector.SPECIES_256 : IntVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> FLOATS = FloatVector.zero(S).getClass();

  private static final Class<? extends IntVector> INTS = IntVector.zero(I).getClass();

  private static final int LANES = S.length();

  /** The numbers of the lanes. */
  private static final int[] INDICES = IntVector.zero(I).addIndex(1).toArray();

  /** +∞ as such an integer. */
  private static final int INFINITY = 0x7F80_0000;

  private LeastTwo() {}

  /** Finds them for each row and group. */
  static void find(
      float[] scores, int rows, int columns, int width, float[] least, float[] second, int[] at) {
    int slot = 0;
    for (int r = 0; r < rows; r++) {
      int from = r * columns;
      int first = from;
      do { // once without columns too
        int end = Math.min(first + width, from + columns);
        find(scores, from, first, end, least, second, at, slot++);
        first += width;
      } while (first < from + columns);
    }
  }

  /** Finds them in one group of the row that begins at {@code from}. */
  private static void find(
      float[] scores,
      int from,
      int first,
      int end,
      float[] least,
      float[] second,
      int[] at,
      int slot) {
    if (first == end) {
      return;
    }
    IntVector m1 = IntVector.broadcast(I, INFINITY);
    IntVector m2 = m1;
    IntVector base = IntVector.broadcast(I, first - from);
    for (int j = first; j < end; j += LANES) {
      IntVector bits =
          INTS.cast(FLOATS.cast(FloatVector.fromArray(S, scores, j)).reinterpretAsInts());
      IntVector x =
          bits.lanewise(
              VectorOperators.XOR, bits.lanewise(VectorOperators.ASHR, 31).and(Integer.MAX_VALUE));
      IntVector here = INTS.cast(IntVector.broadcast(I, j - from));
      base = here.blend(base, x.compare(VectorOperators.GE, m1));
      m2 = x.max(m1).min(m2);
      m1 = x.min(m1);
    }
    m1 = INTS.cast(m1);
    int v1 = m1.reduceLanes(VectorOperators.MIN);
    VectorMask<Integer> equal = m1.compare(VectorOperators.EQ, v1);
    // No branch: one that was never taken before would send the vectors to the interpreter.
    int tied = 1 - equal.trueCount() >> 31;
    int other = m1.blend(m2, equal).reduceLanes(VectorOperators.MIN);
    int v2 = v1 & tied | other & ~tied;
    least[slot] = Float.intBitsToFloat(v1 ^ (v1 >> 31 & Integer.MAX_VALUE));
    second[slot] = Float.intBitsToFloat(v2 ^ (v2 >> 31 & Integer.MAX_VALUE));
    at[slot] =
        INTS.cast(IntVector.fromArray(I, INDICES, 0))
            .add(base)
            .blend(Integer.MAX_VALUE, equal.not())
            .reduceLanes(VectorOperators.MIN);
  }
}
