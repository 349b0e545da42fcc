package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.internal.kernel.Pairs;
import io.github.kmeans4j.internal.kernel.Vectors;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link Pairs} must hold, to the last bit; extend it and say which one. */
public abstract class PairsContractTest {
  private static final int LANES = Pairs.LANES;
  private static final int[] WIDTHS = {1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 129, 300};
  private static final int[] COUNTS = {1, 2, 3, 4, 5, 8, 31, 32};

  /** Creates the contract. */
  protected PairsContractTest() {}

  /**
   * Creates what is tested.
   *
   * @return an implementation that can run in this JVM
   */
  protected abstract Pairs pairs();

  /** Products are chains of multiply-adds over ascending columns. */
  @Test
  protected void productsAreChainsOverTheColumns() {
    SplittableRandom random = new SplittableRandom(1);
    for (int d : WIDTHS) {
      for (int count : COUNTS) {
        double[] rows = values(random, count * d, -1, 1);
        double[] panels = values(random, 3 * LANES * d, -1, 1);
        int panel = count % 3 * LANES * d;
        double[] sums = values(random, count * LANES + 1, 5, 6);
        double[] expected = sums.clone();
        for (int r = 0; r < count; r++) {
          for (int l = 0; l < LANES; l++) {
            double sum = 0;
            for (int c = 0; c < d; c++) {
              sum = Math.fma(rows[r * d + c], panels[panel + c * LANES + l], sum);
            }
            expected[r * LANES + l] = sum;
          }
        }
        pairs().products(rows, count, panels, panel, d, sums);
        assertArrayEquals(expected, sums, d + " columns, " + count + " rows");
      }
    }
  }

  /** Squares have the bits of those of single rows. */
  @Test
  protected void squaresAreThoseOfSingleRows() {
    SplittableRandom random = new SplittableRandom(5);
    Vectors plain = new PortableKernel();
    for (int d : WIDTHS) {
      for (int count = 1; count <= 5; count++) {
        double[] panels = values(random, 3 * LANES * d, -1, 1);
        int panel = count % 3 * LANES * d;
        double[][] points = new double[count][];
        double[][] squares = new double[count][];
        double[][] expected = new double[count][];
        for (int t = 0; t < count; t++) {
          points[t] = values(random, d, -1, 1);
          squares[t] = values(random, LANES + 3, 5, 6);
          expected[t] = squares[t].clone();
          for (int l = 0; l < LANES; l++) {
            double[] row = new double[d];
            for (int c = 0; c < d; c++) {
              row[c] = panels[panel + c * LANES + l];
            }
            expected[t][2 + l] = plain.squaredDistance(row, 0, points[t]);
          }
        }
        pairs().squares(panels, panel, d, points, squares, 2);
        for (int t = 0; t < count; t++) {
          assertArrayEquals(expected[t], squares[t], d + " columns, point " + t);
        }
      }
    }
  }

  /** Values lower limits, and what that takes off them is added up in eight partial sums. */
  @Test
  protected void limitsAreLoweredAndAddedUp() {
    SplittableRandom random = new SplittableRandom(6);
    for (int count = 0; count < 70; count++) {
      double[] limits = values(random, count + 5, 0, 1);
      double[] values = values(random, count + 5, 0, 1);
      double[] lowered = limits.clone();
      double[] drops = new double[8];
      double[] sums = new double[8];
      for (int i = 0; i < count; i++) {
        values[i] = i % 5 == 0 ? limits[3 + i] : values[i];
        lowered[3 + i] = Math.min(limits[3 + i], values[i]);
        drops[i % 8] += Math.max(0, limits[3 + i] - values[i]);
        sums[i % 8] += lowered[3 + i];
      }
      double[] before = limits.clone();
      assertEquals(Pairs.sumOfEight(drops), pairs().drop(limits, 3, values, count));
      assertArrayEquals(before, limits);
      assertEquals(Pairs.sumOfEight(sums), pairs().lower(limits, 3, values, count));
      assertArrayEquals(lowered, limits);
    }
  }

