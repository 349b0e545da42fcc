package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.core.internal.measure.Partition;
import java.util.Arrays;
import java.util.Objects;

/**
 * How often each cluster met each class, kept sparsely: at most n cells, so that two labelings of
 * many groups each cost no n × n table. Cells are ordered by cluster, then by class.
 */
final class Contingency {
  private final Partition clusters;
  private final Partition classes;
  private final int[] cellCluster;
  private final int[] cellClass;
  private final int[] cellCount;

  private Contingency(
      Partition clusters, Partition classes, int[] cellCluster, int[] cellClass, int[] cellCount) {
    this.clusters = clusters;
    this.classes = classes;
    this.cellCluster = cellCluster;
    this.cellClass = cellClass;
    this.cellCount = cellCount;
  }

  /** Counts; {@code name} is what the caller calls the clusters. */
  static Contingency of(int[] labels, String name, int[] truth) {
    Objects.requireNonNull(labels, name);
    Objects.requireNonNull(truth, "truth");
    Partition.checkSameLength(labels, name, truth.length, "truth");
    Partition clusters = Partition.of(labels, name);
    Partition classes = Partition.of(truth, "truth");
    int n = labels.length;
    int[] order = clusters.rowsByCode(classes.rowsByCode());
    int[] cellCluster = new int[n];
    int[] cellClass = new int[n];
    int[] cellCount = new int[n];
    int cells = 0;
    for (int row : order) {
      int cluster = clusters.code(row);
      int clazz = classes.code(row);
      if (cells == 0 || cellCluster[cells - 1] != cluster || cellClass[cells - 1] != clazz) {
        cellCluster[cells] = cluster;
        cellClass[cells] = clazz;
        cells++;
      }
      cellCount[cells - 1]++;
    }
    return new Contingency(
        clusters,
        classes,
        Arrays.copyOf(cellCluster, cells),
        Arrays.copyOf(cellClass, cells),
        Arrays.copyOf(cellCount, cells));
  }

  int rows() {
    return clusters.rows();
  }

  Partition clusters() {
    return clusters;
  }

  Partition classes() {
    return classes;
  }

  /** Number of cells that are not zero. */
  int cells() {
    return cellCount.length;
  }

  int cluster(int cell) {
    return cellCluster[cell];
  }

  int clazz(int cell) {
    return cellClass[cell];
  }

  int count(int cell) {
    return cellCount[cell];
  }

  /** Whether the two labelings differ by the names of the groups only. */
  boolean isSamePartition() {
    return cells() == clusters.count() && cells() == classes.count();
  }

  /** The cell of the most frequent class of each cluster, the lowest class on ties. */
  int[] majorityCells() {
    int[] best = new int[clusters.count()];
    Arrays.fill(best, -1);
    for (int cell = 0; cell < cells(); cell++) {
      int cluster = cellCluster[cell];
      if (best[cluster] < 0 || cellCount[cell] > cellCount[best[cluster]]) {
        best[cluster] = cell;
      }
    }
    return best;
  }
}
