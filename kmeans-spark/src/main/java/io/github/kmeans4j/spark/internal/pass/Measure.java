package io.github.kmeans4j.spark.internal.pass;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import io.github.kmeans4j.spark.internal.rows.Transfer;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Measures the clusters of a pass: inertia by direct differences, and sizes. */
public final class Measure implements BlockTask<Measure.Measures> {
  private static final long serialVersionUID = 1;

  private final Centroids centroids;

  /**
   * Describes the pass.
   *
   * @param centroids those of the pass; rows that are not of it yet are assigned first
   */
  public Measure(Centroids centroids) {
    this.centroids = centroids;
  }

  @Override
  public Measures run(RowBlock block) {
    BlockState state = BlockState.at(block, centroids);
    long[] sizes = new long[centroids.plan().k()];
    for (int label : state.labels()) {
      sizes[label]++;
    }
    Measures measures = new Measures(inertia(block, state, centroids), sizes);
    block.put(state);
    return measures;
  }

  static ExactSum inertia(RowBlock block, BlockState state, Centroids centroids) {
    ExactSum total = new ExactSum();
    int[] labels = state.labels();
    double[][] current = centroids.current();
    double[] weights = block.weights();
    if (centroids.plan().isEuclidean()) {
      RowDistances distances = new RowDistances(state.store(), current);
      for (int i = 0; i < labels.length; i++) {
        double distance = distances.squared(i, labels[i]);
        if (weights == null) {
          total.add(distance);
        } else {
          total.addProduct(weights[i], distance);
        }
      }
      return total;
    }
    DistanceMetric metric = centroids.plan().metric();
    double[] row = new double[block.columns()];
    for (int i = 0; i < labels.length; i++) {
      state.store().copy(i, row);
      total.addProduct(block.weight(i), metric.loss(row, current[labels[i]]));
    }
    return total;
  }

  @Override
  public Measures merge(Measures one, Measures other) {
    ExactSum total = new ExactSum();
    one.addInertia(total);
    other.addInertia(total);
    long[] sizes = one.sizes.clone();
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] += other.sizes[j];
    }
    return new Measures(total, sizes);
  }

  /** What was measured. */
  public static final class Measures implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] inertia;
    private final long[] sizes;

    private Measures(ExactSum inertia, long[] sizes) {
      this.inertia = Transfer.bytes(inertia::writeTo);
      this.sizes = sizes;
    }

    private void addInertia(ExactSum total) {
      Transfer.read(inertia, total::addFrom);
    }

    /**
     * Returns the inertia of all blocks asked.
     *
     * @return the sum of their losses, weighted, rounded once
     */
    public double inertia() {
      ExactSum total = new ExactSum();
      addInertia(total);
      return total.value();
    }

    /**
     * Returns how many rows each cluster has.
     *
     * @return k numbers, a copy
     */
    public long[] sizes() {
      return sizes.clone();
    }
  }

  /**
   * Reads the inertia of nothing as 0.
   *
   * @param measures what was measured, or null
   * @return the inertia
   */
  public static double inertiaOf(@Nullable Measures measures) {
    return measures == null ? 0 : measures.inertia();
  }
}
