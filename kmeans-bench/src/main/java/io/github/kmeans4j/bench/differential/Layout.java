package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.Points;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** How the rows lie in memory: every storage that points can be made of. */
enum Layout {
  DOUBLE_ROWS,
  FLAT_DOUBLES,
  /** A matrix whose array is longer than its shape, as a reshape leaves it. */
  ROOMY_DOUBLE_MATRIX,
  FLOAT_ROWS,
  FLAT_FLOATS,
  ROOMY_FLOAT_MATRIX,
  /** Columns of odd rows descend, and some zeros are stored. */
  SPARSE_DOUBLES,
  SPARSE_FLOATS,
  UNSIGNED_BYTES;

  /** Whether this storage holds a value exactly, whatever its sign. */
  private boolean holds(double value) {
    return switch (this) {
      case DOUBLE_ROWS, FLAT_DOUBLES, ROOMY_DOUBLE_MATRIX, SPARSE_DOUBLES -> true;
      case FLOAT_ROWS, FLAT_FLOATS, ROOMY_FLOAT_MATRIX, SPARSE_FLOATS -> (float) value == value;
      // Bytes know no −0.
      case UNSIGNED_BYTES -> Double.valueOf((int) value & 0xFF).equals(value);
    };
  }

  private boolean holds(double[][] rows) {
    for (double[] row : rows) {
      for (double value : row) {
        if (!holds(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The storages that hold these rows exactly. */
  static List<Layout> holding(double[][] rows) {
    List<Layout> fitting = new ArrayList<>();
    for (Layout layout : values()) {
      if (layout.holds(rows)) {
        fitting.add(layout);
      }
    }
    return fitting;
  }

  /** Stores rows this way. */
  Points points(double[][] rows) {
    int n = rows.length;
    int d = rows[0].length;
    return switch (this) {
      case DOUBLE_ROWS -> Points.of(rows);
      case FLAT_DOUBLES -> Points.of(flat(rows), n, d);
      case ROOMY_DOUBLE_MATRIX -> {
        DMatrixRMaj matrix = new DMatrixRMaj(n + 2, d + 1);
        matrix.reshape(n, d);
        System.arraycopy(flat(rows), 0, matrix.data, 0, n * d);
        yield Points.of(matrix);
      }
      case FLOAT_ROWS -> {
        float[][] floats = new float[n][];
        for (int i = 0; i < n; i++) {
          floats[i] = floats(rows[i]);
        }
        yield Points.of(floats);
      }
      case FLAT_FLOATS -> Points.of(floats(flat(rows)), n, d);
      case ROOMY_FLOAT_MATRIX -> {
        FMatrixRMaj matrix = new FMatrixRMaj(n + 2, d + 1);
        matrix.reshape(n, d);
        System.arraycopy(floats(flat(rows)), 0, matrix.data, 0, n * d);
        yield Points.of(matrix);
      }
      case SPARSE_DOUBLES -> sparse(rows, false);
      case SPARSE_FLOATS -> sparse(rows, true);
      case UNSIGNED_BYTES -> {
        double[] values = flat(rows);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) values[i];
        }
        yield Points.ofUnsignedBytes(bytes, n, d);
      }
    };
  }

  private static Points sparse(double[][] rows, boolean asFloats) {
    int d = rows[0].length;
    int[] starts = new int[rows.length + 1];
    int[] columns = new int[rows.length * d];
    double[] values = new double[columns.length];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < d; c++) {
        int column = i % 2 == 0 ? c : d - 1 - c;
        // A negative zero is not what an absent value stands for; of the others a third is stored.
        if (Double.doubleToRawLongBits(rows[i][column]) != 0 || (i + column) % 3 == 0) {
          columns[at] = column;
          values[at++] = rows[i][column];
        }
      }
      starts[i + 1] = at;
    }
    return asFloats
        ? Points.ofSparseRows(starts, columns, floats(values), d)
        : Points.ofSparseRows(starts, columns, values, d);
  }

  private static double[] flat(double[][] rows) {
    int d = rows[0].length;
    double[] flat = new double[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * d, d);
    }
    return flat;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
