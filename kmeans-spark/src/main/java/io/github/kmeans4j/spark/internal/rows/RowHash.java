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
   * Hashes a row: a sum over its values, each mixed with its column, in which a 0 adds nothing, so
   * that it does not matter how a row is kept.
   *
   * @param row its values
   * @param weight its weight
   */
  public void of(RowValues row, double weight) {
    double[] values = row.values();
    int[] indices = row.indices();
    long a = 0;
    long b = 0;
    for (int i = 0; i < values.length; i++) {
      long column = indices == null ? i : indices[i];
      long bits = Double.doubleToRawLongBits(values[i] + 0.0);
      long unlessZero = (bits | -bits) >> 63;
      long mixed = mix(bits + (column + 1) * SECOND) & unlessZero;
      a += mixed;
      b += (mixed ^ mixed >>> 32) * FIRST;
    }
    long weighed = mix(Double.doubleToRawLongBits(weight + 0.0) * FIRST);
    high = mix(a + Long.rotateLeft(b + weighed, 17));
    low = mix(b ^ high);
  }

  /** The finalizer of MurmurHash3's 64 bits, as SplittableRandom has it. */
  private static long mix(long z) {
    long once = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    long twice = (once ^ once >>> 27) * 0x94D0_49BB_1331_11EBL;
    return twice ^ twice >>> 31;
  }
}
