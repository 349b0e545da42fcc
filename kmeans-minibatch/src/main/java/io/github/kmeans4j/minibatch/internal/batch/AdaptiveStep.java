package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The step of {@link Scheme.Adaptive}.
 *
 * <pre>
 * Schwartzman 2023 ("Mini-batch k-means terminates within O(d/ε) iterations", ICLR,
 * arXiv:2304.00419): of a batch of weight b, let b_j be what cluster j gets and m_j its
 * mean. Then c_j ← (1 − α)c_j + α m_j with α = √(b_j/b). The rate does not fall with time, so early
 * mistakes are forgotten, and the noise of the last batches stays.
 *
 * Shamir and Zhang 2013 (PMLR 28, section 4): the average a_t ← (1 − β)a_{t−1} + β c_t with
 * β = (η + 1)/(t + η) gives c_t a weight of about t^η, so that the start is forgotten and noise is
 * averaged over a fixed part of all steps, t/(η + 1) of them.
 *
 * Differs from the paper: it does not say what becomes of centroids that get no rows. Here one that got
 * none of at least 10k rows in a row moves onto a row of the batch, if that is wanted.
 * </pre>
 *
 * <p>The state of one fit; not thread-safe.
 */
public final class AdaptiveStep implements BatchStep {
  /** η: how much of the past the average forgets. */
  private static final double FORGETFULNESS = 3;

  private final int k;
  private final int d;
  private final boolean relocates;
  private final RandomGenerator random;
  private final double[] recent;
  private long recentRows;
  private double[][] current;
  private double[][] before;
  private double[][] average;
  private int steps;

  public AdaptiveStep(double[][] centroids, boolean relocates, RandomGenerator random) {
    this.k = centroids.length;
    this.d = centroids[0].length;
    this.relocates = relocates;
    this.random = random;
    this.recent = new double[k];
    this.current = centroids;
    this.before = centroids;
    this.average = centroids;
  }

  @Override
  public double[][] before() {
    return before;
  }

  /** The average; the last batch went to others. */
  @Override
  public double[][] centroids() {
    return average;
  }

  @Override
  public double shift() {
    double largest = 0;
    for (int j = 0; j < k; j++) {
      largest = Math.max(largest, Euclidean.squared(before[j], current[j]));
    }
    return Math.sqrt(largest);
  }

  @Override
  public double learn(
      RowStore store,
      RowAssignment assignment,
      int[] rows,
      int[] labels,
      double @Nullable [] weights,
      Workers workers) {
    double inertia = assignment.assign(current, rows, labels, weights);
    double[][] moved = new double[k][];
    double[][] averaged = new double[k][];
    double[] gained = new double[k];
    double[] heaviest = new double[k];
    double total = 0;
    for (int p = 0; p < rows.length; p++) {
      double weight = weights == null ? 1 : weights[rows[p]];
      gained[labels[p]] += weight;
      heaviest[labels[p]] = Math.max(heaviest[labels[p]], weight);
      total += weight;
    }
    double beta = (FORGETFULNESS + 1) / (steps + 1 + FORGETFULNESS);
    double all = total;
    workers.run(
        k,
        (j, worker) -> {
          double[] target = current[j].clone();
          if (gained[j] > 0) {
            double[] sum = new double[d];
            double scale = BatchStep.scale(heaviest[j]);
            double divisor = gained[j] * scale;
            for (int p = 0; p < rows.length; p++) {
              if (labels[p] == j) {
                store.addTo(rows[p], weights == null ? scale : weights[rows[p]] * scale, sum);
              }
            }
            double rate = Math.sqrt(gained[j] / all);
            for (int c = 0; c < d; c++) {
              target[c] += rate * (sum[c] / divisor - target[c]);
            }
          }
          moved[j] = target;
          averaged[j] = new double[d];
          for (int c = 0; c < d; c++) {
            averaged[j][c] = average[j][c] + beta * (target[c] - average[j][c]);
          }
        });
    before = current;
    current = moved;
    average = averaged;
    steps++;
    recentRows += rows.length;
    for (int j = 0; j < k; j++) {
      recent[j] += gained[j];
    }
    if (recentRows >= 10L * k) {
      if (relocates) {
        relocate(store, rows);
      }
      recentRows = 0;
      Arrays.fill(recent, 0);
    }
    return inertia;
  }

  /** Moves the centroids that lately got nothing onto distinct rows of the batch. */
  private void relocate(RowStore store, int[] rows) {
    int[] pool = rows.clone();
    int taken = 0;
    for (int j = 0; j < k && taken < pool.length; j++) {
      if (recent[j] == 0) {
        int pick = taken + random.nextInt(pool.length - taken);
        int row = pool[pick];
        pool[pick] = pool[taken];
        pool[taken++] = row;
        double[] target = new double[d];
        store.copy(row, target);
        current[j] = target;
        average[j] = target;
      }
    }
  }
}
