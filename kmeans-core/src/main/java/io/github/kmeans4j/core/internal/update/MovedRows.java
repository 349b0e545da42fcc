package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.core.internal.work.LargestFirst;

/**
 * The moved rows of a pass by the clusters that they joined or left: a row makes two events. Keeps
 * its memory for the next pass; not thread-safe, but several threads may read what is sorted.
 */
final class MovedRows {
  /** Moved rows that are sorted at once; an array holds two events of each. */
  private static final int MOST_ROWS = 1 << 29;

  private final int k;
  private final CountingSort byCluster;

  /** Begins without any, of k clusters. */
  MovedRows(int k) {
    this.k = k;
    this.byCluster = new CountingSort(k);
  }

  /** Sorts the moves, in parts if they are too many for an array; lets each part be worked on. */
  void forEachPart(Moves moves, int[] labels, Runnable work) {
    int from = 0;
    while (from < moves.chunks()) {
      int to = from;
      for (long rows = 0; to < moves.chunks() && rows + moves.count(to) <= MOST_ROWS; to++) {
        rows += moves.count(to);
      }
      sort(moves, from, to, labels);
      work.run();
      from = to;
    }
  }

  /** Lists the events of each cluster: a row if it joined, its complement if it left. */
  private void sort(Moves moves, int fromChunk, int toChunk, int[] labels) {
    byCluster.begin();
    for (int chunk = fromChunk; chunk < toChunk; chunk++) {
      for (int m = 0; m < moves.count(chunk); m++) {
        int old = moves.oldLabel(chunk, m);
        byCluster.count(labels[moves.row(chunk, m)]);
        if (old >= 0) {
          byCluster.count(old);
        }
      }
    }
    byCluster.allocate();
    for (int chunk = fromChunk; chunk < toChunk; chunk++) {
      for (int m = 0; m < moves.count(chunk); m++) {
        int row = moves.row(chunk, m);
        int old = moves.oldLabel(chunk, m);
        byCluster.place(labels[row], row);
        if (old >= 0) {
          byCluster.place(old, ~row);
        }
      }
    }
  }

  /** The clusters, that of the most events first. */
  int[] largestFirst() {
    int[] sizes = new int[k];
    for (int j = 0; j < k; j++) {
      sizes[j] = byCluster.size(j);
    }
    return LargestFirst.order(sizes);
  }

  /** How many events a cluster has. */
  int size(int j) {
    return byCluster.size(j);
  }

  /** The first event of a cluster. */
  int first(int j) {
    return byCluster.first(j);
  }

  /** The end of its events. */
  int end(int j) {
    return byCluster.end(j);
  }

  /** The row of an event. */
  int row(int event) {
    int item = byCluster.items()[event];
    return item < 0 ? ~item : item;
  }

  /** 1 if it joined, −1 if it left. */
  int sign(int event) {
    return byCluster.items()[event] < 0 ? -1 : 1;
  }
}
