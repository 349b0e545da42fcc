package io.github.kmeans4j.internal.kernel;

/**
 * Compares scores that are uncertain, and bounds that grow old, with limits: what tells which
 * distances need not be computed at all.
 */
public interface Bounds {

  /**
   * Finds the least of some scores, each lowered by a slack of its own: of {@code scores[from + j]
   * − factor · slack[slackFrom + j]}, every operation rounded at most once.
   *
   * @param scores scores, none of them NaN; +∞ for padding
   * @param from the first score
   * @param slack how uncertain each score is, ≥ 0
   * @param slackFrom the first slack
   * @param factor what slacks are multiplied by, ≥ 0
   * @param count how many, at least 1
   * @return the least difference
   */
  default float leastLowered(
      float[] scores, int from, float[] slack, int slackFrom, float factor, int count) {
    float least = Float.POSITIVE_INFINITY;
    for (int j = 0; j < count; j++) {
      float lowered = Math.fma(-factor, slack[slackFrom + j], scores[from + j]);
      least = lowered < least ? lowered : least;
    }
    return least;
  }

  /**
   * Lists the scores that, lowered as in {@link #leastLowered}, may be below a limit.
   *
   * @param scores scores; of a NaN nothing is known, and so it is listed
   * @param from the first score
   * @param slack what each score is lowered by, times the factor; of any sign
   * @param slackFrom the first slack
   * @param factor what slacks are multiplied by, ≥ 0
   * @param count how many, at least 1
   * @param limit what lowered scores are compared with
   * @param found receives the indices j of those that are not at least the limit, ascending, and
   *     nothing beyond them
   * @return how many were found
   */
  default int listLowered(
      float[] scores,
      int from,
      float[] slack,
      int slackFrom,
      float factor,
      int count,
      float limit,
      int[] found) {
    int size = 0;
    for (int j = 0; j < count; j++) {
      if (!(Math.fma(-factor, slack[slackFrom + j], scores[from + j]) >= limit)) {
        found[size++] = j;
      }
    }
    return size;
  }

  /**
   * Lowers some bounds, each by its own drift and a common one, and a little more than rounding can
   * have added: {@code bounds[at + g] −= drifts[from + g] + common}. No other bound is written.
   *
   * @param bounds receives the lowered bounds
   * @param at the first bound
   * @param drifts what is taken off each; −∞ leaves a NaN
   * @param from the first drift
   * @param common what is taken off all
   * @param count how many, 1 to 64
   * @param limit what the lowered bounds are compared with
   * @return a bit for each bound, the first one's lowest, that is set unless the bound exceeds the
   *     limit (so it is set for a NaN); 0 above them
   */
  default long lowerBounds(
      float[] bounds, int at, float[] drifts, int from, float common, int count, float limit) {
    long failing = 0;
    for (int g = 0; g < count; g++) {
      float drift = drifts[from + g] + common;
      float bound = bounds[at + g] - drift;
      // Three roundings, each of at most 2⁻²⁴ of what stands here.
      bound -= (Math.abs(bound) + Math.abs(drift) + Math.abs(common)) * 0x1p-21f;
      bounds[at + g] = bound;
      failing |= bound > limit ? 0 : 1L << g;
    }
    return failing;
  }

  /**
   * Finds the least and the second least of each group of scores of some rows. Group g of row r
   * stands at {@code r · groups + g} of what is written, where groups is columns / width, rounded
   * up.
   *
   * @param scores scores, row r's from {@code r · columns} on; +∞ for padding. Where one of a group
   *     is NaN, the least of it is any or NaN
   * @param rows how many rows
   * @param columns scores of a row, a multiple of the tile's panel width
   * @param width scores of a group, a multiple of the tile's panel width; the last group may have
   *     fewer
   * @param least receives the least score of each group
   * @param second receives the second least, equal to the least where two are; +∞ where there is
   *     none
   * @param at receives where the least is, counted from the row's first score; any of equal ones
   */
  default void leastTwo(
      float[] scores, int rows, int columns, int width, float[] least, float[] second, int[] at) {
    int slot = 0;
    for (int r = 0; r < rows; r++) {
      int from = r * columns;
      for (int first = from; first < from + columns; first += width) {
        int end = Math.min(first + width, from + columns);
        float v1 = scores[first];
        float v2 = Float.POSITIVE_INFINITY;
        int best = first;
        for (int j = first + 1; j < end; j++) {
          float v = scores[j];
          if (v < v2) {
            if (v < v1) {
              v2 = v1;
              v1 = v;
              best = j;
            } else {
              v2 = v;
            }
          }
        }
        least[slot] = v1;
        second[slot] = v2;
        at[slot++] = best - from;
      }
    }
  }

  /**
   * Writes lower bounds of distances: {@code bounds[at + g]} is at most √max(0, base + values[from
   * + g]), and not less by more than a part of 2⁻²⁰.
   *
   * @param base what is added to every value
   * @param values scores; of a NaN the bound is NaN
   * @param from the first value
   * @param bounds receives the bounds, ≥ 0
   * @param at the first bound
   * @param count how many, at least 1
   */
  default void rootsBelow(float base, float[] values, int from, float[] bounds, int at, int count) {
    for (int g = 0; g < count; g++) {
      float squared = Math.max(0, base + values[from + g]);
      // Two roundings, of 2⁻²⁴ at most each.
      bounds[at + g] = (float) Math.sqrt(squared) * (1 - 0x1p-22f);
    }
  }
}
