package io.github.kmeans4j.bench.soak;

/** Thrown on purpose by a listener, an initializer, a metric or a receiver of labels. */
final class PlannedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlannedException(String message) {
    super(message);
  }
}
