package io.github.kmeans4j;

/**
 * Thrown by a fit or a prediction whose thread was interrupted; the interrupt flag stays set and
 * nothing of the caller's is changed.
 */
public class FitInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message says what was interrupted
   */
  public FitInterruptedException(String message) {
    super(message);
  }
}
