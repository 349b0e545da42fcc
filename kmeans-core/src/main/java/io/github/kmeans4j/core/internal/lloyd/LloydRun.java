package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.assign.MetricAssignment;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sparse.SparseAssignment;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.update.Centers;
import io.github.kmeans4j.core.internal.update.CentroidSums;
import io.github.kmeans4j.core.internal.update.ClusterSpread;
import io.github.kmeans4j.core.internal.update.ClusterSums;
import io.github.kmeans4j.core.internal.update.ListedCenters;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.update.Relocation;
import io.github.kmeans4j.core.internal.update.TrackedInertia;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes in one run of Lloyd's iteration (Lloyd 1982, <a
 * href="https://doi.org/10.1109/TIT.1982.1056489">doi:10.1109/TIT.1982.1056489</a>): labels,
 * bounds, sums, centroids. Used by one thread, which the {@link Workers} help.
 *
 * <p>Memory beyond the data and the centroids, in bytes, for n rows, d columns, k clusters, G
 * groups of centroids and T threads, Euclidean metric: {@code n (32 + 4G) + k d (28 + s) + 16 d + 4
 * T b (d + k)}, where s is what an exact sum takes, 8 for whole numbers and most floats, 16 for
 * most doubles, more for columns of very different values (see {@code SumGrid}), {@code GroupWidth}
 * says how many groups there are, and b is the number of rows that {@code NearestSearch} takes at
 * once, 1 to 256; {@code T k d s} more where k d is at most 2¹⁶, and while many rows move where d
 * is at most 32. Where rows are projected on m coordinates (0 to 128, see {@code
 * ProjectedAssignment}) {@code n (8 + 2m) + 12 k m} is added. Where rows stand in lanes, up to as
 * many columns as the kernel says, it is {@code n (16 + 4d)} in place of {@code n (32 + 4G)}; in
 * the spatial order of {@code LaneAssignment} {@code n (24 + 4d)}, and {@code 4nd} more for a
 * moment, unless seeding left the rows in that order. Of sparse rows, of which d columns occur, it
 * is {@code 36 n + 4 k d + k h (24 + s) + 4 p + 32 d + T d (24 + s)}, with p stored values, k
 * rounded up to 16 for 4 of the bytes, h columns in which a cluster has something, and no more
 * threads than clusters; the inertia of the result takes {@code 8 T d}, the result 8 bytes for each
 * centroid and column of the data. Directions, for the cosine distance, whose sums have all
 * columns, take {@code k d (33 + s)} and 16 bytes a row more, sparse ones {@code 8 p} besides, and
 * the inertia of the result {@code 8 k d} for a moment.
 */
public final class LloydRun {
  private final Assignment assignment;
  private final Centers centers;
  private final @Nullable CentroidSums sums;

  /** The centroids and sums of sparse rows by the Euclidean metric; null for all others. */
  private final @Nullable SparseMeans means;

  private final Relocation relocation;

  /** Whether rows are directions, so that squared distances are twice the losses. */
  private final boolean directions;

  private final @Nullable TrackedInertia<?> tracked;
  private final @Nullable TrackedInertia<double[]> trackedDense;
  private final double @Nullable [] weights;
  private final RowStore store;
  private final DataProfile profile;
  private final Workers workers;

  // The current centroids and those of the last update; with no columns where there are means.
  private double[][] centroids;
  private double[][] next;

  private @Nullable ClusterSpread spread;
  private int count;
  private int iterations;
  private double inertia;

  /** Of the last update. */
  private final Shift shift;

