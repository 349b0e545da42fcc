package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.internal.kernel.Lanes;
import io.github.kmeans4j.internal.kernel.LanesResult;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Labels rows of few columns, which stand in the lanes of vectors. Scratch of one worker; not
 * thread-safe.
 */
final class LaneLabels {
  /** With more columns a tile of scores is faster. */
  static final int MOST_COLUMNS = 16;

  /** Rows a chunk of work, since few columns take little time. */
  static final int CHUNK = 4096;

  /** Rows at once, a multiple of the kernel's unit. */
  private static final int BLOCK = 8 * Lanes.UNIT;

  private final SinglePrecision frame;
  private final ScoredCentroids centroids;
  private final int d;
  private final int[] all;
  private final float[] columns;
  private final LanesResult found = new LanesResult(BLOCK);

  LaneLabels(SinglePrecision frame, ScoredCentroids centroids) {
    this.frame = frame;
    this.centroids = centroids;
    this.d = frame.store.d;
    this.all = new int[centroids.exact.length];
    this.columns = new float[BLOCK * d];
    Arrays.setAll(all, j -> j);
  }

  /** Labels rows [from, to). */
  void label(int from, int to, IntConsumer check, int[] labels) {
    int size;
    for (int at = from; at < to; at += size) {
      size = Math.min(BLOCK, to - at);
      block(at, size, check, labels);
    }
  }

  private void block(int at, int size, IntConsumer check, int[] labels) {
    int count = (size + Lanes.UNIT - 1) / Lanes.UNIT * Lanes.UNIT;
    frame.loadColumns(at, size, columns, 0, count);
    for (int c = 0; c < d && size < count; c++) {
      int end = c * count + size;
      Arrays.fill(columns, end, (c + 1) * count, columns[end - 1]);
    }
    double norm = frame.norm(columns, 0, count);
    if (!(norm * norm < frame.safeNormSq)) {
      for (int r = 0; r < size; r++) {
        check.accept(at + r);
      }
    }
    float least =
        frame.kernel.nearest(
            columns,
            0,
            count,
            count,
            d,
            centroids.single,
            all,
            all.length,
            frame.distanceError(),
            frame.gapError(norm),
            found);
    System.arraycopy(found.nearest, 0, labels, at, size);
    if (!(least > 0)) {
      settle(at, size, labels);
    }
  }

  /** Asks the plain definition about near-ties. A loop of its own, which the JIT compiles soon. */
  private void settle(int at, int size, int[] labels) {
    for (int r = 0; r < size; r++) {
      if (!(found.gaps[r] > 0)) {
        labels[at + r] = frame.store.nearest(at + r, centroids.exact, all);
      }
    }
  }
}
