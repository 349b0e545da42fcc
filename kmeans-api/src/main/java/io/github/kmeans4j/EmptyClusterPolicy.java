package io.github.kmeans4j;

/**
 * What happens to a cluster that has lost its last row.
 *
 * <pre>{@code
 * Clustering c = new LloydKMeans(50).withEmptyClusters(EmptyClusterPolicy.KEEP).fit(points);
 * int empty = c.emptyClusters();
 * }</pre>
 */
public enum EmptyClusterPolicy {
  /**
   * Its centroid moves onto the row farthest from that row's own centroid, one row for each empty
   * cluster, never emptying another one. Rows that already sit on their centroid are no candidates;
   * when none is left, or relocations have ceased to lower the inertia, the centroid stays where it
   * is. A row of weight 2 is one row here, which leaves its cluster whole, where of two equal rows
   * one would go.
   */
  RELOCATE,
  /** Its centroid stays where it is. */
  KEEP,
  /**
   * The fit fails with an {@link EmptyClusterException}, also if the labels that it ends with leave
   * a cluster without rows.
   */
  FAIL
}
