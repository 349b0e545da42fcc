package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * What the course of a fit repeats: passes over all rows, or batches of some of them. Belongs to
 * one fit; not thread-safe.
 *
 * @param <X> what reading the rows may throw; RuntimeException for rows in memory
 */
public interface Steps<X extends Exception> {

  /**
   * Assigns the next rows to the current centroids and computes the centroids that follow.
   *
   * @return what it did
   * @throws X if the rows cannot be read
   */
  Step next() throws X;

  /**
   * Makes the centroids of the last step the current ones.
   *
   * @return why there is no use for another step, before the limits of the course are looked at;
   *     null to go on
   */
  @Nullable StopReason advance();

  /**
   * Tells whether there is another step, after the limits of the course were looked at.
   *
   * @return why there is none; null to go on
   * @throws X if the rows cannot be read
   */
  default @Nullable StopReason end() throws X {
    return null;
  }
}
