package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What happens to clusters that have lost their last row.
 *
 * <p>A relocation lowers the inertia, but for rounding: where rows repeat, that of their mean can
 * empty a cluster again and again, and what a row of little weight gains can vanish in the total.
 * So it is given up once k relocations in a row have found the inertia no lower.
 */
public final class Relocation {
  private RowStore store;
  private double @Nullable [] weights;
  private final DistanceMetric metric;
  private final EmptyClusterPolicy policy;
  private final Workers workers;

  /** The lowest inertia at which a relocation took place. */
  private double lowest = Double.POSITIVE_INFINITY;

  /** How many relocations in a row took place at an inertia that was not lower than before. */
  private int vain;

  private boolean relocated;

  public Relocation(
      RowStore store,
      DistanceMetric metric,
      double @Nullable [] weights,
      EmptyClusterPolicy policy,
      Workers workers) {
    this.store = store;
    this.metric = metric;
    this.weights = weights;
    this.policy = policy;
    this.workers = workers;
  }

  /**
   * Takes rows from elsewhere from now on, such as those that are the farthest of other machines;
   * how former relocations went is not forgotten.
   *
   * @param rows of as many columns
   * @param weightsOfRows one a row, or null
   */
  public void takeFrom(RowStore rows, double @Nullable [] weightsOfRows) {
    store = rows;
    weights = weightsOfRows;
  }

  /** Forgets how former relocations went: of other rows. */
  public void restart() {
    lowest = Double.POSITIVE_INFINITY;
    vain = 0;
  }

  /**
   * Treats the clusters without heavy rows as the policy says.
   *
   * @param inertia of {@code labels} and {@code centroids}
   * @param rows how many rows take part so far; while others wait, no cluster is lost, so that none
   *     fails
   * @param labels of these rows, assigned to {@code centroids}
   * @param next the new centroids; changed where a cluster is relocated or gives up a row
   * @return whether a centroid was relocated
   */
  public boolean apply(
      int iteration,
      double inertia,
      int rows,
      int[] labels,
      double[][] centroids,
      Centers centers,
      double[][] next) {
    relocated = false;
    if (!isNeeded(centers, centroids.length)) {
      return false;
    }
    List<Integer> empty = new ArrayList<>();
    for (int j = 0; j < centroids.length; j++) {
      if (centers.heavyRows(j) == 0) {
        empty.add(j);
      }
    }
    if (policy == EmptyClusterPolicy.FAIL) {
      if (rows < store.n) {
        return false;
      }
      throw new EmptyClusterException(
          "cluster "
              + empty.get(0)
              + " lost its last row in iteration "
              + iteration
              + " and the policy for empty clusters is FAIL");
    }
    if (isGivenUp(inertia, centroids.length)) {
      return false;
    }
    int[] farthest = farthest(rows, labels, centroids, centers::heavyRows, empty.size());
    List<List<Integer>> taken = new ArrayList<>();
    for (int j = 0; j < centroids.length; j++) {
      taken.add(new ArrayList<>());
    }
    for (int i = 0; i < farthest.length; i++) {
      taken.get(labels[farthest[i]]).add(farthest[i]);
      next[empty.get(i)] = valuesOf(farthest[i]);
    }
    for (int a = 0; a < centroids.length; a++) {
      if (!taken.get(a).isEmpty()) {
        workers.checkInterrupt();
        int[] left = taken.get(a).stream().mapToInt(Integer::intValue).toArray();
        next[a] = next[a].clone();
        centers.centerWithout(a, left, next[a]);
      }
    }
    if (farthest.length > 0) {
      vain = Inertia.isBelow(inertia, lowest) ? 0 : vain + 1;
      lowest = Math.min(lowest, inertia);
    }
    relocated = farthest.length > 0;
    return relocated;
  }

  /**
   * Tells whether {@link #apply} has anything to do.
   *
   * @param centers of the clusters
   * @param k how many there are
   * @return false if no cluster is empty, or empty ones are kept
   */
  public boolean isNeeded(Centers centers, int k) {
    boolean needed = false;
    for (int j = 0; j < k; j++) {
      needed |= centers.heavyRows(j) == 0;
    }
    return needed && policy != EmptyClusterPolicy.KEEP;
  }

  /** Takes note of a pass after which {@link #apply} was not needed, and not called. */
  public void leave() {
    relocated = false;
  }

  /**
   * Tells whether the last {@link #apply} relocated a centroid.
   *
   * @return what it returned
   */
  public boolean hasRelocated() {
    return relocated;
  }

  /**
   * Tells whether relocations have been given up.
   *
   * @param inertia of the current pass
   * @param k number of clusters
   * @return true if {@link #apply} would relocate none
   */
  public boolean isGivenUp(double inertia, int k) {
    return !Inertia.isBelow(inertia, lowest) && vain == k;
  }

  /**
   * Finds the rows farthest from their centroids, the farthest first, of no cluster all heavy rows.
   * Those of a part of the rows are the ones that such a list of all rows can have from that part.
   *
   * @param n how many rows take part
   * @param labels of these rows
   * @param centroids that they were assigned to
   * @param heavyRows how many heavy rows a cluster has, in this part and elsewhere
   * @param most how many are wanted
   * @return row indices; fewer where every other row sits on its centroid, or is the last of its
   *     cluster
   */
  public int[] farthest(
      int n, int[] labels, double[][] centroids, IntToLongFunction heavyRows, int most) {
    Losses losses = losses(n, labels, centroids);
    Donors donors = new Donors(labels, heavyRows, centroids.length);
    int[] rows = new int[most];
    int found = 0;
    int before = -1;
    // A cluster leaves its last row untaken, no more, so each round takes half of what is wanted.
    while (found > before && found < most) {
      before = found;
      for (int row : farthest(losses, centroids, donors, most - found)) {
        if (donors.canGive(row)) {
          donors.take(row);
          losses.values[row] = 0;
          rows[found++] = row;
        }
      }
    }
    return Arrays.copyOf(rows, found);
  }

