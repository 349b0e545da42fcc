package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.CountingSort;
import io.github.kmeans4j.core.internal.work.Progress;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
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
 * All rows of small clusters are the last round: they meet each other, in both orders, so that there are
 * neither many short rounds nor sums by row and cluster.
 * </pre>
 *
 * <p>Distances are added without rounding, and none depends on the tile that it was measured in: so
 * neither the order of the rows, nor the threads, nor what counts as large changes a bit.
 *
 * <p>A worker's scratch is that of its tile, and 20 n bytes if there is a large cluster. Very wide
 * rows are measured one pair after the other, in 1 MB or, if that is more, three rows.
 */
public final class Silhouettes {
  private static final int LANES = DistanceTile.LANES;
  private static final int ROWS = DistanceTile.ROWS;

  /** Rows of a large cluster at least, for each thread: enough blocks for all in a round. */
  private static final int LARGE = 512;

  /** Up to so many columns, differences are as fast as products. */
  private static final int FEW = 16;

  /** Columns of a tile at most. */
  private static final int MANY = 16_384;

  private final Partition clusters;

  /** The clusters as they come, where each ends, and all rows in that order. */
  private final int[] sequence;

  private final int[] ends;
  private final int[] order;
  private final int large;

  /**
   * The mean distances of each row in the order: within its cluster, and to the nearest other one.
   */
  private final double[] within;

  private final double[] nearest;

  private final Pairs pairs;

