package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.Kernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Kernel} must hold; extend it and say which one. Sizes are odd and round ones,
 * about the widths of vectors, panels and blocks.
 */
public abstract class KernelContractTest {
  private static final int[] WIDTHS = {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 100, 785};
  private static final int[] CLUSTERS = {1, 2, 3, 5, 8, 15, 16, 17, 33, 50, 64};
  private static final int[] COUNTS = {1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 130};

  /** Creates the contract. */
  protected KernelContractTest() {}

  /**
   * Creates the kernel under test.
   *
   * @return a kernel that can run in this JVM
   */
  protected abstract Kernel kernel();

  /** Scores are within the bound that {@link Kernel#chain} promises. */
  @Test
  protected void scoresAreWithinTheErrorBound() {
    for (int d : WIDTHS) {
      for (int k : CLUSTERS) {
        for (int count : d > 100 ? new int[] {1, 3, 65} : COUNTS) {
          checkScores(new Block(d, k, count, 31L * d + k + count), 1 + count % 2);
        }
      }
    }
  }

  /** Panels are no wider than what is checked at the door of a fit allows for. */
  @Test
  protected void panelsHaveAtMostSixteenCentroids() {
    for (int k : CLUSTERS) {
      int width = kernel().panelWidth(k);
      assertTrue(width >= 1 && width <= 16, width + " of " + k);
    }
  }

  /** A range of panels gives the same scores as all of them. */
  @Test
  protected void anyRangeOfPanelsCanBeAskedFor() {
    Kernel kernel = kernel();
    for (int k : CLUSTERS) {
      Block b = new Block(19, k, 13, k);
      int width = kernel.panelWidth(k);
      int panels = (k + width - 1) / width;
      Kernel.Packed packed = kernel.pack(b.centroids, b.squaredNorms, k, b.d);
      for (int from = 0; from < panels; from++) {
        for (int to = from + 1; to <= panels; to++) {
          int stride = (to - from) * width;
          float[] scores = new float[b.count * stride];
          kernel.scores(b.rows, b.offsets, b.count, packed, from, to, scores, stride);
          for (int r = 0; r < b.count; r++) {
            for (int j = 0; j < stride; j++) {
              b.check(kernel, r, from * width + j, scores[r * stride + j]);
            }
          }
        }
      }
    }
  }

  /** The packed centroids do not change when the arrays do. */
  @Test
  protected void packedCentroidsAreIndependentOfTheArrays() {
    Kernel kernel = kernel();
    Block b = new Block(11, 5, 4, 3);
    float[] centroids = b.centroids.clone();
    float[] norms = b.squaredNorms.clone();
    Kernel.Packed packed = kernel.pack(centroids, norms, b.k, b.d);
    Arrays.fill(centroids, 99);
    Arrays.fill(norms, 99);
    int stride = b.stride(kernel);
    float[] scores = new float[b.count * stride];
    kernel.scores(
        b.rows, b.offsets, b.count, packed, 0, stride / kernel.panelWidth(b.k), scores, stride);
    for (int r = 0; r < b.count; r++) {
      for (int j = 0; j < b.k; j++) {
        b.check(kernel, r, j, scores[r * stride + j]);
      }
    }
  }

  /** Products of vectors are within the bound too, from any place. */
  @Test
  protected void dotProductsAreWithinTheErrorBound() {
    Kernel kernel = kernel();
    SplittableRandom random = new SplittableRandom(4);
    for (int d : WIDTHS) {
      float[] a = new float[d + 3];
      float[] b = new float[d + 5];
      for (int i = 0; i < a.length; i++) {
        a[i] = (float) random.nextDouble(-1, 1);
      }
      for (int i = 0; i < b.length; i++) {
        b[i] = (float) random.nextDouble(-1, 1);
      }
      double exact = 0;
      double size = 0;
      for (int c = 0; c < d; c++) {
        exact += (double) a[3 + c] * b[5 + c];
        size += Math.abs((double) a[3 + c] * b[5 + c]);
      }
      float actual = kernel.dotProduct(a, 3, b, 5, d);
      assertEquals(exact, actual, kernel.dotChain(d) * 0x1p-24 * 1.001 * size, "d = " + d);
    }
  }

