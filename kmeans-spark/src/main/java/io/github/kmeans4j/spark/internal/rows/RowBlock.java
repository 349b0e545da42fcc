package io.github.kmeans4j.spark.internal.rows;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.github.kmeans4j.Points;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a partition, packed into one array of the narrowest type that holds them exactly;
 * sparse rows into their values that are not 0. The rows never change. What a fit knows of them
 * hangs on a field that is not stored and not sent: who finds nothing there computes it again.
 * Written by Java serialization whatever Spark is told to use, as an {@link Answer} is.
 */
@DefaultSerializer(JavaSerializer.class)
public final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1;

  private final Serializable values;
  private final @Nullable Sparsity sparsity;
  private final int rows;
  private final int columns;
  private final double @Nullable [] weights;
  private final RowFacts facts;

  /** What a fit remembers of these rows. */
  private transient @Nullable Object state;

  RowBlock(
      Serializable values,
      @Nullable Sparsity sparsity,
      int rows,
      int columns,
      double @Nullable [] weights,
      RowFacts facts) {
    this.values = values;
    this.sparsity = sparsity;
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
    this.facts = facts;
  }

  /**
   * Where the values of sparse rows belong.
   *
   * @param starts the place of the first value of each row, and behind the last one
   * @param indices the column of each value, ascending in a row
   */
  record Sparsity(int[] starts, int[] indices) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * Returns the rows.
   *
   * @return a view on the packed values
   */
  public Points points() {
    Sparsity where = sparsity;
    if (where != null) {
      return values instanceof float[] floats
          ? Points.ofSparseRows(where.starts(), where.indices(), floats, columns)
          : Points.ofSparseRows(where.starts(), where.indices(), (double[]) values, columns);
    }
    if (values instanceof byte[] bytes) {
      return Points.ofUnsignedBytes(bytes, rows, columns);
    }
    return values instanceof float[] floats
        ? Points.of(floats, rows, columns)
        : Points.of((double[]) values, rows, columns);
  }

  /**
   * Returns the weights.
   *
   * @return one a row, not to be changed; null if all weigh 1
   */
  public double @Nullable [] weights() {
    return weights;
  }

  /**
   * Returns the weight of a row.
   *
   * @param row its index
   * @return 1 if rows have none
   */
  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /**
   * Returns the number of rows.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the number of columns.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns what is known of the rows.
   *
   * @return the facts; not to be changed
   */
  public RowFacts facts() {
    return facts;
  }

  /**
   * Returns what the values take.
   *
   * @return bytes of one value
   */
  public int bytesPerValue() {
    return values instanceof byte[] ? 1 : values instanceof float[] ? Float.BYTES : Double.BYTES;
  }

  /**
   * Takes the state away: whoever else comes before it is put back, another attempt at the same
   * task, finds none. So does whoever comes after one that failed half-way.
   *
   * @return what was put here last, or null
   */
  public synchronized @Nullable Object take() {
    Object taken = state;
    state = null;
    return taken;
  }

  /**
   * Leaves a state for the next task.
   *
   * @param next whole and valid
   */
  public synchronized void put(Object next) {
    state = next;
  }
}
