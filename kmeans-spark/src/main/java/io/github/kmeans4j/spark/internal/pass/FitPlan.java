package io.github.kmeans4j.spark.internal.pass;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.directions.Lengths;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.work.Workers;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.jspecify.annotations.Nullable;

/**
 * What is the same in all passes of a fit. Immutable once it is read. Broadcast, so Kryo is told to
 * leave it to its own methods.
 */
@DefaultSerializer(JavaSerializer.class)
public final class FitPlan implements Externalizable {
  private static final long serialVersionUID = 1;

  private int k;
  private int columns;
  private boolean weighted;
  private String metric = Euclidean.NAME;
  private transient @Nullable SumGrid grid; // written by its own method, as all is

  /** For reading only. */
  public FitPlan() {}

  /**
   * Plans a fit.
   *
   * @param k number of clusters
   * @param columns number of columns
   * @param weighted whether rows have weights
   * @param metric the distance
   * @param grid the layout of the sums
   */
  public FitPlan(int k, int columns, boolean weighted, DistanceMetric metric, SumGrid grid) {
    this.k = k;
    this.columns = columns;
    this.weighted = weighted;
    this.metric = metric.name();
    this.grid = grid;
  }

  /**
   * Returns the number of clusters.
   *
   * @return at least 1
   */
  public int k() {
    return k;
  }

  /**
   * Returns the number of columns.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Tells whether rows have weights.
   *
   * @return false if each weighs 1
   */
  public boolean isWeighted() {
    return weighted;
  }

  /**
   * Returns the distance.
   *
   * @return the metric
   */
  public DistanceMetric metric() {
    return DistanceMetric.named(metric);
  }

  /**
   * Tells whether the distance is the Euclidean one.
   *
   * @return false for the cosine distance
   */
  public boolean isEuclidean() {
    return metric.equals(Euclidean.NAME);
  }

  /**
   * Returns rows as the distance sees them.
   *
   * @param store rows as they came
   * @param workers threads
   * @return the same, or by the cosine distance their directions
   */
  public RowStore asSeen(RowStore store, Workers workers) {
    return isEuclidean() ? store : Directions.of(store, Lengths.of(store, workers));
  }

  /**
   * Returns the layout of the sums.
   *
   * @return the same for all blocks
   */
  public SumGrid grid() {
    if (grid == null) {
      throw new IllegalStateException("the plan was not read");
    }
    return grid;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(k);
    out.writeInt(columns);
    out.writeBoolean(weighted);
    out.writeUTF(metric);
    grid().writeTo(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    k = in.readInt();
    columns = in.readInt();
    weighted = in.readBoolean();
    metric = in.readUTF();
    grid = SumGrid.readFrom(in);
  }
}
