package io.github.kmeans4j.internal;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Prepares finished centroids for questions about rows; what the predictions of a {@code
 * Clustering} run on. Implementations are stateless and thread-safe.
 */
public interface Assigner {

  /**
   * Prepares centroids for questions. Cheap: what takes time is done when it is first needed.
   *
   * @param centroids k rows of d finite values; kept, so not to be changed
   * @param loss what is smallest for the nearest centroid
   * @return what answers them
   */
  Search search(double[][] centroids, Loss loss);

  /**
   * Runs pieces of other work that comes with an assignment, such as the check of its rows.
   *
   * @param threads how many work, the caller's included
   * @param pieces how many pieces there are; begun in ascending order
   * @param piece does the piece of a number from 0 on; may throw, and of several exceptions the one
   *     of the lowest number is thrown on
   */
  void run(int threads, int pieces, IntConsumer piece);

  /**
   * Returns the fastest assigner there is: the first one registered for {@link
   * java.util.ServiceLoader} that can be loaded (that of the core module), else {@link #direct()}.
   * Looks for it once.
   *
   * @return an assigner that works with every loss
   */
  static Assigner installed() {
    return Installed.ASSIGNER;
  }

  /**
   * Returns the assigner of the plain definition, which knows one thread only.
   *
   * @return a slow one that works with every loss
   */
  static Assigner direct() {
    return new PlainAssigner();
  }

  /**
   * What finished centroids can be asked about rows, with all that was prepared of the centroids
   * for the answers. Thread-safe.
   *
   * <p>Answers are those of the plain definition: the centroids of the smallest loss computed by
   * direct differences in double, the lowest index first on ties.
   *
   * <p>The rows have the width of the centroids, but nobody need have looked at their values: a
   * search that meets a row of which it does not know that every value is finite, and that no
   * squared distance overflows, asks the check that comes with the rows, before it says anything of
   * the row. A check throws at rows that will not do. It is asked by any thread; of several
   * exceptions the one of the first row is thrown on.
   */
  interface Search {

    /**
     * Finds the nearest centroid of each row.
     *
     * @param rows data, n × d
     * @param check throws at rows that will not do, see above
     * @param threads how many work at most, the caller's included; never changes the answer
     * @param labels receives n labels in 0..k-1
     */
    void label(StoredRows rows, IntConsumer check, int threads, int[] labels);

    /**
     * Finds the nearest centroid of each row, and how far it is.
     *
     * @param rows data, n × d
     * @param check throws at rows that will not do, see above
     * @param weights n weights ≥ 0, or null
     * @param threads how many work at most, the caller's included; never changes the answer
     * @param labels receives n labels in 0..k-1
     * @return the sum over the rows of the loss to the nearest centroid, times the row's weight,
     *     computed by direct differences; added without rounding and rounded once, so that the
     *     order of the rows does not matter
     */
    double assign(
        StoredRows rows, IntConsumer check, double @Nullable [] weights, int threads, int[] labels);

    /**
     * Finds the nearest centroids of each row.
     *
     * @param rows data, n × d
     * @param check throws at rows that will not do, see above
     * @param threads how many work at most, the caller's included; never changes the answer
     * @param nearest receives for each of the n rows the indices of its nearest centroids, nearest
     *     first; all arrays are as long as so many are asked for, 1 to k
     */
    void nearest(StoredRows rows, IntConsumer check, int threads, int[][] nearest);

    /**
     * Tells whether it measures distances.
     *
     * @return whether {@link #distances} may be called
     */
    boolean hasDistances();

    /**
     * Measures the distance of each row to each centroid: the root of the loss if that is the
     * squared Euclidean distance, else the loss itself.
     *
     * @param rows data, n × d
     * @param check throws at rows that will not do, see above
     * @param threads how many work at most, the caller's included; never changes the answer
     * @param distances receives n × k distances, row-major, each within a relative 10⁻¹² of the
     *     plain definition if they are Euclidean, else those of the plain definition; the same bits
     *     for a row whichever rows come with it
     */
    void distances(StoredRows rows, IntConsumer check, int threads, double[] distances);

    /**
     * Finds the nearest centroid of one row on the calling thread.
     *
     * @param row d values, which have been checked
     * @return its label
     */
    int label(double[] row);

    /**
     * Finds the nearest centroid of one row on the calling thread.
     *
     * @param row d values, which have been checked
     * @return its label
     */
    default int label(float[] row) {
      double[] values = new double[row.length];
      for (int c = 0; c < row.length; c++) {
        values[c] = row[c];
      }
      return label(values);
    }
  }

  /** Holds the assigner that was found, since the class path is read slowly and never changes. */
  final class Installed {
    private static final Assigner ASSIGNER =
        Providers.of(Assigner.class, Assigner.class.getClassLoader()).usable().stream()
            .findFirst()
            .orElseGet(Assigner::direct);

    private Installed() {}
  }
}
