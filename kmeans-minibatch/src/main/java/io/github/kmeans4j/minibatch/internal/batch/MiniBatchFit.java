package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.lloyd.Course;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.lloyd.FullPasses;
import io.github.kmeans4j.core.internal.lloyd.Step;
import io.github.kmeans4j.core.internal.lloyd.Steps;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.seed.FitSeeding;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Workers;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: the batches, the passes over all rows, the last assignment. */
public final class MiniBatchFit {
  private static final Logger LOG =
      LoggerFactory.getLogger("io.github.kmeans4j.minibatch.MiniBatchKMeans");

  private final MiniBatchOptions options;
  private final Points points;
  private final double @Nullable [] weights;
  private final Course course;

  public MiniBatchFit(MiniBatchOptions options, Points points, double @Nullable [] weights) {
    this(options, points, weights, new Course(LOG, options.listener, options.timeBudget));
  }

  /** A fit that is a part of another one, whose listener and time budget count. */
  public MiniBatchFit(
      MiniBatchOptions options, Points points, double @Nullable [] weights, Course course) {
    this.options = options;
    this.points = points;
    this.weights = weights;
    this.course = course;
  }

  public Clustering fit() {
    Fits.checkRows(options.k, points);
    // Initializers of others may set columns that no row has.
    OccurringColumns columns =
        FitSeeding.choosesRows(options.initializer())
            ? OccurringColumns.of(points, null)
            : OccurringColumns.all(points);
    Fits.checkSize(options.k, columns.points().columns(), new EuclideanDistance());
    course.showing(columns::expand);
    try (Workers workers = new Workers(options.threads)) {
      FitParts parts = new FitParts(options, columns, weights, workers);
      Batches batches = parts.batches();
      LOG.debug("initial centroids after {}", course.elapsed());
      course.beginRun();
      StopReason reason = learn(batches, parts.drawable().count());
      int most = options.mostFullPasses();
      if (course.iterations() == 0) {
        most = Math.max(most, 1); // all rows fit into the first batch, which must be learned
      }
      StopReason end = course.endOfTheFit();
      if (end != null && most > 0) {
        reason = end; // even if the batches had come to their own end
      }
      double[][] centroids;
      int[] labels;
      if (options.scheme() instanceof Scheme.Nested || end == null && most > 0) {
        FullPasses full = batches.full();
        if (end == null && most > 0) {
          reason = polish(full, most, parts.drawable().count());
        }
        centroids = full.centroids();
        labels = full.finalLabels();
      } else {
        centroids = batches.centroids();
        labels = new int[points.rows()];
        parts.assignment().label(centroids, labels);
      }
      Fits.checkNoneIsEmpty(options.emptyClusters, labels, weights, options.k);
      double inertia = Inertia.direct(parts.store(), null, labels, centroids, weights, workers);
      return Clustering.builder(columns.expandRows(centroids), new EuclideanDistance())
          .labels(labels, inertia)
          .course(course.iterations(), reason, course.history())
          .threads(options.threads)
          .build();
    } finally {
      course.showing(DMatrixRMaj::new);
    }
  }

  /** Learns batch by batch, of n rows; tells why no more. */
  private StopReason learn(Batches batches, int n) {
    // (a batch that grows may come to rest, and go on with more rows)
    double tolerance = options.scheme() instanceof Scheme.Nested ? 0 : options.tolerance;
    return batches.haveEnded()
        ? StopReason.SETTLED
        : course.follow(new BatchSteps(batches, n), tolerance, Long.MAX_VALUE);
  }

  /** The batches as steps, as many as all passes together have rows for. */
  private final class BatchSteps implements Steps<RuntimeException> {
    private final Batches batches;
    private final int n;
    private double left;

    BatchSteps(Batches batches, int n) {
      this.batches = batches;
      this.n = n;
      this.left = (double) options.maxPasses * n;
    }

    @Override
    public Step next() {
      Batches.Batch batch = batches.learn();
      int rows = batch.rows();
      left -= rows;
      return new Step(
          batch.inertia() / rows * n,
          batch.moved(),
          batch.shift(),
          false,
          batches::before,
          batches::centroids,
          batches::labels,
          batches.distances());
    }

    /** What was learned counts at once. */
    @Override
    public @Nullable StopReason advance() {
      return null;
    }

    @Override
    public @Nullable StopReason end() {
      if (batches.haveEnded()) {
        return StopReason.SETTLED;
      }
      return left < batches.next() ? StopReason.MAX_ITERATIONS : null;
    }
  }

  /** Iterates over all rows, n of which can be drawn. */
  private StopReason polish(FullPasses full, int most, int n) {
    full.begin();
    if (options.fullPasses == null) {
      full.until(run -> NestedBatches.haveSettled(run, n));
    }
    return course.follow(full, options.tolerance, most);
  }
}
