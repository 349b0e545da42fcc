package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.directions.CosineRows;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.directions.Lengths;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Progress;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The silhouette of each row.
 *
 * <pre>
 * Rows are ordered cluster by cluster, large clusters first. Each large cluster is one round: blocks of
 * its rows, one row in each lane of a tile, meet the rows from the block's own on, in their order, and
 * every distance counts for both. For the lanes it adds to the sum over the other row's cluster, which is
 * complete when that cluster ends; for the other row to its sum over the cluster of the round, which is
 * complete when the round ends: a worker has such a sum for every row. So no sum over a cluster outlives
 * its use, and what is kept of a row is its mean distance within its cluster, and the least one to another.
 * Small clusters are the last round, whose blocks are some whole clusters: what another row has to add up
 * over each of them is complete when it has met the block. Where blocks are smaller than these clusters,
 * or a metric need not give the same distance in both directions, their rows meet each other in both orders.
 * </pre>
 *
 * <p>Distances are added without rounding, and none depends on the tile that it was measured in: so
 * neither the order of the rows, nor the threads, nor what counts as large changes a bit.
 *
 * <p>A worker's scratch is that of its tile, 20 n bytes if there is a large cluster, and 8 n if
 * there are small ones. Very wide rows are measured one pair after the other, in 1 MB or, if that
 * is more, three rows.
 */
public final class Silhouettes {
  private static final int LANES = DistanceTile.LANES;

  /** Rows of a large cluster at most, for each thread: enough blocks for all in a round. */
  private static final int LARGE = 512;

  /** Up to so many columns, differences are as fast as products. */
  private static final int FEW = 16;

  /** Columns of a tile at most. */
  private static final int MANY = 16_384;

  private final ClusterOrder order;
  private final Workers workers;
  private final SilhouetteWorker[] all;

  private Silhouettes(
      ClusterOrder order, Pairs pairs, Supplier<DistanceTile> tiles, Workers workers) {
    this.order = order;
    this.workers = workers;
    this.all = new SilhouetteWorker[workers.threads()];
    Arrays.setAll(all, w -> new SilhouetteWorker(order, pairs, tiles.get()));
  }

  /**
   * Computes them; the arguments have been checked.
   *
   * @param points data, n × d, finite
   * @param clusters of the rows, at least 2
   * @param metric null for the Euclidean one
   * @param threads how many work
   * @param pairs measures and adds; no bit depends on which one does
   * @param listener told of the share of the work that is done, see {@link Progress}
   * @param names tells what messages call a row, where the points are some of other data
   * @return n values in [-1, 1]
   */
  public static double[] of(
      Points points,
      Partition clusters,
      @Nullable DistanceMetric metric,
      int threads,
      Pairs pairs,
      DoubleConsumer listener,
      IntUnaryOperator names) {
    int large = isSymmetric(metric) ? large(points, metric, threads) : Integer.MAX_VALUE;
    return of(points, clusters, metric, threads, pairs, large, listener, names);
  }

  /** Whether it is known that a distance is the same in both directions. */
  private static boolean isSymmetric(@Nullable DistanceMetric metric) {
    return metric == null || Directions.is(metric);
  }

  /** Rows of a large cluster at least: what no block can hold, or enough for all threads. */
  private static int large(Points points, @Nullable DistanceMetric metric, int threads) {
    boolean isSparse = StoredRows.storageOf(points) instanceof Storage.Sparse;
    long enough = Math.min(Integer.MAX_VALUE, (long) threads * LARGE);
    if (!isSparse && points.columns() > MANY) {
      return (int) enough; // blocks hold next to nothing
    }
    int panels = isSparse || metric != null ? 1 : DistanceTile.panels(points.columns());
    return (int) Math.min(enough, panels * LANES + 1);
  }

  /** The same with another notion of what is large. */
  static double[] of(
      Points points,
      Partition clusters,
      @Nullable DistanceMetric metric,
      int threads,
      Pairs pairs,
      int large,
      DoubleConsumer listener,
      IntUnaryOperator names) {
    ClusterOrder order = new ClusterOrder(clusters, large);
    int blocks = Chunks.count(points.rows(), LANES);
    try (Workers workers = new Workers(Math.min(threads, blocks))) {
      Supplier<DistanceTile> tiles = tiles(points, metric, order.rows, pairs, workers, names);
      Silhouettes silhouettes = new Silhouettes(order, pairs, tiles, workers);
      silhouettes.run(isSymmetric(metric), listener);
    }
    double[] result = order.silhouettes();
    if (Arrays.stream(result).anyMatch(Double::isNaN)) {
      throw refusal(points, metric, result, names);
    }
    return result;
  }

  /** Names the first row of which a mean distance is not finite, and the one farthest from it. */
  private static IllegalArgumentException refusal(
      Points points, @Nullable DistanceMetric metric, double[] result, IntUnaryOperator names) {
    int row = -1;
    for (int i = 0; i < result.length; i++) {
      if (Double.isNaN(result[i]) && (row < 0 || names.applyAsInt(i) < names.applyAsInt(row))) {
        row = i;
      }
    }
    double[] values = new double[points.columns()];
    double[] others = new double[points.columns()];
    points.copyRow(row, values);
    DistanceMetric measured = metric == null ? Norms::ofDifference : metric;
    int farthest = -1;
    double largest = 0;
    for (int i = 0; i < result.length; i++) {
      if (i != row) {
        points.copyRow(i, others);
        double distance = measured.distance(values, others);
        if (farthest < 0
            || distance > largest
            || distance == largest && names.applyAsInt(i) < names.applyAsInt(farthest)) {
          farthest = i;
          largest = distance;
        }
      }
    }
    return new IllegalArgumentException(
        "points: distances are not finite, or too large for a double; that of rows "
            + names.applyAsInt(row)
            + " and "
            + names.applyAsInt(farthest)
            + " is "
            + largest);
  }