  /** Bytes become floats exactly, and nothing beside the target is written. */
  @Test
  protected void bytesAreWidenedExactly() {
    Kernel kernel = kernel();
    for (int d : WIDTHS) {
      byte[] source = new byte[d + 2];
      float[] shift = new float[d];
      float[] expected = new float[d + 6];
      float[] target = new float[d + 6];
      Arrays.fill(expected, -7);
      Arrays.fill(target, -7);
      for (int c = 0; c < d; c++) {
        source[2 + c] = (byte) (c * 37);
        shift[c] = c % 256;
        expected[3 + c] = (source[2 + c] & 0xFF) - shift[c];
      }
      kernel.widen(source, 2, shift, target, 3, d);
      assertArrayEquals(expected, target, "d = " + d);
    }
  }

  /** Floats are shifted and scaled with one rounding, and nothing beside the target is written. */
  @Test
  protected void floatsAreCenteredWithOneRounding() {
    Kernel kernel = kernel();
    SplittableRandom random = new SplittableRandom(9);
    for (int d : WIDTHS) {
      float[] source = new float[d + 2];
      float[] shift = new float[d];
      float[] expected = new float[d + 6];
      float[] target = new float[d + 6];
      Arrays.fill(expected, -7);
      Arrays.fill(target, -7);
      for (int c = 0; c < d; c++) {
        source[2 + c] = (float) random.nextDouble(-100, 100);
        shift[c] = (float) random.nextDouble(-100, 100);
        expected[3 + c] = (source[2 + c] - shift[c]) * 0x1p-7f;
      }
      kernel.center(source, 2, shift, 0x1p-7f, target, 3, d);
      assertArrayEquals(expected, target, "d = " + d);
    }
  }

  /** Shorts become floats exactly. */
  @Test
  protected void shortsAreWidenedExactly() {
    Kernel kernel = kernel();
    for (int d : WIDTHS) {
      short[] source = new short[d + 2];
      float[] target = new float[d + 6];
      for (int c = 0; c < d; c++) {
        source[2 + c] = (short) (c * 7919 - 32768);
      }
      kernel.widen(source, 2, target, 3, d);
      for (int c = 0; c < d; c++) {
        assertEquals(source[2 + c], target[3 + c], "d = " + d);
      }
      assertEquals(0, target[2]);
      assertEquals(0, target[3 + d]);
    }
  }

  /** The least lowered score is found, and those below a limit are listed, infinite ones too. */
  @Test
  protected void loweredScoresAreCompared() {
    Kernel kernel = kernel();
    SplittableRandom random = new SplittableRandom(12);
    for (int count : WIDTHS) {
      float[] scores = new float[count + 3];
      float[] slack = new float[count + 5];
      for (int j = 0; j < count; j++) {
        scores[3 + j] = j % 7 == 6 ? Float.POSITIVE_INFINITY : (float) random.nextDouble(-9, 9);
        slack[5 + j] = (float) random.nextDouble(0, 2);
      }
      float factor = 1.5f;
      float least = Float.POSITIVE_INFINITY;
      int below = 0;
      int[] expected = new int[count];
      for (int j = 0; j < count; j++) {
        float lowered = Math.fma(-factor, slack[5 + j], scores[3 + j]);
        least = Math.min(least, lowered);
        if (lowered < -1) {
          expected[below++] = j;
        }
      }
      assertEquals(
          least, kernel.leastLowered(scores, 3, slack, 5, factor, count), 1e-5f, "n = " + count);
      int[] found = new int[count];
      assertEquals(below, kernel.listLowered(scores, 3, slack, 5, factor, count, -1, found));
      assertArrayEquals(Arrays.copyOf(expected, below), Arrays.copyOf(found, below));
      if (count > 1) {
        scores[3] = Float.NaN; // nothing is known of it, and so it is listed
        kernel.listLowered(scores, 3, slack, 5, factor, count, -1, found);
        assertEquals(0, found[0]);
      }
    }
  }

