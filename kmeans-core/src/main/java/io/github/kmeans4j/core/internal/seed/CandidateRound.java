package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Loss;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The comparison of all rows with some candidates: what is the same for every chunk of rows. */
final class CandidateRound {
  final ChosenCenters centers;

  /** Of the centers; written for the rows of a chunk by whoever scans it. */
  final int[] nearest;

  final Loss loss;
  final boolean euclidean;

  /** Whether there are no centers yet, so that every row counts as nearer to a candidate. */
  final boolean first;

  /** The rows that may become centers, and their values. */
  final int[] candidates;

  final double[][] values;

  /** How the filter sees them; null if the triangle inequality serves instead. */
  final ProjectionFilter.@Nullable Candidates filtered;

  /**
   * (candidate, center): a quarter of their squared distance, rounded down. A row whose squared
   * distance to that center is no larger is no nearer to the candidate. After the centers come the
   * candidates, of which nothing is known.
   */
  final double[][] quarterSq;

  private final Workers workers;

  CandidateRound(
      ChosenCenters centers,
      DistanceMetric metric,
      @Nullable ProjectionFilter filter,
      Workers workers,
      int[] candidates) {
    RowStore store = centers.store;
    int count = centers.count();
    this.centers = centers;
    this.nearest = centers.nearest();
    this.euclidean = Euclidean.is(metric) || store.definitionError() > 0;
    this.loss = new Loss(metric::loss, euclidean, metric.getClass().getName());
    this.first = count == 0;
    this.workers = workers;
    this.candidates = candidates;
    this.values = new double[candidates.length][store.d];
    for (int t = 0; t < candidates.length; t++) {
      store.copy(candidates[t], values[t]);
    }
    this.filtered = filter == null || first ? null : filter.new Candidates(candidates);
    this.quarterSq = new double[euclidean && filtered == null ? candidates.length : 0][];
    // Of many candidates one is chosen only, so that no row's center is one of them.
    int end = count + Math.min(candidates.length, FilteredRounds.BATCH);
    workers.run(
        quarterSq.length,
        (t, worker) -> {
          quarterSq[t] = new double[end];
          Arrays.fill(quarterSq[t], count, end, Double.NEGATIVE_INFINITY);
          for (int j = 0; j < count; j++) {
            // Less what rounding may have added, and what squares lose where they underflow.
            quarterSq[t][j] =
                Euclidean.squared(centers.values(j), values[t]) * (1 - 1e-9) / 4
                    - store.d * 0x1p-1060;
          }
        });
  }

  /** Lets each chunk of rows be scanned; scans of different chunks run at the same time. */
  void run(Consumer<ChunkScan> task) {
    ChunkScan[] scans = new ChunkScan[workers.threads()];
    workers.run(
        centers.chunks.count(),
        (chunk, worker) -> {
          if (scans[worker] == null) {
            scans[worker] = new ChunkScan(this);
          }
          scans[worker].chunk = chunk;
          task.accept(scans[worker]);
        });
  }
}
