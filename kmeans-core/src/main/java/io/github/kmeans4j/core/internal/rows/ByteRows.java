package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Vectors;

/** Rows of unsigned bytes in one array. */
final class ByteRows extends RowStore {
  /** As many squares of differences of bytes an int holds the sum of. */
  private static final int MOST_SQUARES = Integer.MAX_VALUE / (255 * 255);

  private final byte[] x;

  ByteRows(int n, int d, Kernel kernel, byte[] data) {
    super(n, d, kernel);
    this.x = data;
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    int o = row * d;
    double sum = 0;
    for (int j = 0; j < c.length; j++) {
      double t = (x[o + j] & 0xFF) - c[j];
      sum += t * t;
    }
    return sum;
  }

  @Override
  public double squaredDistanceFast(int row, double[] c) {
    return kernel.squaredDistance(x, row * d, c);
  }

  @Override
  public double squaredDistanceFast(int row, int other, double[] c) {
    if (d > MOST_SQUARES) {
      return squaredDistanceFast(row, c);
    }
    return kernel.squaredDistance(x, row * d, other * d, d);
  }

  @Override
  public void copy(int row, int from, int to, double[] target) {
    int o = row * d + from;
    for (int j = 0; j < to - from; j++) {
      target[j] = x[o + j] & 0xFF;
    }
  }

  @Override
  public void copyRows(int[] rows, int count, double[] target) {
    for (int i = 0; i < count; i++) {
      int o = rows[i] * d;
      for (int c = 0; c < d; c++) {
        target[i * d + c] = x[o + c] & 0xFF;
      }
    }
  }

  @Override
  public void addTo(int row, int from, int to, double weight, double[] sum) {
    kernel.addTo(x, row * d + from, weight, sum, from, to - from);
  }

  @Override
  public void load(Vectors vectors, int row, float[] shift, double scale, float[] target, int at) {
    vectors.widen(x, row * d, shift, target, at, d);
    if (scale != 1) {
      float factor = (float) scale;
      for (int j = at; j < at + d; j++) {
        target[j] *= factor;
      }
    }
  }

  @Override
  public void loadColumns(
      int from, int count, float[] shift, double scale, float[] target, int at, int stride) {
    for (int c = 0; c < d; c++) {
      int o = from * d + c;
      int to = at + c * stride;
      float mean = shift[c];
      for (int r = 0; r < count; r++) {
        target[to + r] = (x[o + r * d] & 0xFF) - mean;
      }
    }
  }

  @Override
  public int prefetch(int row, int from, int to) {
    int end = row * d + to;
    int sum = 0;
    for (int left = to - from; left > 0; left -= 64) {
      sum += x[end - left];
    }
    return sum;
  }

  @Override
  public double scaleFor(double max) {
    return 1;
  }

  @Override
  void profile(int from, int to, DataProfile.Part part) {
    part.max = 255; // every value is a whole number in 0..255: nothing to look at
  }
}
