package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one worker needs to measure blocks of rows, see {@link Silhouettes}, and to sum up. */
final class SilhouetteWorker {
  private static final int LANES = DistanceTile.LANES;
  private static final int ROWS = DistanceTile.ROWS;

  private final ClusterOrder order;
  private final Pairs pairs;
  private final DistanceTile tile;
  private final ExactSums lanes;
  private final double[] transposed = new double[LANES * ROWS];

  /** The sums of some rows over a cluster of the block. */
  private final ExactSums some = new ExactSums(ROWS);

  private @Nullable ExactSums others;
  private double @Nullable [] nearest;

  SilhouetteWorker(ClusterOrder order, Pairs pairs, DistanceTile tile) {
    this.order = order;
    this.pairs = pairs;
    this.tile = tile;
    this.lanes = new ExactSums(tile.width());
  }

  /** How many rows a block has at most. */
  int width() {
    return tile.width();
  }

  /** The sum of each row over the cluster of the round. */
  ExactSums others() {
    ExactSums sums = others;
    if (sums == null) {
      sums = new ExactSums(order.rows.length);
      others = sums;
    }
    return sums;
  }

  /** The least mean distance of each row to the clusters of whole blocks before it. */
  double[] nearest() {
    double[] least = nearest;
    if (least == null) {
      least = new double[order.rows.length];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      nearest = least;
    }
    return least;
  }

  /**
   * Measures the rows of a block of a large cluster against those from its first one on. Distances
   * to rows after the block count for both.
   *
   * @param start first row of the block
   * @param width rows in the block
   * @param s the cluster of the round
   */
  void runRound(int start, int width, int s) {
    run(start, width, s, s, true);
  }

  /** Measures the rows of some whole clusters in the same way, the first of which is s. */
  void runWhole(int start, int width, int s) {
    run(start, width, s, -1, true);
  }

  /** Measures the rows of a block against all rows of small clusters, for itself alone. */
  void runAlone(int start, int width) {
    run(start, width, order.large, -1, false);
  }

  private void run(int start, int width, int first, int round, boolean both) {
    tile.setLanes(start, width);
    int s = first;
    int at = both ? start : order.start(first);
    while (at < order.rows.length) {
      boolean after = both && at >= start + width;
      int limit = both && !after ? start + width : order.rows.length;
      int count = Math.min(ROWS, limit - at);
      tile.setRows(at, count);
      int next = s;
      int whole = first;
      for (int lane = 0; lane < width; lane += LANES) {
        int used = Math.min(LANES, width - lane);
        tile.measure(lane / LANES);
        if (after) {
          transpose(count, used);
          if (round >= 0) {
            others().addRows(pairs, transposed, 0, ROWS, used, at, count);
          } else {
            whole = addToWhole(start + lane, used, at, count, whole);
          }
        }
        next = addToLanes(start, lane, used, at, count, s, round);
      }
      s = next;
      at += count;
    }
  }

  private void transpose(int count, int used) {
    for (int r = 0; r < count; r++) {
      for (int l = 0; l < used; l++) {
        transposed[l * ROWS + r] = tile.distances[r * LANES + l];
      }
    }
  }

  /**
   * Adds the measured distances to the sums of the rows, over one cluster of the panel after the
   * other; returns the cluster of the lane after it.
   */
  private int addToWhole(int lane, int used, int at, int count, int first) {
    int s = first;
    for (int l = 0; l < used; ) {
      int stop = Math.min(used, order.ends[s] - lane);
      some.addRows(pairs, transposed, l * ROWS, ROWS, stop - l, 0, count);
      l = stop;
      if (lane + l == order.ends[s]) {
        double[] least = nearest();
        int size = order.ends[s] - order.start(s);
        for (int r = 0; r < count; r++) {
          double mean = ClusterOrder.mean(some.value(r), size);
          least[at + r] = Math.min(least[at + r], mean);
          some.clear(r);
        }
        s++;
      }
    }
    return s;
  }

  /** Adds the measured rows to the lanes of a panel; returns the cluster of the row after them. */
  private int addToLanes(int start, int lane, int used, int from, int count, int first, int round) {
    int s = first;
    for (int r = 0; r < count; ) {
      int stop = Math.min(count, order.ends[s] - from);
      lanes.addRows(pairs, tile.distances, r * LANES, LANES, stop - r, lane, used);
      r = stop;
      if (from + r == order.ends[s]) {
        endCluster(start, lane, used, s, round);
        s++;
      }
    }
    return s;
  }

  private void endCluster(int start, int lane, int used, int s, int round) {
    for (int l = lane; l < lane + used; l++) {
      if (s == round) {
        others().add(start + l, lanes, l);
      } else {
        order.setSum(start + l, s, lanes.value(l));
      }
      lanes.clear(l);
    }
  }
}
