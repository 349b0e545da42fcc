package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.measure.Norms;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The silhouette of each row, computed tile by tile. */
final class Silhouettes {
  /*
   * A tile of rows meets all rows, block by block. Within a block the Euclidean distances of one row
   * to all rows of the block grow side by side, column after column: independent sums that the
   * compiler turns into vector instructions, each summed in a fixed order. Blocks follow the clusters,
   * so that a row adds to one sum at a time. Distances are added without rounding: their order does
   * not matter, and neither does the number of threads, since each tile writes its own results only.
   * A worker's scratch is (tile + 2 block) · d + tile · (k + 2) numbers. Rows of more than 4096 columns
   * come in smaller tiles and blocks, so that they take 1.5 MB or, if that is more, two rows.
   */
  private static final int TILE = 32;
  private static final int BLOCK = 16;

  /** Values of a tile at most, if it has more than one row; a block has half as many. */
  private static final int TILE_VALUES = 1 << 17;

  private final ScaledRows data;
  private final Partition clusters;
  private final @Nullable DistanceMetric metric;

  /** All rows, cluster by cluster, and where each cluster ends there. */
  private final int[] order;

  private final int[] ends;
  private final Chunks tiles;
  private final Chunks blocks;

  /** Whether the distances to a block grow side by side; not if few wide rows make one. */
  private final boolean sideBySide;

  private final double[] result;

  private Silhouettes(Points points, Partition clusters, @Nullable DistanceMetric metric) {
    this.data = metric == null ? ScaledRows.of(points) : ScaledRows.unscaled(points);
    this.clusters = clusters;
    this.metric = metric;
    this.order = clusters.rowsByCode();
    this.ends = new int[clusters.count()];
    int end = 0;
    for (int c = 0; c < ends.length; c++) {
      end += clusters.size(c);
      ends[c] = end;
    }
    int n = points.rows();
    int d = points.columns();
    this.tiles = new Chunks(n, Math.max(1, Math.min(TILE, TILE_VALUES / d)));
    this.blocks = new Chunks(n, Math.max(1, Math.min(BLOCK, TILE_VALUES / 2 / d)));
    this.sideBySide = metric == null && blocks.size() == BLOCK;
    this.result = new double[n];
  }

  /** Computes them; the arguments have been checked; a null metric means the Euclidean one. */
  static double[] of(
      Points points, Partition clusters, @Nullable DistanceMetric metric, int threads) {
    Silhouettes silhouettes = new Silhouettes(points, clusters, metric);
    int tiles = silhouettes.tiles.count();
    Scratch[] scratch = new Scratch[Math.min(threads, tiles)];
    for (int w = 0; w < scratch.length; w++) {
      scratch[w] = silhouettes.new Scratch();
    }
    try (Workers workers = new Workers(scratch.length)) {
      workers.run(tiles, (tile, worker) -> scratch[worker].run(tile));
    }
    for (int i = 0; i < silhouettes.result.length; i++) {
      if (Double.isNaN(silhouettes.result[i])) {
        throw new IllegalArgumentException(
            "points: the distances of row " + i + " are not finite, or too large for a double");
      }
    }
    return silhouettes.result;
  }

  /** The silhouette of a row by its mean distances to the clusters; NaN if one is too large. */
  private double silhouette(int row, double[] means, int from) {
    int own = clusters.code(row);
    if (clusters.size(own) == 1) {
      return 0;
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < clusters.count(); c++) {
      if (!Double.isFinite(means[from + c])) {
        return Double.NaN;
      }
      if (c != own) {
        nearest = Math.min(nearest, means[from + c]);
      }
    }
    double within = means[from + own];
    double larger = Math.max(within, nearest);
    return larger == 0 ? 0 : (nearest - within) / larger;
  }

  /** What one worker needs. */
  private final class Scratch {
    private final int d = data.columns();
    private final double[][] tile = new double[tiles.size()][d];
    private final double[][] block = new double[blocks.size()][d];
    private final double[] transposed = new double[sideBySide ? BLOCK * d : 0];
    private final double[] distances = new double[BLOCK];
    private final double[] means = new double[tiles.size() * clusters.count()];
    private final ExactSums sums = new ExactSums(tiles.size());

    void run(int tileNumber) {
      int from = tiles.first(tileNumber);
      int rows = tiles.end(tileNumber) - from;
      int k = clusters.count();
      for (int r = 0; r < rows; r++) {
        data.copy(from + r, tile[r]);
      }
      for (int number = 0; number < blocks.count(); number++) {
        int start = blocks.first(number);
        int width = blocks.end(number) - start;
        load(start, width);
        for (int r = 0; r < rows; r++) {
          measure(tile[r], width);
          for (int b = 0; b < width; b++) {
            int row = order[start + b];
            int c = clusters.code(row);
            if (row != from + r) {
              sums.add(r, distances[b]);
            }
            if (start + b + 1 == ends[c]) {
              int others = clusters.size(c) - (c == clusters.code(from + r) ? 1 : 0);
              means[r * k + c] = sums.value(r) / others;
              sums.clear(r);
            }
          }
        }
      }
      for (int r = 0; r < rows; r++) {
        result[from + r] = silhouette(from + r, means, r * k);
      }
    }

    private void load(int start, int width) {
      for (int b = 0; b < width; b++) {
        data.copy(order[start + b], block[b]);
      }
      if (sideBySide) {
        for (int c = 0; c < d; c++) {
          for (int b = 0; b < BLOCK; b++) {
            transposed[c * BLOCK + b] = block[b][c];
          }
        }
      }
    }

    private void measure(double[] row, int width) {
      if (sideBySide) {
        squaredDistances(row, transposed, distances);
      }
      for (int b = 0; b < width; b++) {
        if (metric != null) {
          distances[b] = metric.distance(row, block[b]);
        } else {
          distances[b] =
              sideBySide && Norms.isSafe(distances[b])
                  ? Math.sqrt(distances[b])
                  : Norms.ofDifference(row, block[b]);
        }
      }
    }
  }

  private static void squaredDistances(double[] row, double[] transposed, double[] sumsSq) {
    Arrays.fill(sumsSq, 0);
    int c = 0;
    for (; c + 4 <= row.length; c += 4) {
      double x0 = row[c];
      double x1 = row[c + 1];
      double x2 = row[c + 2];
      double x3 = row[c + 3];
      int at = c * BLOCK;
      for (int b = 0; b < BLOCK; b++) {
        double d0 = x0 - transposed[at + b];
        double d1 = x1 - transposed[at + BLOCK + b];
        double d2 = x2 - transposed[at + 2 * BLOCK + b];
        double d3 = x3 - transposed[at + 3 * BLOCK + b];
        sumsSq[b] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
      }
    }
    for (; c < row.length; c++) {
      for (int b = 0; b < BLOCK; b++) {
        double difference = row[c] - transposed[c * BLOCK + b];
        sumsSq[b] += difference * difference;
      }
    }
  }
}
