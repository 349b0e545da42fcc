package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.assign.BoundedAssignment;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.lanes.LaneAssignment;
import io.github.kmeans4j.core.internal.project.ProjectedAssignment;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sparse.SparseAssignment;
import io.github.kmeans4j.core.internal.sparse.SparseFrame;

/** The choice among the ways to assign rows, none of which changes a label. */
public final class Assignments {
  private Assignments() {}

  /**
   * Chooses the assignment for the Euclidean metric, or for directions.
   *
   * @param rows of the fit
   * @param centroids the first ones, k × d; not changed
   * @return the fastest one for such rows
   */
  public static Assignment euclidean(FitRows rows, double[][] centroids) {
    int k = centroids.length;
    if (rows.store() instanceof SparseRows sparse) {
      return sparse(rows, sparse, k);
    }
    Assignment lanes = LaneAssignment.of(rows, k);
    if (lanes != null) {
      return lanes;
    }
    boolean directions = rows.store().definitionError() > 0;
    Assignment projected = directions ? null : ProjectedAssignment.of(rows, centroids);
    return projected != null
        ? projected
        : new BoundedAssignment(rows.frame().withoutCopies(), centroids, rows.workers());
  }

  /** Prepares that of sparse rows, by their stored values. */
  static SparseAssignment sparse(FitRows rows, SparseRows sparse, int k) {
    return new SparseAssignment(new SparseFrame(sparse, rows.profile().max()), k, rows.workers());
  }
}
