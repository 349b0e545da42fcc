package io.github.kmeans4j.bench.shapes;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;

/** Prints a table for each case, and one over all. */
final class Report {
  private final PrintStream out;
  private final Mode mode;
  private final Map<String, String> facts;
  private final List<CaseResult> results = new ArrayList<>();

  /**
   * Begins with the facts.
   *
   * @param out where to print
   * @param mode of all cases
   * @param facts by their names, in the order to print them
   */
  Report(PrintStream out, Mode mode, Map<String, String> facts) {
    this.out = out;
    this.mode = mode;
    this.facts = facts;
    facts.forEach((name, value) -> out.println(name + ": " + value));
    out.println(mode.title() + "; ratio: median of the best peer over this median");
  }

  /** Prints the table of one case. */
  void add(CaseResult result) {
    results.add(result);
    out.println();
    out.println(result.played().describe());
    out.printf(
        "%-44s %4s %10s %10s %10s %7s %7s %7s %10s %s%n",
        "contestant",
        "runs",
        "median s",
        "least s",
        "first s",
        "ratio",
        "first",
        "passes",
        "distances",
        mode.value());
    for (Runs runs : result.all()) {
      out.println(line(result, runs));
    }
    if (!result.oursAgree()) {
      out.println("the answers of ours differ");
    }
    out.flush();
  }

  private String line(CaseResult result, Runs runs) {
    Double distances = runs.last().distances();
    return String.format(
        Locale.ROOT,
        "%-44s %4d %10s %10s %10s %7s %7s %7.1f %10s %s",
        runs.name(),
        runs.count(),
        seconds(runs.median()),
        seconds(runs.least()),
        seconds(runs.firstCall()),
        times(result.ratio(runs)),
        times(result.firstRatio(runs)),
        runs.passes(),
        distances == null ? "-" : String.format(Locale.ROOT, "%.3e", distances),
        value(runs));
  }

  private String value(Runs runs) {
    if (mode == Mode.PREDICT) {
      return "-";
    }
    String mean = String.format(Locale.ROOT, "%.9g", runs.value());
    return mode.seeded() && runs.count() > 1
        ? mean + String.format(Locale.ROOT, " ± %.1e", runs.valueError())
        : mean;
  }

  private static String seconds(double seconds) {
    if (Double.isNaN(seconds)) {
      return "-";
    }
    if (Double.isInfinite(seconds)) {
      return "never";
    }
    return String.format(Locale.ROOT, seconds < 0.1 ? "%.6f" : "%.3f", seconds);
  }

  private static String times(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.2f×", ratio);
  }

  /** Prints the ratios of all cases and their geometric means. */
  void end() {
    List<CaseResult> compared =
        results.stream().filter(result -> result.bestPeer().isPresent()).toList();
    if (compared.isEmpty()) {
      return;
    }
    List<String> names = compared.get(0).all().stream().filter(Runs::ours).map(Runs::name).toList();
    out.println();
    out.println("all cases: ratio warm / first call");
    for (int i = 0; i < names.size(); i++) {
      out.println("[" + (i + 1) + "] " + names.get(i));
    }
    out.print(String.format("%-20s %-30s %10s", "case", "best peer", "s"));
    for (int i = 0; i < names.size(); i++) {
      out.print(String.format("%17s", "[" + (i + 1) + "]"));
    }
    out.println();
    for (CaseResult result : compared) {
      Runs best = result.bestPeer().orElseThrow();
      out.print(
          String.format(
              "%-20s %-30s %10s", result.played().name(), best.name(), seconds(best.median())));
      ours(result).forEach(runs -> out.print(pair(result.ratio(runs), result.firstRatio(runs))));
      out.println();
    }
    out.print(String.format("%-62s", "geometric mean"));
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      out.print(
          pair(
              mean(compared.stream().mapToDouble(r -> r.ratio(ours(r).get(at))).toArray()),
              mean(compared.stream().mapToDouble(r -> r.firstRatio(ours(r).get(at))).toArray())));
    }
    out.println();
    out.flush();
  }

  private static List<Runs> ours(CaseResult result) {
    return result.all().stream().filter(Runs::ours).toList();
  }

  private static String pair(double warm, double first) {
    return String.format("%17s", times(warm) + " / " + times(first));
  }

  /** The geometric mean. */
  static double mean(double[] ratios) {
    return StatUtils.geometricMean(ratios);
  }

  /** Writes all as JSON. */
  void write(Path folder) throws IOException {
    List<Map<String, Object>> cases = new ArrayList<>();
    for (CaseResult result : results) {
      for (Runs runs : result.all()) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("case", result.played().name());
        line.put("mode", mode);
        line.put("contestant", runs.name());
        line.put("ours", runs.ours());
        line.put("runs", runs.count());
        line.put("medianSeconds", runs.median());
        line.put("leastSeconds", runs.least());
        line.put("firstSeconds", runs.firstCall());
        line.put("ratio", result.ratio(runs));
        line.put("passes", runs.passes());
        line.put("value", runs.value());
        line.put("labelsCrc", String.valueOf(runs.last().labelsCrc()));
        cases.add(line);
      }
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("shapes.json"),
        new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create()
            .toJson(Map.of("facts", facts, "runs", cases)));
  }
}