  /** A copy in which −0 is 0, since rows that differ in that alone count as equal. */
  private double[] valuesOf(int row) {
    double[] values = new double[store.d];
    store.copy(row, values);
    for (int c = 0; c < values.length; c++) {
      values[c] += 0.0;
    }
    return values;
  }

  /**
   * The rows to take next, as long as their clusters have more than one: of those that can be taken
   * now the farthest, in the order in which they are taken.
   */
  private int[] farthest(Losses losses, double[][] centroids, Donors donors, int most) {
    double limit = leastOfLargest(losses, donors, most) * (1 - losses.error);
    PriorityQueue<Integer> queue =
        new PriorityQueue<>((row, other) -> order(losses.values, other, row));
    for (int i = 0; i < losses.values.length; i++) {
      checkInterrupt(i);
      if (losses.values[i] > 0 && losses.values[i] >= limit && donors.canGive(i)) {
        int a = donors.labels[i];
        boolean isOff = losses.exact(i, centroids[a], a) > 0;
        if (isOff && (queue.size() < most || order(losses.values, i, queue.element()) < 0)) {
          keep(queue, i, most);
        }
      }
    }
    int[] rows = new int[queue.size()];
    for (int at = rows.length - 1; at >= 0; at--) {
      rows[at] = queue.remove();
    }
    return rows;
  }

  /** The least of the largest losses, of so many rows that can be taken; 0 if they are fewer. */
  private double leastOfLargest(Losses losses, Donors donors, int most) {
    PriorityQueue<Double> queue = new PriorityQueue<>();
    for (int i = 0; i < losses.values.length; i++) {
      checkInterrupt(i);
      double loss = losses.values[i];
      boolean counts = loss > 0 && (queue.size() < most || loss > queue.element());
      if (counts && donors.canGive(i)) {
        keep(queue, loss, most);
      }
    }
    return queue.size() < most ? 0 : queue.element();
  }

  /** Adds to a queue, whose first one gives way where there would be too many. */
  private static <T> void keep(PriorityQueue<T> queue, T added, int most) {
    queue.add(added);
    if (queue.size() > most) {
      queue.remove();
    }
  }

  private void checkInterrupt(int row) {
    if (row % Chunks.ROWS == 0) {
      workers.checkInterrupt();
    }
  }

  /**
   * Which of two rows is taken first: the farther one. Of rows equally far off it depends on what
   * they are and not on where they stand: the lexicographically smaller one, then the heavier one.
   */
  private int order(double[] losses, int row, int other) {
    int order = Double.compare(losses[other], losses[row]);
    if (order == 0) {
      order = store.compare(row, other);
    }
    if (order == 0 && weights != null) {
      order = Double.compare(weights[other], weights[row]);
    }
    return order == 0 ? Integer.compare(row, other) : order;
  }

  /** The clusters that rows are taken from, each of which keeps one heavy row. */
  private static final class Donors {
    final int[] labels;
    private final IntToLongFunction heavyRows;
    private final int[] taken;

    Donors(int[] labels, IntToLongFunction heavyRows, int k) {
      this.labels = labels;
      this.heavyRows = heavyRows;
      this.taken = new int[k];
    }

    boolean canGive(int row) {
      int a = labels[row];
      return heavyRows.applyAsLong(a) - taken[a] > 1;
    }

    void take(int row) {
      taken[labels[row]]++;
    }
  }

  /** The loss of each row to its own centroid; those of sparse rows become exact when asked for. */
  private static final class Losses {
    final double[] values;

    /** How far off values may be, relatively, as long as they are not exact. */
    final double error;

    /** Whose values are not exact; null for none. */
    private final @Nullable SparseRows rows;

    private final BitSet known = new BitSet();
    private final SparseCentroid[] centroids;

    Losses(int n, @Nullable SparseRows rows, int k) {
      this.values = new double[n];
      this.rows = rows;
      this.error = rows == null ? 0 : 1e-11 + rows.d * 0x1p-50;
      this.centroids = new SparseCentroid[k];
    }

    double exact(int i, double[] centroid, int j) {
      if (rows != null && !known.get(i)) {
        if (centroids[j] == null) {
          centroids[j] = SparseCentroid.of(centroid);
        }
        values[i] = rows.squaredDistance(i, centroids[j].columns, centroids[j].values);
        known.set(i);
      }
      return values[i];
    }
  }

  /**
   * The loss of each row to its own centroid; 0 for rows without weight, which cannot be chosen,
   * and for those that are off by rounding alone.
   */
  private Losses losses(int n, int[] labels, double[][] centroids) {
    boolean directions = store.definitionError() > 0; // whose distances are those of the definition
    boolean euclidean = Euclidean.is(metric) && !directions;
    SparseRows sparse = store instanceof SparseRows rows && euclidean ? rows : null;
    Losses losses = new Losses(n, sparse, centroids.length);
    Distances distances = sparse != null || directions ? store.distancesTo(centroids) : null;
    double none = directions ? Directions.lossOfNone(store.dataColumns()) : 0;
    Chunks chunks = new Chunks(n, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          double[] row = new double[distances == null ? store.d : 0];
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            if (weights == null || weights[i] > 0) {
              if (distances == null) {
                store.copy(i, row);
                losses.values[i] = metric.loss(row, centroids[labels[i]]);
              } else {
                double loss = distances.squared(i, labels[i]);
                losses.values[i] = loss > none ? loss : 0;
              }
            }
          }
        });
    return losses;
  }
}
