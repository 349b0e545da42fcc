package io.github.kmeans4j.minibatch.internal.source;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.points.RowCollector;
import io.github.kmeans4j.core.internal.points.SourceBlocks;
import io.github.kmeans4j.core.internal.work.Thrown;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks one ahead: while the fit works on a block, a daemon thread reads the next one, and
 * begins with the one after that when the fit takes it. So there are never more than two blocks:
 * one in work and one that is being read or ready. A block of several runs of rows is joined from
 * them as they come, which takes one run more.
 *
 * <p>All reading of a fit goes through here. An interrupt closes a file channel that is being read,
 * so the thread that reads must be one that nobody interrupts: the fit's own, not the caller's.
 *
 * <p>{@link #next} and {@link #close} are called by one thread.
 */
public final class ReadAhead implements AutoCloseable {
  private final BlockSource source;
  private final Iterator<List<RowRange>> blocks;
  private final Thread reader;

  /** Guards what follows. */
  private final Object lock = new Object();

  private @Nullable Block ready;
  private @Nullable Throwable failure;
  private boolean ended;
  private boolean closed;

  /**
   * Some rows that were read.
   *
   * @param ranges where they stand in the source
   * @param points their values, in the order of the ranges
   */
  public record Block(List<RowRange> ranges, Points points) {

    /** Where in the source a row of the block stands. */
    public long sourceRow(int row) {
      int left = row;
      for (RowRange range : ranges) {
        if (left < range.rows()) {
          return range.first() + left;
        }
        left -= range.rows();
      }
      throw new IndexOutOfBoundsException("row " + row);
    }
  }

  /**
   * Begins to read.
   *
   * @param blocks what to read, in this order, each block as its runs; used by the reading thread
   */
  public ReadAhead(BlockSource source, Iterator<List<RowRange>> blocks) {
    this.source = source;
    this.blocks = blocks;
    this.reader = new Thread(this::read, "kmeans4j-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Waits for the next block.
   *
   * @return the block, or null after the last one
   * @throws IOException if it could not be read; the source's own exception, whatever its type
   * @throws FitInterruptedException if the calling thread is interrupted; the flag stays set
   */
  public @Nullable Block next() throws IOException {
    synchronized (lock) {
      while (ready == null && failure == null && !ended) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new FitInterruptedException("the calling thread was interrupted");
        }
      }
      Block block = ready;
      if (block != null) {
        ready = null;
        lock.notifyAll();
        return block;
      }
      if (failure != null) {
        throw Thrown.again(failure);
      }
      return null;
    }
  }

  /** Ends the reading, and waits for it, so that the caller may close the source at once. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      while (waitForRoom() && blocks.hasNext()) {
        List<RowRange> ranges = blocks.next();
        Points points = ranges.size() == 1 ? read(ranges.get(0)) : join(ranges);
        synchronized (lock) {
          ready = new Block(ranges, points);
          lock.notifyAll();
        }
      }
    } catch (Throwable e) { // whatever it is, it must not pass for the end of the source
      synchronized (lock) {
        failure = e instanceof InterruptedException ? new IllegalStateException(e) : e;
      }
    } finally {
      synchronized (lock) {
        ended = true;
        lock.notifyAll();
      }
    }
  }

  /** Waits until the last block was taken; false if nobody will. */
  private boolean waitForRoom() throws InterruptedException {
    synchronized (lock) {
      while (ready != null && !closed) {
        lock.wait();
      }
      return !closed;
    }
  }

  private Points join(List<RowRange> ranges) throws IOException {
    int rows = 0;
    for (RowRange range : ranges) {
      rows = Math.addExact(rows, range.rows());
    }
    RowCollector collector = new RowCollector(rows, source.columns());
    for (RowRange range : ranges) {
      if (isClosed()) {
        throw new IOException("nobody waits for this block any more");
      }
      collector.add(read(range));
    }
    return collector.points();
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private Points read(RowRange range) throws IOException {
    return SourceBlocks.read(source, range.first(), range.rows());
  }
}
