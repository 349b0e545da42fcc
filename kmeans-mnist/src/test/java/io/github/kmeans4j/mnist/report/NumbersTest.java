package io.github.kmeans4j.mnist.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void numbersAreWrittenTheSameInEveryLocale() {
    assertEquals("60,000", Numbers.count(60000));
    assertEquals("153,017,875,138", Numbers.inertia(153017875137.6));
    assertEquals("365.99", Numbers.inertia(365.987));
    assertEquals("0.062 s", Numbers.seconds(0.0617));
    assertEquals("12.34 s", Numbers.seconds(12.344));
    assertEquals("57.71 %", Numbers.percent(0.5771));
    assertEquals("5.657", Numbers.decimal(Math.sqrt(32)));
  }
}
