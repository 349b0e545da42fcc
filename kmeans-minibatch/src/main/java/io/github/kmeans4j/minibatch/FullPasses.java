package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import org.jspecify.annotations.Nullable;

/**
 * Lloyd's iteration on all rows, which begins where the batches ended. The run may see the rows in
 * another order; labels come back in that of the data.
 */
final class FullPasses {
  private final LloydRun run;
  private final int @Nullable [] order;

  /**
   * Wraps a run.
   *
   * @param order the row at each place of the run, or null if it sees them as they are
   */
  FullPasses(LloydRun run, int @Nullable [] order) {
    this.run = run;
    this.order = order;
  }

  LloydRun run() {
    return run;
  }

  /** The labels of the last pass, in the order of the data; new. */
  int[] labels() {
    int[] labels = run.labels();
    if (order == null) {
      return labels.clone();
    }
    int[] inOrder = new int[labels.length];
    for (int place = 0; place < labels.length; place++) {
      inOrder[order[place]] = labels[place];
    }
    return inOrder;
  }

  /** Lets all rows take part, if the batches did not come to that. */
  void begin() {
    if (run.rows() < run.labels().length) {
      run.extend(run.labels().length);
    }
  }

  /** The labels of all rows by the current centroids, in the order of the data; new. */
  int[] finalLabels() {
    begin();
    run.assignFinally();
    return labels();
  }
}
