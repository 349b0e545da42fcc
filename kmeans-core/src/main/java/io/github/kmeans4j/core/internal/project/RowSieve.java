package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import java.util.Arrays;

/**
 * Takes the rows of a chunk through the sieves of {@link ProjectedAssignment}. Belongs to one
 * worker; a chunk is worked on by one sieve at a time.
 */
public final class RowSieve {
  /** Up to this many centroids the first pass scores all of them in all columns. */
  private static final int MOST_SCORED_AT_FIRST = 48;

  /** Rows with more candidates than this are scored against all centroids. */
  private static final int MOST_CANDIDATES = 32;

  /** Rows whose memory is asked for at once. */
  private static final int AHEAD = 8;

  private static final int CHUNK = ProjectedAssignment.CHUNK;

  /**
   * What a pass knows of the centroids.
   *
   * @param margin a gap beyond which the plain definition agrees
   * @param error bound of the error of a difference of scores by coordinates, the margin included
   * @param errorSlope what each unit of a row's length adds to it
   */
  record Pass(
      ScoredCentroids centroids,
      ProjectedCentroids projected,
      GapDrift drift,
      float margin,
      float error,
      float errorSlope) {}

  private final SinglePrecision frame;
  private final Projection projection;
  private final RowGaps rows;
  private final int k;
  private final int d;

  /** Groups, and centroids a group. */
  private final int count;

  private final int width;

  private final NearestSearch search;
  private final int block;
  private final int stride;
  private final float[] scores;

  /** Slots of a chunk that the bounds leave. */
  private final int[] open = new int[CHUNK];

  private int opened;

  // Of each slot: its label; the groups that fail; its own score, the error of a difference of
  // scores, and what slacks are multiplied by.
  private final int[] decided = new int[CHUNK];
  private final long[] failing = new long[CHUNK];
  private final float[] own = new float[CHUNK];
  private final float[] error = new float[CHUNK];
  private final float[] reach = new float[CHUNK];

  // Of each slot: the positions of its candidates and their scores.
  private final int[] sizes = new int[CHUNK];
  private final int[] found = new int[CHUNK * (MOST_CANDIDATES + 1)];
  private final float[] foundScores = new float[CHUNK * (MOST_CANDIDATES + 1)];
  private final float[] exactScores = new float[MOST_CANDIDATES + 1];
  private final int[] listed;

  /** The coordinates of open rows, in steps: slot × size. */
  private final float[] coordinates;

  // Slots waiting for each group, and where the coordinates of those of one group begin.
  private final int[][] queues;
  private final int[] waiting;
  private final int[] offsets = new int[CHUNK];

  /** Slots that wait to be projected or measured. */
  private final int[] left = new int[CHUNK];

  /** Keeps what is read ahead from being left out as useless. */
  int touched;

  /** What was computed so far: scores of a row and a centroid, each by its share of columns. */
  private long products;

  RowSieve(SinglePrecision frame, Projection projection, RowGaps rows, CentroidGroups groups) {
    this.frame = frame;
    this.projection = projection;
    this.rows = rows;
    this.k = groups.order.length;
    this.d = frame.store.d;
    this.search = new NearestSearch(frame, k);
    this.block = search.blockRows;
    this.stride = search.stride;
    this.count = groups.count;
    this.width = count == 1 ? stride : groups.width;
    this.listed = new int[width];
    this.queues = new int[count][CHUNK];
    this.waiting = new int[count];
    this.coordinates = new float[CHUNK * projection.size];
    int widest = Math.max(CHUNK * width, block * stride);
    this.scores = new float[Math.max(widest, projection.scratch(block))];
  }

  /** How many columns of distances between a row and a centroid were computed. */
  long products() {
    return products;
  }

