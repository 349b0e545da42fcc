package io.github.kmeans4j.core;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.internal.door.GivenPart;

/** The options of {@link LloydKMeans}. */
final class LloydOptions extends FitOptions {
  DistanceMetric metric = new EuclideanDistance();
  int maxIterations = 300;
  double relativeTolerance = 0;
  int restarts = 1;

  LloydOptions(int k) {
    super(k);
  }

  LloydOptions copy() {
    LloydOptions copy = new LloydOptions(k);
    copy.take(this);
    copy.metric = metric;
    copy.maxIterations = maxIterations;
    copy.relativeTolerance = relativeTolerance;
    copy.restarts = restarts;
    return copy;
  }

  @Override
  public Initializer initializer() {
    return initializer != null ? initializer : new KMeansPlusPlus();
  }

  void setMetric(DistanceMetric metric) {
    GivenPart.checkMetric("metric", metric, DistanceMetric::name);
    GivenPart.check("metric", metric, "center", DistanceMetric::center);
    this.metric = metric;
    checkTogether();
  }

  void setMaxIterations(int maxIterations) {
    this.maxIterations = atLeast("maxIterations", 1, maxIterations);
  }

  void setRelativeTolerance(double relativeTolerance) {
    this.relativeTolerance = finite("relativeTolerance", relativeTolerance);
    checkTogether();
  }

  void setRestarts(int restarts) {
    this.restarts = atLeast("restarts", 1, restarts);
  }

  /** Checks what no option can check for itself. */
  private void checkTogether() {
    if (relativeTolerance > 0 && !Euclidean.is(metric)) {
      throw new IllegalArgumentException(
          "relativeTolerance is a part of the variance and needs the Euclidean distance, but the"
              + " metric is "
              + metric.name());
    }
  }

  @Override
  public String toString() {
    return "[k="
        + k
        + ", initializer="
        + initializer().name()
        + ", metric="
        + metric.name()
        + ", seed="
        + seed
        + ", maxIterations="
        + maxIterations
        + ", tolerance="
        + tolerance
        + (relativeTolerance == 0 ? "" : ", relativeTolerance=" + relativeTolerance)
        + ", restarts="
        + restarts
        + ", threads="
        + threads
        + "]";
  }
}
