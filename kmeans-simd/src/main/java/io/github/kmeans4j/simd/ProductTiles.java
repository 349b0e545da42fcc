package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;

/**
 * Products of rows with a panel: some columns of some lanes at a time, so that they stay in the
 * innermost cache while all rows pass by. Sums wait in memory meanwhile.
 */
final class ProductTiles {
  private static final int LANES = Pairs.LANES;
  private static final boolean WIDE = SimdKernel.WIDTH == 512;
  private static final int STEP = WIDE ? WideProducts.STEP : NarrowProducts.STEP;

  /**
   * Columns at a time. At 512 bits 32 lanes of 64 columns take 16 kB, but their places in the cache
   * are every other one.
   */
  private static final int COLUMNS = WIDE ? 64 : 128;

  private ProductTiles() {}

  static void products(double[] rows, int count, double[] panels, int panel, int d, double[] sums) {
    Arrays.fill(sums, 0, count * LANES, 0);
    int c = 0;
    do { // once without columns too, for the rehearsal
      int columns = Math.min(COLUMNS, d - c);
      for (int lane = 0; lane < LANES; lane += STEP) {
        int at = panel + c * LANES + lane;
        int r = 0;
        for (; !WIDE && r + SixRowProducts.ROWS <= count; r += SixRowProducts.ROWS) {
          SixRowProducts.multiply(rows, r * d + c, d, panels, at, columns, sums, r * LANES + lane);
        }
        for (; r < count; r += 4) {
          multiply(rows, r, count, d, c, columns, panels, at, lane, sums);
        }
      }
      c += COLUMNS;
    } while (c < d);
  }

  /** Four rows by some columns; a row that is missing is the last one again. */
  private static void multiply(
      double[] rows,
      int r,
      int count,
      int d,
      int c,
      int columns,
      double[] panels,
      int at,
      int lane,
      double[] sums) {
    int r1 = Math.min(r + 1, count - 1);
    int r2 = Math.min(r + 2, count - 1);
    int r3 = Math.min(r + 3, count - 1);
    int o0 = r * d + c;
    int o1 = r1 * d + c;
    int o2 = r2 * d + c;
    int o3 = r3 * d + c;
    int s0 = r * LANES + lane;
    int s1 = r1 * LANES + lane;
    int s2 = r2 * LANES + lane;
    int s3 = r3 * LANES + lane;
    if (WIDE) {
      WideProducts.multiply(rows, o0, o1, o2, o3, panels, at, columns, sums, s0, s1, s2, s3);
    } else {
      NarrowProducts.multiply(rows, o0, o1, o2, o3, panels, at, columns, sums, s0, s1, s2, s3);
    }
  }
}