  /** Gives the rows of a chunk their labels, and notes which of them moved. */
  void assignChunk(int chunk, Pass pass) {
    int first = rows.moves.first(chunk);
    int size = rows.moves.end(chunk) - first;
    opened = 0;
    boolean fresh = rows.labels[first] < 0;
    // Centroids may be so far off that nothing is proved of them in floats.
    boolean provable = pass.error < Float.POSITIVE_INFINITY;
    if (!provable || fresh && k <= MOST_SCORED_AT_FIRST) {
      openAll(size);
      System.arraycopy(open, 0, left, 0, size);
      scoreFully(chunk, size, pass);
    } else if (fresh) {
      openAll(size);
      project(chunk);
      for (int from = 0; from < size; from += block) {
        guess(chunk, from, Math.min(block, size - from), pass);
      }
      Arrays.fill(failing, -1L >>> -count);
      sieve(chunk, pass);
    } else {
      openFailing(chunk, first, size, pass);
      project(chunk);
      sieve(chunk, pass);
    }
    for (int w = 0; w < opened; w++) {
      int i = first + open[w];
      int label = decided[open[w]];
      if (rows.labels[i] != label) {
        rows.moves.add(chunk, i, rows.labels[i]);
        rows.labels[i] = label;
      }
    }
  }

  private void openAll(int size) {
    for (int slot = 0; slot < size; slot++) {
      open[opened++] = slot;
    }
  }

  /** Opens the rows of which a bound fails. */
  private void openFailing(int chunk, int first, int size, Pass pass) {
    for (int slot = 0; slot < size; slot++) {
      int i = first + slot;
      int label = rows.labels[i];
      long fails =
          pass.drift.lower(
              frame.kernel, rows.gaps, i * count, label, projection.norms[i], pass.margin);
      if (fails != 0) {
        open[opened++] = slot;
        decided[slot] = label;
        failing[slot] = fails;
        touched += projection.touch(chunk, slot);
      }
    }
  }

  /** Projects the open rows that were not wanted before. */
  private void project(int chunk) {
    int size = 0;
    for (int w = 0; w < opened; w++) {
      if (!projection.has(chunk, open[w])) {
        left[size++] = open[w];
      }
    }
    for (int from = 0; from < size; from += block) {
      int most = Math.min(block, size - from);
      load(chunk, from, most);
      projection.project(chunk, left, from, most, search, rows.moves.first(chunk), scores);
      products += (long) most * projection.size * d;
    }
  }

  /** Loads waiting rows for the search, and notes the norms of those that are new. */
  private void load(int chunk, int from, int most) {
    for (int r = 0; r < most; r++) {
      int i = rows.moves.first(chunk) + left[from + r];
      search.load(i, r);
      projection.measure(chunk, i, search, r);
    }
  }

  /** Takes for a row's own centroid the one that is nearest by coordinates. */
  private void guess(int chunk, int from, int most, Pass pass) {
    ProjectedCentroids projected = pass.projected;
    for (int r = 0; r < most; r++) {
      offsets[r] = r * projection.size;
      projection.load(chunk, from + r, coordinates, r * projection.size);
    }
    int panels = stride / frame.kernel.panelWidth(k);
    frame.kernel.scores(coordinates, offsets, most, projected.packed, 0, panels, scores, stride);
    for (int r = 0; r < most; r++) {
      search.scan(scores, r * stride, r * stride + k);
      decided[from + r] = projected.groups.order[search.nearest];
    }
  }

  /** Takes open rows through the sieves of coordinates; what they leave is measured. */
  private void sieve(int chunk, Pass pass) {
    ProjectedCentroids projected = pass.projected;
    int first = rows.moves.first(chunk);
    Arrays.fill(waiting, 0);
    for (int w = 0; w < opened; w++) {
      int slot = open[w];
      for (long groups = failing[slot]; groups != 0; groups &= groups - 1) {
        int g = Long.numberOfTrailingZeros(groups);
        queues[g][waiting[g]++] = slot;
      }
      projection.load(chunk, slot, coordinates, slot * projection.size);
      if (count > 1) {
        int a = projected.groups.position[decided[slot]];
        own[slot] =
            projected.squaredNorms[a]
                - 2 * projected.product(coordinates, slot * projection.size, a);
      }
      error[slot] =
          Math.fma(pass.errorSlope, projection.norms[first + slot], pass.error) * (1 + 0x1p-22f);
      reach[slot] = 2 * projection.rest(chunk, slot) * (1 + 0x1p-22f);
      sizes[slot] = 0;
    }
    for (int g = 0; g < count; g++) {
      if (waiting[g] > 0) {
        sieveGroup(g, chunk, pass);
      }
    }
    measureRest(chunk, pass);
  }

