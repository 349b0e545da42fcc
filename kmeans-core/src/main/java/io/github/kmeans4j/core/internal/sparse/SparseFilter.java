package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Workers;

/**
 * Proves of most pairs of a sparse row and some point that they are farther apart than some limit,
 * by scores. With E the error of a score and that of ‖z‖², ‖z − γ‖² ≥ ‖z‖² + score − E; a distance
 * computed in double may be less by a relative 10⁻⁹ at most. Immutable and thread-safe.
 */
public final class SparseFilter {
  private final SparseFrame frame;
  private final SparseCentroids points;

  /**
   * Prepares points.
   *
   * @param rows the rows
   * @param points d values each; not to be changed while this is used
   * @param workers threads
   */
  public SparseFilter(SparseRows rows, double[][] points, Workers workers) {
    this.frame = new SparseFrame(rows, SparseLabels.largest(points));
    this.points = SparseCentroids.of(points, frame.scale, workers);
  }

  /**
   * Prepares scratch for one thread.
   *
   * @return scratch
   */
  public Scan scan() {
    return new Scan();
  }

  /** Scratch of one thread. */
  public final class Scan {
    private final SparseSearch search = new SparseSearch(frame, points.stride);

    private Scan() {}

    /**
     * Lists the points that may be nearer to rows than a limit.
     *
     * @param from first row
     * @param count how many rows
     * @param first first point, a multiple of 64
     * @param end end of the points (exclusive), at most 64 more
     * @param limits squared distances in data units, by row index
     * @param open receives a bit for each point, the first one's lowest, at the place of each row
     */
    public void list(int from, int count, int first, int end, double[] limits, long[] open) {
      int panel = SparseSearch.panel();
      int width = (end - first + panel - 1) / panel * panel;
      double scaleSq = frame.scale * frame.scale;
      int size;
      for (int at = 0; at < count; at += size) {
        size = Math.min(search.blockRows, count - at);
        search.score(null, from + at, size, points, first, width);
        for (int r = 0; r < size; r++) {
          int row = from + at + r;
          float normSq = frame.normSq(row);
          double error =
              frame.scoreError(search.stored(row), frame.norm(normSq), points.largestNorm)
                  + frame.normError(normSq);
          double least = limits[row] * scaleSq * (1 + 1e-9) - normSq + error;
          long bits = 0;
          for (int t = 0; t < end - first; t++) {
            bits |= search.scores[r * width + t] >= least ? 0 : 1L << t;
          }
          open[at + r] = bits;
        }
      }
    }
  }
}
