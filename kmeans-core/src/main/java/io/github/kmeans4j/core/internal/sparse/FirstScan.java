package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.rows.SparseRows;

/**
 * Assigns rows to centroids that share few columns with them, by scores in double. Floats would not
 * tell most of them apart, and nearly all products are 0. The error is that of {@link
 * SparseSearch#narrow}. Belongs to one worker.
 */
final class FirstScan {
  private final SparseSearch search;
  private final SparseFrame frame;
  private final SparseRows rows;
  private final SparseCentroids centroids;
  private final SharedColumns shared;
  private final int[] byNorm;

  /** The products of the row with centroids that it shares a column with. */
  private final double[] products;

  private final boolean[] shares;

  /** Which these are. */
  private final int[] found;

  private int count;

  // What the last row came to.
  int label;
  float lower;
  float upper;
  double gap;

  // The least two scores, and whose the least one is.
  private double least;
  private double second;
  private int nearest;

  FirstScan(SparseSearch search, SparseCentroids centroids, SharedColumns shared, int[] byNorm) {
    this.byNorm = byNorm;
    this.search = search;
    this.frame = search.frame;
    this.rows = frame.rows;
    this.centroids = centroids;
    this.shared = shared;
    this.products = new double[centroids.k];
    this.shares = new boolean[centroids.k];
    this.found = new int[centroids.k];
  }

  /**
   * Finds the nearest centroid of a row, and bounds of scores.
   *
   * @param norm an upper bound of its ‖z‖
   */
  void assign(int row, double norm) {
    multiply(row);
    findLeast();
    double window = search.fineWindow(row, centroids, norm);
    double error = window / 4;
    label = nearest;
    double own = least;
    if (!(second - least > window)) {
      for (int j = 0; j < centroids.k; j++) {
        search.fine[j] = centroids.normsSq[j] - 2 * (shares[j] ? products[j] : 0);
      }
      label = search.settle(row, centroids, least + window);
      own = search.fine[label];
    }
    double others = label == nearest ? second : least;
    gap = second - least;
    lower = Outward.below(others - error);
    upper = Outward.above(own + error);
    for (int t = 0; t < count; t++) {
      shares[found[t]] = false;
    }
  }

  private void multiply(int row) {
    count = 0;
    int to = rows.to(row);
    for (int p = rows.from(row); p < to; p++) {
      int c = rows.columns[p];
      int end = shared.starts[c + 1];
      for (int e = shared.starts[c]; e < end; e++) {
        int j = shared.centroids[e];
        if (!shares[j]) {
          shares[j] = true;
          products[j] = 0;
          found[count++] = j;
        }
        products[j] += rows.value(p) * frame.scale * shared.values[e];
      }
    }
  }

  /** Looks at the centroids that share a column, and at the two of the least norms that do not. */
  private void findLeast() {
    least = Double.POSITIVE_INFINITY;
    second = Double.POSITIVE_INFINITY;
    nearest = 0;
    for (int t = 0; t < count; t++) {
      int j = found[t];
      compare(j, centroids.normsSq[j] - 2 * products[j]);
    }
    int others = 0;
    for (int t = 0; t < byNorm.length && others < 2; t++) {
      int j = byNorm[t];
      if (!shares[j]) {
        compare(j, centroids.normsSq[j]);
        others++;
      }
    }
  }

  private void compare(int j, double score) {
    if (score < least) {
      second = least;
      least = score;
      nearest = j;
    } else if (score < second) {
      second = score;
    }
  }
}
