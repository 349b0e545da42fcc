package io.github.kmeans4j.bench.soak;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the attempts; used by several threads. */
final class Counts {
  /** Failures that are printed with where they came from. */
  private static final int MOST_SHOWN = 20;

  private final PrintStream out;
  private final Map<Task, Map<String, Long>> counts = new TreeMap<>();
  private long attempts;
  private int failures;

  Counts(PrintStream out) {
    this.out = out;
  }

  synchronized void add(Task task, String outcome) {
    attempts++;
    counts.computeIfAbsent(task, t -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
  }

  /** Something came that should not have. */
  synchronized void fail(Task task, Attempt attempt, long seed, Throwable failure) {
    add(task, "FAILED");
    if (failures++ < MOST_SHOWN) {
      out.println("failed: " + task + ", seed " + seed + ", disturbed by " + attempt.disturbance);
      failure.printStackTrace(out);
    }
  }

  synchronized long attempts() {
    return attempts;
  }

  synchronized int failures() {
    return failures;
  }

  synchronized void print() {
    counts.forEach(
        (task, outcomes) -> out.println(String.format(Locale.ROOT, "  %-14s %s", task, outcomes)));
  }
}
