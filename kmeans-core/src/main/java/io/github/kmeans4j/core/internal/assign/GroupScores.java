package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.internal.Kernel;

/**
 * What scores tell of the rows of a block and the groups of centroids that bounds leave open. Rows
 * that need a group are queued, so that they are scored together. Scratch of one worker.
 */
final class GroupScores {
  private final NearestSearch search;
  private final Kernel kernel;
  private final int k;
  private final int groups;
  private final int groupWidth;

  // Of each row of a block and group the least score, the second least, and where the least is.
  final float[] least;
  final float[] second;
  final int[] at;

  /** Which of the rows that were scored against all centroids a row was. */
  private final int[] turns;

  // Rows that wait for a group, where they are loaded, and what their scores tell.
  private final int[] queue;
  private final int[] offsets;
  final float[] scores;
  private final float[] queueLeast;
  private final float[] queueSecond;
  private final int[] queueAt;
  private long distances;

  GroupScores(NearestSearch search, int k, int groups, int groupWidth) {
    this.search = search;
    this.kernel = search.frame.kernel;
    this.k = k;
    this.groups = groups;
    this.groupWidth = groupWidth;
    int size = search.blockRows;
    this.least = new float[size * groups];
    this.second = new float[size * groups];
    this.at = new int[size * groups];
    this.turns = new int[size];
    this.queue = new int[size];
    this.offsets = new int[size];
    this.scores = new float[groups > 1 ? size * groupWidth : 0];
    this.queueLeast = new float[size];
    this.queueSecond = new float[size];
    this.queueAt = new int[size];
  }

  /** How many distances were computed so far. */
  long distances() {
    return distances;
  }

  /** A bit for each group. */
  long every() {
    return -1L >>> Long.SIZE - groups;
  }

  /** Scores the rows of a block that are open in all groups, which opens all of them. */
  void scoreAll(long[] open, int count, ScoredCentroids centroids) {
    int waiting = 0;
    for (int r = 0; r < count; r++) {
      if (open[r] != 0) {
        open[r] = every();
        turns[r] = waiting;
        enqueue(r, waiting++);
      }
    }
    search.findLeastTwo(search.values, offsets, waiting, centroids, groupWidth, least, second, at);
    distances += (long) waiting * k;
    // What was found stands in the order of the queue: each to its own row, from the last one on.
    for (int q = waiting - 1; q >= 0; q--) {
      int to = queue[q] * groups;
      if (queue[q] != q) {
        System.arraycopy(least, q * groups, least, to, groups);
        System.arraycopy(second, q * groups, second, to, groups);
        System.arraycopy(at, q * groups, at, to, groups);
      }
    }
  }

  /** Scores the rows of a block that need a group. */
  void score(int g, long[] open, int count, ScoredCentroids centroids) {
    int waiting = 0;
    for (int r = 0; r < count; r++) {
      enqueue(r, waiting);
      waiting += (int) (open[r] >>> g & 1); // no branch, which would be guessed wrong
    }
    if (waiting == 0) {
      return;
    }
    int first = g * groupWidth;
    int width = width(g);
    scoreQueue(g, waiting, centroids);
    kernel.leastTwo(scores, waiting, width, width, queueLeast, queueSecond, queueAt);
    for (int q = 0; q < waiting; q++) {
      int slot = queue[q] * groups + g;
      least[slot] = queueLeast[q];
      second[slot] = queueSecond[q];
      at[slot] = first + queueAt[q];
    }
  }

  /**
   * Queues rows whose scores in a group come below a limit of theirs.
   *
   * @param among rows of the block, and how many
   * @return how many are queued; the q-th one is {@link #row}
   */
  int queueNear(int g, int[] among, int count, long[] open, float[] limits) {
    int waiting = 0;
    for (int t = 0; t < count; t++) {
      int r = among[t];
      boolean near = least[r * groups + g] < limits[r] || limits[r] == Float.POSITIVE_INFINITY;
      if (near && (open[r] >>> g & 1) != 0) {
        enqueue(r, waiting++);
      }
    }
    return waiting;
  }

  /** The row of the block that is the q-th one of the queue. */
  int row(int q) {
    return queue[q];
  }

  /** Scores the queue against a group. */
  void scoreQueue(int g, int waiting, ScoredCentroids centroids) {
    int panelWidth = kernel.panelWidth(k);
    int width = width(g);
    int panel = g * groupWidth / panelWidth;
    kernel.scores(
        search.values,
        offsets,
        waiting,
        centroids.packed,
        panel,
        panel + width / panelWidth,
        scores,
        width);
    distances += (long) waiting * size(g);
  }

  /** How many centroids a group has. */
  int size(int g) {
    return Math.min(k - g * groupWidth, groupWidth);
  }

  /** How far the scores of two rows are apart where a group is scored. */
  int width(int g) {
    return Math.min(search.stride - g * groupWidth, groupWidth);
  }

  private void enqueue(int r, int turn) {
    queue[turn] = r;
    offsets[turn] = search.starts[r];
  }

  /**
   * Where the scores of a row begin in those of the search, if it was scored in all groups at once.
   */
  int from(int r) {
    return turns[r] * search.stride;
  }
}
