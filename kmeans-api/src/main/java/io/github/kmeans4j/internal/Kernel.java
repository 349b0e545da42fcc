package io.github.kmeans4j.internal;

/**
 * Scores blocks of rows against packed centroids in single precision: the arithmetic heart of
 * k-means.
 *
 * <p>The score of row x and centroid c is ‖c‖² − 2⟨x, c⟩, which is the squared distance less ‖x‖²,
 * the same for all centroids of a row. Scores are approximations: the caller decides from an error
 * bound (see {@link #chain(int)}) which of them settle a label, and settles the others itself. So a
 * kernel may sum in any order, and results never depend on which kernel ran.
 *
 * <p>A kernel trusts its input, knows nothing of threads, and is stateless and thread-safe.
 */
public interface Kernel {

  /**
   * Centroids in the layout that a kernel reads fastest; made by {@link Kernel#pack}. Immutable.
   */
  interface Packed {}

  /**
   * Describes the kernel for the log.
   *
   * @return name and width, for example {@code "simd (512 bits)"}
   */
  String description();

  /**
   * Returns how many centroids make a panel, the unit in which {@link #scores} computes.
   *
   * @param k number of centroids
   * @return the width of a panel, 1..16
   */
  int panelWidth(int k);

  /**
   * Lays out centroids. Panel p holds the centroids from {@code p * panelWidth(k)}; the last panel
   * is filled up with centroids whose scores are {@link Float#POSITIVE_INFINITY}.
   *
   * @param centroids k × d, row-major
   * @param squaredNorms ‖c‖² of each of the k centroids
   * @param k number of centroids
   * @param d number of columns
   * @return the packed centroids, independent of the arguments
   */
  Packed pack(float[] centroids, float[] squaredNorms, int k, int d);

  /**
   * Computes scores. Writes the score of row r and the j-th centroid of the panels asked for to
   * {@code scores[r * stride + j]}, padding included.
   *
   * @param rows values of the rows
   * @param offsets where each row's d values begin in {@code rows}
   * @param count number of rows, at least 1
   * @param packed centroids packed by this kernel
   * @param fromPanel first panel
   * @param toPanel end of the panels (exclusive)
   * @param scores receives the scores
   * @param stride distance of the scores of two rows, at least the width of all panels asked for
   */
  void scores(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int fromPanel,
      int toPanel,
      float[] scores,
      int stride);

