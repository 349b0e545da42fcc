package io.github.kmeans4j.internal;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest centroids of rows; what the predictions of a {@code Clustering} run on.
 *
 * <p>Implementations are stateless and thread-safe and give the answers of the plain definition:
 * the centroids of the smallest loss computed by direct differences in double, the lowest index
 * first on ties. Their input has been checked: its width, that its values are finite, and the
 * weights.
 */
public interface Assigner {

  /**
   * Assigns rows to centroids.
   *
   * @param rows data, n × d
   * @param centroids k rows of d values
   * @param loss what is summed up
   * @param weights n weights ≥ 0, or null
   * @param threads how many work, the caller's included; never changes the answer
   * @param labels receives n labels in 0..k-1
   * @return the sum over the rows of the loss to the nearest centroid, times the row's weight,
   *     computed by direct differences; added without rounding and rounded once, so that the order
   *     of the rows does not matter
   */
  double assign(
      StoredRows rows,
      double[][] centroids,
      Loss loss,
      double @Nullable [] weights,
      int threads,
      int[] labels);

  /**
   * Finds the nearest centroids of each row.
   *
   * @param rows data, n × d
   * @param centroids k rows of d values
   * @param loss what is summed up
   * @param threads how many work, the caller's included; never changes the answer
   * @param nearest receives for each of the n rows the indices of its nearest centroids, nearest
   *     first; each array is as long as so many are asked for, 1 to k
   */
  void nearest(StoredRows rows, double[][] centroids, Loss loss, int threads, int[][] nearest);

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

  /** Holds the assigner that was found, since the class path is read slowly and never changes. */
  final class Installed {
    private static final Assigner ASSIGNER =
        Providers.of(Assigner.class, Assigner.class.getClassLoader()).usable().stream()
            .findFirst()
            .orElseGet(Assigner::direct);

    private Installed() {}
  }
}
