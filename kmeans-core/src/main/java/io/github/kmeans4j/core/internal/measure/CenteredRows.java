package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;

/**
 * Rows less a center, times a power of two, and their squared lengths: what products need.
 *
 * <pre>
 * The squared distance of x and y is ‖x‖² + ‖y‖² − 2⟨x, y⟩ in any frame; the closer to the middle of the
 * rows the frame's origin lies, the less cancels. Let u = 2⁻⁵³, d the columns, N = ‖x‖² + ‖y‖²:
 *   a product of d steps of multiply and add errs by at most d·u·Σ|x y| ≤ d·u·N/2, so twice of it by d·u·N;
 *   the two squared lengths err by d·u·N together;
 *   the sum and the difference of the three, at most 2N each, by 4·u·N;
 *   the values, each rounded once when the center was taken off, move the distance D by at most
 *   u·√(2N), and its square by 2·u·√2·√N·D ≤ 4·u·N.
 * In all D² errs by (2d + 8)·u·N and what is of order u², for which there is (2d + 10)·u·N. Where
 * D² ≥ {@link #near()}·N, with near = (d + 5)·u / {@link #ERROR}, the error of D² is at most 2·ERROR·D² and
 * that of D, but for its own rounding, at most ERROR·D. Pairs that are nearer are measured by differences.
 * </pre>
 *
 * <p>The center is that of the columns in whole steps of 2⁻³¹ of their range, so that it is a sum
 * of whole numbers, the same in any order of the rows; any center would do.
 */
final class CenteredRows {
  /** The relative error of a distance by products is at most this: 6e-11. */
  static final double ERROR = 0x1p-34;

  private static final double STEPS = 0x1p31;

  private final ScaledRows data;
  private final double[] center;
  private final double scale;
  private final double[] normsSq;

  private CenteredRows(ScaledRows data, double[] center, double scale, double[] normsSq) {
    this.data = data;
    this.center = center;
    this.scale = scale;
    this.normsSq = normsSq;
  }

  /** Finds the frame; all values have been found finite. */
  static CenteredRows of(ScaledRows data, Workers workers) {
    int n = data.rows();
    int d = data.columns();
    Chunks chunks = new Chunks(n, Chunks.ROWS);
    Columns[] all = new Columns[workers.threads()];
    Arrays.setAll(all, w -> new Columns(d));
    workers.run(chunks.count(), (chunk, w) -> all[w].range(data, chunks, chunk));
    double range = 0;
    for (Columns other : all) {
      all[0].mergeRange(other);
    }
    for (int c = 0; c < d; c++) {
      range = Math.max(range, all[0].most[c] - all[0].least[c]);
    }
    for (Columns other : all) {
      other.setSteps(all[0]);
    }
    workers.run(chunks.count(), (chunk, w) -> all[w].sum(data, chunks, chunk));
    double scale = range == 0 ? 1 : Math.scalb(1.0, -1 - Math.getExponent(range));
    double[] normsSq = new double[n];
    CenteredRows rows = new CenteredRows(data, Columns.center(all, n), scale, normsSq);
    workers.run(
        chunks.count(),
        (chunk, w) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            rows.copy(i, all[w].row);
            normsSq[i] = squares(all[w].row);
          }
        });
    return rows;
  }

  double normSq(int i) {
    return normsSq[i];
  }

  /** Pairs whose squared distance is below this part of the sum of their squares are near. */
  double near() {
    return (center.length + 5) * 0x1p-53 / ERROR;
  }

  /** What a distance in this frame is multiplied by; a power of two. */
  double unit() {
    return 1 / scale;
  }

  /** Copies a row in this frame. */
  void copy(int i, double[] row) {
    data.copy(i, row);
    for (int c = 0; c < row.length; c++) {
      row[c] = (row[c] - center[c]) * scale;
    }
  }

  private static double squares(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return sum;
  }

  /** What one worker knows of the columns. */
  private static final class Columns {
    private final double[] row;
    private final double[] least;
    private final double[] most;
    private final double[] steps;
    private final long[] sums;

    Columns(int d) {
      this.row = new double[d];
      this.least = new double[d];
      this.most = new double[d];
      this.steps = new double[d];
      this.sums = new long[d];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    void range(ScaledRows data, Chunks chunks, int chunk) {
      for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
        data.copy(i, row);
        for (int c = 0; c < row.length; c++) {
          least[c] = Math.min(least[c], row[c]);
          most[c] = Math.max(most[c], row[c]);
        }
      }
    }

    void mergeRange(Columns other) {
      for (int c = 0; c < row.length; c++) {
        least[c] = Math.min(least[c], other.least[c]);
        most[c] = Math.max(most[c], other.most[c]);
      }
    }

    /** Sums count steps from the least value; a range too small for that is left out. */
    void setSteps(Columns merged) {
      for (int c = 0; c < row.length; c++) {
        least[c] = merged.least[c];
        most[c] = merged.most[c];
        double count = STEPS / (most[c] - least[c]);
        steps[c] = Double.isFinite(count) ? count : 0;
      }
    }

    void sum(ScaledRows data, Chunks chunks, int chunk) {
      for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
        data.copy(i, row);
        for (int c = 0; c < row.length; c++) {
          sums[c] += (long) ((row[c] - least[c]) * steps[c]);
        }
      }
    }

    static double[] center(Columns[] all, int n) {
      Columns one = all[0];
      double[] center = new double[one.row.length];
      for (int c = 0; c < center.length; c++) {
        long sum = 0;
        for (Columns each : all) {
          sum += each.sums[c];
        }
        double mean = one.steps[c] == 0 ? 0 : (double) sum / n / one.steps[c];
        center[c] = Math.min(one.most[c], one.least[c] + mean);
      }
      return center;
    }
  }
}
