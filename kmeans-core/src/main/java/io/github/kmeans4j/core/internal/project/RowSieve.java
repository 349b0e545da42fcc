package io.github.kmeans4j.core.internal.project;

import static io.github.kmeans4j.core.internal.exact.Outward.above;
import static io.github.kmeans4j.core.internal.exact.Outward.below;

import io.github.kmeans4j.core.internal.assign.CentroidGroups;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.ArrayLength;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;

/**
 * Takes the rows of a chunk through the sieves of {@link ProjectedAssignment}: bounds and
 * coordinates here, distances in {@link RowDistances}. Belongs to one worker; a chunk is worked on
 * by one sieve at a time.
 *
 * <p>What is done with one row is a method of its own nearly everywhere, and so is each loop over
 * rows: called often, it is compiled once and soon, where the loops of a long method would be
 * compiled one by one, each with all that is inlined in all of them. A JVM's first fit waits for
 * the compiler more than for anything else.
 */
public final class RowSieve {
  /** Up to this many centroids the first pass scores all of them in all columns. */
  private static final int MOST_SCORED_AT_FIRST = 48;

  private static final int CHUNK = Chunks.ROWS;

  /** The share of the groups of all open rows that makes it better to score all of them. */
  private static final double MOST = 0.5;

  private final SinglePrecision frame;
  private final Projection projection;
  private final RowGaps rows;
  private final int k;

  /** Number of groups. */
  private final int count;

  /** Centroids a group, rounded up to whole panels. */
  private final int width;

  private final RowDistances distances;
  private final NearestSearch search;
  private final int stride;
  private final float[] scores;
  private final OpenRows open = new OpenRows(CHUNK);

  /** For each open slot the groups whose bound fails, one bit each. */
  private final long[] failing = new long[CHUNK];

  /** Positions in a group that are candidates of the row at hand. */
  private final int[] listed;

  /** What scores are lowered by where they are only compared. */
  private final float[] zeros;

  /** The coordinates of open rows, in steps, and their rests: slot × (size + 1). */
  private final float[] coordinates;

  /** How many floats the coordinates of a row and its rest take. */
  private final int room;

  // What the scores of a block tell of each row and group, see Bounds.leastTwo.
  private final float[] least;
  private final float[] second;
  private final int[] at;

  // Slots waiting for each group, and where the coordinates of those of one group begin.
  private final int[][] queues;
  private final int[] waiting;
  private final int[] offsets = new int[CHUNK];

  /** Slots that wait to be projected. */
  private final int[] unprojected = new int[CHUNK];

  /** The sum of what was prefetched, which is used for nothing: else the JIT removes the reads. */
  int prefetched;

  /** The columns that all scores so far took; d of them cost as much as a distance. */
  private long products;

  RowSieve(SinglePrecision frame, Projection projection, RowGaps rows, CentroidGroups groups) {
    this.frame = frame;
    this.projection = projection;
    this.rows = rows;
    this.k = groups.order.length;
    this.distances = new RowDistances(frame, projection, rows, open, groups);
    this.search = distances.search;
    this.stride = search.stride;
    this.count = groups.count;
    this.width = count == 1 ? stride : groups.width;
    this.listed = new int[width];
    this.zeros = new float[width];
    this.queues = new int[count][CHUNK];
    this.waiting = new int[count];
    this.room = projection.size + 1;
    this.coordinates = new float[CHUNK * room];
    int found = Math.max(CHUNK, search.blockRows * count);
    this.least = new float[found];
    this.second = new float[found];
    this.at = new int[found];
    int widest = Math.max(ArrayLength.of("rows", CHUNK, width), search.blockRows * stride);
    this.scores = new float[Math.max(widest, projection.scratch(search.blockRows))];
  }

  /** The columns that all scores so far took; d of them cost as much as a distance. */
  long products() {
    return products + distances.products();
  }

  /** Gives the rows of a chunk their labels, and notes which of them moved. */
  void assignChunk(int chunk, Pass pass) {
    int first = rows.moves.first(chunk);
    int size = rows.moves.end(chunk) - first;
    boolean fresh = rows.labels[first] < 0;
    // Centroids may be so far off that nothing is proved of them in floats.
    boolean provable = pass.error() < Float.POSITIVE_INFINITY;
    if (!provable || fresh && k <= MOST_SCORED_AT_FIRST) {
      openAll(size);
      distances.scoreFully(chunk, open.slots, size, pass);
    } else if (fresh) {
      openAll(size);
      project(chunk, true, pass);
      Arrays.fill(failing, -1L >>> -count);
      sieve(chunk, pass);
    } else {
      openFailing(chunk, first, size, pass);
      project(chunk, false, pass);
      sieve(chunk, pass);
    }
    relabel(chunk, first);
  }

  private void relabel(int chunk, int first) {
    for (int w = 0; w < open.size; w++) {
      int i = first + open.slots[w];
      int label = open.labels[open.slots[w]];
      if (rows.labels[i] != label) {
        rows.moves.add(chunk, i, rows.labels[i]);
        rows.labels[i] = label;
      }
    }
  }

