package io.github.kmeans4j;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * An algorithm that parts rows into k clusters: options only, no fitted state.
 *
 * <p>Implementations are immutable and thread-safe: one instance may fit any number of data sets,
 * also at the same time.
 */
@FunctionalInterface
public interface Clusterer {

  /**
   * Clusters the rows.
   *
   * @param points data, n × d; never changed
   * @return the clusters found
   * @throws IllegalArgumentException if the data do not fit the options (such as k &gt; n) or hold
   *     a value that is not finite; the message names the row and the column
   * @throws FitInterruptedException if the calling thread is interrupted; its interrupt flag stays
   *     set
   */
  Clustering fit(Points points);

  /**
   * Clusters rows of doubles; the same as {@code fit(Points.of(rows))}.
   *
   * @param rows data, n × d, one array a row
   * @return the clusters found
   * @throws IllegalArgumentException as {@link #fit(Points)} and {@link Points#of(double[][])}
   */
  default Clustering fit(double[][] rows) {
    return fit(Points.of(rows));
  }

  /**
   * Clusters rows of floats; the same as {@code fit(Points.of(rows))}.
   *
   * @param rows data, n × d, one array a row
   * @return the clusters found
   * @throws IllegalArgumentException as {@link #fit(Points)} and {@link Points#of(float[][])}
   */
  default Clustering fit(float[][] rows) {
    return fit(Points.of(rows));
  }

  /**
   * Clusters the rows of a double matrix; the same as {@code fit(Points.of(data))}.
   *
   * @param data data, n × d
   * @return the clusters found
   * @throws IllegalArgumentException as {@link #fit(Points)}
   */
  default Clustering fit(DMatrixRMaj data) {
    return fit(Points.of(data));
  }

  /**
   * Clusters the rows of a float matrix; the same as {@code fit(Points.of(data))}.
   *
   * @param data data, n × d
   * @return the clusters found
   * @throws IllegalArgumentException as {@link #fit(Points)}
   */
  default Clustering fit(FMatrixRMaj data) {
    return fit(Points.of(data));
  }
}
