package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.contract.DistanceMetricContractTest;
import org.junit.jupiter.api.Test;

class CosineDistanceTest extends DistanceMetricContractTest {

  @Override
  protected DistanceMetric metric() {
    return new CosineDistance();
  }

  @Override
  protected double tolerance() {
    return 1e-14;
  }

  @Test
  void distanceOfKnownDirections() {
    double[] east = {2, 0};
    assertEquals(0, metric().distance(east, new double[] {5, 0}));
    assertEquals(1, metric().distance(east, new double[] {0, 3}));
    assertEquals(2, metric().distance(east, new double[] {-1, 0}));
    assertEquals(0.4, metric().distance(east, new double[] {3, 4}), 1e-15);
    double[] there = {-1.8181857009903146, -1.0029878116805564, 1.5367271558464077};
    double[] back = {3.2538026032484844, 1.7949345608070424, -2.750107878118395};
    assertEquals(2, metric().distance(there, back), "opposite, but for rounding");
    assertSame(Center.NORMALIZED_MEAN, metric().center());
  }

  @Test
  void lengthDoesNotMatter() {
    double[] a = {3, 4};
    for (double length : new double[] {1e-300, 1e-20, 1e20, 1e300}) {
      double[] b = {length * 4, length * 3};
      assertEquals(1 - 24 / 25.0, metric().distance(a, b), 1e-15);
    }
  }

  @Test
  void rowOfZerosIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> metric().checkRow(new double[] {0, -0.0, 0}))
            .getMessage();
    assertEquals("the cosine distance needs a direction, but every column is 0", message);
  }

  @Test
  void equalsByClass() {
    assertEquals(new CosineDistance(), metric());
    assertEquals(new CosineDistance().hashCode(), metric().hashCode());
    assertNotEquals(metric(), new EuclideanDistance());
  }
}
