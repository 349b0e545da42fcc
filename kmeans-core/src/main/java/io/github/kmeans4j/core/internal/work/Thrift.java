package io.github.kmeans4j.core.internal.work;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Decides when work is worth a second thread, by what the same work has taken so far. Concerns time
 * only, never a result.
 *
 * <p>Tasks of one class are taken for alike: a lambda has a class for each place in the code. Of
 * each the time for a chunk is known from the last time it ran, as its caller's thread took it.
 * Where it is not, the caller begins alone, and looks at the clock after 1, 2, 4, … chunks.
 *
 * <p>Starting a thread and waiting for its end costs as much as some hundred thousand
 * multiplications. Work in the hand pays for it if it saves several times that. Whether work to
 * come will pay for it nobody knows, so that is judged by what has been: threads are started once
 * they would have saved many times their price, had they been there. So a fit of any length loses a
 * small part of its time at most, by starting them too late or just before its end.
 */
final class Thrift {
  /**
   * What it costs to hand work to a thread that looks for it, in nanoseconds, with a margin: the
   * half of the data that it changed is not in the cache of the other core.
   */
  private static final long AWAKE = 15_000;

  /** The same for a thread that must be woken. */
  private static final long ASLEEP = 60_000;

  /** What starting and ending a thread costs. */
  private static final long START = 90_000;

  /** How many times its price a thread would have saved by the time it is started. */
  private static final int TIMES = 10;

  /** What work that is worth a thread at once must save beyond its price. */
  private static final int AT_ONCE = 2;

  /** Work that takes less than this is measured only now and then, as the clock takes time too. */
  private static final long TRIFLE = 500;

  /** How many times a trifle is not measured after it was. */
  private static final int UNMEASURED = 7;

  private final Map<Class<?>, Pace> paces = new IdentityHashMap<>();

  /** What threads would have saved that were not there. */
  private double missed;

  /** How long a chunk of a task takes. */
  static final class Pace {
    private double nanos = Double.NaN;
    private int unmeasured;

    /** Notes how long some chunks took one thread. */
    void note(long chunks, long took) {
      if (chunks > 0) {
        nanos = (double) took / chunks;
      }
    }

    /** Whether some chunks are so little work that it need not be measured this time. */
    boolean isTrifle(int chunks) {
      if (of(chunks) < TRIFLE && unmeasured < UNMEASURED) {
        unmeasured++;
        return true;
      }
      unmeasured = 0;
      return false;
    }

    /** About how long some chunks will take one thread; NaN if they never ran. */
    double of(int chunks) {
      return chunks * nanos;
    }
  }

  /** What is known of tasks of a class. */
  Pace pace(Class<?> task) {
    return paces.computeIfAbsent(task, any -> new Pace());
  }

  /**
   * Tells whether to share work.
   *
   * @param nanos how long it would take the caller alone; NaN if that is not known
   * @param helpers how many threads would help
   * @param started whether they have been started
   * @param awake whether they look for work
   */
  boolean isWorth(double nanos, int helpers, boolean started, boolean awake) {
    double saved = nanos * helpers / (helpers + 1);
    if (started) {
      return saved > (awake ? AWAKE : ASLEEP);
    }
    double price = (double) START * helpers;
    return saved > AT_ONCE * price || saved > AWAKE && missed + saved > TIMES * price;
  }

  /** Notes work that would have been shared, had there been threads. */
  void miss(double nanos, int helpers) {
    double saved = nanos * helpers / (helpers + 1) - AWAKE;
    missed += Math.max(0, saved);
  }
}
