package io.github.kmeans4j.core.internal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Looks at every distance of a tile, by decimals of many digits. */
class DistanceTileTest {
  private static final MathContext DIGITS = new MathContext(40);

  @Property(tries = 120)
  void everyDistanceIsRightToTheStatedError(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 70) int d,
      @ForAll @IntRange(min = 0, max = 6) int style) {
    double[][] rows = rows(random, n, d, style);
    ScaledRows data = ScaledRows.of(Points.of(rows));
    double[] scaled = new double[d];
    int[] order = new int[n];
    Arrays.setAll(order, i -> n - 1 - i);
    Pairs pairs = new Pairs() {};
    CenteredRows centered;
    try (Workers workers = new Workers(2)) {
      centered = CenteredRows.of(data, workers);
    }
    ProductTile products = new ProductTile(centered, data, order, pairs);
    ProductTile turned = new ProductTile(centered, data, order, pairs);
    DirectTile direct = new DirectTile(data, order, pairs, DistanceTile.ROWS);
    BigDecimal[][] exact = new BigDecimal[n][d];
    for (int i = 0; i < n; i++) {
      data.copy(order[i], scaled);
      for (int c = 0; c < d; c++) {
        exact[i][c] = new BigDecimal(scaled[c]);
      }
    }
    int width = Math.min(n, DistanceTile.LANES);
    int count = Math.min(n, DistanceTile.ROWS);
    for (DistanceTile tile : new DistanceTile[] {products, direct}) {
      tile.setLanes(n - width, width);
      tile.setRows(0, count);
      tile.measure(0);
    }
    for (int r = 0; r < count; r++) {
      turned.setLanes(r, 1);
      for (int l = 0; l < width; l++) {
        int other = n - width + l;
        double distance = distance(exact[r], exact[other]);
        int at = r * DistanceTile.LANES + l;
        assertEquals(distance, direct.distances[at], (d + 4) * 0x1p-53 * distance);
        double error = (CenteredRows.ERROR + 0x1p-50) * distance;
        assertEquals(distance, products.distances[at], error, "style " + style);
        turned.setRows(other, 1);
        turned.measure(0);
        assertEquals(products.distances[at], turned.distances[0], "in another tile");
      }
    }
  }

  private static double distance(BigDecimal[] a, BigDecimal[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int c = 0; c < a.length; c++) {
      BigDecimal t = a[c].subtract(b[c]).round(DIGITS);
      sum = sum.add(t.multiply(t), DIGITS);
    }
    double distance = sum.sqrt(DIGITS).doubleValue();
    assertTrue(Double.isFinite(distance));
    return distance;
  }

  /** Rows of one kind; some are twice there. */
  static double[][] rows(Random random, int n, int d, int style) {
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      double far = random.nextInt(3) * 1e4;
      for (int c = 0; c < d; c++) {
        double g = random.nextGaussian();
        rows[i][c] =
            switch (style) {
              case 0 -> g;
              case 1 -> random.nextInt(3);
              case 2 -> 1e8 + g;
              case 3 -> g * 1e-160;
              case 4 -> g * 1e150;
              case 5 -> far + 1e-3 * g;
              default -> g * Math.pow(10, random.nextInt(400) - 200);
            };
      }
      if (i > 0 && random.nextInt(8) == 0) {
        rows[i] = rows[random.nextInt(i)].clone();
      }
    }
    return rows;
  }
}
