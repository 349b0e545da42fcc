package io.github.kmeans4j.core.internal.lloyd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.ManhattanDistance;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.project.GapDrift;
import io.github.kmeans4j.core.internal.project.Subspace;
import io.github.kmeans4j.core.internal.work.ArrayLength;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Scratch stays small however wide the rows are, and what cannot be an array is refused. */
class SizesTest {

  @Test
  void blocksOfRowsAreAsLargeAsEverUpTo4096Columns() {
    for (int d = 1; d <= 4096; d++) {
      int expected = Math.max(64, Math.min(256, 65536 / d / 64 * 64));
      for (int stride : new int[] {1, 16, 1024, 16384}) {
        assertEquals(expected, NearestSearch.blockRows(d, stride, 64), "d = " + d);
      }
    }
  }

  @Test
  void blocksAreLargerForAKernelThatLikesThem() {
    assertEquals(512, NearestSearch.blockRows(100, 112, 512));
    assertEquals(256, NearestSearch.blockRows(784, 16, 512));
    assertEquals(128, NearestSearch.blockRows(2000, 16, 512));
    assertEquals(64, NearestSearch.blockRows(4096, 16, 512));
    assertEquals(8, NearestSearch.blockRows(131_072, 16, 512));
  }

  @Test
  void blocksOfWideRowsTakeFourMegabytesOrOneRow() {
    assertEquals(63, NearestSearch.blockRows(4097, 16, 64));
    assertEquals(8, NearestSearch.blockRows(131_072, 16, 64));
    assertEquals(1, NearestSearch.blockRows(1_000_000, 16, 64));
    assertEquals(1, NearestSearch.blockRows(33_554_432, 16, 64));
    for (int d = 4097; d > 0 && d < 1 << 30; d += d / 7) {
      int rows = NearestSearch.blockRows(d, 16, 64);
      assertTrue(rows >= 1 && (rows == 1 || 4L * rows * d <= 4 << 20), rows + " of " + d);
    }
  }

  @Test
  void scoresAgainstManyCentroidsTakeSixteenMegabytesOrOneRow() {
    for (int stride = 16; stride > 0 && stride < 1 << 30; stride += stride / 5) {
      int rows = NearestSearch.blockRows(2, stride, 64);
      assertTrue(rows >= 1 && (rows == 1 || 4L * rows * stride <= 16 << 20), rows + " rows");
    }
  }

  @Test
  void fewerVectorsAreSoughtWhereRowsAreWide() {
    assertTrue(Subspace.most(4096) >= 126);
    assertTrue(Subspace.most(33_000) >= 126);
    assertEquals(4, Subspace.most(1_000_000));
    assertEquals(0, Subspace.most(33_554_432));
  }

  @Test
  void centroidsThatFitIntoNoArrayAreRefusedByKAndColumns() {
    DistanceMetric euclidean = new EuclideanDistance();
    assertEquals(
        "k: 2 centroids of 134217728 columns do not fit into one array, where they take"
            + " 2147483712 values and at most 2147483639 are possible",
        refusal(2, 134_217_728, euclidean));
    assertEquals(
        "k: 2 centroids of 1500000000 columns do not fit into one array, where they take"
            + " 3000000000 values and at most 2147483639 are possible",
        refusal(2, 1_500_000_000, new ManhattanDistance()));
    assertDoesNotThrow(() -> Fits.checkSize(16, 134_217_720, euclidean));
    assertDoesNotThrow(() -> Fits.checkSize(2, 1_000_000_000, new ManhattanDistance()));
    refusal(Integer.MAX_VALUE, Integer.MAX_VALUE, euclidean);
    assertTrue(ScoredCentroids.canBePacked(16, 134_217_720));
    assertFalse(ScoredCentroids.canBePacked(17, 134_217_720));
  }

  @Test
  void centroidsTakeAsManyColumnsAsThePortableKernelGivesThem() {
    assertEquals(178_956_960L * 12, ScoredCentroids.packedSize(178_956_960, 8));
    assertTrue(ScoredCentroids.canBePacked(178_956_960, 8));
    assertFalse(ScoredCentroids.canBePacked(178_956_961, 8));
    refusal(178_956_961, 8, new EuclideanDistance());
    // Whoever does not ask before gets no array that is too short.
    assertThrows(
        ArithmeticException.class,
        () -> new PortableKernel().pack(new float[0], new float[0], 400_000_000, 12));
  }

  @Test
  void driftsOfGapsAreNoReasonToRefuseCentroids() {
    assertTrue(GapDrift.fits(33_038_209));
    assertFalse(GapDrift.fits(33_038_210));
    assertFalse(GapDrift.fits(70_000_000)); // of which an int would make a small number
  }

  @Test
  void aTableThatFitsIntoNoArrayIsRefusedByItsRowsAndColumns() {
    assertEquals(2_147_483_639, ArrayLength.of("rows", 2_147_483_639, 1));
    assertEquals(0, ArrayLength.of("rows", 0, 5));
    assertEquals(
        "rows: 1073741820 × 2 values do not fit into one array",
        message(() -> ArrayLength.of("rows", 1_073_741_820, 2)));
    assertEquals(
        "rows: 65536 × 65536 values do not fit into one array",
        message(() -> ArrayLength.of("rows", 65_536, 65_536)));
  }

  @Test
  void aFitOfTooManyCentroidsIsRefusedBeforeAnyWork() {
    float[] one = new float[60_000];
    float[][] rows = new float[40_000][];
    Arrays.fill(rows, one);
    assertEquals(
        "k: 40000 centroids of 60000 columns do not fit into one array, where they take"
            + " 2400000000 values and at most 2147483639 are possible",
        assertThrows(
                IllegalArgumentException.class, () -> new LloydKMeans(40_000).fit(Points.of(rows)))
            .getMessage());
  }

  private static String refusal(int k, int columns, DistanceMetric metric) {
    return message(() -> Fits.checkSize(k, columns, metric));
  }

  private static String message(Executable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused).getMessage());
  }
}
