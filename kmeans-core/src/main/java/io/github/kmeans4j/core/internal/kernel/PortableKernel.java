package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.internal.Kernel;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The kernel in plain Java, shaped so that C2 turns its inner loops into vector code on JDK 17 and
 * later, see {@link PlainTile}. Any number of centroids makes an equally good panel.
 */
public class PortableKernel implements Kernel {
  /** Packed centroids have as many columns as a multiple of this. */
  public static final int COLUMNS = PlainTile.STEP;

  /** Below this many rows lanes would be mostly empty, and products row by row are faster. */
  private static final int FEWEST_LANES = 12;

  /** Centroids row-major with rows padded by zeros to a multiple of {@link #COLUMNS}. */
  private record PackedCentroids(float[] values, float[] normsSq, int k, int d, int padded)
      implements Packed {}

  private final int narrowest;

  /** Tiles that no call is using, as long as there is memory for them. */
  private final Queue<SoftReference<PlainTile>> freeTiles = new ConcurrentLinkedQueue<>();

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
    int padded = (d + COLUMNS - 1) / COLUMNS * COLUMNS;
    float[] values = new float[Math.multiplyExact(k, padded)]; // fits refuse so many by k before
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
      scoreInLanes(rows, offsets, count, centroids, begin, end, scores, stride, null);
    }
    pad(scores, count, stride, end - begin, (toPanel - fromPanel) * width);
  }

  @Override
  public void scoresAndLeastTwo(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int panels,
      float[] scores,
      int stride,
      int width,
      float[] least,
      float[] second,
      int[] at) {
    PackedCentroids centroids = (PackedCentroids) packed;
    int k = centroids.k;
    if (count < FEWEST_LANES) {
      scoreRowByRow(rows, offsets, count, centroids, 0, k, scores, stride);
      pad(scores, count, stride, k, stride);
      leastTwo(scores, count, stride, width, least, second, at);
    } else {
      Found found = new Found(width, (stride - 1) / width + 1, least, second, at);
      scoreInLanes(rows, offsets, count, centroids, 0, k, scores, stride, found);
      pad(scores, count, stride, k, stride);
    }
  }

  /** Where the least two scores of each row and group go, see {@link #leastTwo}. */
  private record Found(int width, int groups, float[] least, float[] second, int[] at) {

    /** Adds the scores of a block whose first row and centroid are given. */
    void add(PlainTile tile, int first, int size, int begin, int count) {
      for (int g = begin / width; g < groups && g * width < begin + count; g++) {
        int from = Math.max(begin, g * width);
        int to = Math.min(begin + count, (g + 1) * width);
        boolean isFirst = from == g * width;
        int slot = first * groups + g;
        tile.leastTwo(
            size, from - begin, to - begin, begin, isFirst, least, second, at, slot, groups);
      }
    }
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

  private void scoreInLanes(
      float[] rows,
      int[] offsets,
      int count,
      PackedCentroids centroids,
      int begin,
      int end,
      float[] scores,
      int stride,
      @Nullable Found found) {
    int d = centroids.d;
    int padded = centroids.padded;
    PlainTile tile =
        takeTile(Math.min(PlainTile.ROWS, count), Math.min(PlainTile.CENTROIDS, end - begin));
    for (int first = 0; first < count; first += PlainTile.ROWS) {
      int size = Math.min(PlainTile.ROWS, count - first);
      for (int j = begin; j < end; j += PlainTile.CENTROIDS) {
        int some = Math.min(PlainTile.CENTROIDS, end - j);
        tile.score(
            rows,
            offsets,
            first,
            size,
            d,
            centroids.values,
            j * padded,
            padded,
            centroids.normsSq,
            j,
            some);
        tile.write(size, some, scores, first * stride + j - begin, stride);
        if (found != null) {
          found.add(tile, first, size, j, some);
        }
      }
    }
    freeTiles.add(new SoftReference<>(tile));
  }

  private PlainTile takeTile(int rows, int centroids) {
    SoftReference<PlainTile> free = freeTiles.poll();
    PlainTile tile = free == null ? null : free.get();
    return tile != null && tile.serves(rows, centroids) ? tile : new PlainTile(rows, centroids);
  }

  private static void pad(float[] scores, int count, int stride, int from, int to) {
    for (int r = 0; r < count && from < to; r++) {
      Arrays.fill(scores, r * stride + from, r * stride + to, Float.POSITIVE_INFINITY);
    }
  }

  @Override
  public int rowsAtOnce() {
    return PlainTile.ROWS;
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