  /** Bounds end below the exact difference, but not far, and those that fail are told. */
  @Test
  protected void boundsAreLowered() {
    Kernel kernel = kernel();
    SplittableRandom random = new SplittableRandom(13);
    for (int count : new int[] {1, 2, 3, 4, 5, 8, 15, 16, 17, 33, 64}) {
      float[] bounds = new float[count + 4];
      float[] losses = new float[count + 2];
      double[] exact = new double[count];
      float common = 0.125f;
      for (int g = 0; g < count; g++) {
        bounds[3 + g] = (float) random.nextDouble(0, 2);
        losses[2 + g] = (float) random.nextDouble(-1, 2);
        exact[g] = (double) bounds[3 + g] - losses[2 + g] - common;
      }
      long failing = kernel.lowerBounds(bounds, 3, losses, 2, common, count, 0.25f);
      for (int g = 0; g < count; g++) {
        assertTrue(bounds[3 + g] <= exact[g], "rounded up");
        assertTrue(bounds[3 + g] >= exact[g] - 1e-5, "lowered by too much");
        assertEquals(!(bounds[3 + g] > 0.25f), (failing >>> g & 1) == 1);
      }
      assertEquals(0, count < 64 ? failing >>> count : 0);
      assertEquals(0, bounds[2]);
      assertEquals(0, bounds[3 + count]);
    }
  }

  /** Sums of rows and squared distances have the same bits whatever the kernel. */
  @Test
  protected void doublesAreComputedInTheOrderThatIsPromised() {
    Kernel kernel = kernel();
    SplittableRandom random = new SplittableRandom(14);
    for (int d : WIDTHS) {
      double[] doubles = new double[d + 3];
      float[] floats = new float[d + 3];
      byte[] bytes = new byte[2 * d + 3];
      double[] c = new double[d];
      for (int j = 0; j < d; j++) {
        doubles[3 + j] = random.nextDouble(-1, 1);
        floats[3 + j] = (float) doubles[3 + j];
        bytes[3 + j] = (byte) random.nextInt();
        bytes[3 + d + j] = (byte) random.nextInt();
        c[j] = random.nextDouble(-1, 300);
      }
      Kernel plain = PLAIN;
      assertEquals(plain.squaredDistance(doubles, 3, c), kernel.squaredDistance(doubles, 3, c));
      assertEquals(plain.squaredDistance(floats, 3, c), kernel.squaredDistance(floats, 3, c));
      assertEquals(plain.squaredDistance(bytes, 3, c), kernel.squaredDistance(bytes, 3, c));
      assertEquals(
          plain.squaredDistance(bytes, 3, 3 + d, d), kernel.squaredDistance(bytes, 3, 3 + d, d));
      double[] expected = new double[d + 4];
      double[] sum = new double[d + 4];
      plain.addTo(doubles, 3, 0.3, expected, 2, d);
      plain.addTo(floats, 3, -1, expected, 2, d);
      plain.addTo(bytes, 3, 0.7, expected, 2, d);
      kernel.addTo(doubles, 3, 0.3, sum, 2, d);
      kernel.addTo(floats, 3, -1, sum, 2, d);
      kernel.addTo(bytes, 3, 0.7, sum, 2, d);
      assertArrayEquals(expected, sum);
    }
  }

  /** Values are cut into parts, exactly, and nothing beside them is touched. */
  @Test
  protected void partsAddUpToTheValues() {
    Kernel kernel = kernel();
    SplittableRandom random = new SplittableRandom(15);
    for (int d : WIDTHS) {
      double[] x = new double[d + 3];
      double[] scale = new double[d + 4];
      for (int j = 0; j < d; j++) {
        x[3 + j] = Math.rint(random.nextDouble(-1, 1) * 0x1p40) * 0x1p-10;
        scale[2 + j] = random.nextInt(9) == 0 ? 0 : 0x1p-20;
      }
      long[] high = new long[d + 4];
      long[] low = new long[d + 4];
      kernel.addParts(x, 3, 1, scale, 0x1p30, high, low, 2, d);
      kernel.addParts(x, 3, 1, scale, 0x1p30, high, low, 2, d);
      kernel.addParts(x, 3, -1, scale, 0x1p30, high, low, 2, d);
      long[] whole = new long[d + 4];
      long[] unused = new long[0];
      kernel.addParts(x, 3, -1, rescaled(scale, 0x1p30), 0, whole, unused, 2, d);
      for (int j = 0; j < d; j++) {
        double expected = scale[2 + j] == 0 ? 0 : x[3 + j];
        assertEquals(expected, high[2 + j] * 0x1p20 + low[2 + j] * 0x1p-10);
        assertEquals(expected, -whole[2 + j] * 0x1p-10);
      }
      assertEquals(0, high[1] | high[d + 2] | low[1] | low[d + 2] | whole[1] | whole[d + 2]);
    }
  }

