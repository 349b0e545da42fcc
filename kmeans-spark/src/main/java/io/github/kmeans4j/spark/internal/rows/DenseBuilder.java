package io.github.kmeans4j.spark.internal.rows;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Packs whole rows: into bytes as long as all values are whole numbers in 0..255, then into floats
 * as long as they are floats, else into doubles.
 */
final class DenseBuilder extends BlockBuilder {
  private byte @Nullable [] bytes;
  private float @Nullable [] floats;
  private double @Nullable [] doubles;

  DenseBuilder(int columns, boolean weighted) {
    super(columns, weighted);
    clear();
  }

  private void clear() {
    int room = Math.min(FIRST_ROWS, mostRows());
    bytes = new byte[room * columns];
    floats = null;
    doubles = null;
  }

  private int mostRows() {
    return Math.max(1, MOST_VALUES / columns);
  }

  @Override
  boolean isFull() {
    return rows() == mostRows();
  }

  @Override
  void append(RowValues row) {
    double[] values = row.values();
    int at = rows() * columns;
    ensureRoom(at + columns);
    if (bytes != null && !pack(values, bytes, at)) {
      floats = widen(bytes, at);
      bytes = null;
    }
    if (floats != null && !pack(values, floats, at)) {
      doubles = widen(floats, at);
      floats = null;
    }
    if (doubles != null) {
      System.arraycopy(values, 0, doubles, at, columns);
    }
  }

  private void ensureRoom(int needed) {
    int room = bytes != null ? bytes.length : floats != null ? floats.length : length(doubles);
    if (needed <= room) {
      return;
    }
    int length = Math.min(mostRows(), grown(rows())) * columns;
    bytes = bytes == null ? null : Arrays.copyOf(bytes, length);
    floats = floats == null ? null : Arrays.copyOf(floats, length);
    doubles = doubles == null ? null : Arrays.copyOf(doubles, length);
  }

  private static int length(double @Nullable [] values) {
    return values == null ? 0 : values.length;
  }

  private static boolean pack(double[] values, byte[] target, int at) {
    for (int c = 0; c < values.length; c++) {
      int whole = (int) values[c];
      if (whole != values[c] || (whole & ~0xFF) != 0) {
        return false;
      }
      target[at + c] = (byte) whole;
    }
    return true;
  }

  private static boolean pack(double[] values, float[] target, int at) {
    for (int c = 0; c < values.length; c++) {
      float rounded = (float) values[c];
      if (rounded != values[c]) {
        return false;
      }
      target[at + c] = rounded;
    }
    return true;
  }

  private static float[] widen(byte[] values, int count) {
    float[] wide = new float[values.length];
    for (int i = 0; i < count; i++) {
      wide[i] = values[i] & 0xFF;
    }
    return wide;
  }

  private static double[] widen(float[] values, int count) {
    double[] wide = new double[values.length];
    for (int i = 0; i < count; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Override
  RowBlock build(double[] weights, RowFacts facts) {
    int length = rows() * columns;
    Serializable values =
        bytes != null
            ? Arrays.copyOf(bytes, length)
            : floats != null ? Arrays.copyOf(floats, length) : trimmed(doubles, length);
    clear();
    return new RowBlock(values, null, rows(), columns, weights.length == 0 ? null : weights, facts);
  }

  private static double[] trimmed(double @Nullable [] values, int length) {
    return values == null ? new double[0] : Arrays.copyOf(values, length);
  }
}
