package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Assignment to the nearest centroid in Euclidean distance, for few columns.
 *
 * <pre>
 * Rows stand in blocks, column by column; a block is measured against some centroids at once, see
 * {@code Lanes}. A row keeps its gap, a lower bound of how much farther the second nearest centroid is
 * (Hamerly 2010, doi:10.1137/1.9781611972801.12, with one bound in place of two). What the moves of the
 * centroids can have taken off the gaps of a block since it was last measured as a whole is kept once for
 * the block, so that a block whose least gap exceeds that is passed over without a look at its rows, and
 * other rows cost a comparison. Rows that fail are measured together.
 * When a fit goes on, and it pays, rows are put in a spatial order once. Then blocks are small boxes, to
 * whose rows few centroids can be nearest, see {@code NearList}: fewer distances, and only the moves of
 * those few count.
 * A gap that is not certain is decided by the plain definition.
 * </pre>
 *
 * <p>Belongs to one fit; its {@code assign} uses the threads it was given.
 */
public final class LaneAssignment implements Assignment {
  /** Rows a block. */
  public static final int BLOCK = 256;

  /** Rows a chunk. */
  public static final int CHUNK = 16 * BLOCK;

  /** By this name rows in spatial order are found with those of a fit. */
  private static final String IN_ORDER = "blocks in spatial order";

  /** Where a row costs less than so many operations, gaps do not pay. */
  private static final int CHEAP = 200;

  /** Fewer rows than these are not put in order. */
  private static final int FEWEST_ORDERED = 2 * CHUNK;

  /** Among fewer centroids than these all are near. */
  private static final int FEWEST_NEAR = 8;

  /** Up to so many columns an order pays soon: with the second pass. */
  private static final int VERY_FEW_COLUMNS = 4;

  /** Beyond that, after so many distances a row, which took as long as an order takes. */
  private static final int PATIENCE = 600;

  /** In more columns than these lanes take longer than tiles for each product. */
  private static final int FEW_COLUMNS = 16;

  /** There, tiles are the better choice for at least so many centroids of fewer rows than these. */
  private static final int MANY_CENTROIDS = 32;

  private static final int FEW_ROWS = 512;

  /** Where lists have more than this part of all centroids they are not worth their time. */
  private static final double MOST_NEAR = 0.5;

  private final SinglePrecision frame;
  private final Workers workers;
  private final int n;
  private final int k;
  private final int block;
  private final MovingCentroids centroids;
  private final BlockGaps known;
  private final @Nullable BlockSearch[] searches;

  /** Which centroids blocks look at; null while the rows stand as they came. */
  private @Nullable NearLists near;

  /** How many rows earlier passes have looked at. */
  private int seen;

  /** After how many distances a row the rows are put in order, if ever. */
  private final double orderedFrom;

  /** The rows in order, where somebody else has put them so. */
  private final @Nullable RowBlocks given;

  LaneAssignment(
      SinglePrecision frame, int k, Workers workers, int block, int chunk, double orderedFrom) {
    this(frame, k, workers, block, chunk, orderedFrom, null);
  }

  /** The same of rows that may be in order already. */
  LaneAssignment(
      SinglePrecision frame,
      int k,
      Workers workers,
      int block,
      int chunk,
      double orderedFrom,
      @Nullable RowBlocks given) {
    this.given = given;
    this.frame = frame;
    this.workers = workers;
    this.n = frame.store.n;
    this.k = k;
    this.block = block;
    this.orderedFrom = orderedFrom;
    this.centroids = new MovingCentroids(frame, k);
    this.known = new BlockGaps(new RowBlocks(frame, block, chunk), new Moves(n, chunk));
    this.searches = new BlockSearch[workers.threads()];
  }

  /**
   * Prepares an assignment, if rows are narrow enough for it.
   *
   * @param rows of the fit
   * @param k number of centroids
   * @return null if there are too many columns, or many and centroids of few rows
   */
  public static @Nullable LaneAssignment of(FitRows rows, int k) {
    int d = rows.store().d;
    int n = rows.store().n;
    boolean many = d > FEW_COLUMNS && k >= MANY_CENTROIDS && k > n / FEW_ROWS;
    if (d > rows.store().kernel.mostColumns() || many) {
      return null;
    }
    boolean ordered = n >= FEWEST_ORDERED && k >= FEWEST_NEAR && SpatialOrder.fits(n, d, BLOCK);
    double from = d <= VERY_FEW_COLUMNS ? k + 1 : Math.max(PATIENCE, k + 1);
    return new LaneAssignment(
        rows.frame(),
        k,
        rows.workers(),
        BLOCK,
        CHUNK,
        ordered ? from : Double.POSITIVE_INFINITY,
        ordered ? rows.known(IN_ORDER) : null);
  }

