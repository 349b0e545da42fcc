package io.github.kmeans4j.core.internal.rows;

/**
 * Squared distances of sparse rows to dense points, by the stored values of the row alone.
 *
 * <pre>
 * With N the columns in which row x is not 0, ‖x − c‖² = Σ_N (x − c)² + [‖c‖² − Σ_N c²]. The difference in
 * brackets cancels where c has little outside N; so it is taken in pairs of doubles (Dekker 1971,
 * doi:10.1007/BF01397083). The lower halves of m terms add up to at most m 2⁻⁵³‖c‖², with an error of
 * m² 2⁻¹⁰⁶‖c‖², which is 2⁻⁶⁶‖c‖² for a million columns. Where less than 2⁻²⁰ of ‖c‖² is left, it is
 * summed up directly; where N has all columns in which c is not 0, nothing is left, exactly.
 * </pre>
 */
final class SparseDistances implements Distances {
  /** A rest that is a smaller part of ‖c‖² is summed up directly. */
  private static final double SMALL = 0x1p-20;

  private final SparseRows rows;
  private final double[][] points;

  /** ‖c‖² as a pair. */
  private final double[] high;

  private final double[] low;

  /** In how many columns c is not 0. */
  private final int[] nonzero;

  SparseDistances(SparseRows rows, double[][] points) {
    this.rows = rows;
    this.points = points;
    this.high = new double[points.length];
    this.low = new double[points.length];
    this.nonzero = new int[points.length];
    for (int j = 0; j < points.length; j++) {
      double sum = 0;
      double rest = 0;
      for (double v : points[j]) {
        if (v != 0) {
          nonzero[j]++;
          double square = v * v;
          double next = sum + square;
          double back = next - sum;
          rest += ((sum - (next - back)) + (square - back)) + Math.fma(v, v, -square);
          sum = next;
        }
      }
      high[j] = sum;
      low[j] = rest;
    }
  }

  @Override
  public double squared(int row, int point) {
    double[] c = points[point];
    double sum = high[point];
    double rest = low[point];
    double near = 0;
    int left = nonzero[point];
    // In the order of the columns and without stored zeros: the last bit must not tell how a row is
    // stored.
    int[] order = rows.order(row);
    int from = rows.from(row);
    int count = rows.to(row) - from;
    for (int i = 0; i < count; i++) {
      int p = order == null ? from + i : order[i];
      double x = rows.value(p);
      if (x == 0) {
        continue;
      }
      double v = c[rows.columns[p]];
      double t = x - v;
      near += t * t;
      if (v != 0) {
        left--;
        double square = v * v;
        double next = sum - square;
        double back = next - sum;
        rest += ((sum - (next - back)) - (square + back)) - Math.fma(v, v, -square);
        sum = next;
      }
    }
    if (left == 0) {
      return near;
    }
    double outside = sum + rest;
    return outside > SMALL * high[point] && outside > 0x1p-900
        ? near + outside
        : rows.squaredDistanceFast(row, c);
  }
}
