package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.EuclideanDistance;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link DistanceMetric} must keep to. */
public abstract class DistanceMetricContractTest {

  /** For subclasses. */
  protected DistanceMetricContractTest() {}

  /**
   * Returns the metric under test.
   *
   * @return a metric; each call may return the same one
   */
  protected abstract DistanceMetric metric();

  /**
   * Returns how far rounding may take a distance or a loss of {@link #rows()} from its true value.
   *
   * @return an absolute tolerance ≥ 0
   */
  protected abstract double tolerance();

  /**
   * Tells whether {@link DistanceMetric#named} must find the metric. Default: yes.
   *
   * @return true if it is registered
   */
  protected boolean isRegistered() {
    return true;
  }

  /**
   * Returns rows that the metric is defined for, no two of them alike. Default: 40 × 5 values
   * between −3 and 5, the first column between 1 and 5.
   *
   * @return at least 10 rows of one length
   */
  protected double[][] rows() {
    SplittableRandom random = new SplittableRandom(7);
    double[][] rows = new double[40][5];
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextDouble(c == 0 ? 1 : -3, 5);
      }
    }
    return rows;
  }

  @Test
  void distanceAndLossAreFiniteAndNotNegative() {
    double[][] rows = rows();
    for (double[] a : rows) {
      for (double[] b : rows) {
        double distance = metric().distance(a, b);
        double loss = metric().loss(a, b);
        assertTrue(distance >= 0 && distance < Double.POSITIVE_INFINITY, () -> "is " + distance);
        assertTrue(loss >= 0 && loss < Double.POSITIVE_INFINITY, () -> "is " + loss);
      }
    }
  }

  @Test
  void distanceIsSymmetric() {
    double[][] rows = rows();
    for (double[] a : rows) {
      for (double[] b : rows) {
        assertEquals(metric().distance(a, b), metric().distance(b, a), tolerance());
      }
    }
  }

  @Test
  void distanceAndLossOfARowToItselfAreZero() {
    for (double[] a : rows()) {
      assertEquals(0, metric().distance(a, a.clone()), tolerance());
      assertEquals(0, metric().loss(a, a.clone()), tolerance());
    }
  }

  @Test
  void lossNeverFallsWhereTheDistanceRises() {
    double[][] rows = rows();
    int n = rows.length;
    double[][] pairs = new double[n * n][];
    for (int p = 0; p < pairs.length; p++) {
      double[] a = rows[p / n];
      double[] b = rows[p % n];
      pairs[p] = new double[] {metric().distance(a, b), metric().loss(a, b)};
    }
    Arrays.sort(pairs, (p, q) -> Double.compare(p[0], q[0]));
    double highest = 0;
    for (double[] pair : pairs) {
      assertTrue(pair[1] >= highest - tolerance());
      highest = Math.max(highest, pair[1]);
    }
  }

  @Test
  void centerMinimizesTheSumOfLosses() {
    double[][] rows = rows();
    SplittableRandom random = new SplittableRandom(11);
    for (int size = 1; size <= rows.length; size++) {
      double[][] cluster = Arrays.copyOf(rows, size);
      double[] center = center(cluster);
      double least = totalLoss(cluster, center);
      for (double step : new double[] {1e-4, 1e-2, 0.5}) {
        for (int t = 0; t < 20; t++) {
          double[] other = center.clone();
          for (int c = 0; c < other.length; c++) {
            other[c] += random.nextDouble(-step, step);
          }
          double loss = totalLoss(cluster, other);
          int rowsNow = size;
          assertTrue(
              loss >= least - size * tolerance(),
              () ->
                  metric().center()
                      + " of "
                      + rowsNow
                      + " rows loses "
                      + least
                      + ", but a point beside it only "
                      + loss);
        }
      }
    }
  }

  @Test
  void argumentsAreLeftAlone() {
    double[][] rows = rows();
    double[] a = rows[0].clone();
    double[] b = rows[1].clone();
    metric().checkRow(a);
    metric().distance(a, b);
    metric().loss(a, b);
    assertArrayEquals(rows[0], a, 0);
    assertArrayEquals(rows[1], b, 0);
  }

  @Test
  void rowsThatTheMetricIsDefinedForAreAccepted() {
    for (double[] row : rows()) {
      metric().checkRow(row);
    }
  }

  @Test
  void nameIsStableAndLowerCase() {
    String name = metric().name();
    assertEquals(name.toLowerCase(Locale.ROOT), name);
    assertTrue(!name.isBlank());
    assertEquals(name, metric().name());
    assertEquals(
        name.equals("euclidean"), metric() instanceof EuclideanDistance, "a reserved name");
    assertSame(metric().center(), metric().center());
  }

  @Test
  void nameFindsTheMetric() {
    if (!isRegistered()) {
      return;
    }
    DistanceMetric found = DistanceMetric.named(metric().name());
    assertSame(metric().getClass(), found.getClass());
    assertEquals(metric().name(), found.name());
  }

  @Test
  void unknownNameListsTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DistanceMetric.named("no such distance"))
            .getMessage();
    assertTrue(message.contains("\"no such distance\""), message);
    assertTrue(!isRegistered() || message.contains(metric().name()), message);
  }

  private double totalLoss(double[][] rows, double[] center) {
    double total = 0;
    for (double[] row : rows) {
      total += metric().loss(row, center);
    }
    return total;
  }

  private double[] center(double[][] rows) {
    return switch (metric().center()) {
      case MEAN -> mean(rows);
      case MEDIAN -> median(rows);
      case NORMALIZED_MEAN -> {
        double[][] directions = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
          directions[i] = direction(rows[i]);
        }
        yield direction(mean(directions));
      }
    };
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += row[c] / rows.length;
      }
    }
    return mean;
  }

  private static double[] median(double[][] rows) {
    int n = rows.length;
    double[] median = new double[rows[0].length];
    for (int c = 0; c < median.length; c++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = rows[i][c];
      }
      Arrays.sort(column);
      median[c] = (column[(n - 1) / 2] + column[n / 2]) / 2;
    }
    return median;
  }

  private static double[] direction(double[] row) {
    double sum = 0;
    for (double v : row) {
      sum += v * v;
    }
    double[] direction = row.clone();
    for (int c = 0; c < direction.length; c++) {
      direction[c] /= Math.sqrt(sum);
    }
    return direction;
  }
}
