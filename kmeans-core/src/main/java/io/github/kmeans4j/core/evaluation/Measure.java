package io.github.kmeans4j.core.evaluation;

/**
 * A figure by which clusterings of the same data are compared, see {@link ChooseK}.
 *
 * <pre>{@code
 * KSelection selection =
 *     new ChooseK()
 *         .withMeasures(Measure.INERTIA, Measure.DAVIES_BOULDIN)
 *         .fit(LloydKMeans::new, points, 2, 3, 4, 5);
 * OptionalInt k = selection.bestBy(Measure.DAVIES_BOULDIN);
 * }</pre>
 */
public enum Measure {
  /**
   * The inertia of the fit. It falls with every cluster more, so the best k is the elbow of its
   * curve, see {@link InertiaCurve#elbow()}.
   */
  INERTIA("inertia"),
  /**
   * The mean silhouette in the metric of the fit, of a sample if the data are larger; the largest
   * is the best. See {@link InternalMeasures#sampledSilhouette(io.github.kmeans4j.Points, int[],
   * io.github.kmeans4j.DistanceMetric)}.
   */
  SILHOUETTE("silhouette"),
  /**
   * The Davies-Bouldin index by Euclidean distances, whatever the metric of the fit; the smallest
   * is the best. See {@link InternalMeasures#daviesBouldin}.
   */
  DAVIES_BOULDIN("Davies-Bouldin"),
  /**
   * The Calinski-Harabasz index by Euclidean distances, whatever the metric of the fit; the largest
   * is the best. See {@link InternalMeasures#calinskiHarabasz}.
   */
  CALINSKI_HARABASZ("Calinski-Harabasz");

  private final String title;

  Measure(String title) {
    this.title = title;
  }

  /**
   * Returns the usual name.
   *
   * @return for example {@code "Davies-Bouldin"}
   */
  @Override
  public String toString() {
    return title;
  }
}
