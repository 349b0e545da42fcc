package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.internal.Kernel;
import java.util.Arrays;

/**
 * The kernel in plain Java, shaped so that C2 turns its inner loop into vector code on JDK 17 and
 * later.
 *
 * <p>C2's auto-vectoriser wants long loops in which one index is shared by every array, no offsets,
 * and no sum over the loop. So the lanes are rows: eight dimensions of a block of rows are
 * transposed into eight arrays, and for each centroid the inner loop runs over the rows of the
 * block, {@code acc[r] += x₀[r]·c₀ + … + x₇[r]·c₇}; eight dimensions at once, so that {@code acc}
 * is loaded and stored once for eight multiplications. Any number of centroids makes an equally
 * good panel.
 */
public class PortableKernel implements Kernel {
  /** Rows a block. */
  private static final int LANES = 64;

  /** Below this many rows lanes would be mostly empty, and products row by row are faster. */
  private static final int FEWEST_LANES = 4;

  /** Dimensions a block: transposed, they take 24 KB of a 32 KB first-level cache. */
  private static final int BLOCK = 96;

  /** Dimensions that the inner loop takes at once. */
  private static final int DIMENSIONS = 8;

  /** Centroids row-major with rows padded by zeros to a multiple of {@link #DIMENSIONS}. */
  private record PackedCentroids(float[] values, float[] normsSq, int k, int d, int padded)
      implements Packed {}

  private final int narrowest;

  /** Makes a kernel with panels as wide as there are centroids, up to 16. */
  public PortableKernel() {
    this(1);
  }

  /**
   * Makes a kernel with panels that are not narrower than those of another kernel.
   *
   * @param narrowest centroids that a panel has at least, 1 to 16
   */
  PortableKernel(int narrowest) {
    this.narrowest = narrowest;
  }

  @Override
  public String description() {
    return "portable";
  }

  @Override
  public int panelWidth(int k) {
    return Math.min(Math.max(k, narrowest), 16);
  }

  @Override
  public Packed pack(float[] centroids, float[] normsSq, int k, int d) {
    int padded = (d + DIMENSIONS - 1) / DIMENSIONS * DIMENSIONS;
    float[] values = new float[k * padded];
    for (int j = 0; j < k; j++) {
      System.arraycopy(centroids, j * d, values, j * padded, d);
    }
    return new PackedCentroids(values, normsSq.clone(), k, d, padded);
  }

  @Override
  public void scores(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int fromPanel,
      int toPanel,
      float[] scores,
      int stride) {
    PackedCentroids centroids = (PackedCentroids) packed;
    int width = panelWidth(centroids.k);
    int begin = fromPanel * width;
    int end = Math.min(centroids.k, toPanel * width);
    if (count < FEWEST_LANES) {
      scoreRowByRow(rows, offsets, count, centroids, begin, end, scores, stride);
    } else {
      scoreInLanes(rows, offsets, count, centroids, begin, end, scores, stride);
    }
    pad(scores, count, stride, end - begin, (toPanel - fromPanel) * width);
  }

  private void scoreRowByRow(
      float[] rows,
      int[] offsets,
      int count,
      PackedCentroids centroids,
      int begin,
      int end,
      float[] scores,
      int stride) {
    for (int j = begin; j < end; j++) {
      for (int r = 0; r < count; r++) {
        float product =
            dotProduct(rows, offsets[r], centroids.values, j * centroids.padded, centroids.d);
        scores[r * stride + j - begin] = centroids.normsSq[j] - 2 * product;
      }
    }
  }

  private static void scoreInLanes(
      float[] rows,
      int[] offsets,
      int count,
      PackedCentroids centroids,
      int begin,
      int end,
      float[] scores,
      int stride) {
    int lanes = Math.min(LANES, count);
    float[][] x = new float[BLOCK][lanes];
    float[] sum = new float[lanes];
    float[][] sums = new float[end - begin][lanes];
    for (int first = 0; first < count; first += lanes) {
      int size = Math.min(lanes, count - first);
      for (int c = 0; c < centroids.padded; c += BLOCK) {
        int columns = Math.min(BLOCK, centroids.padded - c);
        transpose(rows, offsets, first, size, c, columns, centroids.d, x);
        for (int j = begin; j < end; j++) {
          if (c == 0) {
            Arrays.fill(sum, 0);
          } else {
            System.arraycopy(sums[j - begin], 0, sum, 0, lanes);
          }
          addProducts(sum, x, columns, centroids.values, j * centroids.padded + c);
          System.arraycopy(sum, 0, sums[j - begin], 0, lanes);
        }
      }
      for (int j = begin; j < end; j++) {
        float[] total = sums[j - begin];
        for (int r = 0; r < size; r++) {
          scores[(first + r) * stride + j - begin] = centroids.normsSq[j] - 2 * total[r];
        }
      }
    }
  }

