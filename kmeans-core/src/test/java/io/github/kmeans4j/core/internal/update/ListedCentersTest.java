package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.RowStore;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Medians and normalized means of the rows of a cluster. */
class ListedCentersTest {
  private static final int[] NONE = {};

  private static ListedCenters centers(
      Points points, double @Nullable [] weights, Center kind, int k, int[] labels) {
    ListedCenters centers = new ListedCenters(RowStore.of(points, Kernels.get()), weights, kind, k);
    centers.apply(new Moves(labels.length, 512), labels);
    return centers;
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private static double median(double[] values, double @Nullable [] weights) {
    int[] labels = new int[values.length];
    ListedCenters centers = centers(Points.of(column(values)), weights, Center.MEDIAN, 1, labels);
    double[] target = {Double.NaN};
    centers.center(0, target, 0);
    return target[0];
  }

  @Test
  void membersFollowTheLabels() {
    double[][] rows = column(1, 20, 3, 40, 5, 60, 7);
    double[] weights = {1, 1, 1, 1, 0, 0, 1};
    for (double[] w : new double[][] {null, weights}) {
      ListedCenters centers =
          centers(Points.of(rows), w, Center.MEDIAN, 3, new int[] {0, 2, 0, 2, 0, 2, 0});
      assertEquals(w == null ? 4 : 3, centers.heavyRows(0));
      assertEquals(0, centers.heavyRows(1));
      assertEquals(w == null ? 3 : 2, centers.heavyRows(2));
      double[] target = new double[1];
      centers.center(0, target, 0);
      assertEquals(w == null ? 4 : 3, target[0]);
      centers.center(2, target, 0);
      assertEquals(w == null ? 40 : 30, target[0]);
      centers.centerWithout(2, new int[] {3, 5}, target);
      assertEquals(20, target[0]);
      // The lists are made anew for other labels.
      centers.apply(new Moves(7, 512), new int[] {1, 1, 1, 0, 0, 0, 0});
      assertEquals(w == null ? 4 : 2, centers.heavyRows(0));
      assertEquals(3, centers.heavyRows(1));
      assertEquals(0, centers.heavyRows(2));
      centers.centerWithout(1, NONE, target);
      assertEquals(3, target[0]);
    }
  }

  @Test
  void medianIsInTheMiddle() {
    assertEquals(5, median(new double[] {5}, null));
    assertEquals(6, median(new double[] {7, 5}, null));
    assertEquals(7, median(new double[] {9, 7, 1}, null));
    assertEquals(6.5, median(new double[] {9, 7, 1, 6}, null));
    double large = Double.MAX_VALUE * 0.75;
    RowStore store = RowStore.of(Points.of(column(large, large / 3 * 4)), Kernels.get());
    ListedCenters centers = new ListedCenters(store, null, Center.MEDIAN, 1);
    centers.apply(new Moves(2, 512), new int[2]);
    double[] target = new double[1];
    centers.center(0, target, 0);
    assertEquals(Double.MAX_VALUE * 0.875, target[0]);
  }

  @Test
  void weightedMedianHalvesTheWeight() {
    assertEquals(5, median(new double[] {5}, new double[] {0.1}));
    assertEquals(9, median(new double[] {5, 9}, new double[] {1, 1.5}));
    assertEquals(5, median(new double[] {5, 9}, new double[] {1.5, 1}));
    assertEquals(7, median(new double[] {5, 9}, new double[] {0.1, 0.1}));
    assertEquals(3, median(new double[] {4, 1, 3, 2}, new double[] {1, 1, 2, 1}));
    assertEquals(2.5, median(new double[] {4, 1, 3, 2}, new double[] {1, 1, 1, 1}));
    assertEquals(2, median(new double[] {1, 2, 9}, new double[] {1, 1e-30, 1}));
    assertEquals(5, median(new double[] {1, 2, 9}, new double[] {1, 0, 1}));
  }

  @Test
  void weightsThatTieButForTheirLastBitsAreComparedExactly() {
    // Rounded sums say 0.1 + 0.2 > 0.3; the exact ones do so too, by less than a bit of the sum.
    assertEquals(2, median(new double[] {1, 2, 3}, new double[] {0.1, 0.2, 0.3}));
    // 2⁶⁰ + 1 against 2⁶⁰, of which the rounded sum knows nothing.
    double large = 0x1p60;
    assertEquals(3, median(new double[] {1, 2, 3}, new double[] {large, 0, large + 256}));
    double[] weights = {1, large, large};
    assertEquals(2, median(new double[] {1, 2, 3}, weights));
    assertEquals(3, median(new double[] {3, 2, 4}, weights));
    assertEquals(2.5, median(new double[] {2, 3, 9}, new double[] {large, large, 0}));
    double[] values = new double[60];
    double[] many = new double[60];
    for (int i = 0; i < 60; i++) {
      values[i] = i;
      many[i] = i < 58 ? 1 : i == 58 ? 0x1p57 : 0x1p57 + 64;
    }
    // 58 + 2⁵⁷ against 2⁵⁷ + 64: the last one outweighs the others.
    assertEquals(59, median(values, many));
    many[59] = 0x1p57 + 32;
    assertEquals(58, median(values, many));
    // Added after 2⁵⁷, ones are lost in rounding; 45 of them and a half bring it to the middle.
    for (int i = 0; i < 60; i++) {
      many[i] = i == 0 ? 0x1p57 : i < 59 ? 1 : 0x1p57 + 32;
    }
    assertEquals(45.5, median(values, many));
  }

  @Test
  void mediansOfManyColumnsAreTakenInSlices() {
    int n = 2501;
    int d = 1700; // more values than are sorted at once
    byte[] bytes = new byte[n * d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        bytes[i * d + c] = (byte) (i / 13 + c % 60);
      }
    }
    Points points = Points.ofUnsignedBytes(bytes, n, d);
    double[] weights = new double[n];
    Arrays.fill(weights, 0.1);
    for (double[] w : new double[][] {null, weights}) {
      double[] target = new double[d];
      centers(points, w, Center.MEDIAN, 1, new int[n]).center(0, target, 0);
      for (int c = 0; c < d; c++) {
        assertEquals(1250 / 13 + c % 60, target[c]);
      }
    }
  }

