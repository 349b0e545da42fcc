package io.github.kmeans4j.spark.internal.seed;

import java.io.Serializable;

/**
 * The hash of a row, ordered as a whole number without sign.
 *
 * @param high its first half
 * @param low the other half
 */
record RowKey(long high, long low) implements Comparable<RowKey>, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public int compareTo(RowKey other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }
}
