package io.github.kmeans4j.spark.internal.pass;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * What a task needs to know of a pass: its number and its centroids, and those of the pass before
 * for whoever has lost its state.
 */
public final class Centroids implements Serializable {
  private static final long serialVersionUID = 1;

  private final Broadcast<FitPlan> plan;
  private final int pass;
  private final @Nullable Sent before;
  private final Sent current;
  private final boolean wantsChange;

  /**
   * Describes a pass.
   *
   * @param plan of the fit
   * @param pass its number, from 1
   * @param before the centroids of the pass before; null for the first one
   * @param current the centroids that rows are assigned to
   * @param wantsChange whether the change of the sums is wanted; always the same for a pass
   */
  public Centroids(
      Broadcast<FitPlan> plan, int pass, @Nullable Sent before, Sent current, boolean wantsChange) {
    this.plan = plan;
    this.pass = pass;
    this.before = before;
    this.current = current;
    this.wantsChange = wantsChange;
  }

  FitPlan plan() {
    return plan.value();
  }

  int pass() {
    return pass;
  }

  double[][] before() {
    if (before == null) {
      throw new IllegalStateException("the first pass has none before");
    }
    return before.centroids();
  }

  double[][] current() {
    return current.centroids();
  }

  boolean wantsChange() {
    return wantsChange;
  }
}
