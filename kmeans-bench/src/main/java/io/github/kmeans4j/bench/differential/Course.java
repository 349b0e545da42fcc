package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.StopReason;
import java.util.List;

/** What a fit by the plain definition did, to be compared with the library's. */
final class Course {
  /** One a pass. */
  final List<Pass> passes;

  final StopReason reason;

  /** k × d. */
  final double[][] centroids;

  /** Of an assignment to {@link #centroids}. */
  final int[] labels;

  /** Of these labels and centroids, the exact sum rounded once. */
  final double inertia;

  Course(List<Pass> passes, StopReason reason, double[][] centroids, int[] labels, double inertia) {
    this.passes = passes;
    this.reason = reason;
    this.centroids = centroids;
    this.labels = labels;
    this.inertia = inertia;
  }

  /** One pass. */
  static final class Pass {
    final int[] labels;

    /** How many labels differ from those of the pass before; all of them in the first. */
    final int moved;

    /** Of these labels and the centroids of the assignment, the exact sum rounded once. */
    final double inertia;

    /** The centroids that follow, k × d. */
    final double[][] updated;

    /** The largest move of a centroid; 0 only if none changed. */
    final double shift;

    /** How many clusters were relocated. */
    final int relocated;

    Pass(int[] labels, int moved, double inertia, double[][] updated, double shift, int relocated) {
      this.labels = labels;
      this.moved = moved;
      this.inertia = inertia;
      this.updated = updated;
      this.shift = shift;
      this.relocated = relocated;
    }
  }
}
