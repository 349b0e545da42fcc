package io.github.kmeans4j.minibatch.internal.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Every row once, blocks of one size from everywhere, batches that lose nothing. */
class BlockOrderTest {

  @Property
  void everyRowComesOnce(
      @ForAll @LongRange(min = 1, max = 3000) long n,
      @ForAll @IntRange(min = 1, max = 700) int blockRows,
      @ForAll long seed) {
    BlockOrder order = new BlockOrder((int) Math.min(n, blockRows), n, new SplittableRandom(seed));
    int[] times = new int[(int) n];
    order
        .ranges()
        .forEachRemaining(
            block -> {
              assertTrue(!block.isEmpty() && block.size() <= BlockOrder.STRATA);
              int rows = 0;
              for (RowRange range : block) {
                assertTrue(range.rows() > 0);
                rows += range.rows();
                for (int i = 0; i < range.rows(); i++) {
                  times[(int) range.first() + i]++;
                }
              }
              assertTrue(rows <= blockRows + BlockOrder.STRATA, rows + " rows");
            });
    assertTrue(Arrays.stream(times).allMatch(count -> count == 1));
  }

  @Property
  void batchesAreEvenAndLoseNothing(
      @ForAll @IntRange(min = 1, max = 3000) int rows,
      @ForAll @IntRange(min = 1, max = 700) int batchSize) {
    BlockOrder order = new BlockOrder(rows, rows, new SplittableRandom(1));
    int[][] batches = order.batches(rows, batchSize);
    int[] all = Arrays.stream(batches).flatMapToInt(Arrays::stream).sorted().toArray();
    assertArrayEquals(IntStream.range(0, rows).toArray(), all);
    for (int[] batch : batches) {
      assertTrue(batch.length > 0 && batch.length <= Math.max(1.5 * batchSize, 1));
      assertTrue(Math.abs(batch.length - batches[0].length) <= 1);
    }
  }

  @Test
  void aBlockComesFromEverywhere() {
    long n = 160_000_000_000L;
    BlockOrder order = new BlockOrder(1_600_000, n, new SplittableRandom(7));
    List<RowRange> block = order.ranges().next();
    assertEquals(32, block.size());
    for (int s = 0; s < 32; s++) {
      assertEquals(50_000, block.get(s).rows());
      assertEquals(s, block.get(s).first() / (n / 32));
    }
  }

  @Test
  void aBatchIsNoRunOfRowsAndSeedsDiffer() {
    BlockOrder order = new BlockOrder(400, 400, new SplittableRandom(1));
    int[][] first = order.batches(400, 100);
    assertEquals(4, first.length);
    assertTrue(first[0][0] < 100 && first[0][99] > 300);
    List<List<RowRange>> one = new ArrayList<>();
    List<List<RowRange>> two = new ArrayList<>();
    List<List<RowRange>> other = new ArrayList<>();
    new BlockOrder(100, 9999, new SplittableRandom(1)).ranges().forEachRemaining(one::add);
    new BlockOrder(100, 9999, new SplittableRandom(1)).ranges().forEachRemaining(two::add);
    new BlockOrder(100, 9999, new SplittableRandom(2)).ranges().forEachRemaining(other::add);
    assertEquals(one, two);
    assertTrue(!one.equals(other));
  }
}
