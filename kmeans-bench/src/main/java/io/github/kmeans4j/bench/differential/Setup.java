package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.EmptyClusterPolicy;

/**
 * The options of a fit.
 *
 * @param layout how the rows lie in memory
 * @param metric the distance
 * @param policy what happens to empty clusters
 * @param maxIterations the limit
 * @param threads of the fit
 */
record Setup(
    Layout layout, Metric metric, EmptyClusterPolicy policy, int maxIterations, int threads) {
  Setup with(Layout other) {
    return new Setup(other, metric, policy, maxIterations, threads);
  }

  Setup with(EmptyClusterPolicy other) {
    return new Setup(layout, metric, other, maxIterations, threads);
  }

  Setup withMaxIterations(int other) {
    return new Setup(layout, metric, policy, other, threads);
  }

  Setup withThreads(int other) {
    return new Setup(layout, metric, policy, maxIterations, other);
  }
}
