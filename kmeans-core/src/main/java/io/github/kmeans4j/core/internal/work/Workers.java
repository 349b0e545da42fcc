package io.github.kmeans4j.core.internal.work;

import io.github.kmeans4j.FitInterruptedException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one fit: the caller's and as many daemons as were asked for beyond it.
 *
 * <p>Work comes in numbered chunks whose bounds never depend on the number of threads. Any worker
 * may take any chunk, so a task must write only to places that belong to its chunk (or to its
 * worker, for scratch) and whoever merges must do so in the order of the chunks; then results do
 * not depend on who did what when. Chunks are begun in ascending order; of several that fail, the
 * lowest one's failure is reported, so that messages do not depend on the threads either.
 *
 * <p>When {@link #run} ends, however it ends, no chunk is being worked on; when {@link #close}
 * ends, no daemon lives. So whoever closes in a {@code finally} leaves nothing behind.
 *
 * <p>Used by one thread at a time.
 */
public final class Workers implements AutoCloseable {
  /** How often an idle thread looks for work before it parks; some 10 µs. */
  private static final int SPINS = 400;

  private final int threads;
  private final ThreadFactory factory;
  private final @Nullable Thread[] daemons;
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
    this(threads, Thread::new);
  }

  /** The same with threads from elsewhere, so that tests can let them fail. */
  Workers(int threads, ThreadFactory factory) {
    this.threads = threads;
    this.factory = factory;
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
   * Runs all chunks and waits for them. What a chunk throws, of whatever type, is thrown on; chunks
   * not begun by then are left out.
   *
   * @param chunks how many; numbered from 0
   * @param task told of each once
   * @throws FitInterruptedException if the calling thread is or gets interrupted; chunks not begun
   *     by then are left out
   * @throws OutOfMemoryError also if a thread cannot be started
   */
  public void run(int chunks, ChunkTask task) {
    Job current = new Job(chunks, task);
    try {
      share(current);
      current.work(0, Thread.currentThread());
    } finally {
      current.finish();
      job = null;
    }
    Throwable failure = current.failure;
    if (failure != null) {
      throw Thrown.again(failure);
    }
    if (current.cancelled) {
      throw new FitInterruptedException("the calling thread was interrupted");
    }
  }

  /** Calls as many daemons as find a chunk beside the one that the caller takes. */
  private void share(Job current) {
    int helpers = Math.min(daemons.length, current.chunks - 1);
    if (helpers > 0) {
      job = current;
    }
    for (int t = 0; t < helpers; t++) {
      Thread daemon = daemons[t];
      if (daemon == null) {
        daemons[t] = start(t + 1);
      } else {
        LockSupport.unpark(daemon);
      }
    }
  }

  /** Ends the daemons and waits until they have ended; an interrupt meanwhile is kept. */
  @Override
  public void close() {
    closed = true;
    for (Thread daemon : daemons) {
      LockSupport.unpark(daemon);
    }
    boolean interrupted = false;
    for (Thread daemon : daemons) {
      while (daemon != null && daemon.isAlive()) {
        try {
          daemon.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread start(int worker) {
    Thread thread = factory.newThread(() -> serve(worker));
    thread.setName("kmeans4j-" + worker);
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
    private int failedChunk;

    Job(int chunks, ChunkTask task) {
      this.chunks = chunks;
      this.task = task;
    }

    /** Takes chunks until none is left; a worker counts as active before it takes its first one. */
    void work(int worker, @Nullable Thread interruptible) {
      active.incrementAndGet();
      int chunk = 0;
      try {
        while (!cancelled) {
          if (interruptible != null && interruptible.isInterrupted()) {
            cancelled = true;
            break;
          }
          chunk = next.getAndIncrement();
          if (chunk >= chunks) {
            break;
          }
          task.run(chunk, worker);
        }
      } catch (Throwable e) { // whatever it is, it must neither end a daemon nor be lost
        fail(chunk, e);
      } finally {
        active.decrementAndGet();
      }
    }

    private synchronized void fail(int chunk, Throwable e) {
      if (failure == null || chunk < failedChunk) {
        failure = e;
        failedChunk = chunk;
      }
      cancelled = true;
    }

    /**
     * Waits for those who are at work. If the caller comes here without having seen the end of the
     * chunks, there is a reason, and nobody shall begin another one.
     */
    void finish() {
      if (next.get() < chunks) {
        cancelled = true;
      }
      for (int spin = 0; active.get() > 0; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, 20_000);
        }
      }
    }
  }
}
