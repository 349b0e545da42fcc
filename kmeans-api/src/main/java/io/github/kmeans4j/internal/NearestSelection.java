package io.github.kmeans4j.internal;

/**
 * Selects the nearest centroids of a row by the plain definition. Holds the scratch of one thread.
 */
public final class NearestSelection {
  private final double[][] centroids;
  private final Loss loss;
  private final double[] losses;

  /**
   * Creates it.
   *
   * @param centroids k rows of d values
   * @param loss what decides who is near
   */
  public NearestSelection(double[][] centroids, Loss loss) {
    this.centroids = centroids;
    this.loss = loss;
    this.losses = new double[centroids.length];
  }

  /**
   * Selects the nearest centroids.
   *
   * @param row d values
   * @param nearest receives their indices, nearest first, the lowest index first on ties; as long
   *     as so many are asked for, 1 to k
   */
  public void select(double[] row, int[] nearest) {
    for (int j = 0; j < losses.length; j++) {
      losses[j] = loss.of(row, centroids[j]);
    }
    ofLosses(losses, nearest);
  }

  /**
   * Selects the nearest ones by their losses.
   *
   * @param losses of all centroids
   * @param nearest receives the indices, as above
   */
  public static void ofLosses(double[] losses, int[] nearest) {
    int size = 0;
    for (int j = 0; j < losses.length; j++) {
      double own = losses[j];
      if (size == nearest.length && !(own < losses[nearest[size - 1]])) {
        continue;
      }
      int at = size < nearest.length ? size++ : size - 1;
      while (at > 0 && own < losses[nearest[at - 1]]) {
        nearest[at] = nearest[at - 1];
        at--;
      }
      nearest[at] = j;
    }
  }
}
