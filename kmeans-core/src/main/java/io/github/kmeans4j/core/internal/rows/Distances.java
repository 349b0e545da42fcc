package io.github.kmeans4j.core.internal.rows;

/** Squared distances of rows to some points, for which the points have been prepared. */
public interface Distances {

  /**
   * Measures one; by any number of threads.
   *
   * @param row row index
   * @param point index of the point
   * @return the squared Euclidean distance, off by a few roundings of double
   */
  double squared(int row, int point);
}