  /** Distances follow from products, and near pairs are told from others. */
  @Test
  protected void distancesFollowFromProducts() {
    SplittableRandom random = new SplittableRandom(2);
    for (int at : new int[] {0, 1, LANES}) {
      double[] products = values(random, 3 * LANES, 0.3, 0.6);
      double[] normsSq = values(random, 3 * LANES, 0.5, 1);
      products[at + 5] = Double.NaN;
      normsSq[7] = 0;
      products[at] = 0x1p-901; // a square of 2⁻⁹⁰⁰ less something
      normsSq[0] = -0.75 + 0x1p-900;
      double near = 0.125;
      double unit = 0x1p40;
      double[] expected = products.clone();
      long lanes = 0;
      for (int l = 0; l < LANES; l++) {
        double both = normsSq[l] + 0.75;
        double square = both - (products[at + l] + products[at + l]);
        expected[at + l] = Math.sqrt(square) * unit;
        if (!(square - near * both >= Pairs.LEAST)) {
          lanes |= 1L << l;
        }
      }
      assertEquals(lanes, pairs().distances(products, at, normsSq, 0, 0.75, near, unit));
      assertArrayEquals(expected, products);
    }
  }

  /** Roots are rounded once, and squares out of the range are told. */
  @Test
  protected void rootsTellWhatIsOutOfTheRange() {
    SplittableRandom random = new SplittableRandom(3);
    double[] corners = {
      0,
      Pairs.LEAST,
      Math.nextDown(Pairs.LEAST),
      Pairs.MOST,
      Math.nextUp(Pairs.MOST),
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NaN
    };
    for (int at = 0; at < LANES; at++) {
      double[] squares = values(random, 2 * LANES, 0, 100);
      for (int i = 0; i < corners.length; i++) {
        squares[at + (at + i * 7) % LANES] = corners[i];
      }
      double[] expected = squares.clone();
      long lanes = 0;
      for (int l = 0; l < LANES; l++) {
        double square = squares[at + l];
        expected[at + l] = Math.sqrt(square);
        boolean safe = square >= Pairs.LEAST && square <= Pairs.MOST;
        lanes |= safe ? 0 : 1L << l;
      }
      assertEquals(lanes, pairs().roots(squares, at));
      assertArrayEquals(expected, squares);
    }
  }

  /** High and low parts together are the exact sum, but in lanes that are left as they were. */
  @Test
  protected void sumsAreExactOrLeft() {
    SplittableRandom random = new SplittableRandom(4);
    int leftSometimes = 0;
    for (int lanes : new int[] {1, 2, 3, 7, 8, 9, 31, 32, 63, 64}) {
      for (int rows : COUNTS) {
        double[] values = values(random, 2 + rows * 70, 0, 1);
        values[2 + random.nextInt(lanes)] = 0x1p-80;
        values[2 + random.nextInt(lanes)] = Double.NaN;
        double[] high = values(random, LANES + 3, 1, 2);
        double[] low = new double[LANES + 3];
        double[] highBefore = high.clone();
        long left = pairs().addRows(values, 2, 70, rows, high, low, 3, lanes);
        for (int l = 0; l < LANES; l++) {
          BigDecimal exact = new BigDecimal(highBefore[3 + l]);
          boolean nan = false;
          for (int r = 0; r < rows && l < lanes; r++) {
            double value = values[2 + r * 70 + l];
            nan |= Double.isNaN(value);
            exact = nan ? exact : exact.add(new BigDecimal(value));
          }
          if ((left >>> l & 1) != 0) {
            leftSometimes++;
            assertEquals(highBefore[3 + l], high[3 + l]);
            assertEquals(0, low[3 + l]);
          } else {
            assertEquals(false, nan);
            BigDecimal sum = new BigDecimal(high[3 + l]).add(new BigDecimal(low[3 + l]));
            assertEquals(0, exact.compareTo(sum), "lane " + l);
          }
        }
        assertEquals(0, lanes == LANES ? 0 : left >>> lanes);
      }
    }
    // 79 × NaN, and tiny values beside others; values of one size are never left
    assertEquals(true, leftSometimes >= 80 && leftSometimes <= 240, "" + leftSometimes);
  }

  private static double[] values(SplittableRandom random, int count, double from, double to) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextDouble(from, to);
    }
    return values;
  }
}
