package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.assign.Assignment;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.update.Moves;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Lanes;
import java.util.Arrays;
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
 * <p>Belongs to one fit; its {@code assign} uses the threads it was given. It is a little long,
 * since the state of a block is read and written by all of its steps.
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

  /** To fetch a value of a row costs as much as so many differences, and four go to the row. */
  private static final int FETCH = 50;

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
  private final int[] labels;
  private final Moves moves;
  private final MovingCentroids centroids;
  private final @Nullable Scratch[] scratch;

  /** Rows and what is known of them, in the order of the places. */
  private RowBlocks blocks;

  private int[] placed;
  private final float[] gaps;

  /** What moves took off the gaps of a block since it was measured as a whole, at most. */
  private final float[] spent;

  /** The least gap of a block. */
  private final float[] least;

  /** Which centroids blocks look at; null while the rows stand as they came. */
  private @Nullable NearLists near;

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
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.placed = labels;
    this.moves = new Moves(n, chunk);
    this.centroids = new MovingCentroids(frame, k);
    this.blocks = new RowBlocks(frame, block, chunk);
    this.gaps = new float[n];
    this.spent = new float[Chunks.count(n, block)];
    this.least = new float[spent.length];
    this.scratch = new Scratch[workers.threads()];
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
    moves.limit(rows);
  }

  @Override
  public int[] labels() {
    return labels;
  }

  @Override
  public Moves assign(double[][] current) {
    centroids.move(current);
    if (given != null && blocks != given && seen == n) {
      putInOrder(given);
    } else if (blocks.order == null && seen == n && distances() >= orderedFrom * n) {
      putInOrder(ordered());
    } else if (near != null && near.meanLength() > k * MOST_NEAR) {
      forgetLists();
    }
    float longest = centroids.longestMove(centroids.all);
    float twoLongest = centroids.twoLongestMoves(centroids.all);
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          moves.clear(chunk);
          scratch(worker).assignChunk(chunk, longest, twoLongest);
        });
    seen = moves.rows();
    return moves;
  }

  private Scratch scratch(int worker) {
    Scratch s = scratch[worker];
    if (s == null) {
      s = new Scratch();
      scratch[worker] = s;
    }
    return s;
  }

  private RowBlocks ordered() {
    int chunk = blocks.chunks.size();
    RowRanges spatial = SpatialOrder.of(blocks::read, n, frame.store.d, block, chunk, workers);
    return new RowBlocks(frame, block, chunk, spatial, true);
  }

  /** Goes on with rows in spatial order; their labels stay, their gaps are forgotten. */
  private void putInOrder(RowBlocks ordered) {
    int[] places = new int[n];
    NearLists lists = new NearLists(ordered, centroids);
    blocks = ordered;
    workers.run(
        ordered.chunks.count(),
        (chunk, worker) -> {
          int end = Chunks.count(ordered.chunks.end(chunk), block);
          for (int b = ordered.chunks.first(chunk) / block; b < end; b++) {
            ordered.turn(b, scratch(worker).columns);
          }
          lists.measure(chunk);
          for (int p = ordered.chunks.first(chunk); p < ordered.chunks.end(chunk); p++) {
            places[p] = labels[ordered.row(p)];
          }
        });
    placed = places;
    near = lists;
  }

  /** Lets all blocks look at all centroids again; gaps were those to the centroids of the lists. */
  private void forgetLists() {
    near = null;
    Arrays.fill(gaps, Float.NEGATIVE_INFINITY);
    Arrays.fill(least, Float.NEGATIVE_INFINITY);
  }

  @Override
  public double inertia(double[][] centroids, double @Nullable [] weights) {
    return Inertia.direct(frame.store, null, moves.rows(), labels, centroids, weights, workers);
  }

  @Override
  public double distances() {
    long distances = 0;
    for (Scratch s : scratch) {
      distances += s == null ? 0 : s.distances + s.search.looks;
    }
    return distances;
  }

  /** Whether rows stand in spatial order; this and what follows is for tests. */
  boolean isOrdered() {
    return blocks.order != null;
  }

  /** The row at a place. */
  int row(int place) {
    return blocks.row(place);
  }

  /** How much farther all centroids of the list but the own one are, at least, in scaled units. */
  float gap(int place) {
    return gaps[place] - spent[place / block];
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
        : Math.min(lists.guard(place / block), lists.guardOfChunk(place / blocks.chunks.size()));
  }

  /** What one worker needs beside the shared state. */
  private final class Scratch {
    private final NearList search = new NearList(centroids);
    private final float[] columns = new float[block * frame.store.d];
    private final int[] slots = new int[block];
    private final float[] zeros = new float[block];
    private final int[] nearest = new int[block];
    private final float[] found = new float[2 * block];
    private final float relative = frame.distanceError();
    private float @Nullable [] room;
    private long distances;

    void assignChunk(int chunk, float longest, float twoLongest) {
      int end = Chunks.count(moves.end(chunk), block);
      int first = moves.first(chunk) / block;
      NearLists lists = near;
      if (lists != null) {
        float longestNear = lists.enter(chunk, longest, search);
        for (int b = first; longestNear >= 0 && b < end; b++) {
          float move = centroids.twoLongestMoves(lists.of(b));
          boolean whole = lists.update(chunk, b, longestNear, search);
          assignBlock(chunk, b, lists.of(b), whole, move);
        }
        return;
      }
      if (given != null && blocks != given) {
        blocks.lend(chunk, room()); // they are not looked at again
      }
      boolean cheap = (long) k * (2 * frame.store.d + 5) < CHEAP;
      for (int b = first; b < end; b++) {
        boolean fresh = blocks.first(b) >= seen;
        if (fresh) {
          blocks.load(b, columns);
        }
        assignBlock(chunk, b, centroids.all, fresh || cheap, twoLongest);
      }
    }

    private float[] room() {
      float[] values = room;
      if (values == null) {
        values = new float[blocks.chunks.size() * frame.store.d];
        room = values;
      }
      return values;
    }

    private void assignBlock(int chunk, int b, int[] list, boolean whole, float move) {
      int rows = blocks.rows(b);
      if (!whole) {
        if (move == 0) {
          return;
        }
        float taken = Math.nextUp(spent[b] + move);
        spent[b] = taken;
        if (least[b] > taken) {
          return;
        }
        float limit = Math.nextUp(taken);
        int failing =
            frame.kernel.listLowered(gaps, blocks.first(b), zeros, 0, 0, rows, limit, slots);
        if (isCheaper(failing, rows, list.length)) {
          measureSome(chunk, b, list, failing);
          return;
        }
      }
      measureAll(chunk, b, list);
    }

    /** Whether it is cheaper to fetch some rows of a block and measure them than to measure all. */
    private boolean isCheaper(int some, int all, int listed) {
      long values = (long) listed * frame.store.d;
      return some * (values + FETCH * (frame.store.d + 4L)) <= all * values;
    }

    private void measureAll(int chunk, int b, int[] list) {
      int rows = blocks.rows(b);
      int first = blocks.first(b);
      spent[b] = 0;
      if (list.length == 1) {
        Arrays.fill(gaps, first, first + rows, Float.POSITIVE_INFINITY);
        least[b] = Float.POSITIVE_INFINITY;
        for (int p = first; p < first + rows; p++) {
          relabel(chunk, p, list[0]);
        }
        return;
      }
      float smallest = measure(blocks.values(b), blocks.offset(b), rows, b, list);
      System.arraycopy(found, 0, gaps, first, rows);
      least[b] = smallest;
      if (smallest > 0 && blocks.order == null && first >= seen) {
        moves.addNew(chunk, first, rows);
        System.arraycopy(nearest, 0, labels, first, rows);
        return;
      }
      if (smallest > 0 && areLabels(first, rows)) {
        return;
      }
      if (smallest > 0) {
        relabelAll(chunk, first, rows);
        return;
      }
      settleAll(chunk, first, rows, list);
    }

    private void settleAll(int chunk, int first, int rows, int[] list) {
      for (int r = 0; r < rows; r++) {
        if (!(found[r] > 0)) {
          relabel(chunk, first + r, decide(blocks.row(first + r), list));
        } else if (nearest[r] != placed[first + r]) {
          relabel(chunk, first + r, nearest[r]);
        }
      }
    }

    /** Takes over what was found for certain; few labels change, so many are compared at once. */
    private void relabelAll(int chunk, int first, int rows) {
      int r = 0;
      for (; r + 8 <= rows; r += 8) {
        int p = first + r;
        int difference =
            nearest[r] ^ placed[p]
                | nearest[r + 1] ^ placed[p + 1]
                | nearest[r + 2] ^ placed[p + 2]
                | nearest[r + 3] ^ placed[p + 3]
                | nearest[r + 4] ^ placed[p + 4]
                | nearest[r + 5] ^ placed[p + 5]
                | nearest[r + 6] ^ placed[p + 6]
                | nearest[r + 7] ^ placed[p + 7];
        for (int q = r; difference != 0 && q < r + 8; q++) {
          relabel(chunk, first + q, nearest[q]);
        }
      }
      for (; r < rows; r++) {
        relabel(chunk, first + r, nearest[r]);
      }
    }

    private boolean areLabels(int first, int rows) {
      int difference = 0;
      for (int r = 0; r < rows; r++) {
        difference |= nearest[r] ^ placed[first + r];
      }
      return difference == 0;
    }

    /** Measures the rows in the first slots. */
    private void measureSome(int chunk, int b, int[] list, int count) {
      int first = blocks.first(b);
      gather(blocks.values(b), blocks.offset(b), count);
      measure(columns, 0, count, b, list);
      settleSome(chunk, first, list, count, spent[b]);
      least[b] = frame.kernel.leastLowered(gaps, first, zeros, 0, 0, blocks.rows(b));
    }

    private void gather(float[] values, int at, int count) {
      for (int c = 0; c < frame.store.d; c++) {
        for (int q = 0; q < count; q++) {
          columns[c * block + q] = values[at + c * block + slots[q]];
        }
      }
    }

    private void settleSome(int chunk, int first, int[] list, int count, float taken) {
      for (int q = 0; q < count; q++) {
        int place = first + slots[q];
        boolean certain = found[q] > 0;
        relabel(chunk, place, certain ? nearest[q] : decide(blocks.row(place), list));
        float gap = found[q] + taken;
        gaps[place] = gap - Math.abs(gap) * 0x1p-23f; // below what rounding may have added
      }
    }

    private float measure(float[] values, int at, int rows, int b, int[] list) {
      distances += (long) rows * list.length;
      return frame.kernel.nearest(
          values,
          at,
          block,
          Chunks.count(rows, Lanes.UNIT) * Lanes.UNIT,
          frame.store.d,
          centroids.values,
          list,
          list.length,
          relative,
          frame.gapError(blocks.norm(b)),
          nearest,
          found);
    }

    private int decide(int row, int[] list) {
      return frame.store.nearest(row, centroids.exact(), list);
    }

    private void relabel(int chunk, int place, int label) {
      int old = placed[place];
      if (old != label) {
        int row = blocks.row(place);
        moves.add(chunk, row, old);
        placed[place] = label;
        labels[row] = label;
      }
    }
  }
}
