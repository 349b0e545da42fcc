package io.github.kmeans4j.core;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;

/**
 * The cosine distance 1 − cos(a, b) in 0..2, minimised by the normalised mean of the normalised
 * rows (spherical k-means; Dhillon and Modha 2001, <a
 * href="https://doi.org/10.1023/A:1007612920971">doi:10.1023/A:1007612920971</a>). Not defined for
 * rows of zeros, which are refused. Immutable and thread-safe.
 *
 * <pre>{@code
 * Clustering topics = new LloydKMeans(20).withMetric(new CosineDistance()).fit(points);
 * int topic = topics.predict(row);  // of the nearest direction
 * }</pre>
 *
 * <p>A fit takes rows for their directions, whatever their lengths, dense or sparse, and changes
 * none; its centroids have length 1 from the start, given ones too.
 */
public final class CosineDistance implements DistanceMetric {

  /** Creates the metric. */
  public CosineDistance() {}

  @Override
  public double distance(double[] a, double[] b) {
    Widths.requireSame(a, b);
    double largestA = largest(a);
    double largestB = largest(b);
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int j = 0; j < a.length; j++) {
      double x = a[j] / largestA; // scaled, so that squares neither overflow nor vanish
      double y = b[j] / largestB;
      dot += x * y;
      normA += x * x;
      normB += y * y;
    }
    return Math.min(2, Math.max(0, 1 - dot / (Math.sqrt(normA) * Math.sqrt(normB))));
  }

  @Override
  public Center center() {
    return Center.NORMALIZED_MEAN;
  }

  @Override
  public String name() {
    return "cosine";
  }

  @Override
  public void checkRow(double[] row) {
    if (largest(row) == 0) {
      throw new IllegalArgumentException(
          "the cosine distance needs a direction, but every column is 0");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CosineDistance;
  }

  @Override
  public int hashCode() {
    return CosineDistance.class.hashCode();
  }

  @Override
  public String toString() {
    return "CosineDistance";
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double v : values) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }
}
