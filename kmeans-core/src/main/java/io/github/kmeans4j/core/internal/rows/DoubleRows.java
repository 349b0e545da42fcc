package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Vectors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of doubles, in one array or one each. */
final class DoubleRows extends RowStore {
  private final double[][] arrays;
  private final boolean flat;

  DoubleRows(int n, int d, Kernel kernel, double[][] arrays, boolean flat) {
    super(n, d, kernel);
    this.arrays = arrays;
    this.flat = flat;
  }

  private double[] array(int row) {
    return flat ? arrays[0] : arrays[row];
  }

  private int offset(int row) {
    return flat ? row * d : 0;
  }

  @Override
  @Nullable RowStore gather(int[] order, int count, @Nullable RowStore before, Workers workers) {
    int known = before == null ? 0 : before.n;
    double[] copy =
        before instanceof DoubleRows rows
            ? Arrays.copyOf(rows.arrays[0], count * d)
            : new double[count * d];
    Chunks chunks = new Chunks(count - known, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = known + chunks.first(chunk); i < known + chunks.end(chunk); i++) {
            System.arraycopy(array(order[i]), offset(order[i]), copy, i * d, d);
          }
        });
    return new DoubleRows(count, d, kernel, new double[][] {copy}, true);
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    double[] x = array(row);
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
    System.arraycopy(array(row), offset(row) + from, target, 0, to - from);
  }

  @Override
  public void copyRows(int[] rows, int count, double[] target) {
    if (flat && areInARow(rows, count)) {
      System.arraycopy(arrays[0], offset(rows[0]), target, 0, count * d);
      return;
    }
    for (int i = 0; i < count; i++) {
      double[] x = array(rows[i]);
      int o = offset(rows[i]);
      for (int c = 0; c < d; c++) {
        target[i * d + c] = x[o + c];
      }
    }
  }

  @Override
  public void addTo(int row, int from, int to, double weight, double[] sum) {
    kernel.addTo(array(row), offset(row) + from, weight, sum, from, to - from);
  }

  @Override
  public void load(Vectors vectors, int row, float[] shift, double scale, float[] target, int at) {
    double[] x = array(row);
    int o = offset(row);
    for (int j = 0; j < d; j++) {
      target[at + j] = (float) ((x[o + j] - shift[j]) * scale);
    }
  }

  @Override
  public void loadColumns(
      int from, int count, float[] shift, double scale, float[] target, int at, int stride) {
    if (!flat) {
      super.loadColumns(from, count, shift, scale, target, at, stride);
      return;
    }
    double[] x = arrays[0];
    for (int c = 0; c < d; c++) {
      int o = from * d + c;
      int to = at + c * stride;
      double mean = shift[c];
      for (int r = 0; r < count; r++) {
        target[to + r] = (float) ((x[o + r * d] - mean) * scale);
      }
    }
  }

  @Override
  public void copyColumns(int from, int count, double[] target, int at, int stride) {
    if (!flat) {
      super.copyColumns(from, count, target, at, stride);
      return;
    }
    double[] x = arrays[0];
    for (int c = 0; c < d; c++) {
      int o = from * d + c;
      int to = at + c * stride;
      for (int r = 0; r < count; r++) {
        target[to + r] = x[o + r * d];
      }
    }
  }

  @Override
  public int prefetch(int row, int from, int to) {
    double[] x = array(row);
    int end = offset(row) + to;
    int sum = 0;
    for (int left = to - from; left > 0; left -= 8) {
      sum += (int) x[end - left];
    }
    return sum;
  }

  @Override
  public double scaleFor(double max) {
    return Math.scalb(1.0, -Math.max(-1000, Math.min(1000, Math.getExponent(max))));
  }

  @Override
  void profile(int from, int to, DataProfile.Part part) {
    if (flat) {
      profile(arrays[0], offset(from), (to - from) * d, part, kernel);
    } else {
      for (int i = from; i < to; i++) {
        profile(arrays[i], 0, d, part, kernel);
      }
    }
    if (!(part.max < Double.POSITIVE_INFINITY)) {
      for (int i = from; i < to; i++) {
        part.fail(this, i);
      }
    }
  }

  static void profile(double[] x, int from, int count, DataProfile.Part part, Kernel kernel) {
    long[] found = new long[2];
    kernel.magnitudes(x, from, count, found);
    part.max = Math.max(part.max, Double.longBitsToDouble(found[0])); // once NaN, always NaN
    if (found[1] < Long.MAX_VALUE) {
      part.minNonZero = Math.min(part.minNonZero, Double.longBitsToDouble(found[1]));
    }
    int to = from + count;
    for (int j = from; j < to && part.integers; j++) {
      part.integers = x[j] == (long) x[j];
    }
    for (int j = from; j < to && part.floats; j++) {
      part.floats = x[j] == (float) x[j];
    }
  }
}
