package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.FitInterruptedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one fit: the caller's and as many daemons as were asked for beyond it.
 *
 * <p>Work comes in numbered chunks whose bounds never depend on the number of threads. Any worker
 * may take any chunk, so a task must write only to places that belong to its chunk (or to its
 * worker, for scratch) and whoever merges must do so in the order of the chunks; then results do
 * not depend on who did what when.
 *
 * <p>Used by one thread at a time.
 */
public final class Workers implements AutoCloseable {
  /** How often an idle thread looks for work before it parks; some 10 µs. */
  private static final int SPINS = 400;

  private final int threads;
  private final Thread caller = Thread.currentThread();
  private final Thread[] daemons;
  private volatile @Nullable Job job;
  private volatile boolean closed;

  /** One chunk of work. */
  @FunctionalInterface
  public interface ChunkTask {
    /**
     * Does it.
     *
     * @param chunk number of the chunk
     * @param worker number of the worker, below {@link Workers#threads()}; no two run at once
     */
    void run(int chunk, int worker);
  }

  /**
   * Prepares the threads; they are started by the first work that needs them.
   *
   * @param threads how many work, the caller's included, at least 1
   */
  public Workers(int threads) {
    this.threads = threads;
    this.daemons = new Thread[threads - 1];
  }

  /**
   * Returns the number of workers.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /**
   * Runs all chunks and waits for them.
   *
   * @param chunks how many; numbered from 0
   * @param task told of each once
   * @throws FitInterruptedException if the calling thread is or gets interrupted; chunks not begun
   *     by then are left out
   */
  public void run(int chunks, ChunkTask task) {
    Job current = new Job(chunks, task);
    if (chunks > 1 && threads > 1) {
      job = current;
      for (int t = 0; t < daemons.length; t++) {
        if (daemons[t] == null) {
          daemons[t] = start(t + 1);
        } else {
          LockSupport.unpark(daemons[t]);
        }
      }
    }
    try {
      current.work(0, caller);
    } finally {
      current.cancelled |= current.failure != null;
      for (int spin = 0; current.active.get() > 0; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, 20_000);
        }
      }
      job = null;
    }
    Throwable failure = current.failure;
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (current.cancelled) {
      throw new FitInterruptedException("the calling thread was interrupted");
    }
  }

  /** Ends the daemons. */
  @Override
  public void close() {
    closed = true;
    for (Thread daemon : daemons) {
      LockSupport.unpark(daemon);
    }
  }

  private Thread start(int worker) {
    Thread thread = new Thread(() -> serve(worker), "kmeans4j-" + worker);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void serve(int worker) {
    @Nullable Job done = null;
    int spin = 0;
    while (!closed) {
      Job current = job;
      if (current != null && current != done) {
        current.work(worker, null);
        done = current;
        spin = 0;
      } else if (spin++ < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  private static final class Job {
    private final int chunks;
    private final ChunkTask task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile @Nullable Throwable failure;

    Job(int chunks, ChunkTask task) {
      this.chunks = chunks;
      this.task = task;
    }

    /** Takes chunks until none is left; a worker counts as active before it takes its first one. */
    void work(int worker, @Nullable Thread interruptible) {
      active.incrementAndGet();
      try {
        while (!cancelled) {
          if (interruptible != null && interruptible.isInterrupted()) {
            cancelled = true;
            break;
          }
          int chunk = next.getAndIncrement();
          if (chunk >= chunks) {
            break;
          }
          task.run(chunk, worker);
        }
      } catch (RuntimeException | Error e) {
        failure = e;
        cancelled = true;
      } finally {
        active.decrementAndGet();
      }
    }
  }
}
