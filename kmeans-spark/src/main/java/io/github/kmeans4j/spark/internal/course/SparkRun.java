package io.github.kmeans4j.spark.internal.course;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.lloyd.Shift;
import io.github.kmeans4j.core.internal.lloyd.Step;
import io.github.kmeans4j.core.internal.lloyd.Steps;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.update.ClusterSums;
import io.github.kmeans4j.core.internal.update.Relocation;
import io.github.kmeans4j.core.internal.update.TrackedInertia;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.spark.internal.pass.Assign;
import io.github.kmeans4j.spark.internal.pass.Centroids;
import io.github.kmeans4j.spark.internal.pass.Farthest;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import io.github.kmeans4j.spark.internal.pass.Measure;
import io.github.kmeans4j.spark.internal.pass.Sent;
import io.github.kmeans4j.spark.internal.pass.SumsChange;
import io.github.kmeans4j.spark.internal.rows.BlockRows;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * What the driver knows of a run: the sums of all rows and the centroids that follow from them. A
 * pass is one job of one stage. The arithmetic is that of {@link LloydRun}, step for step, so the
 * answers are the same bits. Used by one thread.
 */
final class SparkRun implements Steps<RuntimeException> {
  private final BlockRows rows;
  private final FitPlan plan;
  private final Broadcast<FitPlan> sentPlan;
  private final Workers workers;
  private final ClusterSums sums;
  private final Centers centers;
  private final @Nullable TrackedInertia<double[]> tracked;
  private @Nullable Relocation relocation;
  private int pass;
  private double[][] centroids;
  private double[][] next;
  private @Nullable Sent sentBefore;
  private Sent sent;
  private double inertia;
  private double shift;

  SparkRun(BlockRows rows, FitPlan plan, double[][] centroids, Workers workers) {
    this.rows = rows;
    this.plan = plan;
    this.workers = workers;
    this.centroids = plan.isEuclidean() ? centroids : Directions.units(centroids);
    this.next = this.centroids;
    this.sentPlan = rows.send(plan);
    this.sent = Sent.of(this.centroids, rows::send);
    this.sums = new ClusterSums(plan.grid(), plan.k(), plan.isWeighted(), workers.threads());
    this.centers = new Centers(sums, plan, workers.threads());
    this.tracked =
        plan.isEuclidean() ? TrackedInertia.of(sums, plan.k(), plan.columns(), workers) : null;
  }

  @Override
  public Step next() {
    pass++;
    Centroids current = current(true);
    boolean measured = tracked != null && pass == 1;
    sums.begin();
    long answerBytes = plan.k() * (plan.grid().bytes() + 64);
    SumsChange change = rows.ask(new Assign(current, measured, answerBytes));
    ExactSum direct = new ExactSum();
    if (change != null) {
      change.addTo(sums);
      change.addInertia(direct);
    }
    inertia = inertia(current, measured ? direct.value() : Double.NaN);
    update();
    relocate(current);
    measureShift();
    double[][] before = centroids;
    double[][] after = next;
    return new Step(
        inertia,
        0,
        shift,
        shift == 0,
        () -> before,
        () -> after,
        () -> {
          throw new UnsupportedOperationException("labels stay with the executors");
        },
        Double.NaN);
  }

  @Override
  public @Nullable StopReason advance() {
    centroids = next;
    rows.forget(sentBefore == null ? null : sentBefore.broadcast());
    sentBefore = sent;
    sent = Sent.of(centroids, rows::send);
    return null;
  }

  /** Measures the current centroids, to which all rows are assigned first if need be. */
  Measure.@Nullable Measures finish(boolean converged) {
    if (!converged) {
      pass++;
    }
    return rows.ask(new Measure(current(converged)));
  }

  double[][] centroids() {
    return centroids;
  }

  private Centroids current(boolean wantsChange) {
    return new Centroids(sentPlan, pass, sentBefore, sent, wantsChange);
  }

  /** As a run in one process has it, on which depends when relocations are given up. */
  private double inertia(Centroids current, double measured) {
    TrackedInertia<double[]> followed = tracked;
    if (followed == null) {
      double loss = sums.cosineInertia(centroids, workers);
      return Double.isFinite(loss) ? loss : Measure.inertiaOf(rows.ask(new Measure(current)));
    }
    double certain = followed.follow(centroids);
    if (!Double.isNaN(certain)) {
      return certain;
    }
    double direct =
        Double.isNaN(measured) ? Measure.inertiaOf(rows.ask(new Measure(current))) : measured;
    followed.anchor(direct, centroids);
    return direct;
  }

  /** Computes the next centroids. */
  private void update() {
    next = centers.update(centroids, workers);
  }

  /** Takes for each empty cluster the row that is farthest off, of those that executors name. */
  private void relocate(Centroids current) {
    long[] heavy = IntStream.range(0, centroids.length).mapToLong(sums::heavyRows).toArray();
    int empty = (int) Arrays.stream(heavy).filter(rowsOf -> rowsOf == 0).count();
    Relocation former = relocation;
    if (empty == 0 || former != null && former.isGivenUp(inertia, centroids.length)) {
      return;
    }
    Farthest.Rows found = rows.ask(new Farthest(current, heavy, empty));
    if (found == null || found.count() == 0) {
      return;
    }
    DistanceMetric metric = plan.metric();
    RowStore store = RowStore.of(Points.of(found.values()), Kernels.get());
    double[] weights = found.weights(plan.isWeighted());
    Relocation now =
        former != null
            ? former
            : new Relocation(store, metric, weights, EmptyClusterPolicy.RELOCATE, workers);
    now.takeFrom(plan.asSeen(store, workers), weights);
    centers.takeFrom(store, weights);
    now.apply(pass, inertia, found.count(), found.labels(), centroids, centers, next);
    relocation = now;
  }

  private void measureShift() {
    shift = 0;
    for (int j = 0; j < next.length; j++) {
      if (next[j] != centroids[j]) {
        double squared = Euclidean.squaredFast(next[j], centroids[j]);
        shift = Math.max(shift, Shift.move(squared, next[j], centroids[j]));
      }
    }
  }
}
