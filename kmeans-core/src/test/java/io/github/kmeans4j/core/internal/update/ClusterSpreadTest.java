package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mean squared distances of the rows of each cluster, worked out by hand. */
class ClusterSpreadTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private ClusterSpread spread(double[][] rows, double @Nullable [] weights, int[] labels, int k) {
    RowStore store = RowStore.of(Points.of(rows), Kernels.get());
    DataProfile profile = DataProfile.of(store, workers);
    CentroidSums sums = new CentroidSums(store, profile, weights, k, workers);
    Moves moves = new Moves(rows.length, rows.length);
    for (int i = 0; i < rows.length; i++) {
      moves.add(0, i, -1);
    }
    sums.apply(moves, labels);
    return new ClusterSpread(store, profile, weights, sums.clusters(), k, workers);
  }

  @Test
  void wholeNumbersAreMeasuredFromTheirMeans() {
    int[] labels = {0, 0, 1, 1};
    ClusterSpread spread = spread(column(1, 3, 10, 16), null, labels, 3);
    assertTrue(spread.isExact());
    for (int time = 0; time < 2; time++) {
      assertEquals(1 + 9 + 100 + 256, spread.measure(4, labels, column(0, 0, 0)));
      assertEquals(1, spread.perRow(0));
      assertEquals(9, spread.perRow(1));
      assertEquals(0, spread.perRow(2));
    }
  }

  @Test
  void othersAreMeasuredFromTheirCentroids() {
    int[] labels = {0, 0, 1, 1};
    double[] weights = {1, 3, 0, 0};
    ClusterSpread spread = spread(column(1.5, 3.5, 10, 16), weights, labels, 3);
    assertFalse(spread.isExact());
    for (int time = 0; time < 2; time++) {
      assertEquals(1 + 3 * 9, spread.measure(4, labels, column(0.5, 5, 7)));
      assertEquals(7, spread.perRow(0));
      assertEquals(0, spread.perRow(1));
      assertEquals(0, spread.perRow(2));
    }
  }
}
