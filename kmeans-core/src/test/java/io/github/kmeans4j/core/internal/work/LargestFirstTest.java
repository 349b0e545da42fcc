package io.github.kmeans4j.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LargestFirstTest {
  @Test
  void largestBeginsAndEqualOnesKeepTheirOrder() {
    int[] sizes = {3, 0, Integer.MAX_VALUE, 7, 3, 0};
    assertArrayEquals(new int[] {2, 3, 0, 4, 1, 5}, LargestFirst.order(sizes));
    assertArrayEquals(new int[] {3, 0, Integer.MAX_VALUE, 7, 3, 0}, sizes);
    assertArrayEquals(new int[0], LargestFirst.order(new int[0]));
  }
}
