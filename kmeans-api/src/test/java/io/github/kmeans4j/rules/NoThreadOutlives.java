package io.github.kmeans4j.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However work ends, its threads have ended when it returns. Extend it with a static method {@code
 * works} that returns a stream of what can be interrupted, and with tests of what can throw.
 */
@Timeout(120)
public abstract class NoThreadOutlives {
  private static final int INTERRUPTS = 60;

  /** How many failures a test tries. */
  protected static final int FAILURES = 25;

  /** Threads that works use. */
  protected static final int THREADS = 3;

  /** Creates the tests. */
  protected NoThreadOutlives() {}

  /**
   * Something that uses threads.
   *
   * @param name what reports call it
   * @param task does it
   */
  public record Work(String name, Executable task) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Nothing is left after a test. */
  @AfterEach
  protected void noThreadIsLeft() {
    assertNoThread();
  }

  /**
   * An interrupt ends work soon, or comes too late; the flag stays set.
   *
   * @param work what is interrupted
   * @throws Throwable if it fails without one
   */
  @ParameterizedTest
  @MethodSource("works")
  protected void interruptedAtAnyMoment(Work work) throws Throwable {
    SplittableRandom random = new SplittableRandom(17);
    work.task.execute();
    long begin = System.nanoTime();
    work.task.execute();
    long usual = System.nanoTime() - begin;
    for (int i = 0; i < INTERRUPTS; i++) {
      Throwable[] thrown = new Throwable[1];
      boolean[] flag = new boolean[1];
      Thread caller =
          new Thread(
              () -> {
                try {
                  work.task.execute();
                } catch (Throwable e) {
                  thrown[0] = e;
                }
                flag[0] = Thread.currentThread().isInterrupted();
              });
      caller.start();
      LockSupport.parkNanos(random.nextLong(usual));
      caller.interrupt();
      caller.join();
      assertNoThread();
      if (thrown[0] != null) {
        assertInstanceOf(FitInterruptedException.class, thrown[0]);
        assertTrue(flag[0], "the flag stays set");
      }
    }
  }

  /**
   * Checks that a task ends with a failure, the very one, and leaves no thread.
   *
   * @param failure what it meets
   * @param task meets it
   */
  protected static void assertFails(Throwable failure, Executable task) {
    assertFails(failure, task, "");
  }

  /**
   * Checks that a task ends with a failure, the very one, and leaves no thread.
   *
   * @param failure what it meets
   * @param task meets it
   * @param message what the report says
   */
  protected static void assertFails(Throwable failure, Executable task, String message) {
    assertSame(failure, assertThrows(Throwable.class, task, message), message);
    assertNoThread();
  }

  /** Checks that none of the library's threads lives. */
  protected static void assertNoThread() {
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("kmeans4j-"))
            .sorted()
            .toList());
  }

  /**
   * Counts down, and throws when nothing is left.
   *
   * @param left how many calls to go
   * @param failure what is thrown then, declared or not
   */
  protected static void failAtZero(AtomicInteger left, Throwable failure) {
    if (left.decrementAndGet() == 0) {
      NoThreadOutlives.<RuntimeException>sneak(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  /**
   * Makes a failure of some kind.
   *
   * @param number which one
   * @return an exception or error, each fourth one of the same kind
   */
  protected static Throwable failure(int number) {
    return switch (number % 4) {
      case 0 -> new IllegalStateException("failure " + number);
      case 1 -> new OutOfMemoryError("failure " + number);
      case 2 -> new Exception("undeclared failure " + number);
      default -> new Throwable("failure of no kind " + number);
    };
  }

  /**
   * Draws rows.
   *
   * @param n how many, which is the seed too
   * @param d number of columns
   * @return floats of 0 to 1
   */
  protected static Points random(int n, int d) {
    SplittableRandom random = new SplittableRandom(n);
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Points.of(values, n, d);
  }
}
