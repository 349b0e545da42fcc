package io.github.kmeans4j.minibatch.internal.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Thrown;
import io.github.kmeans4j.minibatch.FakeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One block ahead, never more, on a thread that is gone afterwards, whatever happens. */
@Timeout(60)
class ReadAheadTest {
  private static final Points POINTS = Points.of(new float[100 * 2], 100, 2);

  private static ReadAhead begin(FakeSource source) {
    return new ReadAhead(source, RowRange.inOrder(30, 100));
  }

  @Test
  void deliversAllBlocksInOrder() throws IOException {
    FakeSource source = new FakeSource(POINTS);
    List<RowRange> got = new ArrayList<>();
    try (ReadAhead reader = begin(source)) {
      for (ReadAhead.Block block = reader.next(); block != null; block = reader.next()) {
        assertEquals(1, block.ranges().size());
        assertEquals(block.ranges().get(0).rows(), block.points().rows());
        got.addAll(block.ranges());
      }
      assertNull(reader.next());
    }
    assertEquals(
        List.of(
            new RowRange(0, 30), new RowRange(30, 30), new RowRange(60, 30), new RowRange(90, 10)),
        got);
    assertEquals(got, source.reads);
    assertGone(source);
  }

  @Test
  void readsOneBlockAheadAndNoMore() throws Exception {
    FakeSource source = new FakeSource(POINTS);
    try (ReadAhead reader = begin(source)) {
      for (int taken = 1; taken <= 3; taken++) {
        assertNotNull(reader.next());
        // until the reading thread has nothing to do but to wait for us
        while (source.reads.size() <= taken
            || source.readers.get(0).getState() == Thread.State.RUNNABLE) {
          Thread.sleep(1);
        }
        assertEquals(taken + 1, source.reads.size());
      }
    }
    assertTrue(source.readers.get(0).isDaemon());
    assertGone(source);
  }

  @Test
  void joinsTheRunsOfABlock() throws IOException {
    byte[] values = new byte[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) i;
    }
    FakeSource source = new FakeSource(Points.ofUnsignedBytes(values, 100, 2));
    List<RowRange> runs = List.of(new RowRange(70, 3), new RowRange(5, 1), new RowRange(90, 10));
    try (ReadAhead reader = new ReadAhead(source, List.of(runs).iterator())) {
      ReadAhead.Block block = reader.next();
      assertNotNull(block);
      assertEquals("Points[14 × 2 unsigned bytes]", block.points().toString());
      long[] rows = {70, 71, 72, 5, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99};
      for (int i = 0; i < rows.length; i++) {
        assertEquals(rows[i], block.sourceRow(i));
        assertEquals(2 * rows[i] + 1, block.points().get(i, 1));
      }
      assertThrows(IndexOutOfBoundsException.class, () -> block.sourceRow(14));
      assertNull(reader.next());
    }
  }

  @Test
  void failureComesAfterTheBlocksBeforeIt() throws IOException {
    IOException failure = new IOException("bad sector");
    FakeSource source =
        new FakeSource(
            POINTS,
            number -> {
              if (number == 3) {
                throw failure;
              }
              return null;
            });
    try (ReadAhead reader = begin(source)) {
      assertNotNull(reader.next());
      assertNotNull(reader.next());
      assertSame(failure, assertThrows(IOException.class, reader::next));
    }
    assertEquals(3, source.reads.size());
    assertGone(source);
  }

  @Test
  void uncheckedFailuresComeTooAndWrongShapesAreRefused() {
    Error error = new OutOfMemoryError("no room");
    FakeSource failing =
        new FakeSource(
            POINTS,
            number -> {
              throw error;
            });
    try (ReadAhead reader = begin(failing)) {
      assertSame(error, assertThrows(Error.class, reader::next));
    }
    Exception undeclared = new Exception("not in the signature");
    FakeSource sneaking =
        new FakeSource(
            POINTS,
            number -> {
              throw Thrown.again(undeclared);
            });
    try (ReadAhead reader = begin(sneaking)) {
      assertSame(undeclared, assertThrows(Exception.class, reader::next));
    }
    FakeSource wrong = new FakeSource(POINTS, number -> Points.of(new float[29 * 2], 29, 2));
    try (ReadAhead reader = begin(wrong)) {
      assertEquals(
          "source must read 30 × 2 values from row 0 on, but read 29 × 2",
          assertThrows(IllegalStateException.class, reader::next).getMessage());
    }
  }

  @Test
  void interruptWhileWaitingLeavesTheReaderInPeace() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    boolean[] disturbed = new boolean[1];
    FakeSource source =
        new FakeSource(
            POINTS,
            number -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                disturbed[0] = true;
              }
              return null;
            });
    Thread.currentThread().interrupt();
    try (ReadAhead reader = begin(source)) {
      assertThrows(FitInterruptedException.class, reader::next);
      release.countDown();
    }
    assertTrue(Thread.interrupted(), "the flag must stay set, also over the close");
    assertFalse(disturbed[0]);
    assertGone(source);
  }

  @Test
  void closingEarlyEndsTheReading() throws IOException {
    FakeSource source = new FakeSource(POINTS);
    try (ReadAhead reader = begin(source)) {
      assertNotNull(reader.next());
    }
    assertTrue(source.reads.size() <= 2, () -> "read " + source.reads);
    assertGone(source);
  }

  private static void assertGone(FakeSource source) {
    for (Thread reader : source.readers) {
      assertFalse(reader.isAlive());
    }
  }
}
