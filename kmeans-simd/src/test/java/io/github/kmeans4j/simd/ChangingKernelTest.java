package io.github.kmeans4j.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.kernel.WarmingKernel;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Vectors and plain loops that take turns at every call. */
class ChangingKernelTest {
  private static Kernel kernel() {
    AtomicInteger calls = new AtomicInteger();
    return new WarmingKernel(
        new SimdKernelProvider().create(), () -> calls.incrementAndGet() % 3 == 0);
  }

  @Test
  void noBitOfAFitShowsThem() {
    for (int d : new int[] {2, 3, 7, 40, 160}) {
      for (int k : new int[] {3, 16, 50}) {
        assertEqualRuns(rows(d < 128 ? 600 : 2500, d), kernel(), k);
      }
    }
  }

  @Test
  void noBitOfAFitShowsRehearsals() {
    for (int d : new int[] {2, 3, 7, 40, 160}) {
      Kernel rehearsed = WarmingKernel.rehearsing(new SimdKernelProvider().create());
      assertEqualRuns(rows(d < 128 ? 600 : 2500, d), rehearsed, 16);
    }
  }

  /** Clusters that overlap, far from the origin; some rows twice, so that there are ties. */
  private static Points rows(int n, int d) {
    SplittableRandom random = new SplittableRandom(d);
    float[] values = new float[n * d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        values[i * d + c] =
            i % 10 == 9
                ? values[(i - 5) * d + c]
                : 100 + i % 20 * (c % 3) + random.nextInt(1024) / 64f;
      }
    }
    return Points.of(values, n, d);
  }

  private static void assertEqualRuns(Points points, Kernel kernel, int k) {
    double[][] start = new double[k][points.columns()];
    for (int j = 0; j < k; j++) {
      int row = j;
      Arrays.setAll(start[j], c -> points.get(row, c));
    }
    try (Workers workers = new Workers(2)) {
      LloydRun plain = run(points, new PortableKernel(), workers, start);
      LloydRun changing = run(points, kernel, workers, start);
      for (int i = 0; i < 8; i++) {
        assertEquals(plain.iterate(), changing.iterate());
        assertEquals(plain.inertia(), changing.inertia());
        assertArrayEquals(plain.labels(), changing.labels());
        plain.advance();
        changing.advance();
      }
    }
  }

  private static LloydRun run(Points points, Kernel kernel, Workers workers, double[][] start) {
    FitRows rows = FitRows.of(points, kernel, workers);
    return new LloydRun(rows, new EuclideanDistance(), null, EmptyClusterPolicy.RELOCATE, start);
  }
}
