package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.assign.CentroidGroups;
import io.github.kmeans4j.core.internal.assign.GroupWidth;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Assignment to the nearest centroid in Euclidean distance, in three sieves: most rows are settled
 * by one number for each group of centroids, most others by a few coordinates, and the rest by a
 * few distances. The words and formulas stand in {@code docs/glossary.md}, with a picture.
 *
 * <pre>
 * 1. Of each row and each group of centroids a lower bound of the gap is kept: how much farther, in squared
 *    distance, every centroid of the group is than the row's own. GapDrift lowers it by what the centroids'
 *    moves can have changed; while it is positive, nothing about the row and the group can have changed.
 * 2. Rows are scored against the groups that fail by their coordinates in a subspace (Projection). What the
 *    coordinates leave out is bounded by the lengths of the rests of row and centroid, which is one more coordinate
 *    of both; so most rows and nearly all centroids are ruled out at a small part of the cost of a distance, and
 *    the group gets a new gap.
 * 3. What is left, about one centroid for some rows, is scored in all columns, and near-ties are decided by
 *    the plain definition. Of the row's own centroid and of the second best, the rival, it is remembered how
 *    much the coordinates had left out, their surplus. It changes only by what these centroids stray outside
 *    the subspace, which is little, so hardly a pair is measured twice. Rows with too many candidates are
 *    scored against all centroids by the kernel's tile.
 *
 * Bounds from a few coordinates of an orthonormal transform and the norms of the rest are Marigold's idea
 * (Mortensen et al. 2023, PVLDB 16(7)). Differs from the paper: the basis is taken from the data, there is one
 * level, whose size is chosen by what a sample shows (Survivors), what the coordinates leave out is remembered
 * for two centroids of a row, and the errors of floats are accounted for. The bounds of groups are those of
 * Yinyang, see GapDrift.
 * A row is passed over only if its gaps exceed (d + 4)2⁻⁵⁰(ζ² + Γ²): then the plain definition in double,
 * off by less, agrees.
 * </pre>
 *
 * <p>Belongs to one fit; its {@code assign} uses the threads it was given. Memory in bytes for m
 * coordinates and G groups, see {@link GroupWidth}: {@code n (40 + 2m + 4G) + 16 k d + 12 k m}, the
 * centroids of the pass before included, and scratch of the workers. While rows are assigned the
 * centroids' coordinates stand there three times: as {@link GapDrift} keeps them, in steps, packed.
 */
public final class ProjectedAssignment implements Assignment {
  /** Below this many columns a distance costs too little for a projection to save anything. */
  private static final int FEWEST_COLUMNS = 64;

  /** Below this many rows the search for a subspace costs too much. */
  private static final int FEWEST_ROWS = 2048;

  /**
   * What the search for a subspace costs, as it grows with the square of its size: as much as a few
   * passes over so many pairs of a row and a centroid.
   */
  private static final double SEARCH_COST = 16;

  /** Groups at most: the bits of a long. */
  private static final int MOST_GROUPS = 64;

  private final SinglePrecision frame;
  private final Projection projection;
  private final Workers workers;
  private final int k;
  private final int groupWidth;
  private final RowGaps rows;
  private final @Nullable RowSieve[] sieves;
  private @Nullable CentroidGroups groups;
  private @Nullable GapDrift drift;

  ProjectedAssignment(SinglePrecision frame, Projection projection, int k, Workers workers) {
    int n = frame.store.n;
    this.frame = frame;
    this.workers = workers;
    this.k = k;
    this.groupWidth = GroupWidth.of(n, k, frame.kernel.panelWidth(k), MOST_GROUPS);
    this.rows = new RowGaps(n, Chunks.count(k, groupWidth));
    this.projection = projection;
    this.sieves = new RowSieve[workers.threads()];
  }

