package io.github.kmeans4j.internal;

import io.github.kmeans4j.internal.kernel.Bounds;
import io.github.kmeans4j.internal.kernel.Lanes;
import io.github.kmeans4j.internal.kernel.Pairs;
import io.github.kmeans4j.internal.kernel.SparseTiles;
import io.github.kmeans4j.internal.kernel.Tiles;
import io.github.kmeans4j.internal.kernel.Vectors;

/**
 * The inner loops of k-means, in the fastest way that a JVM offers: {@link Tiles} of scores, those
 * of sparse rows ({@link SparseTiles}), arithmetic on {@link Vectors}, {@link Bounds}, distances of
 * {@link Pairs}, and rows in {@link Lanes}. What holds for all of them says the package of these
 * six: a kernel trusts its input, keeps no array of the caller's, has no state, and may be called
 * by any number of threads at once.
 */
public interface Kernel extends Tiles, SparseTiles, Vectors, Bounds, Pairs, Lanes {

  /**
   * Describes the kernel for the log.
   *
   * @return name and width, for example {@code "simd (512 bits)"}
   */
  String description();

  /**
   * Computes the scores of rows and all centroids, see {@link Tiles#scores}, and the least and the
   * second least of each group of them, see {@link Bounds#leastTwo}: as one after the other does,
   * but a kernel may do both at once.
   *
   * @param rows values of the rows
   * @param offsets where each row's d values begin in {@code rows}
   * @param count number of rows, at least 1
   * @param packed centroids packed by this kernel
   * @param panels how many panels they have
   * @param scores receives the scores of all panels; may end with the last of them
   * @param stride distance of the scores of two rows, the width of all panels
   * @param width scores of a group, a multiple of the panel width; the last group may have fewer
   * @param least receives the least score of each group
   * @param second receives the second least, equal to the least where two are; +∞ where there is
   *     none
   * @param at receives where the least is, counted from the row's first score; any of equal ones
   */
  default void scoresAndLeastTwo(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int panels,
      float[] scores,
      int stride,
      int width,
      float[] least,
      float[] second,
      int[] at) {
    scores(rows, offsets, count, packed, 0, panels, scores, stride);
    leastTwo(scores, count, stride, width, least, second, at);
  }
}
