package io.github.kmeans4j.core.internal.lanes;

import io.github.kmeans4j.core.internal.assign.Drift;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import java.util.Arrays;

/**
 * The centroids of the current pass as kernels and bounds see them, and how far each moved since
 * the last one. Changed between passes only; then any number of threads read it.
 */
final class MovingCentroids {
  final int k;
  final int d;

  /** Row-major, shifted, scaled, in single precision. */
  final float[] values;

  /** All of them. */
  final int[] all;

  private final SinglePrecision frame;
  private final Drift drift;
  private double[][] exact = new double[0][];

  MovingCentroids(SinglePrecision frame, int k) {
    this.frame = frame;
    this.k = k;
    this.d = frame.store.d;
    this.values = new float[k * d];
    this.all = new int[k];
    this.drift = new Drift(k, 1, k);
    Arrays.setAll(all, j -> j);
  }

  /** Moves to the centroids of another pass, which are kept. */
  void move(double[][] centroids) {
    drift.measure(centroids, frame.scale);
    exact = centroids;
    for (int j = 0; j < k; j++) {
      frame.load(centroids[j], values, j * d);
    }
  }

  /** The centroids in data units. */
  double[][] exact() {
    return exact;
  }

  /** How far a centroid moved, rounded up. */
  float moved(int j) {
    return drift.of(j);
  }

  /** The longest move of some centroids, rounded up. */
  float longestMove(int[] list) {
    float longest = 0;
    for (int j : list) {
      longest = Math.max(longest, drift.of(j));
    }
    return longest;
  }

  /** The two longest moves of some centroids together, rounded up. */
  float twoLongestMoves(int[] list) {
    float longest = 0;
    float second = 0;
    for (int j : list) {
      float move = drift.of(j);
      second = Math.max(second, Math.min(longest, move));
      longest = Math.max(longest, move);
    }
    return Math.nextUp(longest + second);
  }
}
