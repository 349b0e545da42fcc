package io.github.kmeans4j.core.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.FitInterruptedException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each chunk once, by nobody twice at a time, whatever goes wrong meanwhile. */
@Timeout(60)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void everyChunkIsDoneOnceHoweverOftenTheWorkersAreUsed(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertEquals(threads, workers.threads());
      for (int chunks : new int[] {0, 1, 2, 5, 100, 1000, 3, 1}) {
        for (int round = 0; round < 20; round++) {
          AtomicIntegerArray done = new AtomicIntegerArray(chunks);
          workers.run(chunks, (chunk, worker) -> done.incrementAndGet(chunk));
          for (int chunk = 0; chunk < chunks; chunk++) {
            assertEquals(1, done.get(chunk), "chunk " + chunk + " of " + chunks);
          }
        }
      }
    }
  }

  @Test
  void noTwoThreadsAreTheSameWorkerAtOnce() {
    int threads = 5;
    AtomicIntegerArray inside = new AtomicIntegerArray(threads);
    AtomicInteger clashes = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      workers.run(
          2000,
          (chunk, worker) -> {
            if (inside.incrementAndGet(worker) > 1) {
              clashes.incrementAndGet();
            }
            Thread.onSpinWait();
            inside.decrementAndGet(worker);
          });
    }
    assertEquals(0, clashes.get());
  }

  @Test
  void whatChunksWroteIsSeenByTheCaller() {
    try (Workers workers = new Workers(3)) {
      int[] squares = new int[500];
      for (int round = 1; round <= 200; round++) {
        int factor = round;
        workers.run(squares.length, (chunk, worker) -> squares[chunk] = factor * chunk);
        int[] expected = new int[squares.length];
        Arrays.setAll(expected, chunk -> factor * chunk);
        assertArrayEquals(expected, squares);
      }
    }
  }

  @Test
  void theCallersThreadWorksToo() {
    try (Workers workers = new Workers(1)) {
      Thread[] who = new Thread[1];
      workers.run(1, (chunk, worker) -> who[0] = Thread.currentThread());
      assertSame(Thread.currentThread(), who[0]);
    }
  }

  @Test
  void asManyThreadsAsAskedForWorkTogether() {
    int threads = 4;
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(threads);
    try (Workers workers = new Workers(threads)) {
      workers.run(
          threads,
          (chunk, worker) -> {
            seen.add(Thread.currentThread());
            all.countDown();
            await(all); // ends only when every chunk is in the hands of a thread of its own
          });
    }
    assertEquals(threads, seen.size());
    assertTrue(seen.contains(Thread.currentThread()));
    for (Thread thread : seen) {
      assertTrue(thread == Thread.currentThread() || thread.isDaemon());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void anExceptionReachesTheCallerAndTheWorkersLiveOn(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 50; round++) {
        AtomicInteger inside = new AtomicInteger();
        IllegalStateException e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    workers.run(
                        100,
                        (chunk, worker) -> {
                          inside.incrementAndGet();
                          try {
                            if (chunk == 17) {
                              throw new IllegalStateException("chunk 17");
                            }
                          } finally {
                            inside.decrementAndGet();
                          }
                        }));
        assertEquals("chunk 17", e.getMessage());
        assertEquals(0, inside.get(), "nobody works on after the exception");
        AtomicInteger done = new AtomicInteger();
        workers.run(30, (chunk, worker) -> done.incrementAndGet());
        assertEquals(30, done.get());
      }
      assertThrows(
          AssertionError.class,
          () ->
              workers.run(
                  3,
                  (chunk, worker) -> {
                    throw new AssertionError();
                  }));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInterruptBeforehandLeavesEverythingUndone(int threads) {
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      Thread.currentThread().interrupt();
      assertThrows(
          FitInterruptedException.class,
          () -> workers.run(1, (chunk, worker) -> done.incrementAndGet()));
      assertTrue(Thread.interrupted(), "the flag stays set");
      assertEquals(0, done.get());
      workers.run(10, (chunk, worker) -> done.incrementAndGet());
      assertEquals(10, done.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInterruptMeanwhileEndsTheWorkWithinAChunk(int threads) {
    Thread caller = Thread.currentThread();
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      assertThrows(
          FitInterruptedException.class,
          () ->
              workers.run(
                  1_000_000,
                  (chunk, worker) -> {
                    if (chunk == 5) {
                      caller.interrupt();
                    }
                    done.incrementAndGet();
                    Thread.yield();
                  }));
    }
    assertTrue(Thread.interrupted());
    assertTrue(done.get() < 1_000_000, "all chunks were done in spite of the interrupt");
  }

  @Test
  void daemonsEndWhenClosed() throws InterruptedException {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    try (Workers workers = new Workers(2)) {
      workers.run(
          2,
          (chunk, worker) -> {
            seen.add(Thread.currentThread());
            both.countDown();
            await(both);
          });
    }
    seen.remove(Thread.currentThread());
    for (Thread daemon : seen) {
      daemon.join(30_000);
      assertFalse(daemon.isAlive());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
