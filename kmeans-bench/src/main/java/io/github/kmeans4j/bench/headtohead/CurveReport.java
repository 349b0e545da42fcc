package io.github.kmeans4j.bench.headtohead;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of the curves, medians (accuracies: means) over the seeds, and their files. */
final class CurveReport {
  /** Name of the rival's curves. */
  static final String RIVAL = "scikit-learn";

  private final PrintStream out;
  private final List<Curve> all = new ArrayList<>();

  CurveReport(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints the table of one k.
   *
   * @param curves of all seeds
   * @param fullBatch the inertia of our full batch for each seed, empty if it was not measured
   */
  void add(int k, List<Curve> curves, Map<Long, Double> fullBatch) {
    all.addAll(curves);
    Map<Long, Curve> rivals = new LinkedHashMap<>();
    Map<String, List<Curve>> byName = new LinkedHashMap<>();
    for (Curve curve : curves) {
      byName.computeIfAbsent(curve.name(), name -> new ArrayList<>()).add(curve);
      if (curve.name().equals(RIVAL)) {
        rivals.put(curve.seed(), curve);
      }
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "K = %d, medians of %d seeds; full batch %.5e%n",
        k,
        curves.stream().mapToLong(Curve::seed).distinct().count(),
        fullBatch.isEmpty() ? Double.NaN : median(fullBatch.values()));
    out.printf(
        "%-14s %9s %12s %12s %9s %12s %10s %14s %10s %9s%n",
        "who",
        "seconds",
        "train",
        "test",
        "vs full",
        "to rival's",
        "of its",
        "at its time",
        "train acc.",
        "test acc.");
    for (Map.Entry<String, List<Curve>> entry : byName.entrySet()) {
      out.println(line(entry.getKey(), entry.getValue(), rivals, fullBatch));
    }
    out.flush();
  }

  private static String line(
      String name, List<Curve> curves, Map<Long, Curve> rivals, Map<Long, Double> fullBatch) {
    List<Double> toRival = new ArrayList<>();
    List<Double> part = new ArrayList<>();
    List<Double> atItsTime = new ArrayList<>();
    List<Double> aboveFull = new ArrayList<>();
    for (Curve curve : curves) {
      double full = fullBatch.getOrDefault(curve.seed(), Double.NaN);
      aboveFull.add(curve.last().inertia() / full);
      Curve rival = rivals.get(curve.seed());
      if (rival != null) {
        double seconds = curve.secondsTo(rival.last().inertia());
        toRival.add(seconds);
        part.add(rival.last().seconds() / seconds);
        atItsTime.add(curve.inertiaAt(rival.last().seconds()) / full);
      }
    }
    return String.format(
            Locale.ROOT,
            "%-14s %9.3f %12.5e %12.5e %9.4f %12.3f %9.1f× %14.4f %9.2f%% %8.2f%%",
            name,
            median(curves.stream().map(curve -> curve.last().seconds()).toList()),
            median(curves.stream().map(curve -> curve.last().inertia()).toList()),
            median(curves.stream().map(curve -> curve.quality().testInertia()).toList()),
            median(aboveFull),
            median(toRival),
            median(part),
            median(atItsTime),
            100 * curves.stream().mapToDouble(c -> c.quality().trainAccuracy()).average().orElse(0),
            100 * curves.stream().mapToDouble(c -> c.quality().testAccuracy()).average().orElse(0))
        .replace("NaN×", "   -")
        .replace("NaN%", "   -")
        .replace("NaN", "  -");
  }

  private static double median(Iterable<Double> values) {
    List<Double> list = new ArrayList<>();
    values.forEach(list::add);
    if (list.isEmpty()) {
      return Double.NaN;
    }
    return Curve.median(list.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Writes the points and the picture. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder csv = new StringBuilder("k,who,seed,seconds,inertia\n");
    for (Curve curve : all) {
      for (Curve.Point point : curve.points()) {
        csv.append(curve.k()).append(',').append(curve.name()).append(',').append(curve.seed());
        csv.append(',').append(point.seconds()).append(',').append(point.inertia()).append('\n');
      }
    }
    Files.writeString(folder.resolve("minibatch-curves.csv"), csv);
    new CurveChart(all).write(folder.resolve("minibatch-curves.png"));
  }
}
