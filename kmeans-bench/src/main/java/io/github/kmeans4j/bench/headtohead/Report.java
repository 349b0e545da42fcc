package io.github.kmeans4j.bench.headtohead;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the tables and writes the files. */
final class Report {
  private static final String HEAD =
      "%-46s %4s %9s %9s %8s %6s %9s %17s %9s %10s %8s%n"
          .formatted(
              "contestant",
              "runs",
              "median s",
              "least s",
              "vs best",
              "iter",
              "ms/iter",
              "inertia",
              "labels",
              "distances",
              "peak MiB");

  private final PrintStream out;
  private final Map<String, String> machine;
  private final List<Outcome> outcomes = new ArrayList<>();

  Report(PrintStream out, Map<String, String> machine) {
    this.out = out;
    this.machine = machine;
    machine.forEach((name, value) -> out.println(name + ": " + value));
  }

  /** Prints the table of one case. */
  void add(Task task, int rows, int k, List<Outcome> lines) {
    outcomes.addAll(lines);
    out.println();
    out.println(task.title() + ", n = " + rows + ", K = " + k);
    out.print(HEAD);
    for (Outcome line : lines) {
      out.println(format(line));
    }
    out.flush();
  }

  private static String format(Outcome line) {
    return String.format(
        Locale.ROOT,
        "%-46s %4d %9.3f %9.3f %8s %6.1f %9s %17.1f %9s %10s %8d",
        line.contestant(),
        line.runs(),
        line.medianSeconds(),
        line.leastSeconds(),
        known(line.speedup(), "%.2f×"),
        line.iterations(),
        line.iterations() > 0
            ? String.format(Locale.ROOT, "%.2f", 1e3 * line.medianSeconds() / line.iterations())
            : "-",
        line.inertia(),
        known(line.labelsCrc(), "%s"),
        line.distances() == null
            ? "-"
            : String.format(Locale.ROOT, "%.3e", line.distances().doubleValue()),
        line.peakMebibytes());
  }

  private static String known(@Nullable Object value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** Writes all tables as JSON and as CSV. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("head-to-head.json"),
        new GsonBuilder()
            .setPrettyPrinting()
            .create()
            .toJson(Map.of("machine", machine, "outcomes", outcomes)));
    StringBuilder csv = new StringBuilder();
    csv.append("task,rows,k,contestant,runs,medianSeconds,leastSeconds,speedup,iterations,");
    csv.append("inertia,labelsCrc,distances,peakMebibytes\n");
    for (Outcome o : outcomes) {
      csv.append(o.task()).append(',').append(o.rows()).append(',').append(o.k());
      csv.append(",\"").append(o.contestant()).append("\",").append(o.runs());
      csv.append(',').append(o.medianSeconds()).append(',').append(o.leastSeconds());
      csv.append(',').append(known(o.speedup(), "%s")).append(',').append(o.iterations());
      csv.append(',').append(o.inertia()).append(',').append(known(o.labelsCrc(), "%s"));
      csv.append(',').append(known(o.distances(), "%s")).append(',').append(o.peakMebibytes());
      csv.append('\n');
    }
    Files.writeString(folder.resolve("head-to-head.csv"), csv);
  }
}
