package io.github.kmeans4j.spark.internal.rows;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks of each block. A task may be run again, or twice at once, and must give the same
 * answer.
 *
 * @param <T> what it returns
 */
public interface BlockTask<T extends Serializable> extends Serializable {
  /**
   * Does it.
   *
   * @param block whose state may be used and changed
   * @return the answer; null if there is nothing to say
   */
  @Nullable T run(RowBlock block);

  /**
   * Makes one answer of two.
   *
   * @param one of some blocks
   * @param other of others
   * @return the answer of all of them, whatever the order; may be one of both, changed
   */
  T merge(T one, T other);

  /**
   * Bounds the size of an answer, beyond which those of many partitions are merged on the way.
   *
   * @return bytes
   */
  default long answerBytes() {
    return 0;
  }
}
