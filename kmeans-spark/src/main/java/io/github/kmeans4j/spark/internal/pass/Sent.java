package io.github.kmeans4j.spark.internal.pass;

import java.io.Serializable;
import java.util.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Centroids on their way to the executors. Few go with the tasks themselves; many are broadcast,
 * since a task that is large is unpacked for each block, and fetching a broadcast costs each pass
 * some milliseconds.
 */
public final class Sent implements Serializable {
  private static final long serialVersionUID = 1;

  /** What goes with a task. */
  private static final long MOST_BYTES = 1 << 16;

  private final double @Nullable [][] own;
  private final @Nullable Broadcast<double[][]> broadcast;

  private Sent(double @Nullable [][] own, @Nullable Broadcast<double[][]> broadcast) {
    this.own = own;
    this.broadcast = broadcast;
  }

  /**
   * Sends centroids.
   *
   * @param centroids not to be changed any more
   * @param broadcaster what broadcasts them if they are many
   * @return a handle for tasks
   */
  public static Sent of(
      double[][] centroids, Function<double[][], Broadcast<double[][]>> broadcaster) {
    long bytes = (long) centroids.length * centroids[0].length * Double.BYTES;
    return bytes <= MOST_BYTES
        ? new Sent(centroids, null)
        : new Sent(null, broadcaster.apply(centroids));
  }

  /**
   * Returns the centroids.
   *
   * @return not to be changed
   */
  public double[][] centroids() {
    double[][] sent = own;
    if (sent != null) {
      return sent;
    }
    if (broadcast == null) {
      throw new IllegalStateException("nothing was sent");
    }
    return broadcast.value();
  }

  /**
   * Returns what is to be taken back from the executors.
   *
   * @return the broadcast, or null if there is none
   */
  public @Nullable Broadcast<double[][]> broadcast() {
    return broadcast;
  }
}
