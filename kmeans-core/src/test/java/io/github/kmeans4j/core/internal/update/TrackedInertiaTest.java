package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inertia that is followed without a look at the rows, against decimals of any length. */
class TrackedInertiaTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  /** Rows whose labels and centroids change as a test wants. */
  private final class Passes {
    final double[][] rows;
    final double @Nullable [] weights;
    final int[] labels;
    final double[][] centroids;
    final CentroidSums sums;
    final TrackedInertia<double[]> tracked;

    Passes(double[][] rows, double @Nullable [] weights, int[] labels, double[][] centroids) {
      this.rows = rows;
      this.weights = weights;
      this.labels = new int[rows.length];
      this.centroids = centroids;
      Arrays.fill(this.labels, -1);
      RowStore store = RowStore.of(Points.of(rows), Kernels.get());
      int k = centroids.length;
      sums = new CentroidSums(store, DataProfile.of(store, workers), weights, k, workers);
      tracked = TrackedInertia.of(sums.clusters(), k, rows[0].length, workers);
      relabel(labels);
    }

    void relabel(int[] next) {
      Moves moves = new Moves(rows.length, 512);
      int[] old = labels.clone();
      System.arraycopy(next, 0, labels, 0, next.length);
      for (int i = 0; i < next.length; i++) {
        if (old[i] != next[i]) {
          moves.add(i / 512, i, old[i]);
        }
      }
      sums.apply(moves, labels);
    }

    double follow() {
      return tracked.follow(centroids.clone());
    }

    /** The first pass, whose inertia is measured. */
    void anchor() {
      assertFalse(tracked.isAnchored());
      assertTrue(Double.isNaN(follow()));
      tracked.anchor(exact(), centroids.clone());
      assertTrue(tracked.isAnchored());
    }

    double exact() {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < rows.length; i++) {
        BigDecimal weight = new BigDecimal(weights == null ? 1 : weights[i]);
        for (int c = 0; c < rows[i].length; c++) {
          BigDecimal difference =
              new BigDecimal(rows[i][c]).subtract(new BigDecimal(centroids[labels[i]][c]));
          sum = sum.add(weight.multiply(difference).multiply(difference));
        }
      }
      return sum.doubleValue();
    }

    void assertFollowed() {
      double exact = exact();
      assertEquals(exact, follow(), 1e-12 * exact);
    }
  }

  /**
   * Groups of rows that lie so far apart that sums of squares are many times the inertia, near a
   * large offset or none; rows change between the two clusters of their group, and centroids move.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1e5, 3, false", // about 0
    "0, 1e5, 3, true",
    "0, 1e5, 40, true",
    "131071.5, 0, 40, false", // sums of 16 rows on both sides of a power of two
    "0, 449389.7, 40, false", // about the mean, S − Wμ on both sides of one
    "0, 1797559, 3, false",
    "0, 1e6, 1, false",
    "0, 1e6, 1, true",
    "1.7e9, 1e4, 3, false",
    "1.7e9, 1e4, 3, true",
    "-1e7, 1e5, 40, false",
    "1e7, 1e5, 40, true",
    "1e-20, 1e-14, 5, true"
  })
  void roundingIsNotFeltFarFromTheOriginAndFromEachOther(
      double offset, double apart, int d, boolean weighted) {
    SplittableRandom random = new SplittableRandom(d);
    double spread = apart > 0 && apart < 1 ? 1e-20 : 1;
    double[][] rows = new double[96][d];
    double[][] centroids = new double[6][d];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 6;
      for (int c = 0; c < d; c++) {
        rows[i][c] = offset + apart * (i % 3) * (i % 3) + spread * random.nextDouble();
      }
    }
    for (int j = 0; j < 6; j++) {
      for (int c = 0; c < d; c++) {
        centroids[j][c] = offset + apart * (j % 3) * (j % 3) + spread * random.nextDouble();
      }
    }
    double[] weights = weighted ? random.doubles(rows.length, 0.1, 2).toArray() : null;
    Passes passes = new Passes(rows, weights, labels, centroids);
    passes.anchor();
    passes.assertFollowed();
    for (int pass = 0; pass < 8; pass++) {
      int[] next = passes.labels.clone();
      for (int i = 0; i < next.length; i++) {
        next[i] = random.nextInt(4) == 0 ? (next[i] + 3) % 6 : next[i];
      }
      passes.relabel(next);
      int moved = random.nextInt(6);
      passes.centroids[moved] = passes.centroids[moved].clone();
      passes.centroids[moved][random.nextInt(d)] += spread * random.nextDouble(-0.2, 0.2);
      passes.assertFollowed();
    }
  }

  @Test
  void clustersEmptyAndFillAgain() {
    double[][] rows = {{1}, {2}, {4}, {9}};
    double[][] centroids = {{1}, {5}, {100}};
    Passes passes = new Passes(rows, null, new int[] {0, 0, 1, 1}, centroids);
    passes.anchor();
    passes.relabel(new int[] {1, 1, 1, 1});
    passes.assertFollowed();
    passes.relabel(new int[] {1, 0, 1, 2});
    passes.assertFollowed();
    passes.relabel(new int[] {0, 0, 1, 1});
    passes.assertFollowed();
  }

  /** Rows at ±h about centroids at ±1, then centroids that follow them: the inertia falls. */
  private double followedFall(int d, double h) {
    double[][] rows = new double[4][d];
    double[][] centroids = new double[2][d];
    for (int c = 0; c < d; c++) {
      rows[0][c] = -2 - h;
      rows[1][c] = -2 + h;
      rows[2][c] = 2 - h;
      rows[3][c] = 2 + h;
      centroids[0][c] = -1;
      centroids[1][c] = 1;
    }
    Passes passes = new Passes(rows, null, new int[] {0, 0, 1, 1}, centroids);
    passes.anchor();
    double[] low = new double[d];
    double[] high = new double[d];
    Arrays.fill(low, -2);
    Arrays.fill(high, 2);
    passes.centroids[0] = low;
    passes.centroids[1] = high;
    double followed = passes.follow();
    if (!Double.isNaN(followed)) {
      double exact = passes.exact();
      assertEquals(exact, followed, 1e-12 * exact);
    }
    return followed;
  }

  @Test
  void whereItFallsFarItMustBeMeasuredAgain() {
    for (int d : new int[] {1, 8, 200, 800}) {
      // It falls to h² / (1 + h²); the tolerance of 2.5e-13 is 2252 units of 2⁻⁵³.
      double least = (4 + Math.sqrt(d / 8.0)) / 2252;
      assertFalse(Double.isNaN(followedFall(d, Math.sqrt(1.2 * least))), "d=" + d);
      assertTrue(Double.isNaN(followedFall(d, Math.sqrt(0.8 * least))), "d=" + d);
      assertTrue(Double.isNaN(followedFall(d, 0x1p-20)), "d=" + d);
    }
  }

  @Test
  void whatTwoDoublesCannotHoldMustBeMeasured() {
    double[][] rows = new double[12][1];
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = (i % 2 == 0 ? 1e9 : -1e9) + 1e-6 * random.nextInt(1000);
    }
    int[] labels = new int[12];
    Arrays.setAll(labels, i -> i % 2);
    Passes passes = new Passes(rows, null, labels, new double[][] {{1e9}, {-1e9}});
    passes.anchor();
    passes.centroids[0] = new double[] {1e9 + 1e-6};
    assertTrue(Double.isNaN(passes.follow()));
  }

  @Test
  void whatUnderflowsMustBeMeasured() {
    double[][] rows = {{1e-155}, {3e-155}, {-4e-155}};
    Passes passes = new Passes(rows, null, new int[] {0, 0, 1}, new double[][] {{0}, {1e-155}});
    passes.anchor();
    passes.centroids[0] = new double[] {2e-155};
    assertTrue(Double.isNaN(passes.follow()));
  }

  @Test
  void afterARestartTheNextPassIsAFirstOne() {
    double[][] rows = {{1}, {2}, {4}, {9}};
    Passes passes = new Passes(rows, null, new int[] {0, 0, 1, 1}, new double[][] {{1}, {5}});
    passes.anchor();
    passes.assertFollowed();
    passes.tracked.restart();
    passes.anchor();
    passes.centroids[1] = new double[] {6};
    passes.assertFollowed();
  }

  @Test
  void itFollowsFromTheSumOfSquaresToo() {
    double[][] rows = {{1, 7}, {2, 0}, {4, 1}, {9, 3}};
    double[][] centroids = {{1, 1}, {5, 5}};
    Passes passes = new Passes(rows, null, new int[] {0, 0, 1, 1}, centroids);
    double squares = 1 + 49 + 4 + 16 + 1 + 81 + 9;
    assertEquals(passes.exact(), passes.tracked.ofSquares(squares, centroids.clone()));
    assertTrue(passes.tracked.isAnchored());
    passes.centroids[0] = new double[] {1.5, 2};
    passes.assertFollowed();
    passes.relabel(new int[] {0, 1, 1, 1});
    assertEquals(passes.exact(), passes.tracked.ofSquares(squares, passes.centroids.clone()));
    passes.relabel(passes.labels.clone()); // nothing moves
    assertEquals(passes.exact(), passes.tracked.ofSquares(squares, passes.centroids.clone()));
  }

  @Test
  void whereTheMeanBecomesTheOriginEveryClusterIsSeenFromIt() {
    double[][] rows = {{1e6}, {1e6 + 0.2}, {1.5e6}, {1.5e6 + 0.1}};
    Passes passes = new Passes(rows, null, new int[] {0, 0, 1, 1}, new double[][] {{0}, {3e6}});
    passes.anchor();
    // All rows stay where they are, but the centroids come so near that too much would cancel.
    passes.relabel(passes.labels.clone());
    passes.centroids[0] = new double[] {1e6};
    passes.centroids[1] = new double[] {1.5e6};
    assertTrue(Double.isNaN(passes.follow()));
    passes.tracked.anchor(passes.exact(), passes.centroids.clone());
    passes.assertFollowed();
    passes.centroids[1] = new double[] {1.5e6 + 0.05};
    passes.assertFollowed();
  }

  @Test
  void varianceIsThatAboutTheMeanOfAllRows() {
    double[][] rows = {{1, 7}, {2, 0}, {4, 1}, {9, 4}};
    double[][] centroids = {{1, 1}, {5, 5}, {100, 100}};
    Passes passes = new Passes(rows, null, new int[] {0, 0, 1, 1}, centroids);
    passes.anchor();
    // About the means 4 and 3: 9 + 4 + 0 + 25 and 16 + 9 + 4 + 1.
    assertEquals((38 + 30) / 4.0, passes.tracked.variance(passes.exact()), 1e-14);
    double[] weights = {1, 1, 1, 0};
    Passes weighted = new Passes(rows, weights, new int[] {0, 0, 1, 1}, centroids);
    weighted.anchor();
    double first = (1 + 4 + 16) / 3.0 - 7 * 7 / 9.0;
    double second = (49 + 0 + 1) / 3.0 - 8 * 8 / 9.0;
    assertEquals(first + second, weighted.tracked.variance(weighted.exact()), 1e-14);
  }

  /**
   * The bound of the class, 2⁻⁹⁶ Σ|c − μ|(2|S| + 2W|μ| + 2|S − Wμ| + W|c − μ|), counts with each of
   * its parts: a little below what the tolerance allows the inertia is followed, above it is not.
   */
  @ParameterizedTest
  @CsvSource({
    "1000, 1000, 1, true", // S and Wμ are large
    "1000, -1000, 1, true", // S and S − Wμ
    "0, 0, 1000, true", // c − μ
    "1000, 500, -1000, false" // S and c, about 0
  })
  void everyPartOfTheBoundCounts(double a, double b, double t, boolean aboutTheMean) {
    // Two clusters of two rows each, with means a and b. The centroid of one goes from a + t to
    // a − t, which leaves its inertia as it is, so that what is left of rounding stays small.
    double[][] rows = {{a - 1}, {a + 1}, {b - 1}, {b + 1}};
    double mu = aboutTheMean ? (a + b) / 2 : 0;
    double bound = 0;
    for (double center : new double[] {a + t, a - t}) {
      double g = Math.abs(center - mu);
      double s = aboutTheMean ? 4 * Math.abs(a - mu) : 0;
      bound += g * (2 * Math.abs(2 * a) + 4 * Math.abs(mu) + s + 2 * g);
    }
    for (double factor : new double[] {0.9, 1.1}) {
      double[][] centroids = {{a + t}, {mu}};
      Passes passes = new Passes(rows, null, new int[] {0, 0, 1, 1}, centroids);
      assertTrue(Double.isNaN(passes.follow()));
      passes.tracked.anchor(bound * 0x1p-96 / (2.5e-13 * factor), passes.centroids.clone());
      passes.centroids[0] = new double[] {a - t};
      assertEquals(factor > 1, Double.isNaN(passes.follow()), "factor " + factor);
    }
  }
}
