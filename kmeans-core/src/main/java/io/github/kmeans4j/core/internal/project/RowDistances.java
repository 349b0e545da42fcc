package io.github.kmeans4j.core.internal.project;

import static io.github.kmeans4j.core.internal.exact.Outward.above;
import static io.github.kmeans4j.core.internal.exact.Outward.below;

import io.github.kmeans4j.core.internal.assign.CentroidGroups;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import java.util.Arrays;

/**
 * The last sieve of {@link ProjectedAssignment}: settles rows by distances, that is, by scores in
 * all columns and, for near-ties, the plain definition. Belongs to one worker.
 */
final class RowDistances {
  /** Rows that are prefetched at once. */
  private static final int AHEAD = 8;

  /** Loads rows and scores them against all centroids. */
  final NearestSearch search;

  private final SinglePrecision frame;
  private final Projection projection;
  private final RowGaps rows;
  private final OpenRows open;
  private final int k;
  private final int d;
  private final int groups;
  private final int width;

  /** Scores in all columns of one row's candidates. */
  private final float[] exact = new float[OpenRows.MOST_CANDIDATES + 1];

  /** Slots that wait to be measured. */
  private final int[] waiting;

  /** The sum of what was prefetched, which is used for nothing: else the JIT removes the reads. */
  int prefetched;

  private long products;

  /** Prepares it for one group width, a whole number of panels. */
  RowDistances(
      SinglePrecision frame,
      Projection projection,
      RowGaps rows,
      OpenRows open,
      CentroidGroups groups) {
    this.frame = frame;
    this.projection = projection;
    this.rows = rows;
    this.open = open;
    this.k = groups.order.length;
    this.d = frame.store.d;
    this.groups = groups.count;
    this.width = groups.width;
    this.search = new NearestSearch(frame, k);
    this.waiting = new int[open.slots.length];
  }

  /** The columns that all scores so far took; d of them cost as much as a distance. */
  long products() {
    return products;
  }

  /** Settles the open rows that have candidates. */
  void settleOpen(int chunk, Pass pass) {
    int size = listFew(chunk, pass);
    for (int from = 0; from < size; from += AHEAD) {
      measureSome(chunk, from, Math.min(size, from + AHEAD), pass);
    }
    scoreFully(chunk, waiting, listMany(), pass);
  }

  /** Lists the rows of few candidates that are not settled without a measurement. */
  private int listFew(int chunk, Pass pass) {
    int size = 0;
    for (int w = 0; w < open.size; w++) {
      int slot = open.slots[w];
      int candidates = open.candidates[slot];
      if (candidates > 0
          && candidates <= OpenRows.MOST_CANDIDATES
          && !isSettledByRival(chunk, slot, pass)) {
        waiting[size++] = slot;
      }
    }
    return size;
  }

  /** Lists the rows of more candidates than are kept. */
  private int listMany() {
    int size = 0;
    for (int w = 0; w < open.size; w++) {
      if (open.candidates[open.slots[w]] > OpenRows.MOST_CANDIDATES) {
        waiting[size++] = open.slots[w];
      }
    }
    return size;
  }

  /** Measures some of the waiting rows, all of which are prefetched first. */
  private void measureSome(int chunk, int from, int to, Pass pass) {
    int first = rows.moves.first(chunk);
    for (int w = from; w < to; w++) {
      prefetched += frame.store.prefetch(first + waiting[w]);
    }
    for (int w = from; w < to; w++) {
      int slot = waiting[w];
      open.labels[slot] = measure(chunk, slot, pass);
    }
  }

  /**
   * Bounds the true score of a row's own centroid from that by coordinates: by its rest, and by
   * what it has strayed since its surplus was measured.
   */
  void boundOwn(int chunk, int slot, Pass pass) {
    int i = rows.moves.first(chunk) + slot;
    int label = open.labels[slot];
    double strayed = pass.drift().strays[label] - rows.strays[i];
    double rest = pass.projected().rest(pass.projected().groups.position[label]);
    double surplus =
        Math.max(rows.surplus[i] - open.twiceRest[slot] * strayed, -open.twiceRest[slot] * rest);
    open.own[slot] = above(open.byCoordinates[slot] - surplus);
  }

