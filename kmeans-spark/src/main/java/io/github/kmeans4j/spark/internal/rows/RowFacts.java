package io.github.kmeans4j.spark.internal.rows;

import io.github.kmeans4j.core.internal.sums.Span;
import io.github.kmeans4j.internal.ExactSum;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.jspecify.annotations.Nullable;

/**
 * What one look at some rows tells: how many there are, which bits their values and weights have,
 * and a fingerprint that does not depend on their order. Parts merge in any order.
 */
public final class RowFacts implements Externalizable {
  private static final long serialVersionUID = 1;

  private long rows;
  private int columns = -1;
  private double largest;
  private double least = Double.POSITIVE_INFINITY;
  private boolean integers = true;
  private boolean floats = true;
  private double largestWeight;
  private double leastWeight = Double.POSITIVE_INFINITY;
  private boolean integerWeights = true;
  private transient ExactSum weights = new ExactSum(); // written by its own method, as all is
  private long high;
  private long low;
  private @Nullable String refusal;

  /** Starts with no rows. */
  public RowFacts() {}

  /** Takes note of a row of finite values. */
  void add(RowValues row, double weight, RowHash hash) {
    double[] values = row.values();
    rows++;
    columns = row.columns();
    double max = largest;
    double min = least;
    for (double value : values) {
      double size = Math.abs(value);
      max = Math.max(max, size);
      min = size > 0 ? Math.min(min, size) : min;
    }
    largest = max;
    least = min;
    for (int c = 0; c < values.length && integers; c++) {
      integers = values[c] == (long) values[c];
    }
    for (int c = 0; c < values.length && floats; c++) {
      floats = values[c] == (float) values[c];
    }
    largestWeight = Math.max(largestWeight, weight);
    leastWeight = weight > 0 ? Math.min(leastWeight, weight) : leastWeight;
    integerWeights &= weight == Math.rint(weight);
    weights.add(weight);
    high += hash.high;
    low += hash.low;
  }

  /** Notes that rows cannot be used, and why. */
  void refuse(String message) {
    refusal = message;
  }

  /**
   * Adds what another look told.
   *
   * @param other facts of other rows; where both refuse rows, this one's message stays
   */
  public void add(RowFacts other) {
    if (refusal == null) {
      refusal = other.refusal;
    }
    if (refusal == null && columns >= 0 && other.columns >= 0 && columns != other.columns) {
      refusal =
          "rows must have the same number of columns, but there are some with "
              + Math.min(columns, other.columns)
              + " and some with "
              + Math.max(columns, other.columns);
    }
    rows += other.rows;
    columns = Math.max(columns, other.columns);
    largest = Math.max(largest, other.largest);
    least = Math.min(least, other.least);
    integers &= other.integers;
    floats &= other.floats;
    largestWeight = Math.max(largestWeight, other.largestWeight);
    leastWeight = Math.min(leastWeight, other.leastWeight);
    integerWeights &= other.integerWeights;
    weights.add(other.weights);
    high += other.high;
    low += other.low;
  }

  /**
   * Returns the number of rows.
   *
   * @return at least 0
   */
  public long rows() {
    return rows;
  }

  /**
   * Returns the number of columns.
   *
   * @return −1 if there is no row
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns the largest magnitude of a value.
   *
   * @return at least 0
   */
  public double largest() {
    return largest;
  }

  /**
   * Returns the largest weight.
   *
   * @return at least 0
   */
  public double largestWeight() {
    return largestWeight;
  }

  /**
   * Returns the sum of the weights.
   *
   * @return rounded once
   */
  public double weight() {
    return weights.value();
  }

  /**
   * Returns why rows cannot be used.
   *
   * @return a message, or null if they can
   */
  public @Nullable String refusal() {
    return refusal;
  }

  /**
   * Returns which bits the values have.
   *
   * @return a span of all columns
   */
  public Span span() {
    return Span.of(least, largest, integers, floats);
  }

  /**
   * Returns which bits the values of one column have, as part of all columns.
   *
   * @param columnLeast its least magnitude but 0; infinite if there is none
   * @param columnLargest its largest magnitude
   * @return the span
   */
  public Span span(double columnLeast, double columnLargest) {
    return Span.of(columnLeast, columnLargest, integers, floats);
  }

  /**
   * Returns which bits the values of rows scaled to length 1 can have.
   *
   * @return a span of all columns
   */
  public Span unitSpan() {
    // A factor of 4 for what roundings do to the least of them.
    return Span.of(least / largest / Math.sqrt(columns) / 4, 1, false, false);
  }

  /**
   * Returns which bits the weights have.
   *
   * @return their span
   */
  public Span weightSpan() {
    return Span.of(leastWeight, largestWeight, integerWeights, false);
  }

  /**
   * Tells whether these can be the same rows.
   *
   * @param other facts of rows that were read another time
   * @return false if there are other rows, or not as many
   */
  public boolean areOfTheSameRows(RowFacts other) {
    return rows == other.rows && high == other.high && low == other.low;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeLong(rows);
    out.writeInt(columns);
    out.writeDouble(largest);
    out.writeDouble(least);
    out.writeBoolean(integers);
    out.writeBoolean(floats);
    out.writeDouble(largestWeight);
    out.writeDouble(leastWeight);
    out.writeBoolean(integerWeights);
    weights.writeTo(out);
    out.writeLong(high);
    out.writeLong(low);
    out.writeBoolean(refusal != null);
    if (refusal != null) {
      out.writeUTF(refusal);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    rows = in.readLong();
    columns = in.readInt();
    largest = in.readDouble();
    least = in.readDouble();
    integers = in.readBoolean();
    floats = in.readBoolean();
    largestWeight = in.readDouble();
    leastWeight = in.readDouble();
    integerWeights = in.readBoolean();
    weights = new ExactSum();
    weights.addFrom(in);
    high = in.readLong();
    low = in.readLong();
    refusal = in.readBoolean() ? in.readUTF() : null;
  }
}
