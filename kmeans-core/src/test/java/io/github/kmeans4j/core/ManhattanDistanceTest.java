package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.contract.DistanceMetricContractTest;
import org.junit.jupiter.api.Test;

class ManhattanDistanceTest extends DistanceMetricContractTest {

  @Override
  protected DistanceMetric metric() {
    return new ManhattanDistance();
  }

  @Override
  protected double tolerance() {
    return 1e-12;
  }

  @Test
  void distanceOfKnownPoints() {
    double[] a = {1, -2, 3};
    double[] b = {-1, 1, 9};
    assertEquals(11, metric().distance(a, b));
    assertEquals(11, metric().loss(a, b));
    assertSame(Center.MEDIAN, metric().center());
  }

  @Test
  void equalsByClass() {
    assertEquals(new ManhattanDistance(), metric());
    assertEquals(new ManhattanDistance().hashCode(), metric().hashCode());
    assertNotEquals(metric(), new CosineDistance());
  }
}
