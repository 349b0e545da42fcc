package io.github.kmeans4j;

/**
 * Thrown by a fit with {@link EmptyClusterPolicy#FAIL} when a cluster has lost its last row, or the
 * labels that the fit ends with leave one without rows.
 */
public class EmptyClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message names the cluster and the iteration
   */
  public EmptyClusterException(String message) {
    super(message);
  }
}
