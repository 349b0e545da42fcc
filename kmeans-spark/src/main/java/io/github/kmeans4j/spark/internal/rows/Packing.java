package io.github.kmeans4j.spark.internal.rows;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a partition into blocks. A row that cannot be used ends the partition, and is
 * told of by the facts of an empty block: an exception would be tried again, in vain.
 */
public final class Packing implements FlatMapFunction<Iterator<InternalRow>, RowBlock> {
  private static final long serialVersionUID = 1;

  private final String name;
  private final Column column;
  private final @Nullable String weightName;
  private final String metric;

  /**
   * Describes the rows.
   *
   * @param name the column that they stand in, for messages
   * @param column how it is read; it is the first field
   * @param weightName the column of the weights, the second field; null if there is none
   * @param metric the distance, which may not be defined for all rows
   */
  public Packing(String name, Column column, @Nullable String weightName, DistanceMetric metric) {
    this.name = name;
    this.column = column;
    this.weightName = weightName;
    this.metric = metric.name();
  }

  /**
   * Tells whether rows have weights.
   *
   * @return false if each weighs 1
   */
  public boolean isWeighted() {
    return weightName != null;
  }

  /**
   * Tells whether the distance is the Euclidean one.
   *
   * @return false for the cosine distance
   */
  public boolean isEuclidean() {
    return metric.equals(Euclidean.NAME);
  }

  @Override
  public Iterator<RowBlock> call(Iterator<InternalRow> rows) {
    DistanceMetric distance = isEuclidean() ? null : DistanceMetric.named(metric);
    List<RowBlock> blocks = new ArrayList<>();
    RowHash hash = new RowHash();
    BlockBuilder builder = null;
    int columns = -1;
    for (long number = 0; rows.hasNext(); number++) {
      InternalRow row = rows.next();
      try {
        double[] values = read(row, columns);
        if (distance != null) {
          distance.checkRow(values);
        }
        double weight = weight(row);
        if (builder == null) {
          columns = values.length;
          builder = new BlockBuilder(columns, weightName != null);
        }
        hash.of(values, weight);
        builder.add(values, weight, hash);
      } catch (IllegalArgumentException e) {
        return refused(number, e);
      }
      if (builder.isFull()) {
        blocks.add(builder.build());
      }
    }
    if (builder != null && builder.rows() > 0) {
      blocks.add(builder.build());
    }
    return blocks.iterator();
  }

  private static Iterator<RowBlock> refused(long row, IllegalArgumentException e) {
    RowFacts facts = new RowFacts();
    facts.refuse(
        e.getMessage() + " (row " + row + " of partition " + TaskContext.getPartitionId() + ")");
    return Collections.singleton(new RowBlock(new byte[0], 0, 0, null, facts)).iterator();
  }

  private double[] read(InternalRow row, int columns) {
    if (row.isNullAt(0)) {
      throw new IllegalArgumentException(name + " must not be null, but is");
    }
    double[] values;
    try {
      values = column.read(row);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    if (values.length == 0) {
      throw new IllegalArgumentException(name + " must have at least one column, but has none");
    }
    if (columns >= 0 && values.length != columns) {
      throw new IllegalArgumentException(
          name
              + " must have as many columns as the rows before, "
              + columns
              + ", but has "
              + values.length);
    }
    for (int c = 0; c < values.length; c++) {
      if (!Double.isFinite(values[c])) {
        throw new IllegalArgumentException(
            name + " must be finite, but column " + c + " is " + values[c]);
      }
    }
    return values;
  }

  private double weight(InternalRow row) {
    if (weightName == null) {
      return 1;
    }
    double weight = row.isNullAt(1) ? Double.NaN : row.getDouble(1);
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          weightName
              + " must be finite and not negative, but is "
              + (row.isNullAt(1) ? "null" : weight));
    }
    return weight;
  }
}
