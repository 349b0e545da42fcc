package io.github.kmeans4j;

import org.ejml.data.DMatrixRMaj;

/** The initializer that returns the centroids it was given. */
final class GivenCentroids implements Initializer {
  private final DMatrixRMaj centroids;

  GivenCentroids(DMatrixRMaj centroids) {
    this.centroids = centroids;
    if (centroids.numRows < 1 || centroids.numCols < 1) {
      throw new IllegalArgumentException(
          "centroids must have rows and columns, but they are " + shape());
    }
    for (int j = 0; j < centroids.numRows; j++) {
      for (int c = 0; c < centroids.numCols; c++) {
        if (!Double.isFinite(centroids.unsafe_get(j, c))) {
          throw new IllegalArgumentException(
              "centroids must be finite, but row "
                  + j
                  + ", column "
                  + c
                  + " is "
                  + centroids.unsafe_get(j, c));
        }
      }
    }
  }

  @Override
  public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
    if (centroids.numRows != k) {
      throw new IllegalArgumentException(
          "centroids must have k = " + k + " rows, but they are " + shape());
    }
    if (centroids.numCols != points.columns()) {
      throw new IllegalArgumentException(
          "centroids must have as many columns as the data, "
              + points.columns()
              + ", but they are "
              + shape());
    }
    return centroids.copy();
  }

  @Override
  public String name() {
    return "given";
  }

  private String shape() {
    return centroids.numRows + " × " + centroids.numCols;
  }
}
