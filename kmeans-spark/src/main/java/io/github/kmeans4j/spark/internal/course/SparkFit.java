package io.github.kmeans4j.spark.internal.course;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.lloyd.Course;
import io.github.kmeans4j.core.internal.sums.Span;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import io.github.kmeans4j.spark.internal.pass.Measure;
import io.github.kmeans4j.spark.internal.rows.BlockRows;
import io.github.kmeans4j.spark.internal.rows.ColumnRanges;
import io.github.kmeans4j.spark.internal.rows.Packing;
import io.github.kmeans4j.spark.internal.rows.RowFacts;
import io.github.kmeans4j.spark.internal.seed.Seeds;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** One call of {@code fit}: packs the rows, checks, seeds, iterates, and leaves nothing behind. */
public final class SparkFit {
  private final SparkOptions options;
  private final Logger log;

  /**
   * Describes a fit.
   *
   * @param options of the estimator
   * @param log gets each iteration, at DEBUG
   */
  public SparkFit(SparkOptions options, Logger log) {
    this.options = options;
    this.log = log;
  }

  /**
   * What a fit came to.
   *
   * @param centroids k × d
   * @param inertia of these centroids
   * @param sizes how many rows each cluster has
   * @param iterations passes
   * @param reason why it ended
   */
  public record Outcome(
      double[][] centroids, double inertia, long[] sizes, int iterations, StopReason reason) {}

  /**
   * Fits.
   *
   * @param data rows
   * @param packing how they are read
   * @return the outcome
   * @throws IllegalArgumentException if rows, weights or initial centers cannot be used
   * @throws IllegalStateException if rows are not the same when they are read again
   */
  public Outcome fit(JavaRDD<InternalRow> data, Packing packing) {
    Course course = new Course(log, null, null);
    try (BlockRows rows = new BlockRows(data, packing);
        Workers workers = new Workers(1)) {
      check(rows.facts());
      DistanceMetric metric = options.metric();
      FitPlan plan =
          new FitPlan(
              options.k(),
              rows.facts().columns(),
              packing.isWeighted(),
              metric,
              grid(rows, packing));
      double[][] initial = options.initialCenters();
      if (initial == null) {
        Seeds seeds = new Seeds(rows, plan, options.seed(), options.initSteps());
        initial = options.isRandom() ? seeds.drawRandomRows() : seeds.chooseInParallel();
      }
      log.debug("rows and seeds after {}", course.elapsed());
      SparkRun run = new SparkRun(rows, plan, initial, workers);
      course.beginRun();
      StopReason reason =
          options.maxIter() == 0
              ? StopReason.MAX_ITERATIONS
              : course.follow(run, options.tolerance(), options.maxIter());
      Measure.Measures measures = run.finish(reason == StopReason.CONVERGED);
      if (measures == null) {
        throw new IllegalStateException("no block answered");
      }
      return new Outcome(
          run.centroids(), measures.inertia(), measures.sizes(), course.iterations(), reason);
    }
  }

  private void check(RowFacts facts) {
    String refusal = facts.refusal();
    if (refusal != null) {
      throw new IllegalArgumentException(refusal);
    }
    if (options.k() > facts.rows()) {
      throw new IllegalArgumentException(
          "k must be at most the number of rows, " + facts.rows() + ", but is " + options.k());
    }
    double weight = facts.weight();
    if (weight == 0) {
      throw new IllegalArgumentException("weights must not all be 0");
    }
    if (weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "weights: their sum must be finite, but is Infinity; divide them by the largest");
    }
    int d = facts.columns();
    double limit =
        Math.min(RowCheck.largestValue(facts.rows(), d), RowCheck.largestValue(weight, d));
    if (!(facts.largest() <= limit)) {
      throw new IllegalArgumentException(
          "squared distances overflow, since the largest magnitude of a value is "
              + facts.largest()
              + "; for "
              + facts.rows()
              + " rows of weight "
              + weight
              + " and "
              + d
              + " columns it may be "
              + String.format(Locale.ROOT, "%.2e", limit)
              + " at most");
    }
    double[][] initial = options.initialCenters();
    if (initial != null) {
      checkInitial(initial, d, limit);
    }
  }

  private void checkInitial(double[][] initial, int d, double limit) {
    for (int j = 0; j < initial.length; j++) {
      if (initial[j].length != d) {
        throw new IllegalArgumentException(
            "initialCenters must have "
                + d
                + " columns as the rows have, but row "
                + j
                + " has "
                + initial[j].length);
      }
      for (int c = 0; c < d; c++) {
        if (!(Math.abs(initial[j][c]) <= limit)) {
          throw new IllegalArgumentException(
              "initialCenters must be such that squared distances are finite, but row "
                  + j
                  + ", column "
                  + c
                  + " is "
                  + initial[j][c]);
        }
      }
      try {
        options.metric().checkRow(initial[j]);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("initialCenters: row " + j + ": " + e.getMessage(), e);
      }
    }
  }

  /** Plans the sums as a fit in one process does. */
  private SumGrid grid(BlockRows rows, Packing packing) {
    RowFacts facts = rows.facts();
    @Nullable Span weight = packing.isWeighted() ? facts.weightSpan() : null;
    if (!packing.isEuclidean()) {
      return grid(new Span[] {facts.unitSpan()}, facts, weight);
    }
    SumGrid grid = grid(new Span[] {facts.span()}, facts, weight);
    if (grid.isNarrow()) {
      return grid;
    }
    ColumnRanges.Ranges ranges = rows.ask(new ColumnRanges(facts.columns()));
    return ranges == null ? grid : grid(ranges.spans(facts), facts, weight);
  }

  private static SumGrid grid(Span[] spans, RowFacts facts, @Nullable Span weight) {
    Span[] terms = spans.clone();
    if (weight != null) {
      Arrays.setAll(terms, c -> spans[c].times(weight));
    }
    return new SumGrid(terms, facts.columns(), facts.rows(), weight != null);
  }
}
