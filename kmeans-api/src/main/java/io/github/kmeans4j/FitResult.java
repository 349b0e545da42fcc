package io.github.kmeans4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fit tells of the rows that it clustered, and of its course: the part of a {@link
 * Clustering} that one of given centroids does not have.
 */
abstract sealed class FitResult extends Predictor permits Clustering {
  /** Null where there was no fit, or where its labels were not kept. */
  private final int @Nullable [] labels;

  /** Null where there was no fit. */
  private final long @Nullable [] sizes;

  private final double inertia;
  private final int iterations;
  private final StopReason stopReason;
  private final List<Iteration> history;

  /** Copies what a builder has collected and checked. */
  FitResult(Clustering.Builder builder) {
    super(builder.centroids, builder.metric, builder.threads);
    this.labels = builder.labels == null ? null : builder.labels.clone();
    this.sizes = builder.sizes == null ? sizesOf(labels, k()) : builder.sizes.clone();
    this.inertia = builder.inertia;
    this.iterations = builder.iterations;
    this.stopReason = builder.stopReason;
    this.history = List.copyOf(builder.history);
  }

  private static long @Nullable [] sizesOf(int @Nullable [] labels, int k) {
    if (labels == null) {
      return null;
    }
    long[] counts = new long[k];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * Tells whether a fit made this clustering, in this process or before it was saved.
   *
   * @return false for one of given centroids, which has no labels, sizes, inertia, iterations and
   *     reason to stop
   */
  public boolean isFitted() {
    return sizes != null;
  }

  /**
   * Copies the labels. In a loop, {@link #label(int)} is for one of them.
   *
   * @return the cluster, 0..k-1, of each of the n fitted rows; empty for a clustering that was
   *     loaded or made from a stream, whose rows are not remembered
   * @throws IllegalStateException if it was not fitted
   */
  public int[] labels() {
    checkFitted("labels", "predict(points)");
    return labels == null ? new int[0] : labels.clone();
  }

  /**
   * Returns the label of one row, without a copy of the others.
   *
   * @param row index of a fitted row, 0 ≤ row &lt; n
   * @return its cluster, 0..k-1
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws IllegalStateException if labels were not kept, see {@link #labels()}, or it was not
   *     fitted
   */
  public int label(int row) {
    int[] kept = keptLabels();
    if (row < 0 || row >= kept.length) {
      throw new IndexOutOfBoundsException(
          "row must be in 0.." + (kept.length - 1) + ", but is " + row);
    }
    return kept[row];
  }

  /**
   * Lists the rows of a cluster.
   *
   * @param cluster 0 ≤ cluster &lt; k
   * @return the indices of its rows, ascending; empty for an empty cluster
   * @throws IndexOutOfBoundsException if there is no such cluster
   * @throws IllegalStateException if labels were not kept, see {@link #labels()}, or it was not
   *     fitted
   */
  public int[] members(int cluster) {
    checkCluster(cluster);
    int[] kept = keptLabels();
    int[] members = new int[(int) size(cluster)];
    int found = 0;
    for (int row = 0; row < kept.length; row++) {
      if (kept[row] == cluster) {
        members[found++] = row;
      }
    }
    return members;
  }

  /**
   * Copies the sizes of the clusters.
   *
   * @return the number of rows of each of the k clusters; 0 tells of an empty one
   * @throws IllegalStateException if an int cannot hold one of them, as it may be after a fit of
   *     more than 2³¹ rows (call {@link #longSizes()}), or if it was not fitted
   */
  public int[] sizes() {
    long[] counts = counts("sizes");
    int[] sizes = new int[counts.length];
    for (int j = 0; j < sizes.length; j++) {
      if (counts[j] > Integer.MAX_VALUE) {
        throw new IllegalStateException(
            "sizes: cluster "
                + j
                + " has "
                + counts[j]
                + " rows, more than an int can hold; call longSizes()");
      }
      sizes[j] = (int) counts[j];
    }
    return sizes;
  }

  /**
   * Copies the sizes of the clusters, which may be larger than an int can hold.
   *
   * @return the number of rows of each of the k clusters; 0 tells of an empty one
   * @throws IllegalStateException if it was not fitted
   */
  public long[] longSizes() {
    return counts("longSizes").clone();
  }

  /**
   * Returns the size of one cluster, without a copy of the others.
   *
   * @param cluster 0 ≤ cluster &lt; k
   * @return the number of its rows
   * @throws IndexOutOfBoundsException if there is no such cluster
   * @throws IllegalStateException if it was not fitted
   */
  public long size(int cluster) {
    checkCluster(cluster);
    return counts("size")[cluster];
  }

  /**
   * Counts the clusters without a row. There are some where the data have fewer distinct rows than
   * k, where the policy keeps empty clusters, and where a fit was cut short.
   *
   * @return how many of {@link #sizes()} are 0, rows of weight 0 counted like others
   * @throws IllegalStateException if it was not fitted
   */
  public int emptyClusters() {
    int empty = 0;
    for (long size : counts("emptyClusters")) {
      if (size == 0) {
        empty++;
      }
    }
    return empty;
  }

  /**
   * Returns the sum over the rows of the squared Euclidean distance to the nearest centroid, each
   * times the row's weight if the fit had weights; a sum, not a mean. For a metric other than the
   * Euclidean one it is the sum of that metric's {@link DistanceMetric#loss loss}.
   *
   * @return the inertia ≥ 0
   * @throws IllegalStateException if it was not fitted
   */
  public double inertia() {
    checkFitted("inertia", "inertia(points)");
    return inertia;
  }

  /**
   * Returns the number of assignment passes, the last one that changed nothing included; for
   * mini-batch algorithms the number of batches.
   *
   * @return at least 1
   * @throws IllegalStateException if it was not fitted
   */
  public int iterations() {
    checkFitted("iterations", "isFitted()");
    return iterations;
  }

  /**
   * Tells why the fit ended.
   *
   * @return the reason
   * @throws IllegalStateException if it was not fitted
   */
  public StopReason stopReason() {
    checkFitted("stopReason", "isFitted()");
    return stopReason;
  }

  /**
   * Tells whether the fit came to an end of its own.
   *
   * @return true if it ended at a fixed point, within the tolerance or settled; false if the
   *     largest number of iterations, the time budget or a listener cut it short, and for a
   *     clustering of a stream, which has no end
   * @throws IllegalStateException if it was not fitted
   */
  public boolean isConverged() {
    checkFitted("isConverged", "isFitted()");
    return switch (stopReason) {
      case CONVERGED, TOLERANCE, SETTLED -> true;
      case MAX_ITERATIONS, TIME_BUDGET, STOPPED_BY_LISTENER -> false;
    };
  }

  /**
   * Returns the figures of each iteration, in order.
   *
   * @return an immutable list of {@link #iterations()} entries; empty for a clustering that was
   *     made from a source or a stream or not fitted
   */
  public List<Iteration> history() {
    return history;
  }

  private int[] keptLabels() {
    checkFitted("labels", "predict(points)");
    if (labels == null) {
      throw new IllegalStateException(
          "labels are not kept by a clustering that was loaded or made from a stream; call"
              + " predict(points) with its rows");
    }
    return labels;
  }

  private long[] counts(String what) {
    if (sizes == null) {
      throw notFitted(what, "predict(points) and count the labels");
    }
    return sizes;
  }

  private void checkFitted(String what, String instead) {
    if (!isFitted()) {
      throw notFitted(what, instead);
    }
  }

  private static IllegalStateException notFitted(String what, String instead) {
    return new IllegalStateException(
        what
            + ": this clustering was made of given centroids, without a fit that could tell; call "
            + instead);
  }
}