  /**
   * Prepares a run.
   *
   * @param rows of the fit
   * @param metric the distance
   * @param weights one weight ≥ 0 a row, or null
   * @param policy what to do with empty clusters
   * @param centroids the initial ones, k × d; taken over
   */
  public LloydRun(
      FitRows rows,
      DistanceMetric metric,
      double @Nullable [] weights,
      EmptyClusterPolicy policy,
      double[][] centroids) {
    this.store = rows.store();
    this.profile = rows.profile();
    this.weights = weights;
    this.workers = rows.workers();
    this.directions = Directions.is(metric);
    this.count = store.n;
    int k = centroids.length;
    this.shift = new Shift(k);
    this.relocation = new Relocation(store, metric, weights, policy, workers);
    if (Euclidean.is(metric) && store instanceof SparseRows sparse) {
      SumGrid grid = profile.grid(store, weights, workers);
      this.means = new SparseMeans(sparse, grid, weights, centroids, workers);
      this.centroids = new double[k][0];
      this.next = this.centroids;
      this.centers = means.sums;
      this.sums = null;
      this.assignment = Assignments.sparse(rows, sparse, k);
      this.tracked = means.tracked;
      this.trackedDense = null;
      return;
    }
    this.means = null;
    this.centroids = directions ? Directions.units(centroids) : centroids;
    this.next = this.centroids;
    this.sums =
        metric.center() == Center.MEAN || directions
            ? new CentroidSums(store, profile, weights, k, workers)
            : null;
    this.centers = sums != null ? sums : new ListedCenters(store, weights, metric.center(), k);
    if (sums != null && (directions || Euclidean.is(metric))) {
      this.assignment = Assignments.euclidean(rows, this.centroids);
      this.trackedDense =
          directions ? null : TrackedInertia.of(sums.clusters(), k, store.d, workers);
    } else {
      this.assignment = new MetricAssignment(store, metric, workers);
      this.trackedDense = null;
    }
    this.tracked = trackedDense;
  }

  /**
   * Assigns the rows to the centroids, then computes the centroids that follow from it. They become
   * current by {@link #advance()}.
   *
   * @return the number of rows that changed their label
   */
  public int iterate() {
    iterations++;
    Moves moves = assign();
    int moved = moves.total();
    centers.apply(moves, assignment.labels());
    if (means != null) {
      means.update(shift.movesSq);
    }
    inertia = measure();
    if (means == null) {
      next = centers.update(centroids, workers);
    }
    relocate();
    measureShift();
    return moved;
  }

  private Moves assign() {
    return means != null && assignment instanceof SparseAssignment sparse
        ? sparse.assign(means.now)
        : assignment.assign(centroids);
  }

  private void relocate() {
    int[] labels = assignment.labels();
    if (means == null) {
      relocation.apply(iterations, inertia, count, labels, centroids, centers, next);
      return;
    }
    if (!relocation.isNeeded(centers, centroids.length)) {
      relocation.leave();
      return;
    }
    double[][] updated = means.nextShown().get();
    double[][] changed = updated.clone();
    double[][] current = means.shown().get();
    relocation.apply(iterations, inertia, count, labels, current, centers, changed);
    means.replace(changed, updated, shift.movesSq);
  }

  /**
   * Lets only the first rows take part from the next iteration on; all do, if this is never called.
   * The state of rows that took part before is kept, so that Lloyd's iteration on ever more rows
   * costs no more than what is new. Measures the spread of the clusters each time.
   *
   * @param count n or a multiple of {@code Chunks.ROWS}; never fewer than took part in an iteration
   *     before
   */
  public void extend(int count) {
    this.count = count;
    assignment.extend(count);
    if (spread == null) {
      ClusterSums clusters =
          means != null ? means.sums.clusters() : sums != null ? sums.clusters() : null;
      spread = new ClusterSpread(store, profile, weights, clusters, centroids.length, workers);
    }
    if (tracked != null) {
      tracked.restart();
    }
    relocation.restart();
  }

  /**
   * Returns how many rows take part.
   *
   * @return n, or what {@link #extend} was told last
   */
  public int rows() {
    return count;
  }

  /**
   * Tells how uncertain the last update leaves a centroid: the standard deviation of the mean of
   * its rows, by their spread in the first iteration after {@link #extend}.
   *
   * @param j cluster
   * @return a Euclidean distance in data units; infinite for a cluster of less than two rows
   */
  public double uncertainty(int j) {
    long count = centers.heavyRows(j);
    return spread == null || count < 2
        ? Double.POSITIVE_INFINITY
        : Math.sqrt(spread.perRow(j) / (count - 1));
  }

  /** Makes the centroids of the last update the current ones. */
  public void advance() {
    centroids = next;
    if (means != null) {
      means.now = means.next;
    }
  }

  /** Assigns the rows to the current centroids once more, without counting it as an iteration. */
  public void assignFinally() {
    assign();
  }

  /**
   * Tells whether the last update left every centroid where it was.
   *
   * @return true at a fixed point
   */
  public boolean isFixedPoint() {
    return shift.largest() == 0;
  }

  /**
   * Tells whether the last update moved the centroid of an empty cluster onto a row.
   *
   * @return false also if the policy for empty clusters says so, or there was none
   */
  public boolean hasRelocated() {
    return relocation.hasRelocated();
  }

