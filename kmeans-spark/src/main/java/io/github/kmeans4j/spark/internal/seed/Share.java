package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.spark.internal.rows.RowBlock;
import java.io.Serializable;

/**
 * How likely a row is to be drawn, as a whole number, so that shares add up to the same total in
 * any order. What is not whole is counted in units so small that the total just fits a long.
 */
final class Share implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int TOTAL_BITS = 62;

  private final Kind kind;
  private final int unit;

  private enum Kind {
    ONE,
    WEIGHT,
    COST
  }

  private Share(Kind kind, int unit) {
    this.kind = kind;
    this.unit = unit;
  }

  /** All rows alike. */
  static Share alike() {
    return new Share(Kind.ONE, 0);
  }

  /** As much as they weigh. */
  static Share weights(double largest, long rows) {
    return new Share(Kind.WEIGHT, unit(largest, rows));
  }

  /** As much as they cost. */
  static Share costs(double largest, long rows) {
    return new Share(Kind.COST, unit(largest, rows));
  }

  private static int unit(double largest, long rows) {
    int growth = Long.SIZE - Long.numberOfLeadingZeros(rows);
    return exponent(largest) + 1 - (TOTAL_BITS - growth);
  }

  /** That of the first bit, of a subnormal number too: its field of the exponent tells nothing. */
  private static int exponent(double value) {
    return value < Double.MIN_NORMAL
        ? Math.getExponent(Math.scalb(value, Long.SIZE)) - Long.SIZE
        : Math.getExponent(value);
  }

  long of(RowBlock block, SeedState state, int row) {
    if (kind == Kind.ONE) {
      return 1;
    }
    double value = kind == Kind.WEIGHT ? block.weight(row) : state.costs[row];
    return (long) Math.scalb(value, -unit);
  }
}