  private static Supplier<DistanceTile> tiles(
      Points points,
      @Nullable DistanceMetric metric,
      int[] order,
      Pairs pairs,
      Workers workers,
      IntUnaryOperator names) {
    if (metric != null && Directions.is(metric)) {
      RowStore rows = RowStore.of(OccurringColumns.of(points, null).points(), Kernels.get());
      if (rows instanceof SparseRows || rows.d <= MANY) {
        Lengths lengths = Lengths.of(rows, workers);
        return () -> new CosineTile(new CosineRows(rows, lengths), order);
      }
    }
    if (metric != null) {
      ScaledRows unscaled = ScaledRows.unscaled(points);
      return () -> new PairwiseTile(unscaled, order, metric, names);
    }
    if (StoredRows.storageOf(points) instanceof Storage.Sparse) {
      Points seen = OccurringColumns.of(points, null).points();
      if (RowStore.of(seen, Kernels.get()) instanceof SparseRows rows) {
        SharedColumnsTile.Shared shared = new SharedColumnsTile.Shared(rows, ScaledRows.of(seen));
        return () -> new SharedColumnsTile(shared, order, pairs);
      }
    }
    ScaledRows data = ScaledRows.of(points);
    if (points.columns() <= FEW) {
      return () -> new DirectTile(data, order, pairs, DistanceTile.ROWS);
    }
    if (points.columns() > MANY) {
      return () -> new PairwiseTile(data, order, Norms::ofDifference, names);
    }
    CenteredRows centered = CenteredRows.of(data, workers);
    return () -> new ProductTile(centered, data, order, pairs);
  }

  private void run(boolean isSymmetric, DoubleConsumer listener) {
    int n = order.rows.length;
    int small = order.start(order.large);
    boolean once = isSymmetric && order.mostOfSmall() <= all[0].width();
    double rest = n - small;
    double pairs = once ? pairsFrom(0, n) : pairsFrom(0, small) + rest * rest;
    Progress progress = new Progress(pairs, listener);
    for (int s = 0; s < order.large; s++) {
      runLarge(s, progress);
    }
    if (once && small < n) {
      runWhole(progress);
      return;
    }
    int[] starts = blocks(small, n);
    workers.run(
        starts.length - 1,
        (block, w) -> {
          all[w].runAlone(starts[block], starts[block + 1] - starts[block]);
          progress.add((starts[block + 1] - starts[block]) * rest);
        });
  }

  /** How many pairs of rows there are of which the first is in a range, the second not before. */
  private double pairsFrom(int start, int end) {
    double count = end - start;
    return count * (order.rows.length - start) - count * (count - 1) / 2;
  }

  /**
   * Where blocks of rows begin, and where the last one ends. Blocks have as many panels as the
   * tile, but fewer towards the end, so that all workers come to it at about the same time.
   */
  private int[] blocks(int from, int to) {
    List<Integer> starts = new ArrayList<>();
    for (int at = from; at < to; at += Math.min(size(at, to), to - at)) {
      starts.add(at);
    }
    starts.add(to);
    return starts.stream().mapToInt(at -> at).toArray();
  }

  private int size(int at, int to) {
    int panels = (to - at) / LANES / all.length;
    return Math.min(all[0].width(), LANES * Math.max(1, panels));
  }

  private void runLarge(int s, Progress progress) {
    int from = order.start(s);
    int[] starts = blocks(from, order.ends[s]);
    workers.run(
        starts.length - 1,
        (block, w) -> {
          int start = starts[block];
          int end = starts[block + 1];
          all[w].runRound(start, end - start, s);
          progress.add(pairsFrom(start, end));
        });
    Chunks rows = new Chunks(order.rows.length - from, Chunks.ROWS);
    workers.run(
        rows.count(),
        (chunk, w) -> {
          for (int p = from + rows.first(chunk); p < from + rows.end(chunk); p++) {
            merge(p, s);
          }
        });
  }

  /** Takes the sum of a row over the cluster of a round from the workers. */
  private void merge(int p, int s) {
    ExactSums sums = all[0].others();
    for (int w = 1; w < all.length; w++) {
      sums.add(p, all[w].others(), p);
      all[w].others().clear(p);
    }
    order.setSum(p, s, sums.value(p));
    sums.clear(p);
  }

  /** Lets blocks of whole clusters, and smaller ones towards the end, meet the rows after them. */
  private void runWhole(Progress progress) {
    int n = order.rows.length;
    List<Integer> firsts = new ArrayList<>();
    for (int s = order.large; s < order.ends.length; ) {
      firsts.add(s);
      int end = order.start(s) + size(order.start(s), n);
      do { // at least one
        s++;
      } while (s < order.ends.length && order.ends[s] <= end);
    }
    firsts.add(order.ends.length);
    workers.run(
        firsts.size() - 1,
        (block, w) -> {
          int s = firsts.get(block);
          int start = order.start(s);
          int end = order.start(firsts.get(block + 1));
          all[w].runWhole(start, end - start, s);
          progress.add(pairsFrom(start, end));
        });
    for (SilhouetteWorker each : all) {
      double[] nearest = each.nearest();
      for (int p = order.start(order.large); p < n; p++) {
        order.lower(p, nearest[p]);
      }
    }
  }
}
