package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Assignment to the nearest centroid in Euclidean distance, passing over rows and groups of
 * centroids that the triangle inequality rules out.
 *
 * <pre>
 * Hamerly 2010 (doi:10.1137/1.9781611972801.12) keeps for each row an upper bound u of the distance to
 * its own centroid and a lower bound l of the distance to every other one; after an update u grows by
 * the move of its centroid and l shrinks by the largest move of the others; while u < l nothing about
 * the row can have changed. Yinyang (Ding et al. 2015, PMLR 37) keeps one l for each group of
 * centroids. Differs from the papers:
 *   - a group is a few panels of the kernel, so that the work that bounds leave over still runs at the
 *     kernel's speed: rows that need a group are queued and scored together, or, where most groups of
 *     most rows are needed, all groups at once;
 *   - while bounds rule out little, as in the first passes, they cost more than they save: then all
 *     centroids are scored and bounds are kept of some chunks of rows only, which tell when to begin;
 *   - groups are of equal width, halves of halves along the directions in which the first centroids
 *     differ most, and stay; what is called a place here is that of a centroid in their order;
 *   - no test against the distances between centroids, which saves little in many dimensions;
 *   - bounds are floats in the scaled units of SinglePrecision, derived from scores and their error
 *     bound, and rounded outward at each step.
 * A row is passed over only if u(1 + 2⁻²⁰) < l. The plain definition in double, off by a relative
 * (d + 2)2⁻⁵³, then agrees that its label is the nearest (d stays far below 2³²).
 * </pre>
 *
 * <p>Belongs to one fit; its {@code assign} uses the threads it was given.
 */
public final class BoundedAssignment implements Assignment {
  /** Of so many chunks one keeps its bounds in every pass. */
  private static final int PROBED = 32;

  /**
   * What a row costs beside its scores, in multiplications of one of its values where all are
   * scored: with bounds in any case, and if they leave it open; and without bounds.
   */
  private record Costs(double row, double open, double dense) {
    /** Of a kernel that scores several panels at once, as with vectors of 512 bits. */
    static final Costs WIDE = new Costs(1000, 14000, 6000);

    static final Costs USUAL = new Costs(700, 9500, 3500);
  }

  final SinglePrecision frame;
  final int k;
  final int groups;
  final int groupWidth;
  final CentroidGroups grouping;
  final int[] labels;

  /** Of each row an upper bound of the distance to its own centroid. */
  final float[] upper;

  /** Row × group: a lower bound of the distance to every centroid of the group but its own. */
  final float[] lower;

  /** Of each row its squared norm as the kernel multiplies, and an upper bound of its norm. */
  final float[] normsSq;

  final float[] norms;

  /** The largest of these in each chunk. */
  final float[] largestNorms;

  final Moves moves;
  final Drift drift;
  private final Workers workers;
  private final @Nullable BoundedScan[] scans;

  /** How many rows have norms; whole chunks, or all. */
  private int seen;

  /** Which chunks have bounds. */
  private final boolean[] bounded;

  /** What bounds did in the last pass. */
  private BoundedScan.Probe probed = new BoundedScan.Probe();

  /** Whether bounds pay, by what they did in the last two passes. */
  private boolean bounding;

  /**
   * Prepares it.
   *
   * @param first the centroids of the first pass, k × d; not changed
   */
  public BoundedAssignment(SinglePrecision frame, double[][] first, Workers workers) {
    this.frame = frame;
    int n = frame.store.n;
    this.workers = workers;
    this.k = first.length;
    // As many as are scored at full speed, or one for every eight values of a row; a long has bits
    // for them.
    int panel = frame.kernel.panelWidth(k);
    int full = Chunks.count(k, panel * Math.max(2, frame.kernel.panelsAtOnce()));
    int mostGroups = Math.min(Long.SIZE, Math.max(frame.store.d / 8, full));
    this.groupWidth = GroupWidth.of(n, k, panel, mostGroups);
    this.groups = Chunks.count(k, groupWidth);
    this.grouping = groups(first);
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.upper = new float[n];
    this.lower = new float[n * groups];
    this.normsSq = new float[n];
    this.norms = new float[n];
    this.moves = new Moves(n, Chunks.ROWS);
    this.largestNorms = new float[moves.chunks()];
    this.scans = new BoundedScan[workers.threads()];
    this.drift = new Drift(k, groups, groupWidth);
    this.bounded = new boolean[moves.chunks()];
  }

