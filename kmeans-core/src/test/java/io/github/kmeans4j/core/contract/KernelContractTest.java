package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Bounds;
import io.github.kmeans4j.internal.kernel.Lanes;
import io.github.kmeans4j.internal.kernel.SparseTiles;
import io.github.kmeans4j.internal.kernel.Tiles;
import io.github.kmeans4j.internal.kernel.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Kernel} must hold; extend it and say which one. The contracts of the five parts
 * stand in a file each.
 */
public abstract class KernelContractTest
    implements TilesContract, SparseTilesContract, VectorsContract, BoundsContract, LanesContract {
  private static final int THREADS = 6;
  private static final int ROUNDS = 60;

  /** Creates the contract. */
  protected KernelContractTest() {}

  /**
   * Creates the kernel under test.
   *
   * @return a kernel that can run in this JVM
   */
  protected abstract Kernel kernel();

  @Override
  public final Lanes lanes() {
    return kernel();
  }

  @Override
  public final Tiles tiles() {
    return kernel();
  }

  @Override
  public final SparseTiles sparseTiles() {
    return kernel();
  }

  @Override
  public final Vectors vectors() {
    return kernel();
  }

  @Override
  public final Bounds bounds() {
    return kernel();
  }

  /** It says what it is, and always the same. */
  @Test
  protected void describesItself() {
    assertFalse(kernel().description().isBlank());
    assertEquals(kernel().description(), kernel().description());
  }

  /** Scores and the least two of them, found at once, are what they are one after the other. */
  @Test
  void scoresAndTheLeastTwoAreFoundAtOnce() {
    SplittableRandom random = new SplittableRandom(5);
    for (int d : new int[] {1, 5, 6, 7, 12, 19, 38}) {
      for (int k : new int[] {1, 2, 8, 9, 17, 40, 131, 270}) {
        for (int rows : new int[] {1, 7, 8, 33, 515}) {
          // Products of small whole numbers are exact, and many scores of a row are the same.
          float[] x = ContractSizes.wholeNumbers(random, rows * d, -2, 3);
          float[] centroids = ContractSizes.wholeNumbers(random, k * d, -2, 3);
          float[] norms = ContractSizes.wholeNumbers(random, k, 0, 4);
          findAtOnce(x, centroids, norms, rows, k, d);
        }
      }
    }
  }

  private void findAtOnce(float[] x, float[] centroids, float[] norms, int rows, int k, int d) {
    Kernel kernel = kernel();
    int panel = kernel.panelWidth(k);
    int panels = (k - 1) / panel + 1;
    int stride = panels * panel;
    float[] expected = new float[rows * stride];
    int[] offsets = new int[rows];
    for (int r = 0; r < rows; r++) {
      offsets[r] = r * d;
      for (int j = 0; j < stride; j++) {
        float score = j < k ? norms[j] : Float.POSITIVE_INFINITY;
        for (int c = 0; c < d && j < k; c++) {
          score -= 2 * x[r * d + c] * centroids[j * d + c];
        }
        expected[r * stride + j] = score;
      }
    }
    Tiles.Packed packed = kernel.pack(centroids, norms, k, d);
    for (int width = panel; width < 2 * stride; width *= 3) {
      int groups = (stride - 1) / width + 1;
      float[] scores = new float[rows * stride];
      float[] least = new float[rows * groups];
      float[] second = new float[rows * groups];
      int[] at = new int[rows * groups];
      kernel.scoresAndLeastTwo(
          x, offsets, rows, packed, panels, scores, stride, width, least, second, at);
      assertArrayEquals(expected, scores);
      for (int slot = 0; slot < rows * groups; slot++) {
        int from = slot / groups * stride + slot % groups * width;
        int to = Math.min(from + width, (slot / groups + 1) * stride);
        float[] sorted = Arrays.copyOfRange(expected, from, to);
        Arrays.sort(sorted);
        assertEquals(sorted[0], least[slot]);
        assertEquals(sorted.length == 1 ? Float.POSITIVE_INFINITY : sorted[1], second[slot]);
        int found = slot / groups * stride + at[slot];
        assertTrue(found >= from && found < to, at[slot] + " of group " + slot % groups);
        assertEquals(sorted[0], expected[found]);
      }
    }
  }

  /** A kernel that is used by several threads at once gives each what it gives to one alone. */
  @Test
  protected void threadsDoNotDisturbEachOther() throws InterruptedException {
    Kernel kernel = kernel();
    // Whole numbers: kernels may sum in any order, even in another one the next time.
    SplittableRandom random = new SplittableRandom(21);
    int k = 37;
    int d = 53;
    Work[] works = new Work[THREADS];
    float[] centroids = ContractSizes.wholeNumbers(random, k * d, -9, 10);
    float[] norms = ContractSizes.wholeNumbers(random, k, 0, 10000);
    Tiles.Packed packed = kernel.pack(centroids, norms, k, d);
    Arrays.setAll(works, t -> new Work(kernel, packed, k, d, 5 + 17 * t));
    String[] alone = Arrays.stream(works).map(Work::run).toArray(String[]::new);
    AtomicReferenceArray<String> wrong = new AtomicReferenceArray<>(THREADS);
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      int own = t;
      threads[t] =
          new Thread(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  if (!works[own].run().equals(alone[own])) {
                    wrong.set(own, "another result in round " + round);
                  }
                }
              });
      threads[t].setUncaughtExceptionHandler((thread, e) -> wrong.set(own, e.toString()));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int t = 0; t < THREADS; t++) {
      assertNull(wrong.get(t), "thread " + t);
    }
  }

  /** A call of each method, with data of its own but for the packed centroids. */
  private static final class Work {
    private final Kernel kernel;
    private final Tiles.Packed packed;
    private final int k;
    private final int d;
    private final int count;
    private final float[] rows;
    private final int[] offsets;
    private final byte[] bytes;
    private final double[] doubles;

    Work(Kernel kernel, Tiles.Packed packed, int k, int d, int count) {
      SplittableRandom random = new SplittableRandom(count);
      this.kernel = kernel;
      this.packed = packed;
      this.k = k;
      this.d = d;
      this.count = count;
      this.rows = ContractSizes.wholeNumbers(random, count * d, -9, 10);
      this.offsets = random.ints(count, 0, rows.length - d + 1).toArray();
      this.bytes = new byte[2 * d];
      random.nextBytes(bytes);
      this.doubles = random.doubles(d, -9, 9).toArray();
    }

    /** All results as a text. */
    String run() {
      int width = kernel.panelWidth(k);
      int panels = (k + width - 1) / width;
      float[] scores = new float[count * panels * width];
      kernel.scores(rows, offsets, count, packed, 0, panels, scores, panels * width);
      float[] floats = new float[3 * d];
      short[] shorts = new short[d];
      for (int j = 0; j < d; j++) {
        shorts[j] = bytes[j];
      }
      float[] shift = Arrays.copyOf(rows, d);
      kernel.widen(bytes, 0, shift, floats, 0, d);
      kernel.widen(shorts, 0, floats, d, d);
      kernel.center(rows, 0, shift, 0.5f, floats, 2 * d, d);
      double[] sums = new double[d];
      kernel.addTo(doubles, 0, 0.3, sums, 0, d);
      kernel.addTo(rows, 0, 0.3, sums, 0, d);
      kernel.addTo(bytes, 0, 0.3, sums, 0, d);
      double[] scale = new double[d];
      Arrays.fill(scale, 0x1p10);
      long[] high = new long[d];
      long[] low = new long[d];
      kernel.addParts(doubles, 0, 1, scale, 0x1p43, high, low, 0, d);
      double[] single = {
        kernel.dotProduct(rows, 0, rows, d, d),
        kernel.squaredDistance(doubles, 0, sums),
        kernel.squaredDistance(rows, 0, sums),
        kernel.squaredDistance(bytes, 0, sums),
        kernel.squaredDistance(bytes, 0, d, d)
      };
      float[] slack = new float[k];
      Arrays.fill(slack, 2);
      int[] found = new int[k];
      float[] bounds = Arrays.copyOf(rows, 40);
      return Arrays.toString(scores)
          + Arrays.toString(floats)
          + Arrays.toString(sums)
          + Arrays.toString(high)
          + Arrays.toString(low)
          + Arrays.toString(single)
          + kernel.leastLowered(scores, 0, slack, 0, 1.5f, k)
          + kernel.listLowered(scores, 0, slack, 0, 1.5f, k, 2000, found)
          + Arrays.toString(found)
          + kernel.lowerBounds(bounds, 0, rows, 40, 0.5f, 40, 1)
          + Arrays.toString(bounds);
    }
  }
}
