package io.github.kmeans4j.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.KernelProvider;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel against sums in double, and fits on it against the plain definition. The build runs
 * this class at each width, and always with the module that the kernel needs: nothing here may be
 * skipped.
 */
class SimdKernelTest {
  private static final double U = 0x1p-24;

  private final SimdKernelProvider provider = new SimdKernelProvider();
  private final Kernel kernel = provider.create();
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void isFoundAndUsableAndOfTheWidthAskedFor() {
    assertTrue(
        ServiceLoader.load(KernelProvider.class).stream()
            .anyMatch(found -> found.type() == SimdKernelProvider.class));
    assertTrue(provider.isUsable(), provider.remedy());
    String bits = System.getProperty(SimdKernel.BITS);
    if (bits != null) {
      assertEquals("simd (" + bits + " bits)", kernel.description());
    }
  }

  @Test
  void aWrongWidthIsRefusedByItsValue() {
    String before = System.getProperty(SimdKernel.BITS);
    try {
      System.setProperty(SimdKernel.BITS, "77");
      assertEquals(
          "kmeans4j.simd.bits must be 128, 256 or 512, but is \"77\"",
          assertThrows(IllegalArgumentException.class, provider::create).getMessage());
    } finally {
      if (before == null) {
        System.clearProperty(SimdKernel.BITS);
      } else {
        System.setProperty(SimdKernel.BITS, before);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 2, 5",
    "3, 7, 10",
    "4, 16, 16",
    "5, 31, 17",
    "8, 33, 40",
    "9, 64, 64",
    "13, 100, 65",
    "67, 784, 10",
    "20, 130, 256"
  })
  void scoresAreWithinTheBound(int count, int d, int k) {
    float[] rows = floats((count + 2) * d);
    float[] centroids = floats(k * d);
    float[] norms = new float[k];
    for (int j = 0; j < k; j++) {
      norms[j] = (float) dot(centroids, j * d, centroids, j * d, d);
    }
    int[] offsets = new int[count];
    for (int r = 0; r < count; r++) {
      offsets[r] = (count - r) * d; // out of order, and not from the start
    }
    int width = kernel.panelWidth(k);
    int panels = (k + width - 1) / width;
    Tiles.Packed packed = kernel.pack(centroids, norms, k, d);
    int stride = panels * width + 3;
    float[] scores = new float[count * stride];
    kernel.scores(rows, offsets, count, packed, 0, panels, scores, stride);
    for (int r = 0; r < count; r++) {
      for (int j = 0; j < panels * width; j++) {
        check(scores[r * stride + j], rows, offsets[r], centroids, norms, j, k, d);
      }
    }
    for (int panel = 0; panel < panels; panel++) {
      float[] some = new float[count * width];
      kernel.scores(rows, offsets, count, packed, panel, panel + 1, some, width);
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < width; j++) {
          int centroid = panel * width + j;
          check(some[r * width + j], rows, offsets[r], centroids, norms, centroid, k, d);
        }
      }
    }
  }

  private void check(
      float score,
      float[] rows,
      int offset,
      float[] centroids,
      float[] norms,
      int j,
      int k,
      int d) {
    if (j >= k) {
      assertEquals(Float.POSITIVE_INFINITY, score);
      return;
    }
    double dot = dot(rows, offset, centroids, j * d, d);
    double exact = norms[j] - 2 * dot;
    double bound =
        2.01 * kernel.chain(d) * U * absDot(rows, offset, centroids, j * d, d)
            + 2 * U * (norms[j] + 2 * Math.abs(dot));
    assertEquals(exact, score, bound);
  }

  @Test
  void productsAreWithinTheBound() {
    for (int d : new int[] {1, 3, 16, 63, 64, 65, 200, 784}) {
      float[] a = floats(d + 5);
      float[] b = floats(d + 5);
      double bound = kernel.chain(d) * U * absDot(a, 5, b, 2, d) * 1.001;
      assertEquals(dot(a, 5, b, 2, d), kernel.dotProduct(a, 5, b, 2, d), bound);
    }
  }

  @Test
  void everyByteIsWidenedExactly() {
    byte[] bytes = new byte[300];
    float[] shift = new float[290];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Arrays.fill(shift, 7);
    float[] target = new float[300];
    kernel.widen(bytes, 5, shift, target, 2, 290);
    for (int j = 0; j < 290; j++) {
      assertEquals((5 + j) % 256 - 7, target[2 + j]);
    }
    assertEquals(0, target[1]);
    assertEquals(0, target[292]);
  }

  @Test
  void rowsAreCentered() {
    float[] source = floats(70);
    float[] shift = floats(61);
    float[] target = new float[70];
    kernel.center(source, 4, shift, 0.25f, target, 3, 61);
    for (int j = 0; j < 61; j++) {
      assertEquals((source[4 + j] - shift[j]) * 0.25f, target[3 + j]);
    }
    assertEquals(0, target[2]);
    assertEquals(0, target[64]);
  }

  @ParameterizedTest
  @CsvSource({
    "600, 5, 3",
    "900, 40, 10",
    "900, 64, 40",
    "700, 70, 100",
    "2500, 160, 12",
    "3000, 200, 90"
  })
  void fitsGiveTheLabelsOfThePlainDefinition(int n, int d, int k) {
    assertEquals("simd", System.getProperty(KernelProvider.PROPERTY));
    byte[] values = new byte[n * d];
    random.nextBytes(values);
    for (int i = 0; i < values.length; i++) {
      // Rows that differ most in one direction, so that projections have their part too.
      values[i] = (byte) (((values[i] & 0xFF) >> 3) + (i / d * 37 % 11) * (i % d % 9) * 2);
    }
    Points points = Points.ofUnsignedBytes(values, n, d);
    Clustering c = new LloydKMeans(k).withMaxIterations(20).fit(points);
    int[] plain = new int[n];
    double[][] centroids = new double[k][d];
    for (int j = 0; j < k; j++) {
      for (int column = 0; column < d; column++) {
        centroids[j][column] = c.centroids().get(j, column);
      }
    }
    Assigner.direct().search(centroids, Euclidean.LOSS).label(points, row -> {}, 1, plain);
    assertArrayEquals(plain, c.labels());
    assertArrayEquals(plain, c.predict(points));
  }

  private float[] floats(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-2, 3);
    }
    return values;
  }

  private static double dot(float[] a, int i, float[] b, int j, int d) {
    double sum = 0;
    for (int c = 0; c < d; c++) {
      sum += (double) a[i + c] * b[j + c];
    }
    return sum;
  }

  private static double absDot(float[] a, int i, float[] b, int j, int d) {
    double sum = 0;
    for (int c = 0; c < d; c++) {
      sum += Math.abs((double) a[i + c] * b[j + c]);
    }
    return sum;
  }
}
