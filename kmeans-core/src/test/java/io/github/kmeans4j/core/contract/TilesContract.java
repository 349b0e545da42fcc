package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the {@link Tiles} of every kernel must hold. */
public interface TilesContract {
  /**
   * Returns the tiles under test.
   *
   * @return tiles that can run in this JVM
   */
  Tiles tiles();

  /** Scores are within the bound that {@link Tiles#chain} promises. */
  @Test
  default void scoresAreWithinTheErrorBound() {
    Tiles tiles = tiles();
    for (int d : ContractSizes.WIDTHS) {
      for (int k : ContractSizes.CLUSTERS) {
        for (int count : d > 100 ? new int[] {1, 3, 65} : ContractSizes.COUNTS) {
          Block b = new Block(d, k, count, 31L * d + k + count);
          int width = b.panels(tiles) * tiles.panelWidth(k);
          b.check(tiles, 0, b.panels(tiles), b.scores(tiles, 0, b.panels(tiles), width), width);
        }
      }
    }
  }

  /** Panels are no wider than what is checked at the door of a fit allows for. */
  @Test
  default void panelsHaveAtMostSixteenCentroids() {
    for (int k : ContractSizes.CLUSTERS) {
      int width = tiles().panelWidth(k);
      assertTrue(width >= 1 && width <= 16, width + " of " + k);
      assertEquals(width, tiles().panelWidth(k));
    }
  }

  /** Chains are about as long as a plain loop's, not longer. */
  @Test
  default void chainsAreNoLongerThanThoseOfAPlainLoop() {
    for (int d : ContractSizes.WIDTHS) {
      int chain = tiles().chain(d);
      assertTrue(chain >= 1 && chain <= d + 64, chain + " of " + d);
    }
  }

  /** A range of panels gives the scores of its centroids. */
  @Test
  default void anyRangeOfPanelsCanBeAskedFor() {
    Tiles tiles = tiles();
    for (int k : ContractSizes.CLUSTERS) {
      for (int count : new int[] {1, 3, 13}) {
        Block b = new Block(19, k, count, k);
        for (int from = 0; from < b.panels(tiles); from++) {
          for (int to = from + 1; to <= b.panels(tiles); to++) {
            int stride = (to - from) * tiles.panelWidth(k);
            b.check(tiles, from, to, b.scores(tiles, from, to, stride), stride);
          }
        }
      }
    }
  }

  /** Nothing is written beside the panels asked for, nor before the first row or after the last. */
  @Test
  default void nothingIsWrittenBeyondThePanelsAskedFor() {
    Tiles tiles = tiles();
    for (int k : ContractSizes.CLUSTERS) {
      for (int count : ContractSizes.COUNTS) {
        Block b = new Block(9, k, count, 7L * k + count);
        int panels = b.panels(tiles);
        for (int from = 0; from < panels; from++) {
          int to = Math.min(panels, from + 1 + count % 3);
          int width = (to - from) * tiles.panelWidth(k);
          int stride = width + 1 + count % 17;
          float[] scores = new float[(count + 2) * stride];
          Arrays.fill(scores, ContractSizes.UNTOUCHED);
          tiles.scores(b.rows, b.offsets, count, b.packed(tiles), from, to, scores, stride);
          for (int i = 0; i < scores.length; i++) {
            if (i / stride >= count || i % stride >= width) {
              assertEquals(ContractSizes.UNTOUCHED, scores[i], "written beyond, k = " + k);
            }
          }
          b.check(tiles, from, to, scores, stride);
        }
      }
    }
  }

  /** The score is the norm less twice the product, rounded there and nowhere after the product. */
  @Test
  default void theNormEntersInTheLastRounding() {
    Tiles tiles = tiles();
    for (int d : ContractSizes.WIDTHS) {
      for (int k : new int[] {1, 5, 16, 33}) {
        for (int count : new int[] {1, 3, 4, 66}) {
          Block b = new Block(d, k, count, d + k);
          SplittableRandom random = new SplittableRandom(d);
          // Products of small whole numbers are exact in any order. The norms are fractions, of
          // which every sum with a product on its way would round other bits away.
          b.set(ContractSizes.wholeNumbers(random, b.rows.length, -9, 10), b.rows);
          b.set(ContractSizes.wholeNumbers(random, b.centroids.length, -9, 10), b.centroids);
          b.set(ContractSizes.floats(random, k, 0, 4), b.squaredNorms);
          int stride = b.panels(tiles) * tiles.panelWidth(k);
          float[] scores = b.scores(tiles, 0, b.panels(tiles), stride);
          for (int r = 0; r < count; r++) {
            for (int j = 0; j < k; j++) {
              float expected = (float) (b.squaredNorms[j] - 2 * b.product(r, j));
              assertEquals(expected, scores[r * stride + j], "d = " + d + ", centroid " + j);
            }
          }
        }
      }
    }
  }

  /** The product that the norm is added to is the same one whatever the norm. */
  @Test
  default void theNormHasNoPartInTheProduct() {
    Tiles tiles = tiles();
    for (int d : ContractSizes.WIDTHS) {
      for (int count : new int[] {4, 66}) {
        int k = 20;
        Block b = new Block(d, k, count, d);
        b.set(ContractSizes.floats(new SplittableRandom(d), k, 0, 4), b.squaredNorms);
        float[] norms = b.squaredNorms.clone();
        int stride = b.panels(tiles) * tiles.panelWidth(k);
        float[] scores = b.scores(tiles, 0, b.panels(tiles), stride);
        Arrays.fill(b.squaredNorms, 0);
        float[] products = b.scores(tiles, 0, b.panels(tiles), stride);
        for (int r = 0; r < count; r++) {
          for (int j = 0; j < k; j++) {
            assertEquals(norms[j] + products[r * stride + j], scores[r * stride + j]);
          }
        }
      }
    }
  }