  /** Scores the queued rows against one group by their coordinates. */
  private void sieveGroup(int g, int chunk, Pass pass) {
    ProjectedCentroids projected = pass.projected;
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
      int a = projected.groups.position[decided[slot]];
      int at = q * width;
      if (a >= begin && a < begin + width) {
        if (count == 1) {
          own[slot] = scores[at + a];
        }
        scores[at + a - begin] = Float.POSITIVE_INFINITY;
      }
      int slackAt = a * stride + begin;
      float least =
          frame.kernel.leastLowered(scores, at, projected.slack, slackAt, reach[slot], used);
      // The error includes the margin: what is positive here is beyond it.
      float gap = below((double) least - own[slot] - error[slot]);
      if (!(gap > 0)) {
        gap = listCandidates(slot, at, begin, slackAt, used, projected);
      }
      rows.gaps[gapAt + slot * count] = gap;
    }
  }

  /** Adds the candidates of a row in a group to its list; returns the least gap of the others. */
  private float listCandidates(
      int slot, int at, int begin, int slackAt, int used, ProjectedCentroids projected) {
    float limit = Math.nextUp((float) ((double) own[slot] + error[slot]));
    int size =
        frame.kernel.listLowered(
            scores, at, projected.slack, slackAt, reach[slot], used, limit, listed);
    int base = slot * (MOST_CANDIDATES + 1);
    for (int f = 0; f < size && begin + listed[f] < k; f++) {
      if (sizes[slot] < MOST_CANDIDATES) {
        found[base + sizes[slot]] = begin + listed[f];
        foundScores[base + sizes[slot]] = scores[at + listed[f]];
      }
      sizes[slot]++;
      scores[at + listed[f]] = Float.POSITIVE_INFINITY;
    }
    float others =
        frame.kernel.leastLowered(scores, at, projected.slack, slackAt, reach[slot], used);
    return below((double) others - own[slot] - error[slot]);
  }

  /** Settles the rows that have candidates. */
  private void measureRest(int chunk, Pass pass) {
    int first = rows.moves.first(chunk);
    int measured = 0;
    for (int w = 0; w < opened; w++) {
      int slot = open[w];
      if (sizes[slot] > 0 && sizes[slot] <= MOST_CANDIDATES && !isRivalFar(chunk, slot, pass)) {
        left[measured++] = slot;
      }
    }
    for (int w = 0; w < measured; w++) {
      if (w % AHEAD == 0) {
        for (int next = w; next < Math.min(measured, w + AHEAD); next++) {
          touched += frame.store.touch(first + left[next]);
        }
      }
      int slot = left[w];
      decided[slot] = measure(chunk, slot, pass);
    }
    int heavy = 0;
    for (int w = 0; w < opened; w++) {
      if (sizes[open[w]] > MOST_CANDIDATES) {
        left[heavy++] = open[w];
      }
    }
    scoreFully(chunk, heavy, pass);
  }

  /**
   * Strikes a row's rival off its candidates if what was measured of it once still rules it out;
   * tells whether no other is left.
   */
  private boolean isRivalFar(int chunk, int slot, Pass pass) {
    int i = rows.moves.first(chunk) + slot;
    int p = rows.rivals[i];
    if (p < 0) {
      return false;
    }
    int base = slot * (MOST_CANDIDATES + 1);
    for (int f = 0; f < sizes[slot]; f++) {
      if (found[base + f] == p) {
        double way = strayed(p, decided[slot], pass) - rows.strayedThen[i];
        double difference = (double) foundScores[base + f] - own[slot];
        float gap = below(difference + rows.residuals[i] - reach[slot] * way - error[slot]);
        if (gap > 0) {
          int g = i * count + p / width;
          rows.gaps[g] = Math.min(rows.gaps[g], gap);
          sizes[slot]--;
          found[base + f] = found[base + sizes[slot]];
          foundScores[base + f] = foundScores[base + sizes[slot]];
        }
        break;
      }
    }
    return sizes[slot] == 0;
  }

  /** The way of two centroids outside the subspace. */
  private double strayed(int position, int centroid, Pass pass) {
    double[] ways = pass.drift.strayed;
    return ways[pass.projected.groups.order[position]] + ways[centroid];
  }

  /** Scores a row's candidates in all columns; returns its label. */
  private int measure(int chunk, int slot, Pass pass) {
    int i = rows.moves.first(chunk) + slot;
    ScoredCentroids centroids = pass.centroids;
    CentroidGroups groups = pass.projected.groups;
    search.load(i, 0);
    int base = slot * (MOST_CANDIDATES + 1);
    int size = sizes[slot] + 1;
    found[base + sizes[slot]] = groups.position[decided[slot]];
    foundScores[base + sizes[slot]] = own[slot];
    int best = 0;
    int second = -1;
    for (int f = 0; f < size; f++) {
      int j = groups.order[found[base + f]];
      float score =
          centroids.squaredNorms[j]
              - 2 * frame.kernel.dotProduct(search.rows, 0, centroids.single, j * d, d);
      exactScores[f] = score;
      if (f > 0 && score < exactScores[best]) {
        second = best;
        best = f;
      } else if (f > 0 && (second < 0 || score < exactScores[second])) {
        second = f;
      }
    }
    double scoreError = frame.scoreError(projection.norms[i], centroids.largestNorm);
    double window = frame.window(scoreError, projection.norms[i], centroids.largestNorm);
    products += (long) size * d;
    float least = exactScores[best];
    if (!((double) exactScores[second] - least > window)) {
      Arrays.fill(rows.gaps, i * count, (i + 1) * count, 0);
      rows.rivals[i] = -1;
      return decide(i, base, size, least + window, pass);
    }
    // What was farther than the former own centroid is farther than a nearer one by even more.
    for (int f = 0; f < size; f++) {
      if (f != best) {
        int g = i * count + found[base + f] / width;
        double difference = (double) exactScores[f] - least;
        rows.gaps[g] = Math.min(rows.gaps[g], below(difference - 2 * scoreError));
      }
    }
    int label = groups.order[found[base + best]];
    rows.rivals[i] = found[base + second];
    double projected = (double) foundScores[base + second] - foundScores[base + best];
    rows.residuals[i] =
        below((double) exactScores[second] - least - projected - 2 * scoreError - error[slot]);
    rows.strayedThen[i] = below(strayed(found[base + second], label, pass));
    return label;
  }

  /** The label of a near-tie by the plain definition, the lowest index on ties. */
  private int decide(int i, int base, int size, double limit, Pass pass) {
    int label = -1;
    double best = Double.POSITIVE_INFINITY;
    for (int f = 0; f < size; f++) {
      if (!(exactScores[f] > limit)) {
        int j = pass.projected.groups.order[found[base + f]];
        double distance = frame.store.squaredDistance(i, pass.centroids.exact[j]);
        if (label < 0 || distance < best || distance == best && j < label) {
          best = distance;
          label = j;
        }
      }
    }
    return label;
  }

  /** Scores the slots that are left against all centroids, and sets their labels and gaps. */
  private void scoreFully(int chunk, int size, Pass pass) {
    int first = rows.moves.first(chunk);
    for (int from = 0; from < size; from += block) {
      int most = Math.min(block, size - from);
      load(chunk, from, most);
      search.scoreAll(most, pass.centroids);
      products += (long) most * k * d;
      for (int r = 0; r < most; r++) {
        int slot = left[from + r];
        decided[slot] = settle(first + slot, r * stride, pass);
      }
    }
  }

  /** Sets the gaps of a row from the scores of all centroids; returns its label. */
  private int settle(int i, int from, Pass pass) {
    double scoreError = frame.scoreError(projection.norms[i], pass.centroids.largestNorm);
    double window = frame.window(scoreError, projection.norms[i], pass.centroids.largestNorm);
    search.scan(search.scores, from, from + k);
    int label = search.nearest;
    rows.rivals[i] = -1;
    if (!((double) search.second - search.least > window)) {
      Arrays.fill(rows.gaps, i * count, (i + 1) * count, 0);
      return search.decide(i, from, pass.centroids, window);
    }
    if (count == 1) {
      rows.gaps[i] = below((double) search.second - search.least - 2 * scoreError);
      return label;
    }
    Arrays.fill(rows.gaps, i * count, (i + 1) * count, Float.MAX_VALUE);
    for (int p = 0; p < k; p++) {
      int j = pass.projected.groups.order[p];
      if (j != label) {
        int g = i * count + p / width;
        double difference = (double) search.scores[from + j] - search.least;
        rows.gaps[g] = Math.min(rows.gaps[g], below(difference - 2 * scoreError));
      }
    }
    return label;
  }

  /** A float that is certainly no more. */
  private static float below(double value) {
    return Math.nextDown((float) value);
  }
}
