package io.github.kmeans4j.bench.shapes;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/** The timed runs of one contestant in one case. */
final class Runs {
  private static final double MEDIAN = 50;

  private final String name;
  private final boolean ours;
  private final List<Told> first = new ArrayList<>();
  private final List<Told> warm = new ArrayList<>();

  Runs(String name, boolean ours) {
    this.name = name;
    this.ours = ours;
  }

  /** Adds the first run of a process. */
  void addFirst(Told told) {
    first.add(told);
  }

  /** Adds a run of a process that has warmed up. */
  void add(Told told) {
    warm.add(told);
  }

  String name() {
    return name;
  }

  boolean ours() {
    return ours;
  }

  int count() {
    return warm.size();
  }

  /** Returns the last run. */
  Told last() {
    return warm.get(warm.size() - 1);
  }

  /** Returns the median of the times, in seconds. */
  double median() {
    return StatUtils.percentile(seconds(warm), MEDIAN);
  }

  double least() {
    return StatUtils.min(seconds(warm));
  }

  /** Returns the median of the first calls, in seconds; not a number where there are none. */
  double firstCall() {
    return first.isEmpty() ? Double.NaN : StatUtils.percentile(seconds(first), MEDIAN);
  }

  /** Returns the mean number of passes. */
  double passes() {
    return StatUtils.mean(warm.stream().mapToDouble(Told::passes).toArray());
  }

  /** Returns the mean value. */
  double value() {
    return StatUtils.mean(values());
  }

  /** Returns the standard error of the mean value. */
  double valueError() {
    return new StandardDeviation().evaluate(values()) / Math.sqrt(warm.size());
  }

  private double[] values() {
    return warm.stream().mapToDouble(Told::value).toArray();
  }

  private static double[] seconds(List<Told> runs) {
    return runs.stream().mapToDouble(Told::seconds).toArray();
  }
}