  /** Offsets may repeat, go back and overlap; what stands beyond the count is not looked at. */
  @Test
  default void offsetsMayRepeatAndBeInAnyOrder() {
    Tiles tiles = tiles();
    int d = 21;
    int k = 18;
    SplittableRandom random = new SplittableRandom(2);
    for (int count : ContractSizes.COUNTS) {
      Block b = new Block(d, k, count, count);
      Arrays.fill(b.offsets, Integer.MIN_VALUE);
      for (int r = 0; r < count; r++) {
        b.offsets[r] =
            r % 3 == 2 ? b.offsets[random.nextInt(r)] : random.nextInt(b.rows.length - d + 1);
      }
      b.offsets[count - 1] = b.rows.length - d; // ends where the array does
      int stride = b.panels(tiles) * tiles.panelWidth(k);
      b.check(tiles, 0, b.panels(tiles), b.scores(tiles, 0, b.panels(tiles), stride), stride);
      Arrays.fill(b.offsets, 0, count, b.rows.length - d);
      b.check(tiles, 0, b.panels(tiles), b.scores(tiles, 0, b.panels(tiles), stride), stride);
    }
  }

  /** What is given to be read is not changed, and packed centroids do not change with it. */
  @Test
  default void packedCentroidsAreIndependentOfTheArrays() {
    Tiles tiles = tiles();
    for (int k : ContractSizes.CLUSTERS) {
      Block b = new Block(11, k, 5, 3);
      float[] rows = b.rows.clone();
      int[] offsets = b.offsets.clone();
      float[] centroids = b.centroids.clone();
      float[] norms = b.squaredNorms.clone();
      Tiles.Packed packed = tiles.pack(centroids, norms, k, b.d);
      assertArrayEquals(b.centroids, centroids);
      assertArrayEquals(b.squaredNorms, norms);
      Arrays.fill(centroids, 99);
      Arrays.fill(norms, 99);
      int stride = b.panels(tiles) * tiles.panelWidth(k);
      float[] scores = new float[5 * stride];
      for (int again = 0; again < 2; again++) {
        tiles.scores(b.rows, b.offsets, 5, packed, 0, b.panels(tiles), scores, stride);
        b.check(tiles, 0, b.panels(tiles), scores, stride);
      }
      assertArrayEquals(rows, b.rows);
      assertArrayEquals(offsets, b.offsets);
    }
  }

  /** Random rows, at places out of order and with gaps, and centroids. */
  final class Block {
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
      this.rows = ContractSizes.floats(random, count * (d + 1) - 1, -1, 1);
      this.offsets = new int[count + 1];
      this.centroids = ContractSizes.floats(random, k * d, -1, 1);
      this.squaredNorms = new float[k];
      offsets[count] = Integer.MIN_VALUE;
      for (int r = 0; r < count; r++) {
        // Backwards, and now and then the same row twice.
        offsets[r] = (count - 1 - (r % 5 == 4 ? r - 1 : r)) * (d + 1);
      }
      for (int j = 0; j < k; j++) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
          sum += (double) centroids[j * d + c] * centroids[j * d + c];
        }
        squaredNorms[j] = (float) sum;
      }
    }

    private void set(float[] values, float[] target) {
      System.arraycopy(values, 0, target, 0, target.length);
    }

    private int panels(Tiles tiles) {
      int width = tiles.panelWidth(k);
      return (k + width - 1) / width;
    }

    private Tiles.Packed packed(Tiles tiles) {
      return tiles.pack(centroids, squaredNorms, k, d);
    }

    /** The scores in an array that ends with the last of them. */
    private float[] scores(Tiles tiles, int from, int to, int stride) {
      float[] scores = new float[(count - 1) * stride + (to - from) * tiles.panelWidth(k)];
      tiles.scores(rows, offsets, count, packed(tiles), from, to, scores, stride);
      return scores;
    }

    private double product(int r, int j) {
      double product = 0;
      for (int c = 0; c < d; c++) {
        product += (double) rows[offsets[r] + c] * centroids[j * d + c];
      }
      return product;
    }

    private void check(Tiles tiles, int from, int to, float[] scores, int stride) {
      int width = tiles.panelWidth(k);
      int chain = tiles.chain(d);
      for (int r = 0; r < count; r++) {
        for (int j = from * width; j < to * width; j++) {
          check(chain, r, j, scores[r * stride + j - from * width]);
        }
      }
    }

    private void check(int chain, int r, int j, float score) {
      if (j >= k) {
        assertEquals(Float.POSITIVE_INFINITY, score, "padding");
        return;
      }
      double size = 0;
      for (int c = 0; c < d; c++) {
        size += Math.abs((double) rows[offsets[r] + c] * centroids[j * d + c]);
      }
      double exact = squaredNorms[j] - 2 * product(r, j);
      double productError = chain * 0x1p-24 * 1.001 * size;
      double lastRounding = 0x1p-24 * (squaredNorms[j] + 2 * size + 2 * productError);
      assertEquals(
          exact,
          score,
          2 * productError + lastRounding,
          () -> "d = " + d + ", k = " + k + ", row " + r + " of " + count + ", centroid " + j);
    }
  }
}
