package io.github.kmeans4j.bench.soak;

/** What comes between a task and its end. */
enum Disturbance {
  NONE,
  /** Another thread interrupts at a random moment. */
  INTERRUPT,
  TIME_BUDGET,
  LISTENER_STOPS,
  LISTENER_THROWS,
  INITIALIZER_THROWS,
  METRIC_THROWS
}
