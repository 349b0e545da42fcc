package io.github.kmeans4j.bench.differential;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the problems, and tells; used by several threads. */
final class Tally {
  /** What the parts of a problem's kind are. */
  private static final String[] PARTS = {"values ", "weights ", "start ", "metric "};

  private final PrintStream out;
  private final int shown;
  private final long all;
  private final long began = System.nanoTime();
  private final Map<String, Row> styles = new TreeMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private long done;
  private int wrong;

  private static final class Row {
    int problems;
    int refused;
    int relocated;
    int wrong;
  }

  /**
   * Begins.
   *
   * @param out where to
   * @param shown how many mismatches of each kind are printed
   * @param all how many problems there will be
   */
  Tally(PrintStream out, int shown, long all) {
    this.out = out;
    this.shown = shown;
    this.all = all;
  }

  synchronized void add(Problem problem, Verdict verdict) {
    String[] parts = (problem.kind + "/" + problem.setup.metric()).split("/");
    for (int i = 0; i < parts.length; i++) {
      Row row = styles.computeIfAbsent(PARTS[i] + parts[i], name -> new Row());
      row.problems++;
      row.refused += verdict.refused() ? 1 : 0;
      row.relocated += verdict.relocated() > 0 ? 1 : 0;
      row.wrong += verdict.mismatches().isEmpty() ? 0 : 1;
    }
    boolean shows = false;
    for (Mismatch mismatch : verdict.mismatches()) {
      shows |= kinds.merge(mismatch.kind(), 1, Integer::sum) <= shown;
    }
    wrong += verdict.mismatches().isEmpty() ? 0 : 1;
    if (shows) {
      out.println(problem.summary());
      verdict.mismatches().forEach(m -> out.println("  " + m.kind() + ": " + m.detail()));
    }
    done++;
    if (done % 10_000 == 0) {
      say("%,d of %,d problems in %.0f s, %,d wrong", done, all, seconds(), wrong);
    }
  }

  /** How many problems had a mismatch. */
  synchronized int wrong() {
    return wrong;
  }

  /** Prints the counts. */
  synchronized void summarize() {
    say("%-26s %10s %10s %10s %10s", "style", "problems", "refused", "relocated", "wrong");
    styles.forEach(
        (style, row) ->
            say(
                "%-26s %,10d %,10d %,10d %,10d",
                style, row.problems, row.refused, row.relocated, row.wrong));
    kinds.forEach((kind, count) -> say("%,10d × %s", count, kind));
    say("%,d problems in %.0f s, %,d wrong", done, seconds(), wrong);
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
