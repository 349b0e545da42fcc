package io.github.kmeans4j.core.internal.work;

/**
 * Carries what one thread threw to another one as it is. User code (a metric, a source) can throw
 * checked exceptions that it does not declare, as all code in other JVM languages may.
 */
public final class Thrown {
  private Thrown() {}

  /**
   * Throws something again.
   *
   * @param thrown of whatever type
   * @return nothing, so that callers can write {@code throw Thrown.again(…)}
   */
  public static RuntimeException again(Throwable thrown) {
    return Thrown.<RuntimeException>unchecked(thrown);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
