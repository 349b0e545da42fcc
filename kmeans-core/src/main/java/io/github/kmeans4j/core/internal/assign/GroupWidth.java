package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.work.Chunks;

/**
 * How many centroids share a bound, and so how many groups G there are: 1 up to 32 centroids;
 * beyond that one for each panel of the kernel, which is 16 centroids, but no more than the
 * caller's limit and than the largest array has room for with n rows. Where there would be more,
 * every group is several panels wide, so that all are of one width. The one place for this number,
 * which the formula in docs/memory.md repeats.
 */
public final class GroupWidth {
  /** Up to this many centroids one bound a row beats one for each group. */
  private static final int MOST_UNGROUPED = 32;

  private GroupWidth() {}

  /**
   * Chooses the width of the groups.
   *
   * @param n number of rows
   * @param k number of centroids
   * @param panel centroids of a panel of the kernel
   * @param mostGroups groups at most; less than 1 counts as 1
   * @return k, or a whole number of panels; the last group may have fewer
   */
  public static int of(int n, int k, int panel, int mostGroups) {
    int panels = Chunks.count(k, panel);
    int most = Math.max(1, Math.min(mostGroups, Chunks.LARGEST_ARRAY / n));
    return k <= MOST_UNGROUPED || panels == 1 || most == 1 ? k : Chunks.count(panels, most) * panel;
  }
}
