package io.github.kmeans4j.internal.kernel;

/**
 * Arithmetic on single rows: products and what makes rows ready for scores, in float; sums and
 * squared distances in double, which reach the answers, and so have the same bits in every kernel.
 *
 * <p>There is a method for doubles, one for floats and one for unsigned bytes where a row is read
 * as it is stored. Each works on {@code count} or {@code d} values from the places given, and
 * writes nothing beside them.
 */
public interface Vectors {

  /**
   * Multiplies two vectors.
   *
   * @param a values of the first
   * @param aFrom its first index
   * @param b values of the second
   * @param bFrom its first index
   * @param d how many
   * @return ⟨a, b⟩ within the error bound of {@link #dotChain(int)}, and within that of {@link
   *     Tiles#chain(int)} too
   */
  float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d);

  /**
   * Returns the same as {@link Tiles#chain(int)} for {@link #dotProduct}, which many kernels
   * compute in several partial sums, so that it is less where there are many columns.
   *
   * @param d number of columns
   * @return the length of the longest chain of dependent roundings
   */
  int dotChain(int d);

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
   * @param target receives the products, each rounded once: the subtraction rounds, the product is
   *     exact; another array than the source
   * @param at index of the first one in {@code target}
   * @param d how many
   */
  void center(float[] source, int from, float[] shift, float scale, float[] target, int at, int d);

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
   * @param low receives the sums of what is left; not touched if {@code radix} is 0
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

  /**
   * Finds the largest magnitude and the least that is not 0. The bits of magnitudes order as the
   * numbers do, with infinity and NaN last.
   *
   * @param x values
   * @param from first value
   * @param count how many
   * @param found receives the bits of the largest, 0 if there are no values, and those of the
   *     least, {@link Integer#MAX_VALUE} if there is none
   */
  default void magnitudes(float[] x, int from, int count, int[] found) {
    int most = 0;
    int least = Integer.MAX_VALUE; // of the bits less 1, so that 0 comes last
    for (int j = from; j < from + count; j++) {
      int v = Float.floatToRawIntBits(x[j]) & Integer.MAX_VALUE;
      most = Math.max(most, v);
      least = Math.min(least, v - 1 & Integer.MAX_VALUE);
    }
    found[0] = most;
    found[1] = least == Integer.MAX_VALUE ? least : least + 1;
  }

  /**
   * Finds the same of doubles.
   *
   * @param x values
   * @param from first value
   * @param count how many
   * @param found receives the bits of the largest, 0 if there are no values, and those of the
   *     least, {@link Long#MAX_VALUE} if there is none
   */
  default void magnitudes(double[] x, int from, int count, long[] found) {
    long most = 0;
    long least = Long.MAX_VALUE;
    for (int j = from; j < from + count; j++) {
      long v = Double.doubleToRawLongBits(x[j]) & Long.MAX_VALUE;
      most = Math.max(most, v);
      least = Math.min(least, v - 1 & Long.MAX_VALUE);
    }
    found[0] = most;
    found[1] = least == Long.MAX_VALUE ? least : least + 1;
  }

  /**
   * Tells whether values are whole numbers. One beyond what an int holds may count as none.
   *
   * @param x values
   * @param from first value
   * @param count how many
   * @return whether all are
   */
  default boolean areIntegers(float[] x, int from, int count) {
    for (int j = from; j < from + count; j++) {
      if (x[j] != (int) x[j]) {
        return false;
      }
    }
    return true;
  }
}
