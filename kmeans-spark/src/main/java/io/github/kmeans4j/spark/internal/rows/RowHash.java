package io.github.kmeans4j.spark.internal.rows;

/**
 * What a row is known by wherever it is: 128 bits of its values and its weight, in which −0 is 0.
 * Equal rows have equal hashes and are interchangeable; that different rows of a data set share one
 * is as good as impossible, unless someone makes them to. Mutable, one for many rows.
 */
public final class RowHash {
  private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
  private static final long SECOND = 0xD6E8_FEB8_6659_FD93L;

  /** The first half of the hash. */
  public long high;

  /** The other half. */
  public long low;

  /** Starts with the hash of nothing. */
  public RowHash() {}

  /**
   * Hashes a row.
   *
   * @param values d values
   * @param weight its weight
   */
  public void of(double[] values, double weight) {
    long a = Double.doubleToRawLongBits(weight + 0.0) * FIRST;
    long b = a ^ SECOND;
    for (double value : values) {
      long bits = Double.doubleToRawLongBits(value + 0.0);
      a = Long.rotateLeft(a ^ bits, 29) * FIRST;
      b = Long.rotateLeft(b + bits, 31) * SECOND;
    }
    high = mix(a + Long.rotateLeft(b, 17));
    low = mix(b ^ high);
  }

  /** The finalizer of MurmurHash3's 64 bits, as SplittableRandom has it. */
  private static long mix(long z) {
    long once = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    long twice = (once ^ once >>> 27) * 0x94D0_49BB_1331_11EBL;
    return twice ^ twice >>> 31;
  }
}
