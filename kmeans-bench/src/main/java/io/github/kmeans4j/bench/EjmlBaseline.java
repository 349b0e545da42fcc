package io.github.kmeans4j.bench;

import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_MT_DDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/**
 * The straightforward way to assign rows to centroids with EJML: the product of the data and the
 * transposed centroids, then for each row the least of ‖c‖² − 2⟨x, c⟩.
 */
final class EjmlBaseline {
  private EjmlBaseline() {}

  /**
   * Assigns rows of doubles.
   *
   * @param data n × d
   * @param centroids k × d
   * @param products n × k, overwritten
   * @param labels receives n labels
   */
  static void assign(DMatrixRMaj data, DMatrixRMaj centroids, DMatrixRMaj products, int[] labels) {
    int k = centroids.numRows;
    CommonOps_MT_DDRM.multTransB(data, centroids, products);
    double[] norms = new double[k];
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < centroids.numCols; c++) {
        double value = centroids.unsafe_get(j, c);
        norms[j] += value * value;
      }
    }
    double[] values = products.data;
    EjmlConcurrency.loopFor(
        0,
        labels.length,
        i -> {
          int nearest = 0;
          double least = Double.POSITIVE_INFINITY;
          for (int j = 0; j < k; j++) {
            double score = norms[j] - 2 * values[i * k + j];
            if (score < least) {
              least = score;
              nearest = j;
            }
          }
          labels[i] = nearest;
        });
  }

  /**
   * Assigns rows of floats.
   *
   * @param data n × d
   * @param centroids k × d
   * @param products n × k, overwritten
   * @param labels receives n labels
   */
  static void assign(FMatrixRMaj data, FMatrixRMaj centroids, FMatrixRMaj products, int[] labels) {
    int k = centroids.numRows;
    CommonOps_MT_FDRM.multTransB(data, centroids, products);
    float[] norms = new float[k];
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < centroids.numCols; c++) {
        float value = centroids.unsafe_get(j, c);
        norms[j] += value * value;
      }
    }
    float[] values = products.data;
    EjmlConcurrency.loopFor(
        0,
        labels.length,
        i -> {
          int nearest = 0;
          float least = Float.POSITIVE_INFINITY;
          for (int j = 0; j < k; j++) {
            float score = norms[j] - 2 * values[i * k + j];
            if (score < least) {
              least = score;
              nearest = j;
            }
          }
          labels[i] = nearest;
        });
  }
}
