package io.github.kmeans4j.spark.internal.rows;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Packs rows one by one: into bytes as long as all values are whole numbers in 0..255, then into
 * floats as long as they are floats, else into doubles. No value is ever rounded.
 */
final class BlockBuilder {
  /** A block of more values begins another one: an array can hold no more than 2^31. */
  private static final int MOST_VALUES = 1 << 27;

  private static final int FIRST_ROWS = 256;

  private final int columns;
  private final boolean weighted;
  private byte @Nullable [] bytes;
  private float @Nullable [] floats;
  private double @Nullable [] doubles;
  private double[] weights;
  private int rows;
  private RowFacts facts = new RowFacts();

  BlockBuilder(int columns, boolean weighted) {
    this.columns = columns;
    this.weighted = weighted;
    this.weights = new double[0];
    clear();
  }

  private void clear() {
    int room = Math.min(FIRST_ROWS, mostRows());
    bytes = new byte[room * columns];
    floats = null;
    doubles = null;
    weights = new double[weighted ? room : 0];
    rows = 0;
    facts = new RowFacts();
  }

  private int mostRows() {
    return Math.max(1, MOST_VALUES / columns);
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == mostRows();
  }

  void add(double[] values, double weight, RowHash hash) {
    int at = rows * columns;
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
    if (weighted) {
      weights[rows] = weight;
    }
    facts.add(values, weight, hash);
    rows++;
  }

  private void ensureRoom(int needed) {
    int room = bytes != null ? bytes.length : floats != null ? floats.length : length(doubles);
    if (needed <= room) {
      return;
    }
    int rowsThen = (int) Math.min(mostRows(), rows + (rows >> 1) + 1L);
    int length = rowsThen * columns;
    bytes = bytes == null ? null : Arrays.copyOf(bytes, length);
    floats = floats == null ? null : Arrays.copyOf(floats, length);
    doubles = doubles == null ? null : Arrays.copyOf(doubles, length);
    weights = weighted ? Arrays.copyOf(weights, rowsThen) : weights;
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

  /** Ends the block and begins another one. */
  RowBlock build() {
    int length = rows * columns;
    Serializable values =
        bytes != null
            ? Arrays.copyOf(bytes, length)
            : floats != null ? Arrays.copyOf(floats, length) : trimmed(doubles, length);
    RowBlock block =
        new RowBlock(values, rows, columns, weighted ? Arrays.copyOf(weights, rows) : null, facts);
    clear();
    return block;
  }

  private static double[] trimmed(double @Nullable [] values, int length) {
    return values == null ? new double[0] : Arrays.copyOf(values, length);
  }
}