  /** Measures the surplus of a row's own centroid. The row is loaded in a slot of the search. */
  void measureOwn(int chunk, int slot, int loaded, Pass pass) {
    int i = rows.moves.first(chunk) + slot;
    float score = score(loaded, open.labels[slot], pass.centroids());
    products += d;
    double scoreError = frame.scoreError(projection.norms[i], pass.centroids().largestNorm);
    double surplus = (double) open.byCoordinates[slot] - score;
    rows.surplus[i] = below(surplus - scoreError - open.error[slot]);
    rows.strays[i] = below(pass.drift().strays[open.labels[slot]]);
  }

  /** The score of a loaded row in all columns. */
  private float score(int loaded, int centroid, ScoredCentroids centroids) {
    float product =
        frame.kernel.dotProduct(
            search.values, search.starts[loaded], centroids.single, centroid * d, d);
    return centroids.normsSq[centroid] - 2 * product;
  }

  /**
   * Strikes the rival off a row's candidates if its surplus, with what it has strayed since, rules
   * it out; tells whether no candidate is left.
   */
  private boolean isSettledByRival(int chunk, int slot, Pass pass) {
    int i = rows.moves.first(chunk) + slot;
    int p = rows.rivals[i];
    if (p < 0) {
      return false;
    }
    int base = open.base(slot);
    for (int f = 0; f < open.candidates[slot]; f++) {
      if (open.positions[base + f] == p) {
        double strayed = stray(p, pass) - rows.rivalStrays[i];
        double surplus = rows.rivalSurplus[i] + open.twiceRest[slot] * strayed;
        double score = byCoordinates(slot, f, pass) - surplus;
        float gap = below(score - open.own[slot] - open.error[slot]);
        if (gap > 0) {
          lowerGap(i, p, gap);
          open.remove(slot, f);
        }
        break;
      }
    }
    return open.candidates[slot] == 0;
  }

  /**
   * The score by coordinates of a candidate, whose bound has the rests taken off, or of the own
   * centroid behind the last candidate.
   */
  private double byCoordinates(int slot, int candidate, Pass pass) {
    if (candidate == open.candidates[slot]) {
      return open.byCoordinates[slot];
    }
    int at = open.base(slot) + candidate;
    return open.scores[at] + open.twiceRest[slot] * pass.projected().rest(open.positions[at]);
  }

  private static double stray(int position, Pass pass) {
    return pass.drift().strays[pass.projected().groups.order[position]];
  }

  /** Lowers the gap of a row and the group of a position to what holds for the centroid there. */
  private void lowerGap(int i, int position, float gap) {
    int g = i * groups + position / width;
    rows.gaps[g] = Math.min(rows.gaps[g], gap);
  }

  /** Scores a row's candidates in all columns; returns its label. */
  private int measure(int chunk, int slot, Pass pass) {
    int i = rows.moves.first(chunk) + slot;
    ScoredCentroids centroids = pass.centroids();
    CentroidGroups grouping = pass.projected().groups;
    search.load(i, 0);
    int base = open.base(slot);
    int size = open.candidates[slot] + 1;
    open.addOwn(slot, grouping.position[open.labels[slot]]);
    int best = 0;
    int second = -1;
    for (int f = 0; f < size; f++) {
      int j = grouping.order[open.positions[base + f]];
      float score = score(0, j, centroids);
      exact[f] = score;
      if (f > 0 && score < exact[best]) {
        second = best;
        best = f;
      } else if (f > 0 && (second < 0 || score < exact[second])) {
        second = f;
      }
    }
    double scoreError = frame.scoreError(projection.norms[i], centroids.largestNorm);
    double window = frame.window(scoreError, projection.norms[i], centroids.largestNorm);
    products += (long) size * d;
    float least = exact[best];
    if (!((double) exact[second] - least > window)) {
      forget(i);
      return decide(i, base, size, least + window, pass);
    }
    // The gaps of other centroids still hold: against a nearer own centroid they only grow.
    for (int f = 0; f < size; f++) {
      if (f != best) {
        double difference = (double) exact[f] - least;
        lowerGap(i, open.positions[base + f], below(difference - 2 * scoreError));
      }
    }
    double uncertain = scoreError + open.error[slot];
    int rival = open.positions[base + second];
    rows.rivals[i] = rival;
    rows.rivalSurplus[i] = above(byCoordinates(slot, second, pass) - exact[second] + uncertain);
    rows.rivalStrays[i] = below(stray(rival, pass));
    int label = open.positions[base + best];
    rows.surplus[i] = below(byCoordinates(slot, best, pass) - exact[best] - uncertain);
    rows.strays[i] = below(stray(label, pass));
    return grouping.order[label];
  }

