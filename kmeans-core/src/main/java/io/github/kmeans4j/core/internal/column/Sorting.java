package io.github.kmeans4j.core.internal.column;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;

/**
 * Sorts doubles on the threads of a fit: a run for each thread by the JDK's own sort, then runs are
 * merged two by two, by chunks of the output. Values without NaN and negative zero come out the
 * same, bit for bit, however many runs there were.
 */
final class Sorting {
  /** Values that are merged as one chunk of work, and that no second run is made for. */
  private static final int CHUNK = 1 << 15;

  private Sorting() {}

  /**
   * Sorts values.
   *
   * @param values to sort; used as scratch
   * @param workers threads
   * @return the sorted values, in this array or another one
   */
  static double[] sort(double[] values, Workers workers) {
    int n = values.length;
    int runs = Integer.highestOneBit(Math.max(1, Math.min(n / CHUNK, 2 * workers.threads() - 1)));
    int length = Chunks.count(n, runs);
    Chunks first = new Chunks(n, Math.max(1, length));
    workers.run(
        first.count(), (run, worker) -> Arrays.sort(values, first.first(run), first.end(run)));
    double[] from = values;
    double[] to = runs > 1 ? new double[n] : values;
    for (long run = length; run < n; run *= 2) {
      merge(from, to, run, workers);
      double[] merged = to;
      to = from;
      from = merged;
    }
    return from;
  }

  /** Merges each two neighboring runs. */
  private static void merge(double[] from, double[] to, long run, Workers workers) {
    int n = from.length;
    Chunks chunks = new Chunks(n, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          int at = chunks.first(chunk);
          while (at < chunks.end(chunk)) {
            int begin = (int) (at / (2 * run) * (2 * run));
            int middle = (int) Math.min(n, begin + run);
            int end = (int) Math.min(n, begin + 2 * run);
            int stop = Math.min(end, chunks.end(chunk));
            mergePart(from, to, begin, middle, end, at, stop);
            at = stop;
          }
        });
  }

  /** Writes places [at, stop) of the merge of [begin, middle) and [middle, end). */
  private static void mergePart(
      double[] from, double[] to, int begin, int middle, int end, int at, int stop) {
    int before = at - begin;
    // How many of them come from the first run: the most that are not above what the second gives.
    int low = Math.max(0, before - (end - middle));
    int high = Math.min(before, middle - begin);
    while (low < high) {
      int half = (low + high) >>> 1;
      if (from[begin + half] <= from[middle + before - half - 1]) {
        low = half + 1;
      } else {
        high = half;
      }
    }
    int i = begin + low;
    int j = middle + before - low;
    for (int place = at; place < stop; place++) {
      if (j == end || i < middle && from[i] <= from[j]) {
        to[place] = from[i++];
      } else {
        to[place] = from[j++];
      }
    }
  }
}