  /** Adds the products of some columns, in a method of its own that is compiled once and soon. */
  private static void addProducts(float[] sum, float[][] x, int columns, float[] v, int from) {
    for (int t = 0, at = from; t < columns; t += DIMENSIONS, at += DIMENSIONS) {
      addProducts(
          sum, x, t, v[at], v[at + 1], v[at + 2], v[at + 3], v[at + 4], v[at + 5], v[at + 6],
          v[at + 7]);
    }
  }

  private static void transpose(
      float[] rows, int[] offsets, int first, int size, int c, int columns, int d, float[][] x) {
    int whole = Math.min(columns, (d - c) / DIMENSIONS * DIMENSIONS);
    for (int t = 0; t < whole; t += DIMENSIONS) {
      float[] x0 = x[t];
      float[] x1 = x[t + 1];
      float[] x2 = x[t + 2];
      float[] x3 = x[t + 3];
      float[] x4 = x[t + 4];
      float[] x5 = x[t + 5];
      float[] x6 = x[t + 6];
      float[] x7 = x[t + 7];
      for (int r = 0; r < size; r++) {
        int o = offsets[first + r] + c + t;
        x0[r] = rows[o];
        x1[r] = rows[o + 1];
        x2[r] = rows[o + 2];
        x3[r] = rows[o + 3];
        x4[r] = rows[o + 4];
        x5[r] = rows[o + 5];
        x6[r] = rows[o + 6];
        x7[r] = rows[o + 7];
      }
    }
    for (int t = whole; t < columns; t++) {
      for (int r = 0; r < size; r++) {
        x[t][r] = c + t < d ? rows[offsets[first + r] + c + t] : 0;
      }
    }
  }

  /** For each lane: sum += x₀c₀ + … + x₇c₇, x₀ being the transposed column t. */
  private static void addProducts(
      float[] sum,
      float[][] x,
      int t,
      float c0,
      float c1,
      float c2,
      float c3,
      float c4,
      float c5,
      float c6,
      float c7) {
    float[] x0 = x[t];
    float[] x1 = x[t + 1];
    float[] x2 = x[t + 2];
    float[] x3 = x[t + 3];
    float[] x4 = x[t + 4];
    float[] x5 = x[t + 5];
    float[] x6 = x[t + 6];
    float[] x7 = x[t + 7];
    for (int r = 0; r < sum.length; r++) {
      sum[r] =
          Math.fma(
              c0,
              x0[r],
              Math.fma(
                  c1,
                  x1[r],
                  Math.fma(
                      c2,
                      x2[r],
                      Math.fma(
                          c3,
                          x3[r],
                          Math.fma(
                              c4,
                              x4[r],
                              Math.fma(
                                  c5, x5[r], Math.fma(c6, x6[r], Math.fma(c7, x7[r], sum[r]))))))));
    }
  }

  private static void pad(float[] scores, int count, int stride, int from, int to) {
    for (int r = 0; r < count && from < to; r++) {
      Arrays.fill(scores, r * stride + from, r * stride + to, Float.POSITIVE_INFINITY);
    }
  }

  @Override
  public float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = 0;
    for (; j + 3 < d; j += 4) {
      s0 = Math.fma(a[aFrom + j], b[bFrom + j], s0);
      s1 = Math.fma(a[aFrom + j + 1], b[bFrom + j + 1], s1);
      s2 = Math.fma(a[aFrom + j + 2], b[bFrom + j + 2], s2);
      s3 = Math.fma(a[aFrom + j + 3], b[bFrom + j + 3], s3);
    }
    for (; j < d; j++) {
      s0 = Math.fma(a[aFrom + j], b[bFrom + j], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void widen(byte[] source, int from, float[] shift, float[] target, int at, int d) {
    for (int j = 0; j < d; j++) {
      target[at + j] = (source[from + j] & 0xFF) - shift[j];
    }
  }

  @Override
  public void center(
      float[] source, int from, float[] shift, float scale, float[] target, int at, int d) {
    for (int j = 0; j < d; j++) {
      target[at + j] = (source[from + j] - shift[j]) * scale;
    }
  }

  @Override
  public int chain(int d) {
    return d + 2;
  }

  @Override
  public int dotChain(int d) {
    return d / 4 + 6; // four sums, their tree, and the tail
  }
}
