package io.github.kmeans4j.core.internal.lanes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SpatialOrderTest {
  @Property(tries = 60)
  void everyRowHasOnePlaceAndTakesItsValuesThere(
      @ForAll @IntRange(min = 1, max = 6000) int n,
      @ForAll @IntRange(min = 1, max = 4) int d,
      @ForAll @IntRange(min = 1, max = 1000) int values,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] rows = new float[n * d];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(values) / 7f;
    }
    int[] alone = order(rows, n, d, 1);
    assertArrayEquals(alone, order(rows, n, d, 3));
  }

  @Example
  void blocksAreSmallBoxes() {
    int n = 64 * 64;
    SplittableRandom random = new SplittableRandom(1);
    float[] rows = new float[2 * n];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble();
    }
    int[] order = order(rows, n, 2, 1);
    double sides = 0;
    for (int block = 0; block < 64; block++) {
      for (int c = 0; c < 2; c++) {
        float low = 2;
        float high = -2;
        for (int p = block * 64; p < block * 64 + 64; p++) {
          low = Math.min(low, rows[2 * order[p] + c]);
          high = Math.max(high, rows[2 * order[p] + c]);
        }
        sides += high - low;
      }
    }
    assertTrue(sides / 128 < 0.16, "mean side of a block " + sides / 128);
  }

  private static int[] order(float[] rows, int n, int d, int threads) {
    RowStore store = RowStore.of(Points.of(rows, n, d), new PortableKernel());
    try (Workers workers = new Workers(threads)) {
      SinglePrecision frame = new SinglePrecision(store, DataProfile.of(store, workers));
      RowBlocks blocks = new RowBlocks(frame, 64, 256);
      for (int b = 0; b < (n + 63) / 64; b++) {
        blocks.load(b, new float[64]);
      }
      RowRanges spatial =
          SpatialOrder.of(
              blocks::read, blocks.n, blocks.d, blocks.size, blocks.chunks.size(), workers);
      boolean[] seen = new boolean[n];
      float[] row = new float[d];
      for (int p = 0; p < n; p++) {
        assertTrue(!seen[spatial.numbers[p]], "row " + spatial.numbers[p] + " has two places");
        seen[spatial.numbers[p]] = true;
        frame.load(spatial.numbers[p], row, 0);
        for (int c = 0; c < d; c++) {
          assertEquals(row[c], spatial.rows[p * d + c]);
        }
      }
      return spatial.numbers;
    }
  }
}