  /**
   * Leaves rows that were put in order for something else to the fit, whose passes then begin with
   * them.
   *
   * @param rows of the fit
   * @param ordered the same in blocks of {@link #BLOCK} and chunks of {@link #CHUNK}; taken over
   * @param loaded whether their values are as the frame of the fit loads them; else they are the
   *     data's own, all of them floats
   */
  public static void offer(FitRows rows, RowRanges ordered, boolean loaded) {
    SinglePrecision frame = rows.frame();
    if (loaded || frame.suitsFloats()) {
      rows.once(IN_ORDER, () -> new RowBlocks(frame, BLOCK, CHUNK, ordered, loaded));
    }
  }

  @Override
  public void extend(int rows) {
    known.moves.limit(rows);
  }

  @Override
  public int[] labels() {
    return known.labels;
  }

  @Override
  public Moves assign(double[][] current) {
    centroids.move(current);
    if (given != null && !isOrdered() && seen == n) {
      putInOrder(given);
    } else if (!isOrdered() && seen == n && distances() >= orderedFrom * n) {
      putInOrder(ordered());
    } else if (near != null && near.meanLength() > k * MOST_NEAR) {
      near = null; // all blocks look at all centroids again
      known.forgetGaps();
    }
    float longest = centroids.longestMove(centroids.all);
    float twoLongest = centroids.twoLongestMoves(centroids.all);
    Moves moves = known.moves;
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          moves.clear(chunk);
          assign(chunk, search(worker), longest, twoLongest);
        });
    seen = moves.rows();
    return moves;
  }

  private BlockSearch search(int worker) {
    BlockSearch s = searches[worker];
    if (s == null) {
      s = new BlockSearch(frame, centroids, known);
      searches[worker] = s;
    }
    return s;
  }

  private RowBlocks ordered() {
    RowBlocks unordered = known.blocks();
    int chunk = unordered.chunks.size();
    RowRanges spatial = SpatialOrder.of(unordered::read, n, frame.store.d, block, chunk, workers);
    return new RowBlocks(frame, block, chunk, spatial, true);
  }

  /** Goes on with rows in spatial order; their labels stay, their gaps are forgotten. */
  private void putInOrder(RowBlocks ordered) {
    int[] places = new int[n];
    int[] labels = known.labels;
    NearLists lists = new NearLists(ordered, centroids);
    workers.run(
        ordered.chunks.count(),
        (chunk, worker) -> {
          int end = Chunks.count(ordered.chunks.end(chunk), block);
          for (int b = ordered.chunks.first(chunk) / block; b < end; b++) {
            ordered.turn(b, search(worker).columns);
          }
          lists.measure(chunk);
          for (int p = ordered.chunks.first(chunk); p < ordered.chunks.end(chunk); p++) {
            places[p] = labels[ordered.row(p)];
          }
        });
    known.reorder(ordered, places);
    near = lists;
  }

  private void assign(int chunk, BlockSearch search, float longest, float twoLongest) {
    RowBlocks blocks = known.blocks();
    int end = Chunks.count(known.moves.end(chunk), block);
    int first = known.moves.first(chunk) / block;
    NearLists lists = near;
    if (lists != null) {
      float longestNear = lists.enter(chunk, longest, search.lists);
      for (int b = first; longestNear >= 0 && b < end; b++) {
        float move = centroids.twoLongestMoves(lists.of(b));
        boolean whole = lists.update(chunk, b, longestNear, search.lists);
        search.assign(chunk, b, lists.of(b), whole, move);
      }
      return;
    }
    if (given != null && !isOrdered()) {
      blocks.lend(chunk, search.room()); // they are not looked at again
    }
    boolean cheap = (long) k * (2 * frame.store.d + 5) < CHEAP;
    for (int b = first; b < end; b++) {
      if (blocks.first(b) >= seen) {
        blocks.load(b, search.columns);
        search.assignNew(chunk, b);
      } else {
        search.assign(chunk, b, centroids.all, cheap, twoLongest);
      }
    }
  }

  @Override
  public double inertia(double[][] centroids, double @Nullable [] weights) {
    return Inertia.direct(
        frame.store, null, known.moves.rows(), known.labels, centroids, weights, workers);
  }

  @Override
  public double distances() {
    long distances = 0;
    for (BlockSearch s : searches) {
      distances += s == null ? 0 : s.distances();
    }
    return distances;
  }

  /** Whether rows stand in spatial order; what follows is for tests. */
  boolean isOrdered() {
    return known.blocks().order != null;
  }

  /** The row at a place. */
  int row(int place) {
    return known.blocks().row(place);
  }

  /** How much farther all centroids of the list but the own one are, at least, in scaled units. */
  float gap(int place) {
    return known.gap(place);
  }

  /** The centroids that the row at a place is measured against. */
  int[] list(int place) {
    NearLists lists = near;
    return lists == null ? centroids.all : lists.of(place / block);
  }

  /** How much farther all others are than the nearest, at least. */
  float guard(int place) {
    NearLists lists = near;
    return lists == null
        ? 0
        : Math.min(
            lists.guard(place / block), lists.guardOfChunk(place / known.blocks().chunks.size()));
  }
}
