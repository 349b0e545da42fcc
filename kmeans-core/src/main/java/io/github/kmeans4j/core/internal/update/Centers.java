package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;

/** The centers of the clusters as their rows change: the update step of Lloyd's iteration. */
public interface Centers {
  /** Takes note of the rows that moved; the labels are those after the moves. */
  void apply(Moves moves, int[] labels);

  /** How many rows of positive weight a cluster has; a cluster without any has no center. */
  long heavyRows(int j);

  /**
   * Writes the center of a cluster of at least one heavy row.
   *
   * @param target holds the former center; left alone where no center is defined
   * @param worker number of the worker that asks
   */
  void center(int j, double[] target, int worker);

  /** The same without some of the cluster's rows, of which at least one heavy one remains. */
  void centerWithout(int j, int[] rows, double[] target);

  /**
   * Computes the next centroids.
   *
   * @param centroids those of now; not changed
   * @param workers threads
   * @return k × d; one that does not change, or has no rows, keeps its array
   */
  default double[][] update(double[][] centroids, Workers workers) {
    double[][] updated = new double[centroids.length][];
    workers.run(
        updated.length,
        (j, worker) -> {
          updated[j] = centroids[j];
          if (heavyRows(j) > 0) {
            double[] target = centroids[j].clone();
            center(j, target, worker);
            if (!Arrays.equals(target, centroids[j])) {
              updated[j] = target;
            }
          }
        });
    return updated;
  }
}
