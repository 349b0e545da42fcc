package io.github.kmeans4j.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.FitInterruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
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
  void daemonsHaveEndedWhenCloseReturns() {
    for (int round = 0; round < 50; round++) {
      List<Thread> daemons = new ArrayList<>();
      try (Workers workers = new Workers(4, task -> added(daemons, task), null)) {
        workers.run(100, (chunk, worker) -> Thread.onSpinWait());
      }
      assertEquals(3, daemons.size());
      for (Thread daemon : daemons) {
        assertFalse(daemon.isAlive());
      }
    }
  }

  @Test
  void closeWaitsInSpiteOfAnInterruptAndKeepsIt() {
    List<Thread> daemons = new ArrayList<>();
    try (Workers workers = new Workers(2, task -> added(daemons, task), null)) {
      workers.run(2, (chunk, worker) -> Thread.onSpinWait());
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertFalse(daemons.get(0).isAlive());
  }

  @Test
  void noMoreThreadsAreStartedThanFindAChunk() {
    List<Thread> daemons = new ArrayList<>();
    try (Workers workers = new Workers(64, task -> added(daemons, task), null)) {
      workers.run(1, (chunk, worker) -> Thread.onSpinWait());
      assertEquals(0, daemons.size());
      workers.run(3, (chunk, worker) -> Thread.onSpinWait());
      assertEquals(2, daemons.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void threadsThatCannotBeStartedLeaveNoChunkAtWork(int before) {
    List<Thread> daemons = new ArrayList<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    OutOfMemoryError noMore = new OutOfMemoryError("unable to create native thread");
    ThreadFactory few =
        task -> {
          if (daemons.size() == before) {
            throw noMore;
          }
          return added(daemons, task);
        };
    try (Workers workers = new Workers(5, few, null)) {
      for (int round = 0; round < 20; round++) {
        Error e =
            assertThrows(
                OutOfMemoryError.class,
                () ->
                    workers.run(
                        1_000_000,
                        (chunk, worker) -> {
                          inside.incrementAndGet();
                          Thread.yield();
                          done.incrementAndGet();
                          inside.decrementAndGet();
                        }));
        assertSame(noMore, e);
        assertEquals(0, inside.get(), "nobody works on after the exception");
      }
      assertTrue(done.get() < 20_000_000, "all chunks were done in spite of the failure");
    }
    assertEquals(before, daemons.size());
    for (Thread daemon : daemons) {
      assertFalse(daemon.isAlive());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void whateverIsThrownReachesTheCallerAsItIs(int threads) {
    Throwable[] all = {
      new Exception("undeclared"), new Throwable("of no kind"), new StackOverflowError()
    };
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 30; round++) {
        Throwable thrown = all[round % all.length];
        int bad = round * 3;
        assertSame(
            thrown,
            assertThrows(
                Throwable.class,
                () ->
                    workers.run(
                        100,
                        (chunk, worker) -> {
                          if (chunk == bad) {
                            throw Thrown.again(thrown);
                          }
                        })));
        AtomicInteger done = new AtomicInteger();
        workers.run(30, (chunk, worker) -> done.incrementAndGet());
        assertEquals(30, done.get());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void ofSeveralFailuresTheLowestChunksIsReported(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 200; round++) {
        int first = round % 40;
        IllegalStateException e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    workers.run(
                        100,
                        (chunk, worker) -> {
                          if (chunk == first) {
                            Thread.yield(); // so that those after it may come first
                          }
                          if (chunk >= first) {
                            throw new IllegalStateException("chunk " + chunk);
                          }
                        }));
        assertEquals("chunk " + first, e.getMessage());
      }
    }
  }

  /** A clock that goes on only as the work says. */
  private static final class Clock {
    private final AtomicLong now = new AtomicLong();

    /** Workers by this clock that start at most two daemons, which come into a list. */
    Workers workers(List<Thread> daemons) {
      return new Workers(3, task -> added(daemons, task), now::get);
    }

    Workers.ChunkTask taking(long nanos) {
      return (chunk, worker) -> now.addAndGet(nanos);
    }
  }

  @Test
  void littleWorkStartsNoThread() {
    Clock clock = new Clock();
    List<Thread> daemons = new ArrayList<>();
    try (Workers workers = clock.workers(daemons)) {
      AtomicInteger done = new AtomicInteger();
      for (int round = 0; round < 200; round++) {
        workers.run(
            7,
            (chunk, worker) -> {
              assertEquals(0, worker);
              done.incrementAndGet();
            });
        workers.run(20, clock.taking(100));
      }
      assertEquals(1400, done.get());
    }
    assertEquals(0, daemons.size());
  }

  @Test
  void muchWorkStartsThreadsAfterItsFirstChunk() {
    Clock clock = new Clock();
    List<Thread> daemons = new ArrayList<>();
    try (Workers workers = clock.workers(daemons)) {
      AtomicIntegerArray done = new AtomicIntegerArray(50);
      workers.run(
          50,
          (chunk, worker) -> {
            assertEquals(chunk > 0, !daemons.isEmpty());
            clock.now.addAndGet(1_000_000);
            done.incrementAndGet(chunk);
          });
      for (int chunk = 0; chunk < 50; chunk++) {
        assertEquals(1, done.get(chunk));
      }
    }
    assertEquals(2, daemons.size());
  }

  @Test
  void workThatWasMuchBeforeIsSharedFromItsFirstChunkOn() {
    Clock clock = new Clock();
    List<Thread> daemons = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(3);
    boolean[] together = new boolean[1];
    try (Workers workers = clock.workers(daemons)) {
      for (int round = 0; round < 2; round++) {
        together[0] = round > 0;
        workers.run(
            3,
            (chunk, worker) -> {
              clock.now.addAndGet(1_000_000_000);
              if (together[0]) {
                all.countDown();
                await(all); // ends only when every chunk is in the hands of a thread of its own
              }
            });
      }
    }
    assertEquals(2, daemons.size());
  }

  @Test
  void workThatComesAgainAndAgainStartsThreadsInTheEnd() {
    Clock clock = new Clock();
    List<Thread> daemons = new ArrayList<>();
    try (Workers workers = clock.workers(daemons)) {
      Workers.ChunkTask task = clock.taking(10_000);
      int rounds = 0;
      while (daemons.isEmpty() && rounds < 1000) {
        workers.run(10, task);
        rounds++;
      }
      assertTrue(rounds > 5 && rounds < 50, rounds + " rounds of 100 microseconds");
    }
  }

  @Test
  void anInterruptIsSeenBeforeTheNextChunkAlsoWithoutThreads() {
    List<Thread> daemons = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Clock().workers(daemons)) {
      assertThrows(
          FitInterruptedException.class,
          () ->
              workers.run(
                  100,
                  (chunk, worker) -> {
                    done.incrementAndGet();
                    if (chunk == 5) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    assertTrue(Thread.interrupted());
    assertEquals(6, done.get());
    assertEquals(0, daemons.size());
  }

  @Test
  void aFailureEndsTheWorkAlsoWithoutThreads() {
    List<Thread> daemons = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    Exception failure = new Exception("chunk 5");
    try (Workers workers = new Clock().workers(daemons)) {
      assertSame(
          failure,
          assertThrows(
              Exception.class,
              () ->
                  workers.run(
                      100,
                      (chunk, worker) -> {
                        if (chunk == 5) {
                          throw Thrown.again(failure);
                        }
                        done.incrementAndGet();
                      })));
      assertEquals(5, done.get());
      workers.run(10, (chunk, worker) -> done.incrementAndGet());
      assertEquals(15, done.get());
    }
    assertEquals(0, daemons.size());
  }

  @Test
  void threadsThatFellAsleepAreWoken() throws InterruptedException {
    List<Thread> daemons = new ArrayList<>();
    try (Workers workers = new Workers(2, task -> added(daemons, task), null)) {
      for (int round = 0; round < 20; round++) {
        Thread.sleep(round % 3); // from awake to fast asleep
        CountDownLatch both = new CountDownLatch(2);
        workers.run(
            2,
            (chunk, worker) -> {
              both.countDown();
              await(both);
            });
      }
    }
  }

  private static Thread added(List<Thread> threads, Runnable task) {
    Thread thread = new Thread(task);
    threads.add(thread);
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
