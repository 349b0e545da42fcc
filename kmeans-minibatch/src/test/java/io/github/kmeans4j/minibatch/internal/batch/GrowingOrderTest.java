package io.github.kmeans4j.minibatch.internal.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GrowingOrderTest {
  @Test
  void holdsEveryRowOnceInAscendingParts() {
    for (int n : new int[] {1, 511, 512, 513, 1024, 1025, 5000}) {
      GrowingOrder order = new GrowingOrder(n, Math.min(n, 512), new SplittableRandom(n));
      Set<Integer> rows = new HashSet<>();
      int from = 0;
      for (int batch = 0; batch < order.batches(); batch++) {
        int to = order.size(batch);
        assertTrue(to > from);
        for (int i = from; i < to; i++) {
          assertTrue(rows.add(order.rows()[i]));
          assertFalse(i > from && order.rows()[i] < order.rows()[i - 1]);
        }
        from = to;
      }
      assertEquals(n, from);
      assertEquals(n, rows.size());
    }
  }

  @Test
  void everyRowIsInTheFirstBatchAlikeOften() {
    int[] counts = new int[20];
    SplittableRandom random = new SplittableRandom(6);
    for (int trial = 0; trial < 20_000; trial++) {
      GrowingOrder order = new GrowingOrder(20, 3, random);
      for (int i = 0; i < 3; i++) {
        counts[order.rows()[i]]++;
      }
    }
    for (int count : counts) {
      assertEquals(3000, count, 5 * Math.sqrt(3000)); // five standard deviations
    }
  }
}
