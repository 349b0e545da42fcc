package io.github.kmeans4j.core.internal.work;

import io.github.kmeans4j.FitInterruptedException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
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
 * <p>Work is shared only where that is worth what it costs, see {@link Thrift}; the caller does the
 * rest alone, and where all is little, no thread is started.
 *
 * <p>When {@link #run} ends, however it ends, no chunk is being worked on; when {@link #close}
 * ends, no daemon lives. So whoever closes in a {@code finally} leaves nothing behind.
 *
 * <p>Used by one thread at a time.
 */
public final class Workers implements AutoCloseable {
  /** How long an idle thread looks for work before it parks, in nanoseconds. */
  private static final long PATIENCE = 50_000;

  /** More threads than any machine runs; whoever asks for more gets these. */
  private static final int MOST = 1 << 14;

  /** How often it looks before it looks at the clock. */
  private static final int SPINS = 32;

  /** Lets all work be shared however little it is, for tests, whose data is small. */
  private static final boolean EAGER = Boolean.getBoolean("kmeans4j.workers.eager");

  private final int threads;
  private final ThreadFactory factory;
  private final @Nullable LongSupplier clock;
  private final Thrift thrift = new Thrift();
  private final @Nullable Thread[] daemons;

  /** Of each daemon whether it sleeps, or is about to. */
  private final AtomicIntegerArray asleep;

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
   * @param threads how many may work, the caller's included, at least 1; beyond 16,384 as many
   */
  public Workers(int threads) {
    this(threads, Thread::new, EAGER ? null : System::nanoTime);
  }

  /**
   * The same with threads and a clock from elsewhere, for tests; without a clock all work is
   * shared.
   */
  Workers(int threads, ThreadFactory factory, @Nullable LongSupplier clock) {
    this.threads = Math.min(threads, MOST);
    this.factory = factory;
    this.clock = clock;
    this.daemons = new Thread[this.threads - 1];
    this.asleep = new AtomicIntegerArray(daemons.length);
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
    int helpers = Math.min(daemons.length, chunks - 1);
    if (helpers <= 0) {
      runAlone(0, chunks, task);
    } else if (clock == null) {
      runTogether(0, chunks, task, helpers);
    } else {
      runThriftily(chunks, task, helpers, clock);
    }
  }

  /** Begins alone where helpers may not be worth their price, and calls them when they are. */
  private void runThriftily(int chunks, ChunkTask task, int helpers, LongSupplier time) {
    Thrift.Pace pace = thrift.pace(task.getClass());
    if (pace.isTrifle(chunks)) {
      runAlone(0, chunks, task);
      return;
    }
    int done = 0;
    if (!isWorth(pace.of(chunks), helpers)) {
      long began = time.getAsLong();
      for (int until = 1; done < chunks; until = done + Math.min(done, chunks - done)) {
        runAlone(done, until, task);
        done = until;
        pace.note(done, time.getAsLong() - began);
        if (done < chunks - 1 && isWorth(pace.of(chunks - done), helpers)) {
          break;
        }
      }
      if (done == chunks && daemons[0] == null) {
        thrift.miss(pace.of(chunks), helpers);
      }
    }
    if (done < chunks) {
      long began = time.getAsLong();
      int own = runTogether(done, chunks, task, Math.min(helpers, chunks - done - 1));
      pace.note(own, time.getAsLong() - began);
    }
  }

  private boolean isWorth(double nanos, int helpers) {
    return thrift.isWorth(nanos, helpers, daemons[0] != null, asleep.get(0) == 0);
  }

  private static void runAlone(int from, int to, ChunkTask task) {
    Thread caller = Thread.currentThread();
    for (int chunk = from; chunk < to; chunk++) {
      checkInterrupt(caller.isInterrupted());
      task.run(chunk, 0);
    }
    checkInterrupt(caller.isInterrupted());
  }

  /**
   * Looks for an interrupt where the caller works without chunks.
   *
   * @throws FitInterruptedException if the calling thread is interrupted; its flag stays set
   */
  public void checkInterrupt() {
    checkInterrupt(Thread.currentThread().isInterrupted());
  }

  private static void checkInterrupt(boolean interrupted) {
    if (interrupted) {
      throw new FitInterruptedException("the calling thread was interrupted");
    }
  }

  /** Returns how many chunks the caller did. */
  private int runTogether(int from, int chunks, ChunkTask task, int helpers) {
    Job current = new Job(from, chunks, task);
    int own = 0;
    try {
      share(current, helpers);
      own = current.work(0, Thread.currentThread());
    } finally {
      current.finish();
      job = null;
    }
    Throwable failure = current.failure;
    if (failure != null) {
      throw Thrown.again(failure);
    }
    checkInterrupt(current.cancelled);
    return own;
  }

  /** Calls as many daemons as find a chunk beside the one that the caller takes. */
  private void share(Job current, int helpers) {
    if (helpers > 0) {
      job = current;
    }
    for (int t = 0; t < helpers; t++) {
      Thread daemon = daemons[t];
      if (daemon == null) {
        daemons[t] = start(t + 1);
      } else if (asleep.get(t) != 0) {
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
    long idleSince = System.nanoTime();
    int spin = 0;
    while (!closed) {
      Job current = job;
      if (current != null && current != done) {
        asleep.set(worker - 1, 0);
        current.work(worker, null);
        done = current;
        idleSince = System.nanoTime();
      } else if (++spin % SPINS != 0 || System.nanoTime() - idleSince < PATIENCE) {
        Thread.onSpinWait();
      } else if (asleep.getAndSet(worker - 1, 1) != 0) {
        // Whoever brought a job since then has seen that this thread sleeps, and wakes it.
        LockSupport.park(this);
      }
    }
  }

  private static final class Job {
    private final int chunks;
    private final ChunkTask task;
    private final AtomicInteger next;
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile @Nullable Throwable failure;
    private int failedChunk;

    Job(int from, int chunks, ChunkTask task) {
      this.next = new AtomicInteger(from);
      this.chunks = chunks;
      this.task = task;
    }

    /**
     * Takes chunks until none is left, and returns how many it did; a worker counts as active
     * before it takes its first one.
     */
    int work(int worker, @Nullable Thread interruptible) {
      active.incrementAndGet();
      int chunk = 0;
      int done = 0;
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
          done++;
        }
      } catch (Throwable e) { // whatever it is, it must neither end a daemon nor be lost
        fail(chunk, e);
      } finally {
        active.decrementAndGet();
      }
      return done;
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
      if (active.get() == 0) {
        return;
      }
      long since = System.nanoTime();
      for (int spin = 1; active.get() > 0; spin++) {
        if (spin % SPINS != 0 || System.nanoTime() - since < PATIENCE) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, 20_000);
        }
      }
    }
  }
}