  private static double[] rescaled(double[] scale, double factor) {
    return Arrays.stream(scale).map(s -> s * factor).toArray();
  }

  /** The default methods alone. */
  private static final Kernel PLAIN =
      new Kernel() {
        @Override
        public String description() {
          return "plain";
        }

        @Override
        public int panelWidth(int k) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Packed pack(float[] centroids, float[] squaredNorms, int k, int d) {
          throw new UnsupportedOperationException();
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
          throw new UnsupportedOperationException();
        }

        @Override
        public float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void widen(byte[] source, int from, float[] shift, float[] target, int at, int d) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void center(
            float[] source, int from, float[] shift, float scale, float[] target, int at, int d) {
          throw new UnsupportedOperationException();
        }

        @Override
        public int chain(int d) {
          throw new UnsupportedOperationException();
        }
      };

  /** It says what it is, and its figures make sense. */
  @Test
  protected void describesItself() {
    Kernel kernel = kernel();
    assertFalse(kernel.description().isBlank());
    for (int k : CLUSTERS) {
      assertTrue(kernel.panelWidth(k) >= 1);
      assertEquals(kernel.panelWidth(k), kernel.panelWidth(k));
    }
    for (int d : WIDTHS) {
      assertTrue(kernel.chain(d) >= 1);
      assertTrue(kernel.chain(d) <= d + 64, "a chain longer than a plain loop's");
    }
  }

  private void checkScores(Block b, int spare) {
    Kernel kernel = kernel();
    int stride = b.stride(kernel) + spare;
    float[] scores = new float[b.count * stride];
    Arrays.fill(scores, -1);
    Kernel.Packed packed = kernel.pack(b.centroids, b.squaredNorms, b.k, b.d);
    int panels = b.stride(kernel) / kernel.panelWidth(b.k);
    kernel.scores(b.rows, b.offsets, b.count, packed, 0, panels, scores, stride);
    for (int r = 0; r < b.count; r++) {
      for (int j = 0; j < stride; j++) {
        float score = scores[r * stride + j];
        if (j < b.stride(kernel)) {
          b.check(kernel, r, j, score);
        } else {
          assertEquals(-1, score, "written beyond the panels");
        }
      }
    }
  }

  /** Random rows, at places out of order and with gaps, and centroids. */
  private static final class Block {
    private final int d;
    private final int k;
    private final int count;
    private final float[] rows;
    private final int[] offsets;
    private final float[] centroids;
    private final float[] squaredNorms;

    Block(int d, int k, int count, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      this.d = d;
      this.k = k;
      this.count = count;
      this.rows = new float[count * (d + 1)];
      this.offsets = new int[count];
      this.centroids = new float[k * d];
      this.squaredNorms = new float[k];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) random.nextDouble(-1, 1);
      }
      for (int r = 0; r < count; r++) {
        // Backwards, and now and then the same row twice.
        offsets[r] = (count - 1 - (r % 5 == 4 ? r - 1 : r)) * (d + 1);
      }
      for (int j = 0; j < k; j++) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
          centroids[j * d + c] = (float) random.nextDouble(-1, 1);
          sum += (double) centroids[j * d + c] * centroids[j * d + c];
        }
        squaredNorms[j] = (float) sum;
      }
    }

    int stride(Kernel kernel) {
      int width = kernel.panelWidth(k);
      return (k + width - 1) / width * width;
    }

    void check(Kernel kernel, int r, int j, float score) {
      if (j >= k) {
        assertEquals(Float.POSITIVE_INFINITY, score, "padding");
        return;
      }
      double product = 0;
      double size = 0;
      for (int c = 0; c < d; c++) {
        double term = (double) rows[offsets[r] + c] * centroids[j * d + c];
        product += term;
        size += Math.abs(term);
      }
      double exact = squaredNorms[j] - 2 * product;
      double productError = kernel.chain(d) * 0x1p-24 * 1.001 * size;
      double lastRounding = 0x1p-24 * (squaredNorms[j] + 2 * size + 2 * productError);
      assertEquals(
          exact,
          score,
          2 * productError + lastRounding,
          () -> "d = " + d + ", k = " + k + ", row " + r + " of " + count + ", centroid " + j);
    }
  }
}
