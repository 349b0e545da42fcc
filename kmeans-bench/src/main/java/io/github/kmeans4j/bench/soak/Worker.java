package io.github.kmeans4j.bench.soak;

import io.github.kmeans4j.FitInterruptedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Does one task after the other on one thread. */
final class Worker {
  private static final double LONGEST_MICROS = 50_000;

  private final AtomicLong seeds;
  private final int mostRows;
  private final DataFiles files;
  private final Path folder;
  private final ScheduledExecutorService interrupter;
  private final Counts counts;

  /**
   * Prepares.
   *
   * @param seeds gives the seed of each attempt
   * @param mostRows of the data in memory
   * @param files to read
   * @param folder to write to
   * @param interrupter whose thread interrupts this one's
   * @param counts told of each attempt
   */
  Worker(
      AtomicLong seeds,
      int mostRows,
      DataFiles files,
      Path folder,
      ScheduledExecutorService interrupter,
      Counts counts) {
    this.seeds = seeds;
    this.mostRows = mostRows;
    this.files = files;
    this.folder = folder;
    this.interrupter = interrupter;
    this.counts = counts;
  }

  /** Works until then, by {@link System#nanoTime()}, and long enough for all tasks to be done. */
  void work(long deadline) {
    Task[] tasks = Task.values();
    for (int done = 0; done < tasks.length || System.nanoTime() < deadline; done++) {
      long seed = seeds.getAndIncrement();
      attempt(tasks[(int) Long.remainderUnsigned(seed, tasks.length)], seed);
    }
  }

  private void attempt(Task task, long seed) {
    Attempt attempt = new Attempt(seed, mostRows, files, folder);
    Interruption interruption = new Interruption(Thread.currentThread());
    if (attempt.disturbance == Disturbance.INTERRUPT) {
      // Early moments are as likely as late ones, whatever the length of a task.
      double micros = Math.exp(attempt.random.nextDouble(Math.log(LONGEST_MICROS)));
      interrupter.schedule(interruption, (long) micros, TimeUnit.MICROSECONDS);
    }
    Throwable thrown = null;
    try {
      task.run(attempt);
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
    boolean wasInterrupted = interruption.end();
    boolean isFlagged = Thread.interrupted();
    if (thrown == null) {
      counts.add(task, wasInterrupted ? "ended before the interrupt was seen" : "ended");
    } else if (thrown instanceof PlannedException) {
      counts.add(task, "thrown " + thrown.getMessage());
    } else if (wasInterrupted && isFlagged && isOfInterrupt(thrown)) {
      counts.add(task, "interrupted");
    } else {
      counts.fail(task, attempt, seed, thrown);
    }
  }

  /** A channel that is interrupted while it reads or writes closes with an exception of its own. */
  private static boolean isOfInterrupt(Throwable thrown) {
    return thrown instanceof FitInterruptedException
        || thrown instanceof ClosedByInterruptException;
  }

  /** Interrupts a thread once, unless its attempt has ended by then. */
  private static final class Interruption implements Runnable {
    private final Thread thread;
    private boolean ended;
    private boolean done;

    Interruption(Thread thread) {
      this.thread = thread;
    }

    @Override
    public synchronized void run() {
      if (!ended) {
        done = true;
        thread.interrupt();
      }
    }

    synchronized boolean end() {
      ended = true;
      return done;
    }
  }
}