  /**
   * Returns the number of iterations.
   *
   * @return how often {@link #iterate()} was called
   */
  public int iterations() {
    return iterations;
  }

  /**
   * Returns the inertia of the last iteration's labels and the centroids that they were assigned
   * to.
   *
   * @return the sum of losses, weighted
   */
  public double inertia() {
    return inertia;
  }

  /**
   * Returns how many distances the assignments so far took.
   *
   * @return pairs of a row and a centroid, those measured in a subspace by their share of columns
   */
  public double distances() {
    return assignment.distances();
  }

  /**
   * Returns the largest move of a centroid in the last update.
   *
   * @return a Euclidean distance in data units
   */
  public double shift() {
    return shift.largest();
  }

  /**
   * Returns how far a centroid moved in the last update.
   *
   * @param j cluster
   * @return the square of a Euclidean distance in data units
   */
  public double moveSq(int j) {
    return shift.movesSq[j];
  }

  /**
   * Returns by how much the last update lowers the inertia, before any row changes its label. For
   * the Euclidean metric; more, where a centroid was relocated.
   *
   * @return the sum over the clusters of their weight times their centroid's squared move
   */
  public double gain() {
    if (tracked == null) {
      throw new IllegalStateException("only for the Euclidean metric is that known");
    }
    return tracked.gain(shift.movesSq);
  }

  /**
   * Returns how far all centroids moved in the last update, in the measure of the data's spread.
   * For the Euclidean metric.
   *
   * @return the sum of the squared moves over the mean variance of the columns, weighted; not
   *     finite, or not a number, where all rows are equal
   */
  public double relativeShiftSq() {
    if (tracked == null) {
      throw new IllegalStateException("only the Euclidean metric has a variance");
    }
    return shift.sumSq() / (tracked.variance(inertia) / store.dataColumns());
  }

  /**
   * Returns the current centroids.
   *
   * @return k × d; not to be changed
   */
  public double[][] centroids() {
    return shown().get();
  }

  /**
   * Returns the current centroids for those who may ask: of sparse rows it takes time.
   *
   * @return gives them whatever happens until it is asked, k × d; not to be changed
   */
  public Supplier<double[][]> shown() {
    double[][] current = centroids;
    return means != null ? means.shown() : () -> current;
  }

  /**
   * Returns the centroids of the last update in the same way.
   *
   * @return gives them, k × d; not to be changed
   */
  public Supplier<double[][]> updatedShown() {
    double[][] updated = next;
    return means != null ? means.nextShown() : () -> updated;
  }

  /**
   * Returns the number of clusters.
   *
   * @return at least 1
   */
  public int k() {
    return shift.movesSq.length;
  }

  /**
   * Returns the labels of the last assignment.
   *
   * @return n labels, −1 for rows that have not taken part yet; not to be changed
   */
  public int[] labels() {
    return assignment.labels();
  }

  /**
   * Computes the inertia of the current labels and centroids by direct differences.
   *
   * @return the sum of losses, weighted
   */
  public double directInertia() {
    if (means != null && assignment instanceof SparseAssignment sparse) {
      return sparse.inertia(weights);
    }
    double sum = assignment.inertia(centroids, weights);
    return directions ? sum / 2 : sum;
  }

  /** The inertia of the last assignment. */
  private double measure() {
    if (directions && sums != null) {
      double loss = sums.clusters().cosineInertia(centroids, workers);
      return Double.isFinite(loss) ? loss : directInertia(); // weights from all of double's range
    }
    return means != null
        ? follow(means.tracked, means.now)
        : trackedDense != null ? follow(trackedDense, centroids) : directInertia();
  }

  private <C> double follow(TrackedInertia<C> tracked, C[] current) {
    if (spread != null && !tracked.isAnchored()) {
      double measured = spread.measure(count, assignment.labels(), centroids());
      if (!spread.isExact()) {
        tracked.follow(current);
        tracked.anchor(measured, current);
        return measured;
      }
      double followed = tracked.ofSquares(measured, current);
      if (!Double.isNaN(followed)) {
        return followed;
      }
    }
    double followed = tracked.follow(current);
    if (!Double.isNaN(followed)) {
      return followed;
    }
    double direct = directInertia();
    tracked.anchor(direct, current);
    return direct;
  }

  private void measureShift() {
    if (means != null) {
      shift.sumUp(j -> means.move(j, shift.movesSq[j]));
    } else {
      shift.measure(store, next, centroids, workers);
    }
  }
}
