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
 * Turns the rows of a partition into blocks, sparse rows and others apart. A row that cannot be
 * used ends the partition, and is told of by the facts of an empty block: an exception would be
 * tried again, in vain.
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
    BlockBuilder dense = null;
    BlockBuilder sparse = null;
    int columns = -1;
    for (long number = 0; rows.hasNext(); number++) {
      InternalRow row = rows.next();
      BlockBuilder builder;
      try {
        RowValues values = read(row, columns);
        if (distance != null) {
          distance.checkRow(values.values());
        }
        double weight = weight(row);
        columns = values.columns();
        if (values.indices() == null) {
          dense = dense == null ? new DenseBuilder(columns, weightName != null) : dense;
          builder = dense;
        } else {
          sparse = sparse == null ? new SparseBuilder(columns, weightName != null) : sparse;
          builder = sparse;
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
    for (BlockBuilder builder : new BlockBuilder[] {dense, sparse}) {
      if (builder != null && builder.rows() > 0) {
        blocks.add(builder.build());
      }
    }
    return blocks.iterator();
  }

  private static Iterator<RowBlock> refused(long row, IllegalArgumentException e) {
    RowFacts facts = new RowFacts();
    facts.refuse(
        e.getMessage() + " (row " + row + " of partition " + TaskContext.getPartitionId() + ")");
    return Collections.singleton(new RowBlock(new byte[0], null, 0, 0, null, facts)).iterator();
  }

  private RowValues read(InternalRow row, int columns) {
    if (row.isNullAt(0)) {
      throw new IllegalArgumentException(name + " must not be null, but is");
    }
    RowValues values;
    try {
      values = column.read(row);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    if (values.columns() == 0) {
      throw new IllegalArgumentException(name + " must have at least one column, but has none");
    }
    if (columns >= 0 && values.columns() != columns) {
      throw new IllegalArgumentException(
          name
              + " must have as many columns as the rows before, "
              + columns
              + ", but has "
              + values.columns());
    }
    double[] stored = values.values();
    for (int i = 0; i < stored.length; i++) {
      if (!Double.isFinite(stored[i])) {
        throw new IllegalArgumentException(
            name + " must be finite, but column " + values.column(i) + " is " + stored[i]);
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
