package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Vectors;

/** Rows of floats, in one array or one each. */
final class FloatRows extends RowStore {
  private final float[][] arrays;
  private final boolean flat;

  FloatRows(int n, int d, Kernel kernel, float[][] arrays, boolean flat) {
    super(n, d, kernel);
    this.arrays = arrays;
    this.flat = flat;
  }

  private float[] array(int row) {
    return flat ? arrays[0] : arrays[row];
  }

  private int offset(int row) {
    return flat ? row * d : 0;
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    float[] x = array(row);
    int o = offset(row);
    double sum = 0;
    for (int j = 0; j < c.length; j++) {
      double t = x[o + j] - c[j];
      sum += t * t;
    }
    return sum;
  }

  @Override
  public double squaredDistanceFast(int row, double[] c) {
    return kernel.squaredDistance(array(row), offset(row), c);
  }

  @Override
  public void copy(int row, int from, int to, double[] target) {
    float[] x = array(row);
    int o = offset(row) + from;
    for (int j = 0; j < to - from; j++) {
      target[j] = x[o + j];
    }
  }

  @Override
  public void addTo(int row, int from, int to, double weight, double[] sum) {
    kernel.addTo(array(row), offset(row) + from, weight, sum, from, to - from);
  }

  @Override
  public void load(Vectors vectors, int row, float[] shift, double scale, float[] target, int at) {
    vectors.center(array(row), offset(row), shift, (float) scale, target, at, d);
  }

  @Override
  public int prefetch(int row, int from, int to) {
    float[] x = array(row);
    int end = offset(row) + to;
    int sum = 0;
    for (int left = to - from; left > 0; left -= 16) {
      sum += (int) x[end - left];
    }
    return sum;
  }

  @Override
  public double scaleFor(double max) {
    return Math.scalb(1.0, -Math.max(-126, Math.min(126, Math.getExponent(max))));
  }

  @Override
  void profile(int from, int to, DataProfile.Part part) {
    for (int i = from; i < to; i++) {
      float[] x = array(i);
      int o = offset(i);
      int max = 0;
      int min = Integer.MAX_VALUE;
      boolean integers = part.integers;
      // The bits of a non-negative float order as the float does; NaN and infinity come last.
      for (int j = o; j < o + d; j++) {
        int v = Float.floatToRawIntBits(x[j]) & 0x7FFF_FFFF;
        max = Math.max(max, v);
        min = Math.min(min, v == 0 ? Integer.MAX_VALUE : v);
        integers &= x[j] == (int) x[j];
      }
      if (max >= 0x7F80_0000) {
        part.fail(this, i);
      }
      part.max = Math.max(part.max, Float.intBitsToFloat(max));
      if (min < Integer.MAX_VALUE) {
        part.minNonZero = Math.min(part.minNonZero, Float.intBitsToFloat(min));
      }
      part.integers = integers;
    }
  }
}
