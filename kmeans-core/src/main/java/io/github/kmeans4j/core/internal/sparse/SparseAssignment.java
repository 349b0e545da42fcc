package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.assign.Drift;
import io.github.kmeans4j.core.internal.assign.GroupWidth;
import io.github.kmeans4j.core.internal.update.ClusterColumns;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Assignment of sparse rows to the nearest centroid in Euclidean distance, passing over rows and
 * groups of centroids that the triangle inequality rules out. The bounds are those of {@code
 * BoundedAssignment}, which needs norms and moves only; rows that they leave open are scored one by
 * one, since a kernel gains nothing by several sparse rows at once.
 *
 * <p>Memory beyond the rows: 24 bytes a row and 4 for each group of centroids, of which there are 8
 * at most, and what {@link SparseCentroids} says.
 */
public final class SparseAssignment implements Assignment {
  /** Of so many chunks one keeps its bounds in every pass. */
  private static final int PROBED = 32;

  private static final int MOST_GROUPS = 8;

  // What a row costs, in multiplications: beside its scores with bounds in any case, and if they
  // leave it open; and without bounds.
  private static final double ROW_COST = 100;
  private static final double OPEN_COST = 300;
  private static final double DENSE_COST = 60;

  final SparseFrame frame;
  final int k;
  final int groups;
  final int groupWidth;
  final SparseCentroids centroids;
  final int[] labels;

  /** Of each row an upper bound of the distance to its own centroid. */
  final float[] upper;

  /** Row × group: a lower bound of the distance to every centroid of the group but its own. */
  final float[] lower;

  /** Of each row ‖z‖², and an upper bound of ‖z‖. */
  final float[] normsSq;

  final float[] norms;
  final Moves moves;
  final Drift drift;
  private final @Nullable ClusterColumns columns;
  private final Workers workers;
  private final @Nullable SparseScan[] scans;

  /** How many rows have norms; whole chunks, or all. */
  private int seen;

  /** Which chunks have bounds. */
  private final boolean[] bounded;

  /** Whether bounds pay, by what they did in the last pass. */
  private boolean bounding;

  /** Stored values of a row, about. */
  private double stored;

  /**
   * Prepares it.
   *
   * @param frame the rows
   * @param k number of centroids
   * @param columns where each centroid may have something, now and at the last call, whenever it is
   *     asked for; null for all columns
   * @param workers threads
   */
  public SparseAssignment(
      SparseFrame frame, int k, @Nullable ClusterColumns columns, Workers workers) {
    int n = frame.rows.n;
    this.frame = frame;
    this.k = k;
    this.columns = columns;
    this.workers = workers;
    this.groupWidth = GroupWidth.of(n, k, SparseSearch.panel(), MOST_GROUPS);
    this.groups = Chunks.count(k, groupWidth);
    this.centroids = new SparseCentroids(k, frame.rows.d, frame.scale);
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.upper = new float[n];
    this.lower = new float[n * groups];
    this.normsSq = new float[n];
    this.norms = new float[n];
    this.moves = new Moves(n, Chunks.ROWS);
    this.drift = new Drift(k, groups, groupWidth);
    this.scans = new SparseScan[workers.threads()];
    this.bounded = new boolean[moves.chunks()];
  }

  @Override
  public Moves assign(double[][] current) {
    centroids.set(current, columns, workers);
    drift.measure(current, frame.scale, columns, workers);
    boolean withBounds = bounding;
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          SparseScan scan = scans[worker];
          if (scan == null) {
            scan = new SparseScan(this);
            scans[worker] = scan;
          }
          moves.clear(chunk);
          if (moves.first(chunk) >= seen) {
            scan.measureNorms(chunk);
          }
          boolean probed = chunk % PROBED == 0;
          if (probed || withBounds) {
            scan.assignBounded(chunk, !bounded[chunk], probed);
          } else {
            scan.assignDensely(chunk);
          }
          bounded[chunk] = probed || withBounds;
        });
    seen = moves.rows();
    bounding = doBoundsPay();
    return moves;
  }

  /** Compares what a row cost in the chunks that were probed with what it costs without bounds. */
  private boolean doBoundsPay() {
    long rows = 0;
    long open = 0;
    long scored = 0;
    long values = 0;
    for (SparseScan scan : scans) {
      if (scan != null) {
        rows += scan.rows;
        open += scan.open;
        scored += scan.scored;
        values += scan.values;
        scan.clear();
      }
    }
    if (rows == 0) {
      return bounding;
    }
    stored = (double) values / rows + 4; // a score is found among others, too
    return ROW_COST * rows + OPEN_COST * open + stored * scored < (DENSE_COST + stored * k) * rows;
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

  @Override
  public double inertia(double[][] current, double @Nullable [] weights) {
    return Inertia.direct(frame.rows, null, moves.rows(), labels, current, weights, workers);
  }

  /** Whether a row has bounds, for tests. */
  boolean hasBounds(int row) {
    return bounded[row / Chunks.ROWS];
  }

  /** The bounds, for tests: row i's lower bound of a centroid other than its own. */
  float lower(int row, int centroid) {
    return lower[row * groups + centroid / groupWidth];
  }
}
