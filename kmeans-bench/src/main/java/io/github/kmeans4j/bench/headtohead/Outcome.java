package io.github.kmeans4j.bench.headtohead;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the report.
 *
 * @param task name of the task
 * @param rows n
 * @param k number of clusters
 * @param contestant who
 * @param runs how many timed runs
 * @param medianSeconds median of their times
 * @param leastSeconds the fastest
 * @param speedup median time of the best rival over this one; null without a rival or where the
 *     work is not the same
 * @param iterations mean number of assignment passes
 * @param inertia mean inertia
 * @param labelsCrc of the last run
 * @param distances computed in the last run; null if not known
 * @param peakMebibytes most resident memory of the process
 */
record Outcome(
    String task,
    int rows,
    int k,
    String contestant,
    int runs,
    double medianSeconds,
    double leastSeconds,
    @Nullable Double speedup,
    double iterations,
    double inertia,
    @Nullable String labelsCrc,
    @Nullable Long distances,
    long peakMebibytes) {

  /** Summarizes one case. */
  static List<Outcome> of(Task task, int rows, int k, List<Series> all) {
    double best =
        all.stream()
            .filter(series -> series.entry().rival())
            .mapToDouble(Series::median)
            .min()
            .orElse(Double.NaN);
    List<Outcome> outcomes = new ArrayList<>();
    for (Series series : all) {
      outcomes.add(
          new Outcome(
              task.name(),
              rows,
              k,
              series.description(),
              series.runs(),
              series.median(),
              series.least(),
              Double.isNaN(best) || !series.entry().comparable() ? null : best / series.median(),
              series.meanIterations(),
              series.meanInertia(),
              series.last().labelsCrc(),
              series.last().distances(),
              series.peakBytes() >> 20));
    }
    return outcomes;
  }
}