  /** Forgets what is known of a row between whose nearest centroids floats cannot decide. */
  private void forget(int i) {
    Arrays.fill(rows.gaps, i * groups, (i + 1) * groups, 0);
    rows.rivals[i] = -1;
    rows.surplus[i] = Float.NEGATIVE_INFINITY;
  }

  /** The label of a near-tie by the plain definition, the lowest index on ties. */
  private int decide(int i, int base, int size, double limit, Pass pass) {
    int label = -1;
    double bestSq = Double.POSITIVE_INFINITY;
    for (int f = 0; f < size; f++) {
      if (!(exact[f] > limit)) {
        int j = pass.projected().groups.order[open.positions[base + f]];
        double distanceSq = frame.store.squaredDistance(i, pass.centroids().exact[j]);
        if (label < 0 || distanceSq < bestSq || distanceSq == bestSq && j < label) {
          bestSq = distanceSq;
          label = j;
        }
      }
    }
    return label;
  }

  /** Loads rows of a chunk into the search, and notes the norms of those that are new. */
  void load(int chunk, int[] slots, int from, int most) {
    for (int r = 0; r < most; r++) {
      int i = rows.moves.first(chunk) + slots[from + r];
      search.load(i, r);
      projection.noteNorm(chunk, i, search, r);
    }
  }

  /** Scores some slots against all centroids, and sets their labels and gaps. */
  void scoreFully(int chunk, int[] slots, int size, Pass pass) {
    int first = rows.moves.first(chunk);
    for (int from = 0; from < size; from += search.blockRows) {
      int most = Math.min(search.blockRows, size - from);
      load(chunk, slots, from, most);
      search.scoreAll(most, pass.centroids());
      products += (long) most * k * d;
      settle(first, slots, from, most, pass);
    }
  }

  private void settle(int first, int[] slots, int from, int most, Pass pass) {
    for (int r = 0; r < most; r++) {
      int slot = slots[from + r];
      open.labels[slot] = settle(first + slot, r * search.stride, pass);
    }
  }

  /** Sets the gaps of a row from the scores of all centroids; returns its label. */
  private int settle(int i, int from, Pass pass) {
    ScoredCentroids centroids = pass.centroids();
    double scoreError = frame.scoreError(projection.norms[i], centroids.largestNorm);
    double window = frame.window(scoreError, projection.norms[i], centroids.largestNorm);
    search.scan(search.scores, from, from + k);
    int label = search.nearest;
    double gap = (double) search.second - search.least;
    window = frame.windowFor(gap, window, projection.norms[i], search.least, centroids.largestNorm);
    if (!(gap > window)) {
      forget(i);
      return search.decide(i, from, search.least, centroids, window);
    }
    rows.rivals[i] = -1;
    rows.surplus[i] = Float.NEGATIVE_INFINITY;
    if (groups == 1) {
      rows.gaps[i] = below(gap - 2 * scoreError);
      return label;
    }
    Arrays.fill(rows.gaps, i * groups, (i + 1) * groups, Float.MAX_VALUE);
    for (int p = 0; p < k; p++) {
      int j = pass.projected().groups.order[p];
      if (j != label) {
        double difference = (double) search.scores[from + j] - search.least;
        lowerGap(i, p, below(difference - 2 * scoreError));
      }
    }
    return label;
  }
}
