package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.DistanceMetric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Assignment by the plain definition, for any metric: every row against every centroid. */
final class MetricAssignment implements Assignment {
  private static final int CHUNK = 64;

  private final RowStore store;
  private final DistanceMetric metric;
  private final double @Nullable [] weights;
  private final Workers workers;
  private final int[] labels;
  private final Moves moves;
  private final double[] losses;

  MetricAssignment(
      RowStore store, DistanceMetric metric, double @Nullable [] weights, Workers workers) {
    this.store = store;
    this.metric = metric;
    this.weights = weights;
    this.workers = workers;
    this.labels = new int[store.n];
    Arrays.fill(labels, -1);
    this.moves = new Moves(store.n, CHUNK);
    this.losses = new double[moves.chunks()];
  }

  @Override
  public Moves assign(double[][] centroids) {
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          moves.clear(chunk);
          double[] row = new double[store.d];
          double sum = 0;
          for (int i = moves.first(chunk); i < moves.end(chunk); i++) {
            store.copy(i, row);
            int nearest = 0;
            double least = metric.loss(row, centroids[0]);
            for (int j = 1; j < centroids.length; j++) {
              double loss = metric.loss(row, centroids[j]);
              if (loss < least) {
                least = loss;
                nearest = j;
              }
            }
            sum += weights == null ? least : weights[i] * least;
            if (labels[i] != nearest) {
              moves.add(chunk, i, labels[i]);
              labels[i] = nearest;
            }
          }
          losses[chunk] = sum;
        });
    return moves;
  }

  @Override
  public int[] labels() {
    return labels;
  }

  /** The sum of the losses of the last pass, weighted, in the order of the rows' chunks. */
  double inertia() {
    double total = 0;
    for (double loss : losses) {
      total += loss;
    }
    return total;
  }
}
