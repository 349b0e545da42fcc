package io.github.kmeans4j.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CountingSortTest {
  private static void sort(CountingSort sort, int[] buckets) {
    sort.begin();
    for (int bucket : buckets) {
      sort.count(bucket);
    }
    sort.allocate();
    for (int i = 0; i < buckets.length; i++) {
      sort.place(buckets[i], 10 * i);
    }
  }

  private static int[] bucket(CountingSort sort, int bucket) {
    return Arrays.copyOfRange(sort.items(), sort.first(bucket), sort.end(bucket));
  }

  @Test
  void keepsTheOrderWithinABucket() {
    CountingSort sort = new CountingSort(4);
    sort(sort, new int[] {2, 0, 2, 3, 0, 2});
    assertArrayEquals(new int[] {10, 40}, bucket(sort, 0));
    assertArrayEquals(new int[0], bucket(sort, 1));
    assertArrayEquals(new int[] {0, 20, 50}, bucket(sort, 2));
    assertArrayEquals(new int[] {30}, bucket(sort, 3));
    assertEquals(3, sort.size(2));
  }

  @Test
  void forgetsTheSortBefore() {
    CountingSort sort = new CountingSort(2);
    sort(sort, new int[] {1, 1, 1});
    sort(sort, new int[] {1, 0});
    assertArrayEquals(new int[] {10}, bucket(sort, 0));
    assertArrayEquals(new int[] {0}, bucket(sort, 1));
    sort(sort, new int[0]);
    assertEquals(0, sort.size(0) + sort.size(1));
  }
}