  private Silhouettes(Partition clusters, int large, Pairs pairs) {
    this.pairs = pairs;
    int n = clusters.rows();
    this.clusters = clusters;
    this.sequence = new int[clusters.count()];
    this.ends = new int[clusters.count()];
    CountingSort bySize = new CountingSort(2);
    for (int c = 0; c < sequence.length; c++) {
      bySize.count(clusters.size(c) >= large ? 0 : 1);
    }
    bySize.allocate();
    int many = 0;
    for (int c = 0; c < sequence.length; c++) {
      bySize.place(clusters.size(c) >= large ? 0 : 1, c);
      many += clusters.size(c) >= large ? 1 : 0;
    }
    this.large = many;
    System.arraycopy(bySize.items(), 0, sequence, 0, sequence.length);
    int[] next = new int[sequence.length];
    int end = 0;
    for (int s = 0; s < sequence.length; s++) {
      next[sequence[s]] = end;
      end += clusters.size(sequence[s]);
      ends[s] = end;
    }
    this.order = new int[n];
    for (int i = 0; i < n; i++) {
      order[next[clusters.code(i)]++] = i;
    }
    this.within = new double[n];
    this.nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
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
   * @return n values in [-1, 1]
   */
  public static double[] of(
      Points points,
      Partition clusters,
      @Nullable DistanceMetric metric,
      int threads,
      Pairs pairs,
      DoubleConsumer listener) {
    // A metric need not give the same distance in both directions.
    int large =
        metric == null
            ? (int) Math.min(Integer.MAX_VALUE, (long) threads * LARGE)
            : Integer.MAX_VALUE;
    return of(points, clusters, metric, threads, pairs, large, listener);
  }

  /** The same with another notion of what is large. */
  static double[] of(
      Points points,
      Partition clusters,
      @Nullable DistanceMetric metric,
      int threads,
      Pairs pairs,
      int large,
      DoubleConsumer listener) {
    Silhouettes silhouettes = new Silhouettes(clusters, large, pairs);
    int blocks = Chunks.count(points.rows(), LANES);
    try (Workers workers = new Workers(Math.min(threads, blocks))) {
      silhouettes.run(silhouettes.tiles(points, metric, workers), workers, listener);
    }
    double[] result = new double[points.rows()];
    for (int p = 0; p < result.length; p++) {
      result[silhouettes.order[p]] = silhouettes.silhouette(p);
    }
    for (int i = 0; i < result.length; i++) {
      if (Double.isNaN(result[i])) {
        throw new IllegalArgumentException(
            "points: the distances of row " + i + " are not finite, or too large for a double");
      }
    }
    return result;
  }

  private Supplier<DistanceTile> tiles(
      Points points, @Nullable DistanceMetric metric, Workers workers) {
    if (metric != null) {
      ScaledRows unscaled = ScaledRows.unscaled(points);
      return () -> new PairwiseTile(unscaled, order, metric);
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
      return () -> new DirectTile(data, order, pairs, ROWS);
    }
    if (points.columns() > MANY) {
      return () -> new PairwiseTile(data, order, Norms::ofDifference);
    }
    CenteredRows centered = CenteredRows.of(data, workers);
    return () -> new ProductTile(centered, data, order, pairs);
  }

  private void run(Supplier<DistanceTile> tiles, Workers workers, DoubleConsumer listener) {
    int small = large == 0 ? 0 : ends[large - 1];
    double rest = order.length - small;
    Progress progress = new Progress(pairsFrom(0, small) + rest * rest, listener);
    Worker[] all = new Worker[workers.threads()];
    Arrays.setAll(all, w -> new Worker(tiles.get()));
    int from = 0;
    for (int s = 0; s < large; s++) {
      runLarge(s, from, all, workers, progress);
      from = ends[s];
    }
    int[] starts = blocks(small, order.length, all);
    workers.run(
        starts.length - 1,
        (block, w) -> {
          int start = starts[block];
          int end = starts[block + 1];
          all[w].run(start, end - start, small, large, -1);
          progress.add((end - start) * rest);
        });
  }

  /**
   * How many pairs of rows there are of which the first is in a range and the second not before it.
   */
  private double pairsFrom(int start, int end) {
    double count = end - start;
    return count * (order.length - start) - count * (count - 1) / 2;
  }

  /**
   * Where blocks of rows begin, and where the last one ends. Blocks have as many panels as the
   * tile, but fewer towards the end, so that all workers come to it at about the same time.
   */
  private static int[] blocks(int from, int to, Worker[] all) {
    int width = all[0].tile.width();
    int[] starts = new int[Chunks.count(to - from, Math.min(width, LANES)) + 1];
    int count = 0;
    for (int at = from; at < to; ) {
      starts[count++] = at;
      int panels = (to - at) / LANES / all.length;
      int size = Math.min(width, LANES * Math.max(1, panels));
      at += Math.min(size, to - at);
    }
    starts[count] = to;
    return Arrays.copyOf(starts, count + 1);
  }

  private void runLarge(int s, int from, Worker[] all, Workers workers, Progress progress) {
    int[] starts = blocks(from, ends[s], all);
    workers.run(
        starts.length - 1,
        (block, w) -> {
          int start = starts[block];
          int end = starts[block + 1];
          all[w].run(start, end - start, start, s, s);
          progress.add(pairsFrom(start, end));
        });
    Chunks rows = new Chunks(order.length - from, Chunks.ROWS);
    workers.run(
        rows.count(),
        (chunk, w) -> {
          for (int p = from + rows.first(chunk); p < from + rows.end(chunk); p++) {
            merge(p, s, all);
          }
        });
  }

  /** Takes the sum of a row over the cluster of a round from the workers. */
  private void merge(int p, int s, Worker[] all) {
    ExactSums sums = all[0].others();
    for (int w = 1; w < all.length; w++) {
      sums.add(p, all[w].others(), p);
      all[w].others().clear(p);
    }
    setMean(p, s, sums.value(p));
    sums.clear(p);
  }

  /** Keeps what is needed of the sum of a row over a cluster; NaN if it is too large. */
  private void setMean(int p, int s, double sum) {
    int c = sequence[s];
    boolean own = clusters.code(order[p]) == c;
    double mean = sum / (own ? clusters.size(c) - 1 : clusters.size(c));
    if (!Double.isFinite(mean)) {
      mean = Double.NaN;
    }
    if (own) {
      within[p] = mean;
    } else {
      nearest[p] = Math.min(nearest[p], mean);
    }
  }

  private double silhouette(int p) {
    if (clusters.size(clusters.code(order[p])) == 1) {
      return 0;
    }
    double larger = Math.max(within[p], nearest[p]);
    return larger == 0 ? 0 : (nearest[p] - within[p]) / larger;
  }

  /** What one worker needs. */
  private final class Worker {
    private final DistanceTile tile;
    private final ExactSums lanes;
    private final double[] transposed = new double[LANES * ROWS];
    private @Nullable ExactSums others;

    Worker(DistanceTile tile) {
      this.tile = tile;
      this.lanes = new ExactSums(tile.width());
    }

    /** The sum of each row over the cluster of the round. */
    ExactSums others() {
      ExactSums sums = others;
      if (sums == null) {
        sums = new ExactSums(order.length);
        others = sums;
      }
      return sums;
    }

    /**
     * Measures the rows of a block against others.
     *
     * @param start first row of the block
     * @param width rows in the block
     * @param from first of the others
     * @param firstCluster where that one lies
     * @param round the cluster of the round, in which distances to rows after the block count for
     *     both; -1 if there is none
     */
    void run(int start, int width, int from, int firstCluster, int round) {
      tile.setLanes(start, width);
      int s = firstCluster;
      int at = from;
      while (at < order.length) {
        boolean both = round >= 0 && at >= start + width;
        int limit = round >= 0 && !both ? start + width : order.length;
        int count = Math.min(ROWS, limit - at);
        tile.setRows(at, count);
        int next = s;
        for (int lane = 0; lane < width; lane += LANES) {
          int used = Math.min(LANES, width - lane);
          tile.measure(lane / LANES);
          if (both) {
            addToOthers(at, count, used);
          }
          next = addToLanes(start, lane, used, at, count, s, round);
        }
        s = next;
        at += count;
      }
    }

    /**
     * Adds the measured rows to the lanes of a panel; returns the cluster of the row after them.
     */
    private int addToLanes(
        int start, int lane, int used, int from, int count, int first, int round) {
      int s = first;
      for (int r = 0; r < count; ) {
        int stop = Math.min(count, ends[s] - from);
        lanes.addRows(pairs, tile.distances, r * LANES, LANES, stop - r, lane, used);
        r = stop;
        if (from + r == ends[s]) {
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
          setMean(start + l, s, lanes.value(l));
        }
        lanes.clear(l);
      }
    }

    private void addToOthers(int at, int count, int used) {
      for (int r = 0; r < count; r++) {
        for (int l = 0; l < used; l++) {
          transposed[l * ROWS + r] = tile.distances[r * LANES + l];
        }
      }
      others().addRows(pairs, transposed, 0, ROWS, used, at, count);
    }
  }
}
