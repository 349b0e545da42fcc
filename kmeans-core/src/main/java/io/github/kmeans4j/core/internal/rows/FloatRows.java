package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Vectors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of floats, in one array or one each. */
public final class FloatRows extends RowStore {
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
  @Nullable RowStore gather(int[] order, int count, @Nullable RowStore before, Workers workers) {
    int known = before == null ? 0 : before.n;
    float[] copy =
        before instanceof FloatRows rows
            ? Arrays.copyOf(rows.arrays[0], count * d)
            : new float[count * d];
    Chunks chunks = new Chunks(count - known, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = known + chunks.first(chunk); i < known + chunks.end(chunk); i++) {
            System.arraycopy(array(order[i]), offset(order[i]), copy, i * d, d);
          }
        });
    return new FloatRows(count, d, kernel, new float[][] {copy}, true);
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
  public void copyRows(int[] rows, int count, double[] target) {
    if (flat && areInARow(rows, count)) {
      float[] x = arrays[0];
      int o = offset(rows[0]);
      for (int j = 0; j < count * d; j++) {
        target[j] = x[o + j];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      float[] x = array(rows[i]);
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
    vectors.center(array(row), offset(row), shift, (float) scale, target, at, d);
  }

  @Override
  public float @Nullable [] floats() {
    return flat ? arrays[0] : null;
  }

  @Override
  public void loadColumns(
      int from, int count, float[] shift, double scale, float[] target, int at, int stride) {
    if (!flat) {
      super.loadColumns(from, count, shift, scale, target, at, stride);
      return;
    }
    loadColumns(arrays[0], from, count, shift, (float) scale, target, at, stride);
  }

  /**
   * Loads rows that stand in an array, column by column.
   *
   * @param rows row-major, as wide as the shift
   * @param from first row
   * @param count how many
   * @param shift taken off each row
   * @param scale what the rest is multiplied by, a power of two
   * @param target receives column c of the r-th of them at {@code at + c * stride + r}
   */
  public static void loadColumns(
      float[] rows,
      int from,
      int count,
      float[] shift,
      float scale,
      float[] target,
      int at,
      int stride) {
    int d = shift.length;
    for (int c = 0; c < d; c++) {
      int o = from * d + c;
      int to = at + c * stride;
      float mean = shift[c];
      for (int r = 0; r < count; r++) {
        target[to + r] = (rows[o + r * d] - mean) * scale;
      }
    }
  }

  @Override
  public void copyColumns(int from, int count, double[] target, int at, int stride) {
    if (!flat) {
      super.copyColumns(from, count, target, at, stride);
      return;
    }
    float[] x = arrays[0];
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
    float[] x = array(row);
    int end = offset(row) + to;
    int sum = 0;
    for (int left = to - from; left > 0; left -= 16) {
      sum += Float.floatToRawIntBits(x[end - left]);
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
      // Rows in one array are looked at as one; which of them is bad is asked only if one is.
      int rows = flat ? to - from : 1;
      if (profile(array(i), offset(i), rows * d, part, kernel)) {
        i += rows - 1;
      } else if (rows == 1) {
        part.fail(this, i);
      } else {
        for (int bad = i; bad < to; bad++) {
          if (!profile(array(bad), offset(bad), d, part, kernel)) {
            part.fail(this, bad);
          }
        }
      }
    }
  }

  /** Looks at some values; false if one is not finite. */
  static boolean profile(float[] x, int from, int count, DataProfile.Part part, Kernel kernel) {
    int[] found = new int[2];
    kernel.magnitudes(x, from, count, found);
    float max = Float.intBitsToFloat(found[0]);
    if (!(max < Float.POSITIVE_INFINITY)) {
      return false;
    }
    part.max = Math.max(part.max, max);
    if (found[1] < Integer.MAX_VALUE) {
      part.minNonZero = Math.min(part.minNonZero, Float.intBitsToFloat(found[1]));
    }
    part.integers = part.integers && kernel.areIntegers(x, from, count);
    return true;
  }
}
