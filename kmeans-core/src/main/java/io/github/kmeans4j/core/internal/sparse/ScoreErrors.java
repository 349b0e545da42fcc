package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.SinglePrecision;

/**
 * {@link SparseFrame#scoreError} of many rows, most of which store as many values as the row
 * before. Belongs to one worker.
 */
final class ScoreErrors {
  private final SparseFrame frame;
  private double largestNorm;

  /** How many values the last row stores; −1 for none. */
  private int former = -1;

  private double base;
  private double slope;

  ScoreErrors(SparseFrame frame) {
    this.frame = frame;
  }

  /** Begins with other centroids. */
  void begin(double largest) {
    largestNorm = largest;
    former = -1;
  }

  /** Bounds the error of the scores of a row of so many stored values. */
  double of(int stored, double norm) {
    if (stored != former) {
      former = stored;
      base = frame.baseError(stored, largestNorm);
      slope = frame.errorSlope(stored, largestNorm);
    }
    return norm * norm < SinglePrecision.LARGEST_NORM_SQ
        ? base + norm * slope
        : Double.POSITIVE_INFINITY;
  }
}
