package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
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
 *   - a group is a panel of the kernel, so that the work that bounds leave over still runs at the
 *     kernel's speed: rows that need a group are queued and scored together;
 *   - with one group, a row that fails is scored against all centroids at once;
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
  /** An upper bound times this must be below the lower ones to settle a row. */
  private static final float CLEARLY = 1 + 0x1p-20f;

  private final SinglePrecision frame;
  private final Workers workers;
  private final int n;
  private final int k;
  private final int groups;
  private final int groupWidth;
  private final int[] labels;
  private final float[] upper;
  private final float[] lower;
  private final float[] normsSq;
  private final Moves moves;
  private final @Nullable Scratch[] scratch;
  private final Drift drift;

  /** How many rows have bounds; whole chunks, or all. */
  private int seen;

  public BoundedAssignment(SinglePrecision frame, int k, Workers workers) {
    this.frame = frame;
    this.workers = workers;
    this.n = frame.store.n;
    this.k = k;
    // At most one bound for every eight values of a row.
    this.groupWidth = GroupWidth.of(n, k, frame.kernel.panelWidth(k), frame.store.d / 8);
    this.groups = Chunks.count(k, groupWidth);
    this.labels = new int[n];
    Arrays.fill(labels, -1);
    this.upper = new float[n];
    this.lower = new float[n * groups];
    this.normsSq = new float[n];
    this.moves = new Moves(n, Chunks.ROWS);
    this.scratch = new Scratch[workers.threads()];
    this.drift = new Drift(k, groups, groupWidth);
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
    ScoredCentroids scored = new ScoredCentroids(frame, centroids);
    drift.measure(centroids, frame.scale);
    workers.run(
        moves.chunks(),
        (chunk, worker) -> {
          Scratch s = scratch[worker];
          if (s == null) {
            s = new Scratch();
            scratch[worker] = s;
          }
          moves.clear(chunk);
          s.assignChunk(chunk, scored);
        });
    seen = moves.rows();
    return moves;
  }

  @Override
  public double inertia(double[][] centroids, double @Nullable [] weights) {
    return Inertia.direct(frame.store, null, moves.rows(), labels, centroids, weights, workers);
  }

  @Override
  public double distances() {
    long distances = 0;
    for (Scratch s : scratch) {
      distances += s == null ? 0 : s.distances;
    }
    return distances;
  }

  /** The bounds, for tests: row i's upper bound in scaled units. */
  float upper(int row) {
    return upper[row];
  }

  /** The bounds, for tests: row i's lower bound of a centroid other than its own. */
  float lower(int row, int centroid) {
    return lower[row * groups + centroid / groupWidth];
  }

  double scale() {
    return frame.scale;
  }

  /** What one worker needs beside the shared state. */
  private final class Scratch {
    private final NearestSearch search = new NearestSearch(frame, k);
    private final int blockRows = search.blockRows;
    private final int d = frame.store.d;
    private final int[] rows = new int[blockRows];
    private final double[] error = new double[blockRows];
    private final double[] window = new double[blockRows];

    // The best and second best score of each row of a block among what was looked at.
    private final float[] best = new float[blockRows];
    private final float[] second = new float[blockRows];
    private final int[] bestAt = new int[blockRows];

    // Rows waiting for one group: slot and offset of each.
    private final int[] queue = new int[blockRows];
    private final int[] queueOffsets = new int[blockRows];
    private long distances;

    // Whether the chunk at hand has no bounds yet.
    private boolean fresh;

    private final float[] groupScores = new float[groups > 1 ? blockRows * groupWidth : 0];

    void assignChunk(int chunk, ScoredCentroids centroids) {
      fresh = moves.first(chunk) >= seen;
      int end = moves.end(chunk);
      int waiting = 0;
      for (int i = moves.first(chunk); i < end; i++) {
        if (fresh || !holds(i)) {
          rows[waiting++] = i;
          if (waiting == blockRows) {
            assignBlock(chunk, waiting, centroids);
            waiting = 0;
          }
        }
      }
      if (waiting > 0) {
        assignBlock(chunk, waiting, centroids);
      }
    }

    /**
     * Moves the bounds of a row by the drift of the centroids; tells whether they still settle its
     * label.
     */
    private boolean holds(int i) {
      int a = labels[i];
      float u = (upper[i] + drift.of(a)) * Outward.UP;
      upper[i] = u;
      float least = Float.POSITIVE_INFINITY;
      int own = a / groupWidth;
      for (int g = 0; g < groups; g++) {
        float l =
            lower[i * groups + g] * Outward.DOWN - (g == own ? drift.besides(a) : drift.ofGroup(g));
        lower[i * groups + g] = l;
        least = Math.min(least, l);
      }
      return u * CLEARLY < least * Outward.DOWN;
    }

    private void assignBlock(int chunk, int count, ScoredCentroids centroids) {
      for (int r = 0; r < count; r++) {
        int i = rows[r];
        search.load(i, r);
        if (fresh) {
          normsSq[i] = frame.squaredNorm(search.rows, r * d);
        }
        double norm = frame.norm(normsSq[i]);
        double scoreError = frame.scoreError(norm, centroids.largestNorm);
        error[r] = scoreError + frame.normError(normsSq[i]);
        window[r] = frame.window(scoreError, norm, centroids.largestNorm);
      }
      if (fresh || groups == 1) {
        scoreAllGroups(chunk, count, centroids);
      } else {
        scoreFailingGroups(chunk, count, centroids);
      }
    }

    private void scoreAllGroups(int chunk, int count, ScoredCentroids centroids) {
      search.scoreAll(count, centroids);
      distances += (long) count * k;
      for (int r = 0; r < count; r++) {
        settle(chunk, r, r * search.stride, centroids);
      }
    }

    /** Sets label and bounds of a row from the scores of all centroids. */
    private void settle(int chunk, int r, int from, ScoredCentroids centroids) {
      int i = rows[r];
      float v1 = Float.POSITIVE_INFINITY;
      float v2 = Float.POSITIVE_INFINITY;
      int at = 0;
      float secondOfBest = Float.POSITIVE_INFINITY;
      for (int g = 0; g < groups; g++) {
        int first = g * groupWidth;
        search.scan(search.scores, from + first, from + Math.min(k, first + groupWidth));
        if (search.least < v1) {
          v2 = Math.min(v1, search.second);
          v1 = search.least;
          at = first + search.nearest;
          secondOfBest = search.second;
        } else {
          v2 = Math.min(v2, search.least);
        }
        lower[i * groups + g] = below(i, search.least, error[r]);
      }
      if ((double) v2 - v1 > window[r]) {
        lower[i * groups + at / groupWidth] = below(i, secondOfBest, error[r]);
        upper[i] = above(i, v1, error[r]);
      } else {
        at = search.decide(i, from, centroids, window[r]);
        // The bound of the winner's group is that of its other centroids.
        int first = at / groupWidth * groupWidth;
        float others = Float.POSITIVE_INFINITY;
        for (int j = first; j < Math.min(k, first + groupWidth); j++) {
          if (j != at) {
            others = Math.min(others, search.scores[from + j]);
          }
        }
        lower[i * groups + at / groupWidth] = below(i, others, error[r]);
        upper[i] =
            (float) (Math.sqrt(search.decidedSq) * frame.scale) * Outward.UP + Float.MIN_NORMAL;
      }
      relabel(chunk, i, at);
    }

    private void scoreFailingGroups(int chunk, int count, ScoredCentroids centroids) {
      for (int r = 0; r < count; r++) {
        int i = rows[r];
        int a = labels[i];
        float own =
            centroids.normsSq[a]
                - 2 * frame.kernel.dotProduct(search.rows, r * d, centroids.single, a * d, d);
        upper[i] = Math.min(upper[i], above(i, own, error[r]));
        best[r] = own;
        bestAt[r] = a;
        second[r] = Float.POSITIVE_INFINITY;
      }
      distances += count;
      for (int g = 0; g < groups; g++) {
        int waiting = 0;
        for (int r = 0; r < count; r++) {
          int i = rows[r];
          if (!(upper[i] * CLEARLY < lower[i * groups + g] * Outward.DOWN)) {
            queue[waiting] = r;
            queueOffsets[waiting++] = r * d;
          }
        }
        if (waiting > 0) {
          scoreGroup(g, waiting, centroids);
        }
      }
      for (int r = 0; r < count; r++) {
        int i = rows[r];
        if ((double) second[r] - best[r] > window[r]) {
          relabel(chunk, i, bestAt[r]);
        } else {
          queueOffsets[0] = r * d;
          int panels = search.stride / frame.kernel.panelWidth(k);
          frame.kernel.scores(
              search.rows,
              queueOffsets,
              1,
              centroids.packed,
              0,
              panels,
              search.scores,
              search.stride);
          settle(chunk, r, 0, centroids);
        }
      }
    }

    /** Scores the queued rows against one group and merges what it tells. */
    private void scoreGroup(int g, int waiting, ScoredCentroids centroids) {
      int first = g * groupWidth;
      int width = Math.min(k, first + groupWidth) - first;
      int panelWidth = frame.kernel.panelWidth(k);
      int panel = first / panelWidth;
      int panels = Chunks.count(width, panelWidth);
      frame.kernel.scores(
          search.rows,
          queueOffsets,
          waiting,
          centroids.packed,
          panel,
          panel + panels,
          groupScores,
          groupWidth);
      distances += (long) waiting * width;
      for (int q = 0; q < waiting; q++) {
        int r = queue[q];
        int i = rows[r];
        int a = labels[i];
        if (a >= first && a < first + width) {
          groupScores[q * groupWidth + a - first] = Float.POSITIVE_INFINITY; // scored already
        }
        search.scan(groupScores, q * groupWidth, q * groupWidth + width);
        if (search.least < best[r]) {
          // The former best stays behind in its group, whose bound must now hold for it too.
          int former = i * groups + bestAt[r] / groupWidth;
          float formerBound = below(i, best[r], error[r]);
          lower[i * groups + g] = below(i, search.second, error[r]);
          lower[former] = Math.min(lower[former], formerBound);
          keepOwnBound(r, i, a, g, centroids);
          second[r] = Math.min(best[r], search.second);
          best[r] = search.least;
          bestAt[r] = first + search.nearest;
          upper[i] = Math.min(upper[i], above(i, best[r], error[r]));
        } else {
          lower[i * groups + g] = below(i, search.least, error[r]);
          keepOwnBound(r, i, a, g, centroids);
          second[r] = Math.min(second[r], search.least);
        }
      }
    }

    /**
     * Lowers the bound of a row's own group if the row has found a nearer centroid in a group
     * before: then the former own centroid is one of those that the bound must hold for, and its
     * score was left out of the group's.
     */
    private void keepOwnBound(int r, int i, int a, int g, ScoredCentroids centroids) {
      if (bestAt[r] != a && a / groupWidth == g) {
        float own =
            centroids.normsSq[a]
                - 2 * frame.kernel.dotProduct(search.rows, r * d, centroids.single, a * d, d);
        lower[i * groups + g] = Math.min(lower[i * groups + g], below(i, own, error[r]));
      }
    }

    private void relabel(int chunk, int i, int label) {
      if (labels[i] != label) {
        moves.add(chunk, i, labels[i]);
        labels[i] = label;
      }
    }

    private float above(int i, float score, double error) {
      return (float) Math.sqrt(Math.max(0, normsSq[i] + (double) score + error)) * Outward.UP
          + Float.MIN_NORMAL;
    }

    private float below(int i, float score, double error) {
      return (float) Math.sqrt(Math.max(0, normsSq[i] + (double) score - error)) * Outward.DOWN;
    }
  }
}
