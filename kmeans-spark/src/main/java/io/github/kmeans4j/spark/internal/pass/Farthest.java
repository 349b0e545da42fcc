package io.github.kmeans4j.spark.internal.pass;

import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.core.internal.update.Relocation;
import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Finds rows that empty clusters may be relocated to: of each block those farthest off. */
public final class Farthest implements BlockTask<Farthest.Rows> {
  private static final long serialVersionUID = 1;

  private final Centroids centroids;
  private final long[] heavy;
  private final int most;

  /**
   * Describes what is wanted.
   *
   * @param centroids those of the pass
   * @param heavy how many heavy rows each cluster has, in all blocks
   * @param most how many clusters are empty
   */
  public Farthest(Centroids centroids, long[] heavy, int most) {
    this.centroids = centroids;
    this.heavy = heavy;
    this.most = most;
  }

  @Override
  public Rows run(RowBlock block) {
    BlockState state = BlockState.at(block, centroids);
    Relocation relocation =
        new Relocation(
            centroids.plan().asSeen(state.store(), state.workers()),
            centroids.plan().metric(),
            block.weights(),
            EmptyClusterPolicy.RELOCATE,
            state.workers());
    int[] labels = state.labels();
    Rows rows = new Rows();
    for (int i :
        relocation.farthest(labels.length, labels, centroids.current(), j -> heavy[j], most)) {
      double[] values = new double[block.columns()];
      state.store().copy(i, values);
      rows.values.add(values);
      rows.weights.add(block.weight(i));
      rows.labels.add(labels[i]);
    }
    block.put(state);
    return rows;
  }

  @Override
  public Rows merge(Rows one, Rows other) {
    one.values.addAll(other.values);
    one.weights.addAll(other.weights);
    one.labels.addAll(other.labels);
    return one;
  }

  /** Rows, with their labels. */
  public static final class Rows implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<double[]> values = new ArrayList<>();
    private final ArrayList<Double> weights = new ArrayList<>();
    private final ArrayList<Integer> labels = new ArrayList<>();

    private Rows() {}

    /**
     * Returns how many there are.
     *
     * @return at least 0
     */
    public int count() {
      return labels.size();
    }

    /**
     * Returns their values.
     *
     * @return d values each
     */
    public double[][] values() {
      return values.toArray(double[][]::new);
    }

    /**
     * Returns their weights.
     *
     * @param weighted whether rows have any
     * @return one a row, or null
     */
    public double @Nullable [] weights(boolean weighted) {
      return weighted ? weights.stream().mapToDouble(w -> w).toArray() : null;
    }

    /**
     * Returns their labels.
     *
     * @return one a row
     */
    public int[] labels() {
      return labels.stream().mapToInt(label -> label).toArray();
    }
  }
}
