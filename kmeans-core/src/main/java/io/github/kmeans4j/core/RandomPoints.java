package io.github.kmeans4j.core;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import java.util.LinkedHashSet;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Takes k distinct rows, uniformly at random (Forgy 1965). Rows are distinct as rows, not as
 * values. Needs memory for k rows. Immutable and thread-safe.
 */
public final class RandomPoints implements Initializer {

  /** Creates the initializer. */
  public RandomPoints() {}

  @Override
  public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
    // Floyd's algorithm (Bentley and Floyd 1987, doi:10.1145/30401.315746): every subset alike.
    Set<Integer> rows = new LinkedHashSet<>();
    int n = points.rows();
    for (int last = n - k; last < n; last++) {
      int row = seeding.random().nextInt(last + 1);
      if (!rows.add(row)) {
        rows.add(last);
      }
    }
    DMatrixRMaj centroids = new DMatrixRMaj(k, points.columns());
    double[] values = new double[points.columns()];
    int j = 0;
    for (int row : rows) {
      points.copyRow(row, values);
      System.arraycopy(values, 0, centroids.data, j++ * values.length, values.length);
    }
    return centroids;
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String toString() {
    return "RandomPoints";
  }
}
