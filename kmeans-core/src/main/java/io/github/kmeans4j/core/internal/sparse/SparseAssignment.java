package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.update.SparseCentroid;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Assignment of sparse rows to the nearest centroid in Euclidean distance, passing over rows that
 * {@link ColumnDrift} shows to stay where they are: a row keeps a lower bound of the scores of all
 * centroids but its own, which ages by the columns that the row stores. That takes a few
 * multiplications for each of its values, whatever k is.
 *
 * <p>Memory beyond the rows: 28 bytes a row, 16 a column, and what {@link SparseCentroids} says.
 */
public final class SparseAssignment implements Assignment {
  final SparseFrame frame;
  final int k;
  final SparseCentroids centroids;
  final ColumnDrift drift;
  final int[] labels;

  /** The rows of each chunk, those of the fewest values first, as far as they are seen. */
  final int[] order;

  /**
   * Of the row at each place of the order a lower bound of the scores of all centroids but its own.
   */
  final float[] lower;

  /** An upper bound of the score of its own centroid. */
  final float[] upper;

  /** An upper bound of its ‖z‖. */
  final float[] norms;

  final Moves moves;

  /** Of each chunk the sum of its rows' gaps, as far as they are known. */
  final double[] gaps;

  /** The centroids of the last pass, where it was given arrays of all columns. */
  private final double[] @Nullable [] dense;

  private final Workers workers;
  private final @Nullable SparseScan[] scans;

  /** The centroids, that of the least norm first, where {@link FirstScan} asks for it. */
  int[] byNorm = new int[0];

  /** How many rows have bounds; whole chunks, or all. */
  private int seen;

  /** Whether one of them has a negative value. */
  boolean signed;

  /**
   * Prepares it.
   *
   * @param frame the rows
   * @param k number of centroids
   * @param workers threads
   */
  public SparseAssignment(SparseFrame frame, int k, Workers workers) {
    int n = frame.rows.n;
    this.frame = frame;
    this.k = k;
    this.workers = workers;
    this.centroids = new SparseCentroids(k, frame.rows.d, frame.scale);
    this.drift = new ColumnDrift(k, frame.rows.d);
    this.dense = new double[k][];
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.order = new int[n];
    this.lower = new float[n];
    this.upper = new float[n];
    this.norms = new float[n];
    this.moves = new Moves(n, Chunks.ROWS);
    this.scans = new SparseScan[workers.threads()];
    this.gaps = new double[moves.chunks()];
  }

  @Override
  public Moves assign(double[][] current) {
    SparseCentroid[] listed = new SparseCentroid[k];
    workers.run(
        k,
        (j, worker) ->
            listed[j] =
                dense[j] == current[j] ? centroids.exact[j] : SparseCentroid.of(current[j]));
    Moves found = assign(listed);
    System.arraycopy(current, 0, dense, 0, k);
    return found;
  }

  /**
   * The same for centroids that are 0 in most columns.
   *
   * @param current k centroids; kept until the next call
   * @return the rows that moved; valid until the next call
   */
  public Moves assign(SparseCentroid[] current) {
    Arrays.fill(dense, null);
    SparseCentroid[] before = centroids.exact;
    double[] formerSq = centroids.normsSq.clone();
    centroids.set(current, workers);
    byNorm = centroids.shared == null ? new int[0] : centroids.byNorm();
    if (seen > 0) {
      drift.measure(before, centroids, formerSq, usualGap(), signed, workers);
    }
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          SparseScan scan = scans[worker];
          if (scan == null) {
            scan = new SparseScan(this);
            scans[worker] = scan;
          }
          moves.clear(chunk);
          scan.assign(chunk, moves.first(chunk) >= seen);
        });
    seen = moves.rows();
    for (SparseScan scan : scans) {
      signed |= scan != null && scan.signed;
    }
    return moves;
  }

  private double usualGap() {
    double sum = 0;
    for (int chunk = 0; chunk * Chunks.ROWS < seen; chunk++) {
      sum += gaps[chunk];
    }
    return sum / seen;
  }

  @Override
  public double distances() {
    long distances = 0;
    for (SparseScan scan : scans) {
      distances += scan == null ? 0 : scan.distances;
    }
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

  /**
   * The inertia of the last pass by direct differences.
   *
   * @param weights one a row, or null
   * @return the sum of squared distances to the centroids of that pass
   */
  public double inertia(double @Nullable [] weights) {
    return SparseInertia.of(frame.rows, moves.rows(), labels, centroids.exact, weights, workers);
  }

  @Override
  public double inertia(double[][] current, double @Nullable [] weights) {
    return Inertia.direct(frame.rows, null, moves.rows(), labels, current, weights, workers);
  }
}
