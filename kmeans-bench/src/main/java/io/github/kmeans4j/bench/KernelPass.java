package io.github.kmeans4j.bench;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;

/**
 * One pass of a bare kernel over all rows: scores of each row and every centroid, then the least
 * one. Single precision alone: near-ties, which a fit decides in double, stay as they fall.
 *
 * <p>The data are bytes, widened block by block, or floats, read where they are.
 */
final class KernelPass implements AutoCloseable {
  private static final int BLOCK = 64;
  private static final int CHUNK = Chunks.ROWS;

  private final Kernel kernel;
  private final Workers workers;
  private final BenchData data;
  private final Storage storage;
  private final float[] floats;
  private final float[] zeros;
  private final float[] centroids;
  private final float[] norms;
  private final int k;
  private final int d;
  private final int stride;
  private final float[][] scores;
  private final float[][] scratch;
  private final int[][] offsets;

  /**
   * Prepares a pass.
   *
   * @param kernel what scores
   * @param data the rows
   * @param storage {@link Storage#FLOAT} or {@link Storage#BYTE}
   * @param centroids k × d, row-major
   * @param threads how many work
   */
  KernelPass(Kernel kernel, BenchData data, Storage storage, float[] centroids, int threads) {
    if (storage == Storage.DOUBLE) {
      throw new IllegalArgumentException("storage must be float or byte: kernels take floats");
    }
    this.kernel = kernel;
    this.data = data;
    this.storage = storage;
    this.centroids = centroids;
    this.workers = new Workers(threads);
    this.d = data.columns();
    this.k = centroids.length / d;
    this.floats = storage == Storage.FLOAT ? data.floats() : new float[0];
    this.zeros = new float[d];
    this.norms = new float[k];
    for (int j = 0; j < k; j++) {
      double norm = 0;
      for (int c = 0; c < d; c++) {
        double value = centroids[j * d + c];
        norm += value * value;
      }
      norms[j] = (float) norm;
    }
    int width = kernel.panelWidth(k);
    this.stride = (k + width - 1) / width * width;
    this.scores = new float[threads][BLOCK * stride];
    this.scratch = new float[threads][storage == Storage.BYTE ? BLOCK * d : 0];
    this.offsets = new int[threads][BLOCK];
  }

  /**
   * Labels all rows.
   *
   * @param labels receives n labels
   */
  void run(int[] labels) {
    Tiles.Packed packed = kernel.pack(centroids, norms, k, d);
    int n = data.rows();
    workers.run(
        (n + CHUNK - 1) / CHUNK,
        (chunk, worker) -> {
          int end = Math.min(n, (chunk + 1) * CHUNK);
          for (int first = chunk * CHUNK; first < end; first += BLOCK) {
            block(first, Math.min(BLOCK, end - first), packed, worker, labels);
          }
        });
  }

  private void block(int first, int count, Tiles.Packed packed, int worker, int[] labels) {
    int[] at = offsets[worker];
    float[] rows = floats;
    if (storage == Storage.BYTE) {
      rows = scratch[worker];
      for (int r = 0; r < count; r++) {
        at[r] = r * d;
        kernel.widen(data.bytes(), (first + r) * d, zeros, rows, at[r], d);
      }
    } else {
      for (int r = 0; r < count; r++) {
        at[r] = (first + r) * d;
      }
    }
    float[] s = scores[worker];
    int panels = stride / kernel.panelWidth(k);
    kernel.scores(rows, at, count, packed, 0, panels, s, stride);
    for (int r = 0; r < count; r++) {
      labels[first + r] = least(s, r * stride);
    }
  }

  private int least(float[] s, int from) {
    float least = Float.POSITIVE_INFINITY;
    int nearest = 0;
    for (int j = 0; j < k; j++) {
      if (s[from + j] < least) {
        least = s[from + j];
        nearest = j;
      }
    }
    return nearest;
  }

  @Override
  public void close() {
    workers.close();
  }

  @Override
  public String toString() {
    return kernel.description() + ", " + storage + ", " + Arrays.toString(new int[] {k, d});
  }
}
