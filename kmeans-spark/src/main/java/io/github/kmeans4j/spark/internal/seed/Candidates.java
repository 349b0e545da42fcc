package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.spark.internal.pass.FitPlan;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/** The candidates of all rounds so far, as tasks see them. */
final class Candidates implements Serializable {
  private static final long serialVersionUID = 1;

  private final Broadcast<FitPlan> plan;
  private final Broadcast<double[][][]> rounds;

  Candidates(Broadcast<FitPlan> plan, Broadcast<double[][][]> rounds) {
    this.plan = plan;
    this.rounds = rounds;
  }

  FitPlan plan() {
    return plan.value();
  }

  double[][][] rounds() {
    return rounds.value();
  }
}
