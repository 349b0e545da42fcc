package io.github.kmeans4j.spark.internal.rows;

import java.util.Arrays;

/** Packs rows one by one into a block, and looks at them. No value is ever rounded. */
abstract class BlockBuilder {
  /** A block of more values begins another one: an array can hold no more than 2^31. */
  static final int MOST_VALUES = 1 << 27;

  static final int FIRST_ROWS = 256;

  final int columns;
  private final boolean weighted;
  private double[] weights;
  private int rows;
  private RowFacts facts = new RowFacts();

  BlockBuilder(int columns, boolean weighted) {
    this.columns = columns;
    this.weighted = weighted;
    this.weights = new double[weighted ? FIRST_ROWS : 0];
  }

  final int rows() {
    return rows;
  }

  /** Whether there may be no room for another row. */
  abstract boolean isFull();

  /** Appends the values of a row. */
  abstract void append(RowValues row);

  /** Makes the block, and begins with an empty one. */
  abstract RowBlock build(double[] ofWeights, RowFacts ofRows);

  final void add(RowValues row, double weight, RowHash hash) {
    append(row);
    if (weighted) {
      weights = rows < weights.length ? weights : Arrays.copyOf(weights, grown(rows));
      weights[rows] = weight;
    }
    facts.add(row, weight, hash);
    rows++;
  }

  static int grown(int size) {
    return (int) Math.min(MOST_VALUES, size + (size >> 1) + 1L);
  }

  /** Ends the block and begins another one. */
  final RowBlock build() {
    RowBlock block = build(Arrays.copyOf(weights, weighted ? rows : 0), facts);
    rows = 0;
    facts = new RowFacts();
    return block;
  }
}