  /**
   * Prepares an assignment by projection where one is worth its cost.
   *
   * @param rows of the fit, which remember the subspace and the coordinates for the next run
   * @param centroids of the first pass
   * @return null where another one should be taken
   */
  public static @Nullable ProjectedAssignment of(FitRows rows, double[][] centroids) {
    int n = rows.store().n;
    int d = rows.store().d;
    int k = centroids.length;
    boolean fits = k >= 2 && GapDrift.fits(k);
    if (d < FEWEST_COLUMNS || n < FEWEST_ROWS || !fits || !Survivors.mayBeFew(d, k)) {
      return null;
    }
    // Fewer coordinates tell few centroids apart, and passes over few centroids have less to save.
    int wanted = k <= 16 ? 64 : k <= 128 ? 80 : 128;
    int most = Math.min(Math.min(3 * d / 4, wanted), Subspace.most(d));
    if (most == 0 || (double) n * k < SEARCH_COST * most * most) {
      return null;
    }
    SinglePrecision frame = rows.frame();
    Workers workers = rows.workers();
    Subspace subspace = rows.once("subspace of " + most, () -> Subspace.of(frame, most, workers));
    int size =
        rows.once(
            "coordinates for " + k, () -> new Survivors(rows, centroids).bestSize(subspace, k));
    if (size == 0) {
      return null;
    }
    Projection projection =
        rows.once("projection on " + size, () -> new Projection(frame, subspace.first(size)));
    return projection.isUseful() ? new ProjectedAssignment(frame, projection, k, workers) : null;
  }

  @Override
  public int[] labels() {
    return rows.labels;
  }

  @Override
  public void extend(int count) {
    rows.moves.limit(count);
  }

  @Override
  public Moves assign(double[][] centroids) {
    ScoredCentroids scored = new ScoredCentroids(frame, centroids);
    float[] coordinates =
        ProjectedCentroids.coordinates(frame, projection.subspace, scored, workers);
    CentroidGroups grouping = groups;
    GapDrift drifting = drift;
    if (grouping == null || drifting == null) {
      grouping = CentroidGroups.near(coordinates, k, projection.size, groupWidth);
      groups = grouping;
      drifting = new GapDrift(k, grouping);
      drift = drifting;
    }
    drifting.measure(scored, projection.longest(), frame.scale, coordinates, projection, workers);
    Pass pass =
        pass(
            scored,
            new ProjectedCentroids(frame, projection, scored, coordinates, grouping),
            drifting);
    CentroidGroups fixed = grouping;
    workers.run(
        rows.moves.chunks(),
        (chunk, worker) -> {
          RowSieve sieve = sieves[worker];
          if (sieve == null) {
            sieve = new RowSieve(frame, projection, rows, fixed);
            sieves[worker] = sieve;
          }
          rows.moves.clear(chunk);
          sieve.assignChunk(chunk, pass);
        });
    return rows.moves;
  }

  private Pass pass(ScoredCentroids scored, ProjectedCentroids projected, GapDrift drifting) {
    double norm = scored.largestNorm;
    double longest = Math.sqrt(frame.store.d) * frame.largestValue();
    double sumSq = longest * longest + norm * norm;
    double margin = Outward.above((frame.store.d + 4) * 0x1p-50 * sumSq);
    return new Pass(
        scored,
        projected,
        drifting,
        (float) margin,
        Outward.above(2 * projection.scoreError(norm) + margin),
        Outward.above(2 * projection.scoreErrorSlope(norm)));
  }

  @Override
  public double inertia(double[][] centroids, double @Nullable [] weights) {
    int count = rows.moves.rows();
    return Inertia.direct(frame.store, null, count, rows.labels, centroids, weights, workers);
  }

  @Override
  public double distances() {
    long products = 0;
    for (RowSieve sieve : sieves) {
      products += sieve == null ? 0 : sieve.products();
    }
    return (double) products / frame.store.d;
  }

  /** A row's lower bound of the gap of a centroid other than its own, scaled; for tests. */
  float gap(int row, int centroid) {
    CentroidGroups grouping = groups;
    return grouping == null
        ? Float.NEGATIVE_INFINITY
        : rows.gaps[row * grouping.count + grouping.of(centroid)];
  }

  double scale() {
    return frame.scale;
  }
}
