package io.github.kmeans4j.core.internal.kernel;

import java.util.function.IntPredicate;

/**
 * Brings one method of a kernel of vectors to be compiled, and tells when it is.
 *
 * <p>Until C2 has compiled it, vector code is 10 to 100 times slower than a plain loop: every
 * operation is a chain of calls that makes an object. A method is compiled after some units of
 * calls, whatever they do. So most calls of a rehearsal have nothing to do, or one row, and cost
 * next to nothing; the few between them do a little, which loads the classes and shows the compiler
 * the ways through the method.
 *
 * <p>There is no thread for it. Who calls the method does a slice of its rehearsal now and then, of
 * a millisecond or so, while the compiler works beside; this begins when the method has been given
 * enough work to be worth it. That it is compiled is seen from the time of a trial. Where it never
 * is, because the JVM has no C2 or no vectors of that width, plain loops go on, and rehearsals take
 * hardly any time.
 *
 * <p>Thread-safe: at most one thread rehearses, the others do not wait.
 */
final class Rehearsal implements IntPredicate {
  /** Calls of a slice that do something. */
  private static final int CALLS = 2;

  /** Calls that do nothing after each of them. */
  private static final int IDLE_CALLS = 800;

  /** Slices before the first trial, and at least between two of them. */
  private static final int UNTRIED = 3;

  /** Slices that show the compiler something. Of those that follow, one in so many does. */
  private static final int SHOWN = 8;

  /** Time that a slice may take, in nanoseconds; a call is waited for. */
  private static final long SLICE = 1_000_000;

  /** Time between two slices, in nanoseconds. */
  private static final long PAUSE = 3_000_000;

  /** Slices after which the compiler is late, or will never come. */
  private static final int PATIENCE = 300;

  /** From then on the pause is as many times as long as the slice was. */
  private static final int RESTRAINT = 100;

  /** What a compiled method takes a tenth of for the trial, and another one four times as long. */
  private static final long TRIAL_NANOS = 2_000;

  /**
   * Values of the trial: more than what any kernel leaves to plain loops, and few, since trials
   * that come too early make the compiler work on what makes objects.
   */
  static final int TRIAL = 512;

  /** Values that leave nothing over at any width, and values that leave some at every step. */
  static final int EVEN = 128;

  static final int ODD = 63;

  private final Stage stage;
  private final Stage.Method method;
  private final int worth;

  // None of these need be exact. Races make the work seem less; that a method is compiled may be
  // learned late, but is never unlearned.
  private boolean compiled;
  private int work;
  private int slices;

  /** The slice that begins with a trial. */
  private int trial = UNTRIED;

  private long next;

  /**
   * Prepares a rehearsal.
   *
   * @param stage where it takes place
   * @param method what is rehearsed
   * @param worth how much work makes it worth it, in units of 64 operations; a call counts one more
   * @param delay nanoseconds from now before which it does not begin
   */
  Rehearsal(Stage stage, Stage.Method method, int worth, long delay) {
    this.stage = stage;
    this.method = method;
    this.worth = worth;
    this.next = System.nanoTime() + delay;
  }

  /**
   * Tells whether the method is compiled, and does a slice of its rehearsal if it is time for one.
   *
   * @param units how many operations the caller wants of it, in units of 64
   */
  @Override
  public boolean test(int units) {
    return compiled || isCompiledBy(units);
  }

  private boolean isCompiledBy(int units) {
    if (work < worth) { // and else untouched, or its line would go from core to core with each call
      work += Math.min(units, worth) + 1;
      if (work < worth) {
        return false;
      }
    }
    long now = System.nanoTime();
    if (now - next >= 0 && stage.enter(now)) {
      try {
        rehearse();
      } finally {
        long end = System.nanoTime();
        next = end + (slices < PATIENCE ? PAUSE : Math.max(PAUSE, RESTRAINT * (end - now)));
        stage.leave(end + (end - now));
      }
    }
    return compiled;
  }

  private void rehearse() {
    long end = System.nanoTime() + SLICE;
    slices++;
    if (slices >= trial) {
      trial = slices + Math.max(UNTRIED, slices / 3);
      if (isFast()) {
        compiled = true;
        Kernels.LOG.debug(
            "{} by vectors from now on, after {} slices of rehearsal", method, slices);
        return;
      }
    }
    boolean shown = slices <= SHOWN || slices % SHOWN == 0;
    for (int c = 0; c < CALLS && System.nanoTime() - end < 0; c++) {
      if (shown) {
        stage.play(method, c % 2 == 0 ? ODD : EVEN);
      }
      // Every slice has these: what is no longer called falls out of the compiler's queue.
      for (int i = 0; i < IDLE_CALLS && (i % 8 != 0 || System.nanoTime() - end < 0); i++) {
        stage.idle(method, i);
      }
    }
  }

  /**
   * One of three trials is hardly ever interrupted; one that takes very long tells enough. What is
   * not compiled is mostly found out by few values: each that goes through uncompiled vector code
   * brings a dozen of the JDK's own methods nearer to be compiled, which nobody needs after it.
   */
  private boolean isFast() {
    long nanos = time(EVEN);
    for (int t = 0; t < 3 && nanos < 10 * TRIAL_NANOS; t++) {
      nanos = time(TRIAL);
      if (nanos <= TRIAL_NANOS) {
        return true;
      }
    }
    return false;
  }

  private long time(int values) {
    long began = System.nanoTime();
    stage.play(method, values);
    return System.nanoTime() - began;
  }
}
