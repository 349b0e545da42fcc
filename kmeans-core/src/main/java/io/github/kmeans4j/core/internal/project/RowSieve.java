package io.github.kmeans4j.core.internal.project;

import static io.github.kmeans4j.core.internal.exact.Outward.above;
import static io.github.kmeans4j.core.internal.exact.Outward.below;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;

/**
 * Takes the rows of a chunk through the sieves of {@link ProjectedAssignment}: bounds and
 * coordinates here, distances in {@link RowDistances}. Belongs to one worker; a chunk is worked on
 * by one sieve at a time.
 */
public final class RowSieve {
  /** Up to this many centroids the first pass scores all of them in all columns. */
  private static final int MOST_SCORED_AT_FIRST = 48;

  private static final int CHUNK = Chunks.ROWS;

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

  /** The coordinates of open rows, in steps: slot × size. */
  private final float[] coordinates;

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
    this.queues = new int[count][CHUNK];
    this.waiting = new int[count];
    this.coordinates = new float[CHUNK * projection.size];
    int widest = Math.max(CHUNK * width, search.blockRows * stride);
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
      project(chunk);
      for (int from = 0; from < size; from += search.blockRows) {
        guess(chunk, from, Math.min(search.blockRows, size - from), pass);
      }
      Arrays.fill(failing, -1L >>> -count);
      sieve(chunk, pass);
    } else {
      openFailing(chunk, first, size, pass);
      project(chunk);
      sieve(chunk, pass);
    }
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

  /** Projects the open rows that have no coordinates yet. */
  private void project(int chunk) {
    int size = 0;
    for (int w = 0; w < open.size; w++) {
      if (!projection.has(chunk, open.slots[w])) {
        unprojected[size++] = open.slots[w];
      }
    }
    for (int from = 0; from < size; from += search.blockRows) {
      int most = Math.min(search.blockRows, size - from);
      distances.load(chunk, unprojected, from, most);
      projection.project(chunk, unprojected, from, most, search, rows.moves.first(chunk), scores);
      products += (long) most * projection.size * frame.store.d;
    }
  }

  /**
   * Gives rows without a label the one of the centroid that is nearest by coordinates, as a guess.
   */
  private void guess(int chunk, int from, int most, Pass pass) {
    ProjectedCentroids projected = pass.projected();
    for (int r = 0; r < most; r++) {
      offsets[r] = r * projection.size;
      projection.load(chunk, from + r, coordinates, r * projection.size);
    }
    int panels = stride / frame.kernel.panelWidth(k);
    frame.kernel.scores(coordinates, offsets, most, projected.packed, 0, panels, scores, stride);
    for (int r = 0; r < most; r++) {
      search.scan(scores, r * stride, r * stride + k);
      open.labels[from + r] = projected.groups.order[search.nearest];
    }
  }

  /** Takes open rows through the sieve of coordinates; what it leaves is settled by distances. */
  private void sieve(int chunk, Pass pass) {
    ProjectedCentroids projected = pass.projected();
    int first = rows.moves.first(chunk);
    Arrays.fill(waiting, 0);
    for (int w = 0; w < open.size; w++) {
      int slot = open.slots[w];
      for (long groups = failing[slot]; groups != 0; groups &= groups - 1) {
        int g = Long.numberOfTrailingZeros(groups);
        queues[g][waiting[g]++] = slot;
      }
      projection.load(chunk, slot, coordinates, slot * projection.size);
      if (count > 1) {
        int a = projected.groups.position[open.labels[slot]];
        open.own[slot] =
            projected.normsSq[a] - 2 * projected.product(coordinates, slot * projection.size, a);
      }
      open.error[slot] =
          Math.fma(pass.errorSlope(), projection.norms[first + slot], pass.error()) * Outward.UP;
      open.twiceRest[slot] = 2 * projection.rest(chunk, slot) * Outward.UP;
      open.candidates[slot] = 0;
    }
    for (int g = 0; g < count; g++) {
      if (waiting[g] > 0) {
        sieveGroup(g, chunk, pass);
      }
    }
    distances.settleOpen(chunk, pass);
  }

  /** Scores the queued rows against one group by their coordinates. */
  private void sieveGroup(int g, int chunk, Pass pass) {
    ProjectedCentroids projected = pass.projected();
    int[] queue = queues[g];
    int size = waiting[g];
    for (int q = 0; q < size; q++) {
      offsets[q] = queue[q] * projection.size;
    }
    int panelWidth = frame.kernel.panelWidth(k);
    int begin = g * width;
    int used = Math.min(stride, begin + width) - begin;
    frame.kernel.scores(
        coordinates,
        offsets,
        size,
        projected.packed,
        begin / panelWidth,
        (begin + used) / panelWidth,
        scores,
        width);
    products += (long) size * used * projection.size;
    int gapAt = rows.moves.first(chunk) * count + g;
    for (int q = 0; q < size; q++) {
      int slot = queue[q];
      int a = projected.groups.position[open.labels[slot]];
      int at = q * width;
      if (a >= begin && a < begin + width) {
        if (count == 1) {
          open.own[slot] = scores[at + a];
        }
        scores[at + a - begin] = Float.POSITIVE_INFINITY;
      }
      int slackAt = a * stride + begin;
      // The error includes the margin: what is positive here is beyond it.
      float gap = leastGap(slot, at, slackAt, used, projected);
      if (!(gap > 0)) {
        listCandidates(slot, at, begin, slackAt, used, projected);
        gap = leastGap(slot, at, slackAt, used, projected);
      }
      rows.gaps[gapAt + slot * count] = gap;
    }
  }

  /** A lower bound of the gap of a row to all centroids of a group that are not struck off. */
  private float leastGap(int slot, int at, int slackAt, int used, ProjectedCentroids projected) {
    float least =
        frame.kernel.leastLowered(scores, at, projected.slack, slackAt, open.twiceRest[slot], used);
    return below((double) least - open.own[slot] - open.error[slot]);
  }

  /** Adds the candidates of a row in a group to its list, and strikes off their scores. */
  private void listCandidates(
      int slot, int at, int begin, int slackAt, int used, ProjectedCentroids projected) {
    float limit = above((double) open.own[slot] + open.error[slot]);
    int size =
        frame.kernel.listLowered(
            scores, at, projected.slack, slackAt, open.twiceRest[slot], used, limit, listed);
    for (int f = 0; f < size && begin + listed[f] < k; f++) {
      open.add(slot, begin + listed[f], scores[at + listed[f]]);
      scores[at + listed[f]] = Float.POSITIVE_INFINITY;
    }
  }
}