  private void openAll(int size) {
    for (int slot = 0; slot < size; slot++) {
      open.slots[slot] = slot;
    }
    open.size = size;
  }

  /** Opens the rows of which a bound fails. */
  private void openFailing(int chunk, int first, int size, Pass pass) {
    int opened = 0;
    for (int slot = 0; slot < size; slot++) {
      int i = first + slot;
      int label = rows.labels[i];
      long fails =
          pass.drift()
              .lower(frame.kernel, rows.gaps, i * count, label, projection.norms[i], pass.margin());
      if (fails != 0) {
        open.slots[opened++] = slot;
        open.labels[slot] = label;
        failing[slot] = fails;
        prefetched += projection.prefetch(chunk, slot);
      }
    }
    open.size = opened;
  }

  /**
   * Projects the open rows that have no coordinates yet, and measures the surplus of their own
   * centroids.
   *
   * @param fresh whether they have no label either, and so want a guess
   */
  private void project(int chunk, boolean fresh, Pass pass) {
    int size = listUnprojected(chunk, fresh);
    for (int from = 0; from < size; from += search.blockRows) {
      projectBlock(chunk, from, Math.min(search.blockRows, size - from), fresh, pass);
    }
  }

  private int listUnprojected(int chunk, boolean fresh) {
    int size = 0;
    for (int w = 0; w < open.size; w++) {
      if (fresh || !projection.has(chunk, open.slots[w])) {
        unprojected[size++] = open.slots[w];
      }
    }
    return size;
  }

  private void projectBlock(int chunk, int from, int most, boolean fresh, Pass pass) {
    distances.load(chunk, unprojected, from, most);
    int first = rows.moves.first(chunk);
    projection.project(chunk, unprojected, from, most, search, first, scores);
    products += (long) most * projection.size * frame.store.d;
    if (fresh) {
      guess(chunk, from, most, pass);
    }
    measureOwn(chunk, from, most, pass);
  }

  private void measureOwn(int chunk, int from, int most, Pass pass) {
    for (int r = 0; r < most; r++) {
      measureOneOwn(chunk, unprojected[from + r], r, pass);
    }
  }

  private void measureOneOwn(int chunk, int slot, int loaded, Pass pass) {
    projection.load(chunk, slot, coordinates, slot * room);
    score(chunk, slot, pass);
    distances.measureOwn(chunk, slot, loaded, pass);
  }

  /** Gives rows without a label that of the centroid with the least score by coordinates. */
  private void guess(int chunk, int from, int most, Pass pass) {
    ProjectedCentroids projected = pass.projected();
    for (int r = 0; r < most; r++) {
      offsets[r] = r * room;
      projection.load(chunk, from + r, coordinates, r * room);
    }
    int panels = stride / frame.kernel.panelWidth(k);
    Tiles.Packed packed = projected.packed;
    frame.kernel.scoresAndLeastTwo(
        coordinates, offsets, most, packed, panels, scores, stride, stride, least, second, at);
    for (int r = 0; r < most; r++) {
      open.labels[from + r] = projected.groups.order[Math.min(at[r], k - 1)];
    }
  }

  /** Scores the own centroid of a row by the coordinates that were loaded. */
  private void score(int chunk, int slot, Pass pass) {
    int a = pass.projected().groups.position[open.labels[slot]];
    open.byCoordinates[slot] = pass.projected().score(coordinates, slot * room, a);
    bound(chunk, slot, pass);
  }

  /** Notes what the error of a row's scores is, and what its rest. */
  private void bound(int chunk, int slot, Pass pass) {
    int i = rows.moves.first(chunk) + slot;
    open.error[slot] = Math.fma(pass.errorSlope(), projection.norms[i], pass.error()) * Outward.UP;
    open.twiceRest[slot] = 2.0 * projection.rest(chunk, slot);
  }

  /** Takes open rows through the sieve of coordinates; what it leaves is settled by distances. */
  private void sieve(int chunk, Pass pass) {
    int left = loadOpen(chunk);
    if (count == 1 || left > MOST * open.size * count) {
      sieveAll(chunk, pass);
    } else {
      queueOpen(chunk, pass);
      for (int g = 0; g < count; g++) {
        if (waiting[g] > 0) {
          sieveGroup(g, chunk, pass);
        }
      }
    }
    distances.settleOpen(chunk, pass);
  }

  /** Loads the coordinates of the open rows; returns how many of their groups fail. */
  private int loadOpen(int chunk) {
    int left = 0;
    for (int w = 0; w < open.size; w++) {
      int slot = open.slots[w];
      left += Long.bitCount(failing[slot]);
      projection.load(chunk, slot, coordinates, slot * room);
      open.candidates[slot] = 0;
    }
    return left;
  }

  private void queueOpen(int chunk, Pass pass) {
    Arrays.fill(waiting, 0);
    for (int w = 0; w < open.size; w++) {
      queue(chunk, open.slots[w], pass);
    }
  }

