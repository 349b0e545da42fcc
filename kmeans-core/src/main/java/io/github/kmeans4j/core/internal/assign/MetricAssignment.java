package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.internal.Loss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Assignment by the plain definition, for any metric: every row against every centroid. */
public final class MetricAssignment implements Assignment {
  private static final int CHUNK = 64;

  private final RowStore store;
  private final Loss loss;
  private final Workers workers;
  private final int[] labels;
  private final Moves moves;
  private final double[] losses;
  private double distances;

  public MetricAssignment(RowStore store, DistanceMetric metric, Workers workers) {
    this.store = store;
    this.loss = new Loss(metric::loss, false, metric.getClass().getName());
    this.workers = workers;
    this.labels = new int[store.n];
    Arrays.fill(labels, -1);
    this.moves = new Moves(store.n, CHUNK);
    this.losses = new double[store.n];
  }

  @Override
  public Moves assign(double[][] centroids) {
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          moves.clear(chunk);
          double[] row = new double[store.d];
          for (int i = moves.first(chunk); i < moves.end(chunk); i++) {
            store.copy(i, row);
            int nearest = 0;
            double least = loss.of(row, centroids[0]);
            for (int j = 1; j < centroids.length; j++) {
              double next = loss.of(row, centroids[j]);
              if (next < least) {
                least = next;
                nearest = j;
              }
            }
            losses[i] = least;
            if (labels[i] != nearest) {
              moves.add(chunk, i, labels[i]);
              labels[i] = nearest;
            }
          }
        });
    distances += (double) moves.rows() * centroids.length;
    return moves;
  }

  @Override
  public double distances() {
    return distances;
  }

  @Override
  public void extend(int rows) {
    moves.limit(rows);
  }

  @Override
  public int[] labels() {
    return labels;
  }

  @Override
  public double inertia(double[][] centroids, double @Nullable [] weights) {
    ExactSum total = new ExactSum();
    for (int i = 0; i < moves.rows(); i++) {
      if (weights == null) {
        total.add(losses[i]);
      } else {
        total.addProduct(weights[i], losses[i]);
      }
    }
    return total.value();
  }
}
