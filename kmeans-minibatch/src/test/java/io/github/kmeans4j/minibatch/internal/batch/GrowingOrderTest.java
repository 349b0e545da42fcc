package io.github.kmeans4j.minibatch.internal.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
        int to = order.draw(batch);
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
      assertEquals(3, order.draw(0));
      for (int i = 0; i < 3; i++) {
        counts[order.rows()[i]]++;
      }
    }
    for (int count : counts) {
      assertEquals(3000, count, 5 * Math.sqrt(3000)); // five standard deviations
    }
  }

  @Test
  void everyRowIsInAPartThatLeavesFewOutAlikeOften() {
    int[] counts = new int[20];
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 20_000; trial++) {
      GrowingOrder order = new GrowingOrder(20, 15, random);
      assertEquals(15, order.draw(0));
      for (int i = 0; i < 15; i++) {
        counts[order.rows()[i]]++;
      }
    }
    for (int count : counts) {
      assertEquals(15_000, count, 5 * Math.sqrt(3750)); // five standard deviations
    }
  }

  @Test
  void partsAreDrawnWhenTheyAreAskedFor() {
    GrowingOrder one = new GrowingOrder(5000, 512, new SplittableRandom(3));
    GrowingOrder other = new GrowingOrder(5000, 512, new SplittableRandom(3));
    one.draw(0);
    int[] first = Arrays.copyOf(one.rows(), 512);
    assertEquals(4999, one.rows()[4999]); // not drawn yet: the row of that number
    assertEquals(5000, other.draw(other.batches() - 1));
    assertArrayEquals(first, Arrays.copyOf(other.rows(), 512));
    for (int batch = 1; batch < one.batches(); batch++) {
      one.draw(batch);
      assertEquals(other.draw(batch), one.draw(batch));
    }
    assertArrayEquals(other.rows(), one.rows());
  }

  @Test
  void aQuarterOfTheRowsIsFollowedByAll() {
    GrowingOrder order = new GrowingOrder(4096, 512, new SplittableRandom(1));
    assertEquals(3, order.batches());
    assertEquals(1024, order.draw(1));
    assertEquals(4096, order.draw(2));
  }

  @Test
  void theLastBatchThatIsSmallEnough() {
    GrowingOrder order = new GrowingOrder(4096, 512, new SplittableRandom(1));
    assertEquals(0, order.batchOf(0));
    assertEquals(0, order.batchOf(1023));
    assertEquals(1, order.batchOf(1024));
    assertEquals(2, order.batchOf(4096));
    assertEquals(2, order.batchOf(Integer.MAX_VALUE));
  }
}
