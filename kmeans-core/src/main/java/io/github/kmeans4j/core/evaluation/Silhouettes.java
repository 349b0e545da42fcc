package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.Chunks;
import io.github.kmeans4j.core.internal.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The silhouette of each row, computed tile by tile. */
final class Silhouettes {
  /*
   * A tile of rows meets all rows, block by block. Within a block the Euclidean distances of one row
   * to all rows of the block grow side by side, column after column: independent sums that the
   * compiler turns into vector instructions, each summed in a fixed order. A worker's scratch is
   * (tile + 2 block) · d + tile · k numbers. Rows of more than 4096 columns come in smaller tiles and
   * blocks, so that they take 1.5 MB or, if that is more, two rows. Each tile writes its own results
   * only, so the outcome does not depend on the number of threads.
   */
  private static final int TILE = 32;
  private static final int BLOCK = 16;

  /** Values of a tile at most, if it has more than one row; a block has half as many. */
  private static final int TILE_VALUES = 1 << 17;

  private final Points points;
  private final Partition clusters;
  private final @Nullable DistanceMetric metric;
  private final Chunks tiles;
  private final Chunks blocks;

  /** Whether the distances to a block grow side by side; not if few wide rows make one. */
  private final boolean sideBySide;

  private final double[] result;

  private Silhouettes(Points points, Partition clusters, @Nullable DistanceMetric metric) {
    int n = points.rows();
    int d = points.columns();
    this.points = points;
    this.clusters = clusters;
    this.metric = metric;
    this.tiles = new Chunks(n, Math.max(1, Math.min(TILE, TILE_VALUES / d)));
    this.blocks = new Chunks(n, Math.max(1, Math.min(BLOCK, TILE_VALUES / 2 / d)));
    this.sideBySide = metric == null && blocks.size() == BLOCK;
    this.result = new double[n];
  }

  /** Computes them; the arguments have been checked; a null metric means the Euclidean one. */
  static double[] of(
      Points points, Partition clusters, @Nullable DistanceMetric metric, int threads) {
    Silhouettes silhouettes = new Silhouettes(points, clusters, metric);
    int count = silhouettes.tiles.count();
    Scratch[] scratch = new Scratch[Math.min(threads, count)];
    for (int w = 0; w < scratch.length; w++) {
      scratch[w] = silhouettes.new Scratch();
    }
    try (Workers workers = new Workers(scratch.length)) {
      workers.run(count, (tile, worker) -> scratch[worker].run(tile));
    }
    return silhouettes.result;
  }

  private void finish(int row, double[] sums, int from) {
    int own = clusters.code(row);
    if (clusters.size(own) == 1) {
      return;
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < clusters.count(); c++) {
      if (c != own) {
        nearest = Math.min(nearest, sums[from + c] / clusters.size(c));
      }
    }
    double within = sums[from + own] / (clusters.size(own) - 1);
    if (!Double.isFinite(within + nearest)) {
      throw new IllegalArgumentException(
          "points: the distances of row " + row + " are too large for a double");
    }
    double larger = Math.max(within, nearest);
    result[row] = larger == 0 ? 0 : (nearest - within) / larger;
  }

  /** What one worker needs. */
  private final class Scratch {
    private final int d = points.columns();
    private final double[][] tile = new double[tiles.size()][d];
    private final double[][] block = new double[blocks.size()][d];
    private final double[] transposed = new double[sideBySide ? BLOCK * d : 0];
    private final double[] distances = new double[BLOCK];
    private final double[] sums = new double[tiles.size() * clusters.count()];

    void run(int number) {
      int from = tiles.first(number);
      int rows = tiles.end(number) - from;
      int k = clusters.count();
      Arrays.fill(sums, 0);
      for (int r = 0; r < rows; r++) {
        points.copyRow(from + r, tile[r]);
      }
      for (int b0 = 0; b0 < blocks.count(); b0++) {
        int start = blocks.first(b0);
        int width = blocks.end(b0) - start;
        load(start, width);
        for (int r = 0; r < rows; r++) {
          measure(tile[r], width);
          for (int b = 0; b < width; b++) {
            sums[r * k + clusters.code(start + b)] += distances[b];
          }
        }
      }
      for (int r = 0; r < rows; r++) {
        finish(from + r, sums, r * k);
      }
    }

    private void load(int start, int width) {
      for (int b = 0; b < width; b++) {
        points.copyRow(start + b, block[b]);
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
          double square = sideBySide ? distances[b] : squaredDistance(row, block[b]);
          distances[b] = Math.sqrt(square);
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

  /** The same of two rows, in the same order. */
  private static double squaredDistance(double[] row, double[] other) {
    double sum = 0;
    int c = 0;
    for (; c + 4 <= row.length; c += 4) {
      double d0 = row[c] - other[c];
      double d1 = row[c + 1] - other[c + 1];
      double d2 = row[c + 2] - other[c + 2];
      double d3 = row[c + 3] - other[c + 3];
      sum += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
    }
    for (; c < row.length; c++) {
      double difference = row[c] - other[c];
      sum += difference * difference;
    }
    return sum;
  }
}
