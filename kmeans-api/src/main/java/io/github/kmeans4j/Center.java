package io.github.kmeans4j;

/** The point that stands for the rows of a cluster. */
public enum Center {
  /** The arithmetic mean: minimises the sum of squared Euclidean distances. */
  MEAN,
  /**
   * The component-wise median, for an even number of rows the mean of the two middle values:
   * minimises the sum of Manhattan distances.
   */
  MEDIAN,
  /**
   * The mean of the rows scaled to length 1, itself scaled to length 1: minimises the sum of cosine
   * distances.
   */
  NORMALIZED_MEAN
}
