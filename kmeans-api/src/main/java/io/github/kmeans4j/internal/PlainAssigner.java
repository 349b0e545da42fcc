package io.github.kmeans4j.internal;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The plain definition, row by row, on the calling thread. */
final class PlainAssigner implements Assigner {

  @Override
  public Search search(double[][] centroids, Loss loss) {
    return new PlainSearch(centroids, loss);
  }

  @Override
  public void run(int threads, int pieces, IntConsumer piece) {
    for (int i = 0; i < pieces; i++) {
      piece.accept(i);
    }
  }

  private record PlainSearch(double[][] centroids, Loss loss) implements Search {

    @Override
    public void label(StoredRows rows, IntConsumer check, int threads, int[] labels) {
      assign(rows, check, null, threads, labels);
    }

    @Override
    public double assign(
        StoredRows rows,
        IntConsumer check,
        double @Nullable [] weights,
        int threads,
        int[] labels) {
      Storage storage = StoredRows.storageOf(rows);
      double[] row = new double[storage.columns()];
      ExactSum inertia = new ExactSum();
      double beyond = 0; // losses of a metric that are not finite
      for (int i = 0; i < labels.length; i++) {
        check.accept(i);
        storage.copyRow(i, row);
        int nearest = label(row);
        double least = loss.of(row, centroids[nearest]);
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
    public void nearest(StoredRows rows, IntConsumer check, int threads, int[][] nearest) {
      NearestSelection selection = new NearestSelection(centroids, loss);
      Storage storage = StoredRows.storageOf(rows);
      double[] row = new double[storage.columns()];
      for (int i = 0; i < nearest.length; i++) {
        check.accept(i);
        storage.copyRow(i, row);
        selection.select(row, nearest[i]);
      }
    }

    @Override
    public boolean hasDistances() {
      return loss.isEuclidean();
    }

    @Override
    public void distances(StoredRows rows, IntConsumer check, int threads, double[] distances) {
      Storage storage = StoredRows.storageOf(rows);
      double[] row = new double[storage.columns()];
      for (int i = 0; i < storage.rows(); i++) {
        check.accept(i);
        storage.copyRow(i, row);
        for (int j = 0; j < centroids.length; j++) {
          distances[i * centroids.length + j] = Math.sqrt(loss.of(row, centroids[j]));
        }
      }
    }

    @Override
    public int label(double[] row) {
      return loss.nearest(row, centroids);
    }
  }
}
