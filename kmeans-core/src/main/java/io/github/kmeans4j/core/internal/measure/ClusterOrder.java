package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.core.internal.work.CountingSort;
import java.util.Arrays;

/**
 * Rows cluster by cluster, those of large clusters first, and what becomes of each: its mean
 * distance within its cluster, and the least one to another. Clusters have numbers here in the
 * order in which they come.
 */
final class ClusterOrder {
  private final Partition clusters;

  /** Where each of them ends. */
  final int[] ends;

  /** The row at each place. */
  final int[] rows;

  /** How many large clusters there are. */
  final int large;

  private final double[] within;
  private final double[] nearest;

  /**
   * Orders rows.
   *
   * @param least rows that a large cluster has at least
   */
  ClusterOrder(Partition clusters, int least) {
    int n = clusters.rows();
    this.clusters = clusters;
    this.ends = new int[clusters.count()];
    CountingSort bySize = new CountingSort(2);
    for (int c = 0; c < ends.length; c++) {
      bySize.count(clusters.size(c) >= least ? 0 : 1);
    }
    bySize.allocate();
    int many = 0;
    for (int c = 0; c < ends.length; c++) {
      bySize.place(clusters.size(c) >= least ? 0 : 1, c);
      many += clusters.size(c) >= least ? 1 : 0;
    }
    this.large = many;
    int[] sequence = bySize.items();
    int[] next = new int[ends.length];
    int end = 0;
    for (int s = 0; s < ends.length; s++) {
      next[sequence[s]] = end;
      end += clusters.size(sequence[s]);
      ends[s] = end;
    }
    this.rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[next[clusters.code(i)]++] = i;
    }
    this.within = new double[n];
    this.nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
  }

  /** Where the rows of a cluster begin. */
  int start(int s) {
    return s == 0 ? 0 : ends[s - 1];
  }

  /** Rows of the largest of the small clusters; 0 if there is none. */
  int mostOfSmall() {
    int most = 0;
    for (int s = large; s < ends.length; s++) {
      most = Math.max(most, ends[s] - start(s));
    }
    return most;
  }

  /** Keeps what is needed of the sum of the distances of the row at a place to a cluster. */
  void setSum(int p, int s, double sum) {
    if (p >= start(s) && p < ends[s]) {
      within[p] = mean(sum, ends[s] - start(s) - 1);
    } else {
      lower(p, mean(sum, ends[s] - start(s)));
    }
  }

  /** Takes note of the mean distance of the row at a place to a cluster that is not its own. */
  void lower(int p, double mean) {
    nearest[p] = Math.min(nearest[p], mean);
  }

  /** NaN if a distance, or their sum, was too large. */
  static double mean(double sum, int count) {
    double mean = sum / count;
    return Double.isFinite(mean) ? mean : Double.NaN;
  }

  /** The silhouettes, in the order of the data. */
  double[] silhouettes() {
    double[] result = new double[rows.length];
    for (int p = 0; p < result.length; p++) {
      double larger = Math.max(within[p], nearest[p]);
      boolean alone = clusters.size(clusters.code(rows[p])) == 1;
      result[rows[p]] = alone || larger == 0 ? 0 : (nearest[p] - within[p]) / larger;
    }
    return result;
  }
}