  /**
   * Multiplies two vectors.
   *
   * @param a values of the first
   * @param aFrom its first index
   * @param b values of the second
   * @param bFrom its first index
   * @param d how many
   * @return ⟨a, b⟩ within the error bound of {@link #chain(int)}
   */
  float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d);

  /**
   * Widens unsigned bytes to floats, less a shift.
   *
   * @param source bytes, each 0..255
   * @param from first byte
   * @param shift d whole numbers, subtracted
   * @param target receives the differences, exactly
   * @param at index of the first one in {@code target}
   * @param d how many
   */
  void widen(byte[] source, int from, float[] shift, float[] target, int at, int d);

  /**
   * Widens shorts to floats.
   *
   * @param source values
   * @param from first value
   * @param target receives the values, exactly
   * @param at index of the first one in {@code target}
   * @param count how many
   */
  default void widen(short[] source, int from, float[] target, int at, int count) {
    for (int j = 0; j < count; j++) {
      target[at + j] = source[from + j];
    }
  }

  /**
   * Subtracts a shift from floats.
   *
   * @param source values
   * @param from first value
   * @param shift d values, subtracted
   * @param scale a power of two that the difference is multiplied by
   * @param target receives the products, each rounded once
   * @param at index of the first one in {@code target}
   * @param d how many
   */
  void center(float[] source, int from, float[] shift, float scale, float[] target, int at, int d);

  /**
   * Returns the length of the longest chain of dependent roundings in a score, for the error bound:
   * the computed ⟨x, c⟩ differs from the exact one by at most {@code chain · 2⁻²⁴ · Σ|x||c|} (and a
   * relative 10⁻³ of that).
   *
   * @param d number of columns
   * @return d for a plain loop; less for kernels with several partial sums
   */
  int chain(int d);

  /**
   * Returns the same for {@link #dotProduct} alone, which many kernels compute in several partial
   * sums.
   *
   * @param d number of columns
   * @return at most {@link #chain(int)}
   */
  default int dotChain(int d) {
    return chain(d);
  }

  /**
   * Finds the least of some scores, each lowered by a slack of its own: of {@code scores[from + j]
   * − factor · slack[slackFrom + j]}, every operation rounded at most once.
   *
   * @param scores scores, none of them NaN
   * @param from the first score
   * @param slack how uncertain each score is, ≥ 0
   * @param slackFrom the first slack
   * @param factor what slacks are multiplied by, ≥ 0
   * @param count how many, at least 1
   * @return the least difference
   */
  default float leastLowered(
      float[] scores, int from, float[] slack, int slackFrom, float factor, int count) {
    float least = Float.POSITIVE_INFINITY;
    for (int j = 0; j < count; j++) {
      float lowered = Math.fma(-factor, slack[slackFrom + j], scores[from + j]);
      least = lowered < least ? lowered : least;
    }
    return least;
  }

  /**
   * Lists the scores that, lowered as in {@link #leastLowered}, may be below a limit.
   *
   * @param scores scores
   * @param from the first score
   * @param slack how uncertain each score is, ≥ 0
   * @param slackFrom the first slack
   * @param factor what slacks are multiplied by, ≥ 0
   * @param count how many, at least 1
   * @param limit what lowered scores are compared with
   * @param found receives the indices j of those that are not at least the limit, ascending
   * @return how many were found
   */
  default int listLowered(
      float[] scores,
      int from,
      float[] slack,
      int slackFrom,
      float factor,
      int count,
      float limit,
      int[] found) {
    int size = 0;
    for (int j = 0; j < count; j++) {
      if (!(Math.fma(-factor, slack[slackFrom + j], scores[from + j]) >= limit)) {
        found[size++] = j;
      }
    }
    return size;
  }

  /**
   * Lowers some bounds, each by its own drift and a common one, and a little more than rounding can
   * have added: {@code bounds[at + g] −= drifts[from + g] + common}.
   *
   * @param bounds receives the lowered bounds
   * @param at the first bound
   * @param drifts what is taken off each
   * @param from the first drift
   * @param common what is taken off all
   * @param count how many, 1 to 64
   * @param limit what the lowered bounds are compared with
   * @return a bit for each bound, the first one's lowest, that is set unless the bound exceeds the
   *     limit
   */
  default long lowerBounds(
      float[] bounds, int at, float[] drifts, int from, float common, int count, float limit) {
    long failing = 0;
    for (int g = 0; g < count; g++) {
      float drift = drifts[from + g] + common;
      float bound = bounds[at + g] - drift;
      // Three roundings, each of at most 2⁻²⁴ of what stands here.
      bound -= (Math.abs(bound) + Math.abs(drift) + Math.abs(common)) * 0x1p-21f;
      bounds[at + g] = bound;
      failing |= bound > limit ? 0 : 1L << g;
    }
    return failing;
  }

  /**
   * Adds a multiple of doubles to sums, {@code sum[at + j] += weight · x[from + j]}, with the
   * product rounded before the sum is, so that every kernel gives the same bits.
   *
   * @param x values
   * @param from the first value
   * @param weight what the values are multiplied by
   * @param sum receives the sums
   * @param at the first sum
   * @param count how many
   */
  default void addTo(double[] x, int from, double weight, double[] sum, int at, int count) {
    for (int j = 0; j < count; j++) {
      sum[at + j] += weight * x[from + j];
    }
  }

  /**
   * Cuts values into whole numbers and adds those to sums: with {@code y = weight · scale · x} and
   * {@code z} the whole number nearest to it, {@code high += z} and {@code low += (y − z) · radix}.
   * All of it is exact, so every kernel gives the same bits.
   *
   * @param x values
   * @param from the first value
   * @param weight 1 or −1
   * @param scale powers of two, or 0 for values that are left out; every y is less than 2⁵¹
   * @param radix a power of two up to 2⁵⁰ that makes each (y − z) a whole number, or 0 if each is 0
   * @param high receives the sums of the whole numbers
   * @param low receives the sums of what is left; not used if {@code radix} is 0
   * @param at index of the first scale and of the first sums
   * @param count how many
   */
  default void addParts(
      double[] x,
      int from,
      double weight,
      double[] scale,
      double radix,
      long[] high,
      long[] low,
      int at,
      int count) {
    double shifter = 0x1.8p52; // leaves a whole number in the last bits of a double
    long shifterBits = Double.doubleToRawLongBits(shifter);
    if (radix == 0) {
      for (int j = 0; j < count; j++) {
        double shifted = x[from + j] * (weight * scale[at + j]) + shifter;
        high[at + j] += Double.doubleToRawLongBits(shifted) - shifterBits;
      }
      return;
    }
    for (int j = 0; j < count; j++) {
      double y = x[from + j] * (weight * scale[at + j]);
      double shifted = y + shifter;
      high[at + j] += Double.doubleToRawLongBits(shifted) - shifterBits;
      double rest = (y - (shifted - shifter)) * radix;
      low[at + j] += Double.doubleToRawLongBits(rest + shifter) - shifterBits;
    }
  }

  /**
   * Computes a squared Euclidean distance to doubles in double. The squares of differences are
   * added in eight partial sums, {@code s[j % 8]} for column j below the largest multiple of 8 and
   * s[0] for the others, without fused operations, and the sums as {@code ((s0 + s1) + (s2 + s3)) +
   * ((s4 + s5) + (s6 + s7))}; so every kernel gives the same bits.
   *
   * @param x values
   * @param from the first value
   * @param c the d values of a point
   * @return the squared distance
   */
  default double squaredDistance(double[] x, int from, double[] c) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int j = 0;
    for (; j + 7 < c.length; j += 8) {
      double t0 = x[from + j] - c[j];
      double t1 = x[from + j + 1] - c[j + 1];
      double t2 = x[from + j + 2] - c[j + 2];
      double t3 = x[from + j + 3] - c[j + 3];
      double t4 = x[from + j + 4] - c[j + 4];
      double t5 = x[from + j + 5] - c[j + 5];
      double t6 = x[from + j + 6] - c[j + 6];
      double t7 = x[from + j + 7] - c[j + 7];
      s0 += t0 * t0;
      s1 += t1 * t1;
      s2 += t2 * t2;
      s3 += t3 * t3;
      s4 += t4 * t4;
      s5 += t5 * t5;
      s6 += t6 * t6;
      s7 += t7 * t7;
    }
    for (; j < c.length; j++) {
      double t = x[from + j] - c[j];
      s0 += t * t;
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /**
   * Adds a multiple of floats to sums, {@code sum[at + j] += weight · x[from + j]}, with the
   * product rounded before the sum is, so that every kernel gives the same bits.
   *
   * @param x values
   * @param from the first value
   * @param weight what the values are multiplied by
   * @param sum receives the sums
   * @param at the first sum
   * @param count how many
   */
  default void addTo(float[] x, int from, double weight, double[] sum, int at, int count) {
    for (int j = 0; j < count; j++) {
      sum[at + j] += weight * x[from + j];
    }
  }

  /**
   * Computes a squared Euclidean distance to floats in double. The squares of differences are added
   * in eight partial sums, {@code s[j % 8]} for column j below the largest multiple of 8 and s[0]
   * for the others, without fused operations, and the sums as {@code ((s0 + s1) + (s2 + s3)) + ((s4
   * + s5) + (s6 + s7))}; so every kernel gives the same bits.
   *
   * @param x values
   * @param from the first value
   * @param c the d values of a point
   * @return the squared distance
   */
  default double squaredDistance(float[] x, int from, double[] c) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int j = 0;
    for (; j + 7 < c.length; j += 8) {
      double t0 = x[from + j] - c[j];
      double t1 = x[from + j + 1] - c[j + 1];
      double t2 = x[from + j + 2] - c[j + 2];
      double t3 = x[from + j + 3] - c[j + 3];
      double t4 = x[from + j + 4] - c[j + 4];
      double t5 = x[from + j + 5] - c[j + 5];
      double t6 = x[from + j + 6] - c[j + 6];
      double t7 = x[from + j + 7] - c[j + 7];
      s0 += t0 * t0;
      s1 += t1 * t1;
      s2 += t2 * t2;
      s3 += t3 * t3;
      s4 += t4 * t4;
      s5 += t5 * t5;
      s6 += t6 * t6;
      s7 += t7 * t7;
    }
    for (; j < c.length; j++) {
      double t = x[from + j] - c[j];
      s0 += t * t;
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /**
   * Adds a multiple of unsigned bytes to sums, {@code sum[at + j] += weight · x[from + j]}, with
   * the product rounded before the sum is, so that every kernel gives the same bits.
   *
   * @param x values
   * @param from the first value
   * @param weight what the values are multiplied by
   * @param sum receives the sums
   * @param at the first sum
   * @param count how many
   */
  default void addTo(byte[] x, int from, double weight, double[] sum, int at, int count) {
    for (int j = 0; j < count; j++) {
      sum[at + j] += weight * (x[from + j] & 0xFF);
    }
  }

  /**
   * Computes a squared Euclidean distance to unsigned bytes in double. The squares of differences
   * are added in eight partial sums, {@code s[j % 8]} for column j below the largest multiple of 8
   * and s[0] for the others, without fused operations, and the sums as {@code ((s0 + s1) + (s2 +
   * s3)) + ((s4 + s5) + (s6 + s7))}; so every kernel gives the same bits.
   *
   * @param x values
   * @param from the first value
   * @param c the d values of a point
   * @return the squared distance
   */
  default double squaredDistance(byte[] x, int from, double[] c) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int j = 0;
    for (; j + 7 < c.length; j += 8) {
      double t0 = (x[from + j] & 0xFF) - c[j];
      double t1 = (x[from + j + 1] & 0xFF) - c[j + 1];
      double t2 = (x[from + j + 2] & 0xFF) - c[j + 2];
      double t3 = (x[from + j + 3] & 0xFF) - c[j + 3];
      double t4 = (x[from + j + 4] & 0xFF) - c[j + 4];
      double t5 = (x[from + j + 5] & 0xFF) - c[j + 5];
      double t6 = (x[from + j + 6] & 0xFF) - c[j + 6];
      double t7 = (x[from + j + 7] & 0xFF) - c[j + 7];
      s0 += t0 * t0;
      s1 += t1 * t1;
      s2 += t2 * t2;
      s3 += t3 * t3;
      s4 += t4 * t4;
      s5 += t5 * t5;
      s6 += t6 * t6;
      s7 += t7 * t7;
    }
    for (; j < c.length; j++) {
      double t = (x[from + j] & 0xFF) - c[j];
      s0 += t * t;
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /**
   * Computes the squared Euclidean distance of two rows of unsigned bytes in whole numbers.
   *
   * @param x values
   * @param from the first value of one row
   * @param to the first value of the other row
   * @param d how many columns; at most 33025, so that an int holds the sum
   * @return the squared distance, exactly
   */
  default int squaredDistance(byte[] x, int from, int to, int d) {
    int sum = 0;
    for (int j = 0; j < d; j++) {
      int t = (x[from + j] & 0xFF) - (x[to + j] & 0xFF);
      sum += t * t;
    }
    return sum;
  }
}
