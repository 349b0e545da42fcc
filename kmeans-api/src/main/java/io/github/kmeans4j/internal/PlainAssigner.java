package io.github.kmeans4j.internal;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The plain definition, row by row, on the calling thread. */
final class PlainAssigner implements Assigner {

  @Override
  public double assign(
      StoredRows rows,
      double[][] centroids,
      Loss loss,
      double @Nullable [] weights,
      int threads,
      int[] labels) {
    Storage storage = StoredRows.storageOf(rows);
    double[] row = new double[storage.columns()];
    ExactSum inertia = new ExactSum();
    double beyond = 0; // losses of a metric that are not finite
    for (int i = 0; i < labels.length; i++) {
      storage.copyRow(i, row);
      int nearest = 0;
      double least = loss.of(row, centroids[0]);
      for (int j = 1; j < centroids.length; j++) {
        double next = loss.of(row, centroids[j]);
        if (next < least) {
          least = next;
          nearest = j;
        }
      }
      labels[i] = nearest;
      double weight = weights == null ? 1 : weights[i];
      if (Double.isFinite(least)) {
        inertia.addProduct(weight, least);
      } else if (weight > 0) {
        beyond += least;
      }
    }
    return beyond == 0 ? inertia.value() : beyond;
  }

  @Override
  public void nearest(
      StoredRows rows, double[][] centroids, Loss loss, int threads, int[][] nearest) {
    NearestSelection selection = new NearestSelection(centroids, loss);
    Storage storage = StoredRows.storageOf(rows);
    double[] row = new double[storage.columns()];
    for (int i = 0; i < nearest.length; i++) {
      storage.copyRow(i, row);
      selection.select(row, nearest[i]);
    }
  }

  @Override
  public void run(int threads, int pieces, IntConsumer piece) {
    for (int i = 0; i < pieces; i++) {
      piece.accept(i);
    }
  }
}
