package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The mini-batch step of Sculley 2010 (<a
 * href="https://doi.org/10.1145/1772690.1772862">doi:10.1145/1772690.1772862</a>) with the
 * refinements of scikit-learn: every centroid is the mean of all rows ever assigned to it, and
 * centroids that attract too few rows move onto rows of the batch.
 *
 * <p>Differs from the paper: a whole batch is assigned before any centroid moves, and a centroid
 * takes all rows of a batch at once, which gives the same mean. The state of one fit; not
 * thread-safe.
 */
public final class ClassicStep implements BatchStep {
  private final int k;
  private final int d;
  private final double reassignmentRatio;
  private final RandomGenerator random;
  private final double[] counts;
  private double[][] centroids;
  private double[][] before;
  private long sinceReassignment;

  public ClassicStep(double[][] centroids, double reassignmentRatio, RandomGenerator random) {
    this(centroids, reassignmentRatio, random, new double[centroids.length], 0);
  }

  /** Goes on where another one was. */
  public ClassicStep(
      double[][] centroids,
      double reassignmentRatio,
      RandomGenerator random,
      double[] counts,
      long sinceReassignment) {
    this.k = centroids.length;
    this.d = centroids[0].length;
    this.reassignmentRatio = reassignmentRatio;
    this.random = random;
    this.counts = counts;
    this.centroids = centroids;
    this.before = centroids;
    this.sinceReassignment = sinceReassignment;
  }

  @Override
  public double[][] centroids() {
    return centroids;
  }

  @Override
  public double[][] before() {
    return before;
  }

  /** The weight of the rows that each centroid has seen, k. */
  public double[] counts() {
    return counts;
  }

  /** How many rows came since centroids of low counts were last looked for. */
  public long sinceReassignment() {
    return sinceReassignment;
  }

  @Override
  public double learn(
      RowStore store,
      RowAssignment assignment,
      int[] rows,
      int[] labels,
      double @Nullable [] weights,
      Workers workers) {
    before = centroids;
    double inertia = assignment.assign(centroids, rows, labels, weights);
    centroids = move(store, rows, labels, weights, workers);
    sinceReassignment += rows.length;
    if (sinceReassignment >= 10L * k || Arrays.stream(counts).anyMatch(c -> c == 0)) {
      sinceReassignment = 0;
      reassign(store, rows);
    }
    return inertia;
  }

  @Override
  public double shift() {
    double largest = 0;
    for (int j = 0; j < k; j++) {
      largest = Math.max(largest, Euclidean.squared(before[j], centroids[j]));
    }
    return Math.sqrt(largest);
  }

  private double[][] move(
      RowStore store, int[] rows, int[] labels, double @Nullable [] weights, Workers workers) {
    CountingSort byCluster = new CountingSort(k);
    for (int label : labels) {
      byCluster.count(label);
    }
    byCluster.allocate();
    for (int p = 0; p < rows.length; p++) {
      byCluster.place(labels[p], rows[p]);
    }
    int[] members = byCluster.items();
    double[][] moved = new double[k][];
    double[] totals = counts.clone(); // an interrupt may leave some of them undone
    workers.run(
        k,
        (j, worker) -> {
          double[] sum = new double[d];
          double weight = 0;
          double heaviest = weights == null ? 1 : 0;
          for (int m = byCluster.first(j); m < byCluster.end(j) && weights != null; m++) {
            heaviest = Math.max(heaviest, weights[members[m]]);
          }
          double scale = BatchStep.scale(heaviest);
          for (int m = byCluster.first(j); m < byCluster.end(j); m++) {
            double w = weights == null ? 1 : weights[members[m]];
            store.addTo(members[m], w * scale, sum);
            weight += w;
          }
          if (weight == 0) {
            moved[j] = centroids[j];
            return;
          }
          double total = counts[j] + weight;
          double kept = counts[j] / total;
          // infinite where the batch weighs nothing against the past
          double divisor = total * scale;
          for (int c = 0; c < d; c++) {
            sum[c] = centroids[j][c] * kept + sum[c] / divisor;
          }
          totals[j] = total;
          moved[j] = sum;
        });
    System.arraycopy(totals, 0, counts, 0, k);
    return moved;
  }

  /** Moves the centroids of low counts, half a batch at most, onto distinct rows of the batch. */
  private void reassign(RowStore store, int[] rows) {
    double largest = Arrays.stream(counts).max().orElse(0);
    int[] low = new int[k];
    int size = 0;
    for (int j = 0; j < k; j++) {
      if (counts[j] < reassignmentRatio * largest) {
        low[size++] = j;
      }
    }
    int[] chosen =
        Arrays.stream(low, 0, size)
            .boxed()
            .sorted((a, b) -> Double.compare(counts[a], counts[b]))
            .limit(rows.length / 2)
            .mapToInt(Integer::intValue)
            .toArray();
    if (chosen.length == 0) {
      return;
    }
    boolean[] moves = new boolean[k];
    for (int j : chosen) {
      moves[j] = true;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      least = moves[j] ? least : Math.min(least, counts[j]);
    }
    int[] pool = rows.clone();
    double[][] moved = centroids.clone();
    for (int m = 0; m < chosen.length; m++) {
      int pick = m + random.nextInt(pool.length - m);
      int row = pool[pick];
      pool[pick] = pool[m];
      pool[m] = row;
      double[] target = new double[d];
      store.copy(row, target);
      moved[chosen[m]] = target;
      counts[chosen[m]] = least;
    }
    centroids = moved;
  }
}
