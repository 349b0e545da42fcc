package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.contract.DistanceMetricContractTest;
import org.junit.jupiter.api.Test;

class EuclideanDistanceTest extends DistanceMetricContractTest {

  @Override
  protected DistanceMetric metric() {
    return new EuclideanDistance();
  }

  @Override
  protected double tolerance() {
    return 1e-12;
  }

  @Test
  void distanceOfKnownPoints() {
    double[] a = {1, -2, 3};
    double[] b = {-1, 1, 9};
    assertEquals(7, metric().distance(a, b));
    assertEquals(49, metric().loss(a, b));
    assertEquals(49, EuclideanDistance.squaredDistance(a, b));
    assertSame(Center.MEAN, metric().center());
  }

  @Test
  void squaresAreAddedInTheOrderOfTheColumns() {
    double[] a = {1e8, 1, 1};
    double[] b = {0, 0, 0};
    // 1e16 + 1 rounds back to 1e16, twice; the other way round the two ones would count.
    assertEquals(1e16, EuclideanDistance.squaredDistance(a, b));
    assertEquals(1e16 + 2, EuclideanDistance.squaredDistance(new double[] {1, 1, 1e8}, b));
  }

  @Test
  void equalsByClass() {
    assertEquals(new EuclideanDistance(), metric());
    assertEquals(new EuclideanDistance().hashCode(), metric().hashCode());
    assertNotEquals(metric(), new ManhattanDistance());
  }
}
