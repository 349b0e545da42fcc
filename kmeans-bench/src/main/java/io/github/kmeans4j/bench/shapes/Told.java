package io.github.kmeans4j.bench.shapes;

import org.jspecify.annotations.Nullable;

/**
 * What one run gave.
 *
 * @param seconds how long it took; infinite if it did not come to what was asked
 * @param passes of assignment, or batches; 0 where there are none
 * @param value what {@link Mode#value} names; 0 where there is none
 * @param labelsCrc CRC-32 of the labels as little-endian ints in the order of the rows; null where
 *     there are none
 * @param distances how many distances to centroids were computed; null if not known
 * @param refusal why it was not run; null if it was
 */
record Told(
    double seconds,
    int passes,
    double value,
    @Nullable String labelsCrc,
    @Nullable Double distances,
    @Nullable String refusal) {

  Told(double seconds, int passes, double value, @Nullable String labelsCrc) {
    this(seconds, passes, value, labelsCrc, null, null);
  }

  Told withDistances(double count) {
    return new Told(seconds, passes, value, labelsCrc, count, refusal);
  }
}