  private CentroidGroups groups(double[][] first) {
    int d = frame.store.d;
    float[] values = new float[groups == 1 ? 0 : k * d];
    for (int j = 0; j < k && groups > 1; j++) {
      frame.load(first[j], values, j * d);
    }
    return CentroidGroups.near(values, k, d, groupWidth);
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
  public Moves assign(double[][] centroids) {
    double[][] placed = new double[k][];
    for (int p = 0; p < k; p++) {
      placed[p] = centroids[grouping.order[p]];
    }
    ScoredCentroids scored = new ScoredCentroids(frame, placed, grouping.order);
    drift.measure(placed, frame.scale);
    boolean withBounds = bounding;
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          BoundedScan scan = scans[worker];
          if (scan == null) {
            scan = new BoundedScan(this);
            scans[worker] = scan;
          }
          moves.clear(chunk);
          boolean unseen = moves.first(chunk) >= seen;
          boolean probed = chunk % PROBED == 0;
          if (probed || withBounds) {
            if (unseen) {
              scan.measureNorms(chunk);
            }
            scan.assignChunk(chunk, !bounded[chunk], probed, scored);
          } else {
            scan.assignDensely(chunk, unseen, scored);
          }
          bounded[chunk] = probed || withBounds;
        });
    seen = moves.rows();
    bounding = doBoundsPay();
    return moves;
  }

  /**
   * Compares what a row cost in the chunks that were probed with what it costs without bounds. Two
   * passes are looked at together: bounds that all failed are sharp in the pass that follows.
   */
  private boolean doBoundsPay() {
    BoundedScan.Probe former = probed;
    probed = new BoundedScan.Probe();
    for (BoundedScan scan : scans) {
      if (scan != null) {
        probed.add(scan.probed);
        scan.probed.clear();
      }
    }
    double rows = former.rows + probed.rows;
    double open = former.open + probed.open;
    double scored = former.scored + probed.scored;
    double d = frame.store.d;
    // Where bounds leave a group open, rows are few, and so may be its panels.
    double few = frame.kernel.panelsAtOnce() - 1.0;
    double product = 1 + few * frame.kernel.panelWidth(k) / groupWidth;
    Costs costs = few > 0 ? Costs.WIDE : Costs.USUAL;
    double bounded = costs.row * rows + costs.open * open + product * d * scored;
    return bounded < (costs.dense + d * k) * rows;
  }

  /** Labels a row by the place of its centroid. */
  void relabel(int chunk, int i, int place) {
    int label = grouping.order[place];
    if (labels[i] != label) {
      moves.add(chunk, i, labels[i]);
      labels[i] = label;
    }
  }

  @Override
  public double inertia(double[][] centroids, double @Nullable [] weights) {
    return Inertia.direct(frame.store, null, moves.rows(), labels, centroids, weights, workers);
  }

  @Override
  public double distances() {
    long distances = 0;
    for (BoundedScan scan : scans) {
      distances += scan == null ? 0 : scan.distances();
    }
    return distances;
  }

  /** Whether a row has bounds, for tests. */
  boolean hasBounds(int row) {
    return bounded[row / Chunks.ROWS];
  }

  /** The bounds, for tests: row i's upper bound in scaled units. */
  float upper(int row) {
    return upper[row];
  }

  /** The bounds, for tests: row i's lower bound of a centroid other than its own. */
  float lower(int row, int centroid) {
    return lower[row * groups + grouping.of(centroid)];
  }

  double scale() {
    return frame.scale;
  }
}
