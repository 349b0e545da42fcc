package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.exact.FloatOrder;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Lists the nearest centroids of rows. Scores that differ by more than a row's window stand in the
 * order of the plain definition. So a list is that of the least scores, in runs between which the
 * scores leap by more than the window; only the order within a run, and who of the last run belongs
 * to the list, is asked of the plain definition. Scratch of one worker; not thread-safe.
 */
final class NearestLists {
  /** Up to so many are kept in order one by one; more are sorted. */
  private static final int FEW = 32;

  private final SinglePrecision frame;
  private final ScoredCentroids centroids;
  private final NearestSearch search;
  private final int k;

  /** Scores in the order of numbers, above the index of the centroid. */
  private final long[] keys;

  private final double[] distances;

  NearestLists(SinglePrecision frame, ScoredCentroids centroids) {
    this.frame = frame;
    this.centroids = centroids;
    this.k = centroids.exact.length;
    this.search = new NearestSearch(frame, k, frame.store.n);
    this.keys = new long[k];
    this.distances = new double[k];
  }

  /** Lists the nearest of rows [from, to). */
  void list(int from, int to, IntConsumer check, int[][] nearest) {
    int size;
    for (int at = from; at < to; at += size) {
      size = Math.min(search.blockRows, to - at);
      search.score(null, at, size, centroids);
      for (int r = 0; r < size; r++) {
        double window = search.window(r, at + r, centroids, check);
        list(at + r, r * search.stride, window, nearest[at + r]);
      }
    }
  }

  private void list(int row, int scores, double window, int[] nearest) {
    int m = nearest.length;
    if (!(window < Double.POSITIVE_INFINITY)) {
      for (int j = 0; j < k; j++) {
        keys[j] = j;
      }
      decide(row, 0, k);
      write(0, m, nearest);
      return;
    }
    int count = m <= FEW ? least(scores, m) : all(scores);
    double limit = score(keys[m - 1]) + window;
    if (count == m && m < k) {
      count = below(scores, limit, m);
    }
    int first = 0;
    for (int end = 1; first < m; end++) {
      boolean leaps = end == count || (double) score(keys[end]) - score(keys[end - 1]) > window;
      if (leaps) {
        if (end - first > 1) {
          decide(row, first, end);
        }
        first = end;
      }
    }
    write(0, m, nearest);
  }

  private void write(int from, int to, int[] nearest) {
    for (int i = from; i < to; i++) {
      nearest[i] = (int) keys[i];
    }
  }

  /** Keeps the m least scores in order. */
  private int least(int scores, int m) {
    int size = 0;
    float most = Float.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      float score = search.scores[scores + j];
      if (size == m && !(score < most)) {
        continue;
      }
      long key = key(score, j);
      int at = size < m ? size++ : size - 1;
      while (at > 0 && key < keys[at - 1]) {
        keys[at] = keys[at - 1];
        at--;
      }
      keys[at] = key;
      most = size == m ? score(keys[m - 1]) : most;
    }
    return size;
  }

  private int all(int scores) {
    for (int j = 0; j < k; j++) {
      keys[j] = key(search.scores[scores + j], j);
    }
    Arrays.sort(keys, 0, k);
    return k;
  }

  /** Lists all scores up to a limit in order, if there are more than those that were kept. */
  private int below(int scores, double limit, int kept) {
    int count = 0;
    for (int j = 0; j < k; j++) {
      count += search.scores[scores + j] <= limit ? 1 : 0;
    }
    if (count == kept) {
      return kept;
    }
    int size = 0;
    for (int j = 0; j < k; j++) {
      if (search.scores[scores + j] <= limit) {
        keys[size++] = key(search.scores[scores + j], j);
      }
    }
    Arrays.sort(keys, 0, size);
    return size;
  }

  /** Puts centroids in the order of the plain definition, the lowest index first on ties. */
  private void decide(int row, int from, int to) {
    for (int i = from; i < to; i++) {
      int j = (int) keys[i];
      distances[j] = frame.store.squaredDistance(row, centroids.exact[j]);
    }
    for (int i = from + 1; i < to; i++) {
      long key = keys[i];
      int at = i;
      while (at > from && comesBefore((int) key, (int) keys[at - 1])) {
        keys[at] = keys[at - 1];
        at--;
      }
      keys[at] = key;
    }
  }

  private boolean comesBefore(int a, int b) {
    return distances[a] < distances[b] || distances[a] == distances[b] && a < b;
  }

  private static long key(float score, int index) {
    return (long) FloatOrder.of(score) << 32 | index;
  }

  private static float score(long key) {
    return FloatOrder.value((int) (key >> 32));
  }
}
