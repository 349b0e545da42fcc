package io.github.kmeans4j.internal.kernel;

/**
 * Distances of many pairs of rows in double precision, and sums of them.
 *
 * <p>Unlike scores, which no result shows, these numbers are what a result is made of. So each is
 * defined to the last bit, whichever kernel runs: no sum depends on the width of vectors. Lanes are
 * rows, {@link #LANES} of them, and none meets another; a set of lanes is a bit for each in a long.
 */
public interface Pairs {
  /** Rows in a panel. */
  int LANES = 64;

  /** Sums of squares in this range have lost nothing that matters to overflow or underflow. */
  double LEAST = 0x1p-900;

  /** The end of that range. */
  double MOST = 0x1p1000;

  /**
   * Multiplies rows with those of a panel. The sum of row r and lane l begins with 0, and becomes
   * {@link Math#fma fma}(x, y, sum) for the values x and y of one column after the other.
   *
   * @param rows count × d, row-major
   * @param count number of rows, at least 1
   * @param panels panels one after the other, each d × {@link #LANES}, row-major
   * @param panel where the panel begins
   * @param d number of columns
   * @param sums receives count × {@link #LANES} sums, row-major
   */
  default void products(
      double[] rows, int count, double[] panels, int panel, int d, double[] sums) {
    for (int r = 0; r < count; r++) {
      int at = r * LANES;
      for (int l = 0; l < LANES; l++) {
        sums[at + l] = 0;
      }
      int x = r * d;
      int c = 0;
      for (; c + 4 <= d; c += 4) {
        double x0 = rows[x + c];
        double x1 = rows[x + c + 1];
        double x2 = rows[x + c + 2];
        double x3 = rows[x + c + 3];
        int y = panel + c * LANES;
        for (int l = 0; l < LANES; l++) {
          double sum = Math.fma(x0, panels[y + l], sums[at + l]);
          sum = Math.fma(x1, panels[y + LANES + l], sum);
          sum = Math.fma(x2, panels[y + 2 * LANES + l], sum);
          sums[at + l] = Math.fma(x3, panels[y + 3 * LANES + l], sum);
        }
      }
      for (; c < d; c++) {
        double x0 = rows[x + c];
        int y = panel + c * LANES;
        for (int l = 0; l < LANES; l++) {
          sums[at + l] = Math.fma(x0, panels[y + l], sums[at + l]);
        }
      }
    }
  }

  /**
   * Turns products into distances: with the sum s of two squared lengths, the square of a distance
   * is s − 2 · product, and the distance its root times a unit.
   *
   * @param products of one row with a panel; receives the distances; NaN may stand for near pairs
   * @param at where they begin
   * @param normsSq squared lengths of the rows in the lanes
   * @param norms where they begin
   * @param normSq squared length of the row
   * @param near pairs are near whose square less near · s is not at least {@link #LEAST}
   * @param unit a power of two
   * @return the lanes of near pairs
   */
  default long distances(
      double[] products,
      int at,
      double[] normsSq,
      int norms,
      double normSq,
      double near,
      double unit) {
    long lanes = 0;
    for (int l = 0; l < LANES; l++) {
      double both = normsSq[norms + l] + normSq;
      double square = both - 2 * products[at + l];
      products[at + l] = square;
      if (!(square - near * both >= LEAST)) {
        lanes |= 1L << l;
      }
    }
    for (int l = 0; l < LANES; l++) {
      products[at + l] = Math.sqrt(products[at + l]) * unit;
    }
    return lanes;
  }

  /**
   * Takes roots of squared distances.
   *
   * @param squares of one row and a panel; receives the roots
   * @param at where they begin
   * @return the lanes whose square is not in the range from {@link #LEAST} to {@link #MOST}
   */
  default long roots(double[] squares, int at) {
    long lanes = 0;
    for (int l = 0; l < LANES; l++) {
      double square = squares[at + l];
      if (!(square >= LEAST && square <= MOST)) {
        lanes |= 1L << l;
      }
    }
    for (int l = 0; l < LANES; l++) {
      squares[at + l] = Math.sqrt(squares[at + l]);
    }
    return lanes;
  }

  /**
   * Adds rows of values to sums in two parts, lane by lane: what a high part rounds off goes to the
   * low one. A lane whose low part would round is left as it is.
   *
   * @param values the value of row r and lane l is at from + r · stride + l
   * @param from where the first row begins
   * @param stride distance of two rows
   * @param rows how many
   * @param high parts of the sums
   * @param low parts of the sums
   * @param at the sum of lane 0
   * @param lanes how many, at most {@link #LANES}
   * @return the lanes that were left
   */
  default long addRows(
      double[] values,
      int from,
      int stride,
      int rows,
      double[] high,
      double[] low,
      int at,
      int lanes) {
    return addLanes(values, from, stride, rows, high, low, at, 0, lanes);
  }

  /**
   * The same for some of the lanes, one after the other.
   *
   * @param values the value of row r and lane l is at from + r · stride + l
   * @param from where the first row begins
   * @param stride distance of two rows
   * @param rows how many
   * @param high parts of the sums
   * @param low parts of the sums
   * @param at the sum of lane 0
   * @param firstLane the first of them
   * @param lanes their end (exclusive)
   * @return the lanes that were left
   */
  static long addLanes(
      double[] values,
      int from,
      int stride,
      int rows,
      double[] high,
      double[] low,
      int at,
      int firstLane,
      int lanes) {
    long left = 0;
    for (int l = firstLane; l < lanes; l++) {
      double h = high[at + l];
      double w = low[at + l];
      double lost = 0; // by magnitude, so that nothing cancels
      for (int r = 0; r < rows; r++) {
        double value = values[from + r * stride + l];
        double sum = h + value;
        double other = sum - h;
        double off = (h - (sum - other)) + (value - other);
        double second = w + off;
        double another = second - w;
        lost += Math.abs((w - (second - another)) + (off - another));
        h = sum;
        w = second;
      }
      if (lost == 0) {
        high[at + l] = h;
        low[at + l] = w;
      } else { // NaN too
        left |= 1L << l;
      }
    }
    return left;
  }
}
