package io.github.kmeans4j.core.prepare;

/**
 * What a {@link Standardizer} does with missing values, which are NaN.
 *
 * <pre>{@code
 * Standardization scale = new Standardizer().withMissingValues(MissingValues.MEAN).fit(points);
 * }</pre>
 */
public enum MissingValues {
  /** An exception that names the row and the column; the default. */
  REFUSE,

  /**
   * The mean of the column takes the place of a missing value, so that it is 0 in standardized
   * data. Means and deviations are those of the values that are there.
   */
  MEAN
}
