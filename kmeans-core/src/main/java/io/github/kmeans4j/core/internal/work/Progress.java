package io.github.kmeans4j.core.internal.work;

import java.util.function.DoubleConsumer;

/**
 * How much of some work is done, told to whoever wants to know. The listener hears ascending
 * numbers from one thread at a time, whichever thread did the work; the last one is 1. What it
 * throws ends the work. Thread-safe.
 */
public final class Progress {
  private final double total;
  private final DoubleConsumer listener;
  private double done;

  /**
   * Prepares it.
   *
   * @param total all the work, in any unit, above 0; each part and all sums of parts are whole
   *     numbers below 2⁵³
   * @param listener told of the share that is done, above 0 and at most 1
   */
  public Progress(double total, DoubleConsumer listener) {
    this.total = total;
    this.listener = listener;
  }

  /**
   * Tells that a part is done.
   *
   * @param part in the unit of the total
   */
  public synchronized void add(double part) {
    done += part;
    listener.accept(done / total);
  }
}