  /** Lets a row wait for each group whose bound fails. */
  private void queue(int chunk, int slot, Pass pass) {
    score(chunk, slot, pass);
    distances.boundOwn(chunk, slot, pass);
    for (long groups = failing[slot]; groups != 0; groups &= groups - 1) {
      int g = Long.numberOfTrailingZeros(groups);
      queues[g][waiting[g]++] = slot;
    }
  }

  /** Scores the open rows against all groups by their coordinates. */
  private void sieveAll(int chunk, Pass pass) {
    for (int from = 0; from < open.size; from += search.blockRows) {
      sieveBlock(chunk, from, Math.min(search.blockRows, open.size - from), pass);
    }
  }

  private void sieveBlock(int chunk, int from, int most, Pass pass) {
    findOffsets(open.slots, from, most);
    int panels = stride / frame.kernel.panelWidth(k);
    Tiles.Packed packed = pass.projected().packed;
    frame.kernel.scoresAndLeastTwo(
        coordinates, offsets, most, packed, panels, scores, stride, width, least, second, at);
    products += (long) most * k * projection.size;
    setGaps(chunk, from, most, pass);
  }

  /** Finds where the coordinates of some slots begin. */
  private void findOffsets(int[] slots, int from, int most) {
    for (int r = 0; r < most; r++) {
      offsets[r] = slots[from + r] * room;
    }
  }

  private void setGaps(int chunk, int from, int most, Pass pass) {
    for (int r = 0; r < most; r++) {
      setGapsOfOne(chunk, open.slots[from + r], r, pass);
    }
  }

  /** Sets the gaps of a row from the scores of its place in a block. */
  private void setGapsOfOne(int chunk, int slot, int r, Pass pass) {
    int own = pass.projected().groups.position[open.labels[slot]];
    bound(chunk, slot, pass);
    double withRest = open.twiceRest[slot] * pass.projected().rest(own);
    open.byCoordinates[slot] = (float) (scores[r * stride + own] + withRest);
    distances.boundOwn(chunk, slot, pass);
    int gapAt = (rows.moves.first(chunk) + slot) * count;
    for (int g = 0; g < count; g++) {
      int found = r * count + g;
      float score = at[found] == own ? second[found] : least[found];
      float gap = below((double) score - open.own[slot] - open.error[slot]);
      if ((failing[slot] >>> g & 1) == 0) {
        gap = Math.max(gap, rows.gaps[gapAt + g]);
      } else if (!(gap > 0)) {
        int used = Math.min(stride, (g + 1) * width) - g * width;
        gap = strike(slot, r * stride + g * width, g * width, used, own);
      }
      rows.gaps[gapAt + g] = gap;
    }
  }

  /** Scores the queued rows against one group by their coordinates. */
  private void sieveGroup(int g, int chunk, Pass pass) {
    int[] queue = queues[g];
    int size = waiting[g];
    findOffsets(queue, 0, size);
    int panelWidth = frame.kernel.panelWidth(k);
    int begin = g * width;
    int used = Math.min(stride, begin + width) - begin;
    frame.kernel.scores(
        coordinates,
        offsets,
        size,
        pass.projected().packed,
        begin / panelWidth,
        (begin + used) / panelWidth,
        scores,
        used);
    products += (long) size * used * projection.size;
    frame.kernel.leastTwo(scores, size, used, used, least, second, at);
    setGaps(queue, size, rows.moves.first(chunk) * count + g, begin, used, pass);
  }

  private void setGaps(int[] queue, int size, int gapAt, int begin, int used, Pass pass) {
    for (int q = 0; q < size; q++) {
      int slot = queue[q];
      rows.gaps[gapAt + slot * count] = gap(slot, q, begin, used, pass);
    }
  }

  /** The gap of a row from the scores of its place in a queue. */
  private float gap(int slot, int q, int begin, int used, Pass pass) {
    int own = pass.projected().groups.position[open.labels[slot]];
    float score = begin + at[q] == own ? second[q] : least[q];
    // The error includes the margin: what is positive here is beyond it.
    float gap = below((double) score - open.own[slot] - open.error[slot]);
    return gap > 0 ? gap : strike(slot, q * used, begin, used, own);
  }

  /**
   * Lists the candidates of a row in a group.
   *
   * @param from index of the row's first score in the group
   * @param begin the group's first position
   * @param used how many positions it has, padding included
   * @param own the position of the row's own centroid
   * @return the gap of all others
   */
  private float strike(int slot, int from, int begin, int used, int own) {
    if (own >= begin && own < begin + used) {
      scores[from + own - begin] = Float.POSITIVE_INFINITY;
    }
    float limit = above((double) open.own[slot] + open.error[slot]);
    int size = frame.kernel.listLowered(scores, from, zeros, 0, 0, used, limit, listed);
    for (int f = 0; f < size && begin + listed[f] < k; f++) {
      open.add(slot, begin + listed[f], scores[from + listed[f]]);
      scores[from + listed[f]] = Float.POSITIVE_INFINITY;
    }
    float others = frame.kernel.leastLowered(scores, from, zeros, 0, 0, used);
    return below((double) others - open.own[slot] - open.error[slot]);
  }
}
