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
   * Measures the rows of a panel from some points, with the bits of {@link
   * Vectors#squaredDistance(double[], int, double[])}.
   *
   * @param panels panels one after the other, each d × {@link #LANES}, row-major
   * @param panel where the panel begins
   * @param d number of columns, at least 1
   * @param points d values each
   * @param squares receives {@link #LANES} squared distances for each of the points
   * @param at where they begin
   */
  default void squares(
      double[] panels, int panel, int d, double[][] points, double[][] squares, int at) {
    int whole = d / 8 * 8;
    for (int t = 0; t < points.length; t++) {
      double[] point = points[t];
      for (int l = 0; l < LANES; l++) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int y = panel + l;
        int c = 0;
        for (; c < whole; c += 8, y += 8 * LANES) {
          double t0 = panels[y] - point[c];
          double t1 = panels[y + LANES] - point[c + 1];
          double t2 = panels[y + 2 * LANES] - point[c + 2];
          double t3 = panels[y + 3 * LANES] - point[c + 3];
          double t4 = panels[y + 4 * LANES] - point[c + 4];
          double t5 = panels[y + 5 * LANES] - point[c + 5];
          double t6 = panels[y + 6 * LANES] - point[c + 6];
          double t7 = panels[y + 7 * LANES] - point[c + 7];
          s0 += t0 * t0;
          s1 += t1 * t1;
          s2 += t2 * t2;
          s3 += t3 * t3;
          s4 += t4 * t4;
          s5 += t5 * t5;
          s6 += t6 * t6;
          s7 += t7 * t7;
        }
        for (; c < d; c++, y += LANES) {
          double difference = panels[y] - point[c];
          s0 += difference * difference;
        }
        squares[t][at + l] = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
      }
    }
  }

  /**
   * Tells by how much values would lower others: Σ max(0, limit − value), in eight partial sums,
   * {@code s[i % 8]} for the i-th, which are added as {@code ((s0 + s1) + (s2 + s3)) + ((s4 + s5) +
   * (s6 + s7))}.
   *
   * @param limits what would be lowered, not NaN
   * @param from the first of them
   * @param values not NaN
   * @param count how many, from the first value
   * @return the sum
   */
  default double drop(double[] limits, int from, double[] values, int count) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = 0;
    for (; i + 7 < count; i += 8) {
      int j = from + i;
      s0 += Math.max(0, limits[j] - values[i]);
      s1 += Math.max(0, limits[j + 1] - values[i + 1]);
      s2 += Math.max(0, limits[j + 2] - values[i + 2]);
      s3 += Math.max(0, limits[j + 3] - values[i + 3]);
      s4 += Math.max(0, limits[j + 4] - values[i + 4]);
      s5 += Math.max(0, limits[j + 5] - values[i + 5]);
      s6 += Math.max(0, limits[j + 6] - values[i + 6]);
      s7 += Math.max(0, limits[j + 7] - values[i + 7]);
    }
    double[] sums = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int l = 0; i < count; i++, l++) {
      sums[l] += Math.max(0, limits[from + i] - values[i]);
    }
    return sumOfEight(sums);
  }

  /**
   * Lowers limits to values where those are less, and adds them up in eight partial sums as {@link
   * #drop}.
   *
   * @param limits are lowered, not NaN
   * @param from the first of them
   * @param values not NaN
   * @param count how many, from the first value
   * @return the sum of the limits, lowered
   */
  default double lower(double[] limits, int from, double[] values, int count) {
    double[] sums = new double[8];
    for (int i = 0; i < count; i++) {
      double limit = limits[from + i] > values[i] ? values[i] : limits[from + i];
      limits[from + i] = limit;
      sums[i & 7] += limit;
    }
    return sumOfEight(sums);
  }

  /**
   * Adds eight partial sums.
   *
   * @param s the sums
   * @return {@code ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))}
   */
  static double sumOfEight(double[] s) {
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }

  /**
   * Turns products into distances: with the sum s of two squared lengths, the square of a distance
   * is s − 2 · product, and the distance its root times a unit.
   *
   * @param products of one row with a panel; receives the distances; NaN may stand for near pairs;
   *     or nothing, and then nothing is done
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
    if (products.length == 0) {
      return 0;
    }
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
   * @param squares of one row and a panel; receives the roots; or nothing
   * @param at where they begin
   * @return the lanes whose square is not in the range from {@link #LEAST} to {@link #MOST}
   */
  default long roots(double[] squares, int at) {
    if (squares.length == 0) {
      return 0;
    }
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
