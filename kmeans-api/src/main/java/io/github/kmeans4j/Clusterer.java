package io.github.kmeans4j;

import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * An algorithm that parts rows into k clusters: options only, no fitted state.
 *
 * <pre>{@code
 * Clusterer algorithm = large ? new MiniBatchKMeans(10) : new LloydKMeans(10);
 * Clustering c = algorithm.fit(points);
 * Clustering weighted = algorithm.fit(points, weights);  // weights[i] says how often row i counts
 * }</pre>
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
   * Clusters rows of different weight: a row of weight 2 counts as two equal rows, but where it is
   * {@linkplain EmptyClusterPolicy#RELOCATE moved} to an empty cluster.
   *
   * <p>The default refuses: weights change the answer, and an algorithm that knows none must not
   * leave them out in silence.
   *
   * @param points data, n × d; never changed
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters found; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the weights are not as said
   * @throws UnsupportedOperationException if the algorithm takes no weights
   * @throws FitInterruptedException if the calling thread is interrupted; its interrupt flag stays
   *     set
   */
  default Clustering fit(Points points, double[] weights) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(weights, "weights");
    throw new UnsupportedOperationException("weights: this algorithm takes none, " + this);
  }

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

  /**
   * Clusters rows of doubles, each with a weight; the same as {@code fit(Points.of(rows),
   * weights)}.
   *
   * @param rows data, n × d, one array a row
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters found; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points, double[])} and {@link
   *     Points#of(double[][])}
   * @throws UnsupportedOperationException if the algorithm takes no weights
   */
  default Clustering fit(double[][] rows, double[] weights) {
    return fit(Points.of(rows), weights);
  }

  /**
   * Clusters rows of floats, each with a weight; the same as {@code fit(Points.of(rows), weights)}.
   *
   * @param rows data, n × d, one array a row
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters found; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points, double[])} and {@link
   *     Points#of(float[][])}
   * @throws UnsupportedOperationException if the algorithm takes no weights
   */
  default Clustering fit(float[][] rows, double[] weights) {
    return fit(Points.of(rows), weights);
  }

  /**
   * Clusters the rows of a double matrix, each with a weight; the same as {@code
   * fit(Points.of(data), weights)}.
   *
   * @param data data, n × d
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters found; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points, double[])} and {@link
   *     Points#of(DMatrixRMaj)}
   * @throws UnsupportedOperationException if the algorithm takes no weights
   */
  default Clustering fit(DMatrixRMaj data, double[] weights) {
    return fit(Points.of(data), weights);
  }

  /**
   * Clusters the rows of a float matrix, each with a weight; the same as {@code
   * fit(Points.of(data), weights)}.
   *
   * @param data data, n × d
   * @param weights n finite values ≥ 0, not all 0; not kept
   * @return the clusters found; the inertia is the weighted sum
   * @throws IllegalArgumentException as {@link #fit(Points, double[])} and {@link
   *     Points#of(FMatrixRMaj)}
   * @throws UnsupportedOperationException if the algorithm takes no weights
   */
  default Clustering fit(FMatrixRMaj data, double[] weights) {
    return fit(Points.of(data), weights);
  }
}