  @Test
  void normalizedMeanIsTheDirectionOfTheSumOfDirections() {
    double[][] rows = {{3, 0}, {0, 1e-200}, {1e150, 0}, {5, 5}, {-8, 1}};
    double[] weights = {1, 3, 2, 0, 7};
    double[] target = new double[2];
    int[] labels = {0, 0, 0, 0, 1};
    centers(Points.of(rows), weights, Center.NORMALIZED_MEAN, 2, labels).center(0, target, 0);
    double half = Math.sqrt(0.5);
    assertArrayEquals(new double[] {half, half}, target, 1e-15);
    centers(Points.of(rows), null, Center.NORMALIZED_MEAN, 2, labels).center(0, target, 0);
    double length = Math.hypot(2 + half, 1 + half);
    assertArrayEquals(new double[] {(2 + half) / length, (1 + half) / length}, target, 1e-15);
  }

  @Test
  void rowsThatCancelOutLeaveTheCenterWhereItIs() {
    double[][] rows = {{3, -4}, {-6, 8}};
    double[] target = {0.6, 0.8};
    centers(Points.of(rows), null, Center.NORMALIZED_MEAN, 1, new int[2]).center(0, target, 0);
    assertArrayEquals(new double[] {0.6, 0.8}, target);
  }

  @Test
  void normalizedMeansOfManyColumnsAreTakenInSlices() {
    SplittableRandom random = new SplittableRandom(9);
    for (int d : new int[] {255, 256, 257, 600}) {
      double[][] rows = new double[7][];
      Arrays.setAll(rows, i -> random.doubles(d, -1, 1).toArray());
      double[] weights = random.doubles(7).toArray();
      double[] expected = new double[d];
      for (int i = 0; i < rows.length; i++) {
        double norm = norm(rows[i]);
        for (int c = 0; c < d; c++) {
          expected[c] += weights[i] * rows[i][c] / norm;
        }
      }
      double norm = norm(expected);
      Arrays.setAll(expected, c -> expected[c] / norm);
      double[] target = new double[d];
      centers(Points.of(rows), weights, Center.NORMALIZED_MEAN, 1, new int[7]).center(0, target, 0);
      assertArrayEquals(expected, target, 1e-14);
    }
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }
}
