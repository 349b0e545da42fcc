package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.update.SparseCentroid;
import io.github.kmeans4j.core.internal.update.SparseSums;
import io.github.kmeans4j.core.internal.update.TrackedInertia;
import io.github.kmeans4j.core.internal.work.LargestFirst;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The centroids of a run on sparse rows by the Euclidean metric, which are 0 in most columns, and
 * their sums. Others see them with all columns when they ask. Used by one thread, which the {@link
 * Workers} help.
 */
final class SparseMeans {
  final SparseSums sums;
  final TrackedInertia<SparseCentroid> tracked;

  /** The current centroids. */
  SparseCentroid[] now;

  /** Those of the last update. */
  SparseCentroid[] next;

  private final SparseRows rows;
  private final Workers workers;

  SparseMeans(
      SparseRows rows,
      SumGrid grid,
      double @Nullable [] weights,
      double[][] centroids,
      Workers workers) {
    int k = centroids.length;
    this.rows = rows;
    this.workers = workers;
    this.now = SparseCentroid.of(centroids);
    this.next = now;
    this.sums = new SparseSums(rows, grid, weights, k, workers);
    this.tracked = TrackedInertia.ofSparse(sums.clusters(), k, rows.d, workers);
  }

  /**
   * Computes the next centroids, and what the inertia and the shift will want to know of each: all
   * at once, while its sum and its centroids are in the cache.
   *
   * @param movesSq receives the squared move of each
   */
  void update(double[] movesSq) {
    SparseCentroid[] updated = new SparseCentroid[now.length];
    int[] sizes = new int[updated.length];
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] = sums.columns(j);
    }
    int[] order = LargestFirst.order(sizes);
    tracked.beginPreparing(now);
    workers.run(
        updated.length,
        (place, worker) -> {
          int j = order[place];
          tracked.prepare(j, now, worker);
          updated[j] = sums.mean(j, now[j], worker);
          movesSq[j] = squaredMove(updated[j], now[j]);
        });
    next = updated;
  }

  /** Takes centroids that others changed; notes the squared moves of those. */
  void replace(double[][] dense, double[][] before, double[] movesSq) {
    for (int j = 0; j < dense.length; j++) {
      if (dense[j] != before[j]) {
        next[j] = SparseCentroid.of(dense[j]);
        movesSq[j] = squaredMove(next[j], now[j]);
      }
    }
  }

  private double squaredMove(SparseCentroid to, SparseCentroid from) {
    return to == from ? 0 : rows.squaredDistance(to.columns, to.values, from.columns, from.values);
  }

  /** How far a centroid moves, of which the square may have underflowed. */
  double move(int j, double squared) {
    double move = Math.sqrt(squared);
    return move == 0 && next[j] != now[j] && next[j].differs(now[j]) ? Double.MIN_VALUE : move;
  }

  /** The current centroids with all columns, for those who ask; whatever happens until then. */
  Supplier<double[][]> shown() {
    return shown(now);
  }

  /** The same of those of the last update. */
  Supplier<double[][]> nextShown() {
    return shown(next);
  }

  private Supplier<double[][]> shown(SparseCentroid[] centroids) {
    int d = rows.d;
    return () -> SparseCentroid.expand(centroids, d);
  }
}
