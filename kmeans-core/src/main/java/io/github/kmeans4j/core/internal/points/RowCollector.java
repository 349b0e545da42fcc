package io.github.kmeans4j.core.internal.points;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StorageVisitor;
import io.github.kmeans4j.internal.StoredRows;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins parts of some data into one array, in the precision that the first part has. For one use;
 * not thread-safe.
 */
public final class RowCollector {
  private final int rows;
  private final int columns;
  private byte @Nullable [] bytes;
  private float @Nullable [] floats;
  private double @Nullable [] doubles;
  private @Nullable SparseCopy sparse;
  private int filled;

  /**
   * Prepares it; the first part decides what is allocated.
   *
   * @param rows how many will come in all
   * @param columns number of columns
   */
  public RowCollector(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Copies the next rows.
   *
   * @param part some rows; must be of the same precision as the first ones
   * @throws IllegalStateException if it is not, or has another width, or there are too many rows
   * @throws IllegalArgumentException if all values do not fit into one array
   */
  public void add(Points part) {
    int count = part.rows();
    if (part.columns() != columns || count > rows - filled) {
      throw new IllegalStateException(
          part + " is no part of " + rows + " × " + columns + " values after row " + filled);
    }
    Storage storage = StoredRows.storageOf(part);
    if ((long) rows * columns > Chunks.LARGEST_ARRAY && !(storage instanceof Storage.Sparse)) {
      throw new IllegalArgumentException(
          "rows: " + rows + " × " + columns + " values do not fit into one array");
    }
    int from = filled * columns;
    int length = count * columns;
    storage.accept(
        new StorageVisitor<Object>() {
          @Override
          public Object doubles(double[] data) {
            System.arraycopy(data, 0, doubleTarget(part), from, length);
            return part;
          }

          @Override
          public Object floats(float[] data) {
            System.arraycopy(data, 0, floatTarget(part), from, length);
            return part;
          }

          @Override
          public Object unsignedBytes(byte[] data) {
            bytes = target(bytes, part, () -> new byte[rows * columns]);
            System.arraycopy(data, 0, bytes, from, length);
            return part;
          }

          @Override
          public Object doubleRows(double[][] data) {
            double[] target = doubleTarget(part);
            for (int i = 0; i < count; i++) {
              System.arraycopy(data[i], 0, target, from + i * columns, columns);
            }
            return part;
          }

          @Override
          public Object floatRows(float[][] data) {
            float[] target = floatTarget(part);
            for (int i = 0; i < count; i++) {
              System.arraycopy(data[i], 0, target, from + i * columns, columns);
            }
            return part;
          }

          @Override
          public Object sparse(Storage.Sparse data) {
            SparseCopy target = target(sparse, part, () -> new SparseCopy(rows, columns));
            sparse = target;
            for (int i = 0; i < count; i++) {
              target.add(data, i);
            }
            return part;
          }
        });
    filled += count;
  }

  /**
   * Copies some sparse rows.
   *
   * @param rows any
   * @param which row indices
   * @return these rows, in that order
   */
  public static Points some(Storage.Sparse rows, int[] which) {
    SparseCopy copy = new SparseCopy(which.length, rows.columns());
    for (int row : which) {
      copy.add(rows, row);
    }
    return copy.points();
  }

  /**
   * Returns all rows.
   *
   * @return a view on the one array
   * @throws IllegalStateException if rows are missing
   */
  public Points points() {
    if (filled == rows) {
      if (bytes != null) {
        return Points.ofUnsignedBytes(bytes, rows, columns);
      }
      if (floats != null) {
        return Points.of(floats, rows, columns);
      }
      if (doubles != null) {
        return Points.of(doubles, rows, columns);
      }
      if (sparse != null) {
        return sparse.points();
      }
    }
    throw new IllegalStateException("there are " + filled + " of " + rows + " rows");
  }

  private double[] doubleTarget(Points part) {
    double[] target = target(doubles, part, () -> new double[rows * columns]);
    doubles = target;
    return target;
  }

  private float[] floatTarget(Points part) {
    float[] target = target(floats, part, () -> new float[rows * columns]);
    floats = target;
    return target;
  }

  private <T> T target(@Nullable T known, Points part, Supplier<T> made) {
    if (known != null) {
      return known;
    }
    if (filled > 0) {
      throw new IllegalStateException(part + " has another precision than the rows before it");
    }
    return made.get();
  }
}
