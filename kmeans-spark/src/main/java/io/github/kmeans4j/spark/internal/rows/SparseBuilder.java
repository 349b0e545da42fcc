package io.github.kmeans4j.spark.internal.rows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Packs the values of rows that are not 0: into floats as long as they are floats, else into
 * doubles.
 */
final class SparseBuilder extends BlockBuilder {
  private int[] starts = new int[0];
  private int[] indices = new int[0];
  private float @Nullable [] floats;
  private double @Nullable [] doubles;

  SparseBuilder(int columns, boolean weighted) {
    super(columns, weighted);
    clear();
  }

  private void clear() {
    starts = new int[FIRST_ROWS + 1];
    indices = new int[FIRST_ROWS];
    floats = new float[FIRST_ROWS];
    doubles = null;
  }

  @Override
  boolean isFull() {
    // A row of the most values there can be still finds room below 2^31.
    return rows() == MOST_VALUES - 1 || starts[rows()] >= MOST_VALUES;
  }

  @Override
  void append(RowValues row) {
    double[] values = row.values();
    int at = starts[rows()];
    int end = at + values.length;
    if (end > indices.length) {
      int room = Math.max(end, grown(end));
      indices = Arrays.copyOf(indices, room);
      floats = floats == null ? null : Arrays.copyOf(floats, room);
      doubles = doubles == null ? null : Arrays.copyOf(doubles, room);
    }
    for (int i = 0; i < values.length; i++) {
      indices[at + i] = row.column(i);
      put(at + i, values[i]);
    }
    if (rows() + 1 == starts.length) {
      starts = Arrays.copyOf(starts, grown(starts.length));
    }
    starts[rows() + 1] = end;
  }

  private void put(int at, double value) {
    float[] narrow = floats;
    if (narrow != null && (float) value == value) {
      narrow[at] = (float) value;
      return;
    }
    double[] wide = doubles;
    if (wide == null) {
      wide = new double[indices.length];
      for (int i = 0; i < at && narrow != null; i++) {
        wide[i] = narrow[i];
      }
      doubles = wide;
      floats = null;
    }
    wide[at] = value;
  }

  @Override
  RowBlock build(double[] weights, RowFacts facts) {
    int count = starts[rows()];
    RowBlock.Sparsity sparsity =
        new RowBlock.Sparsity(Arrays.copyOf(starts, rows() + 1), Arrays.copyOf(indices, count));
    RowBlock block =
        new RowBlock(
            floats != null ? Arrays.copyOf(floats, count) : trimmed(doubles, count),
            sparsity,
            rows(),
            columns,
            weights.length == 0 ? null : weights,
            facts);
    clear();
    return block;
  }

  private static double[] trimmed(double @Nullable [] values, int count) {
    return values == null ? new double[0] : Arrays.copyOf(values, count);
  }
}
