package io.github.kmeans4j.bench.headtohead;

import org.jspecify.annotations.Nullable;

/**
 * What one run gave.
 *
 * @param seconds how long it took
 * @param iterations assignment passes; 0 where there are none
 * @param inertia sum of squared distances in double, to the nearest of the centroids
 * @param labelsCrc CRC-32 of the labels as single bytes in the order of the rows, hexadecimal
 * @param distances how many distances to centroids were computed; null if not known
 * @param peakBytes most memory the process has had resident so far; 0 if not known
 * @param centroids k × d, if they were asked for, else null
 */
record Answer(
    double seconds,
    int iterations,
    double inertia,
    @Nullable String labelsCrc,
    @Nullable Long distances,
    long peakBytes,
    double @Nullable [][] centroids) {

  /** One without centroids. */
  Answer(
      double seconds,
      int iterations,
      double inertia,
      @Nullable String labelsCrc,
      @Nullable Long distances,
      long peakBytes) {
    this(seconds, iterations, inertia, labelsCrc, distances, peakBytes, null);
  }

  Answer with(long computedDistances) {
    return new Answer(
        seconds, iterations, inertia, labelsCrc, computedDistances, peakBytes, centroids);
  }

  Answer lasting(double otherSeconds) {
    return new Answer(
        otherSeconds, iterations, inertia, labelsCrc, distances, peakBytes, centroids);
  }
}
