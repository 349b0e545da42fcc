package io.github.kmeans4j.core.internal.update;

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
}
