package io.github.kmeans4j.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Chunks lie side by side, none is empty, and nothing overflows. */
class ChunksTest {
  private static final int MAX = Integer.MAX_VALUE;

  @Property
  void boundsAreThoseOfLongArithmetic(
      @ForAll @IntRange int n, @ForAll @IntRange(min = 1) int size, @ForAll @IntRange int seed) {
    Chunks chunks = new Chunks(n, size);
    long count = ((long) n + size - 1) / size;
    assertEquals(count, chunks.count());
    if (count > 0) {
      int chunk = (int) (seed % count);
      assertEquals((long) chunk * size, chunks.first(chunk));
      assertEquals(Math.min(n, (chunk + 1L) * size), chunks.end(chunk));
      assertTrue(chunks.first(chunk) < chunks.end(chunk));
      assertEquals(chunk, chunks.of(chunks.first(chunk)));
      assertEquals(chunk, chunks.of(chunks.end(chunk) - 1));
    }
  }

  @Example
  void theLimitsOfIntAreNoLimits() {
    for (int size : new int[] {1, 2, 16, 64, 512, 1024, MAX - 1, MAX}) {
      for (int n : new int[] {MAX - 1025, MAX - 1024, MAX - 1023, MAX - 512, MAX - 8, MAX}) {
        Chunks chunks = new Chunks(n, size);
        int last = chunks.count() - 1;
        assertEquals((n - 1) / size, last);
        assertEquals(n, chunks.end(last));
        assertEquals((long) last * size, chunks.first(last));
        if (last > 0) {
          assertEquals(chunks.first(last), chunks.end(last - 1));
        }
      }
    }
  }

  @Example
  void nothingHasNoChunks() {
    assertEquals(0, new Chunks(0, 512).count());
    assertEquals(1, new Chunks(1, 512).count());
    assertEquals(1, new Chunks(512, 512).count());
    assertEquals(2, new Chunks(513, 512).count());
  }
}
