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
public final class SparseDistances {
  /** A rest that is a smaller part of ‖c‖² is summed up directly. */
  private static final double SMALL = 0x1p-20;

  private final SparseRows rows;

  /** ‖c‖² as a pair. */
  private final double[] high;

  private final double[] low;

  /** In how many columns c is not 0. */
  private final int[] nonzero;

  /**
   * Makes room for points.
   *
   * @param rows the rows
   * @param k number of points
   */
  public SparseDistances(SparseRows rows, int k) {
    this.rows = rows;
    this.high = new double[k];
    this.low = new double[k];
    this.nonzero = new int[k];
  }

  /** Distances to points of all columns. */
  static Distances to(SparseRows rows, double[][] points) {
    SparseDistances distances = new SparseDistances(rows, points.length);
    for (int j = 0; j < points.length; j++) {
      distances.prepare(j, points[j]);
    }
    return (row, point) -> distances.squared(row, point, points[point]);
  }

  /**
   * Looks at a point; different threads may look at different ones.
   *
   * @param point its index
   * @param values its values in the order of their columns; zeros may be left out
   */
  public void prepare(int point, double[] values) {
    double sum = 0;
    double rest = 0;
    int count = 0;
    for (double v : values) {
      if (v != 0) {
        count++;
        double square = v * v;
        double next = sum + square;
        double back = next - sum;
        rest += ((sum - (next - back)) + (square - back)) + Math.fma(v, v, -square);
        sum = next;
      }
    }
    high[point] = sum;
    low[point] = rest;
    nonzero[point] = count;
  }

  /**
   * Measures a distance; by any number of threads.
   *
   * @param row row index
   * @param point index of a point that was looked at
   * @param c its d values
   * @return the squared Euclidean distance, off by a few roundings of double
   */
  public double squared(int row, int point, double[] c) {
    double sum = high[point];
    double rest = low[point];
    double near = 0;
    int left = nonzero[point];
    // In the order of the columns and without stored zeros: the last bit must not tell how a row is
    // stored.
    for (Walk walk = rows.walk(row); walk.isOnTheWay(); ) {
      int column = walk.column();
      double x = walk.take();
      if (x == 0) {
        continue;
      }
      double v = c[column];
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
