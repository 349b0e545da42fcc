package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The silhouette of each row, computed tile by tile. */
final class Silhouettes {
  /*
   * A tile of rows meets all rows, block by block. Within a block the Euclidean distances of one row
   * to all rows of the block grow side by side, column after column: independent sums that the
   * compiler turns into vector instructions, each summed in a fixed order. A worker's scratch is
   * (TILE + BLOCK) · d + TILE · k numbers; each tile writes its own results only, so the outcome
   * does not depend on the number of threads.
   */
  private static final int TILE = 32;
  private static final int BLOCK = 16;

  private final Points points;
  private final Partition clusters;
  private final @Nullable DistanceMetric metric;
  private final double[] result;

  private Silhouettes(Points points, Partition clusters, @Nullable DistanceMetric metric) {
    this.points = points;
    this.clusters = clusters;
    this.metric = metric;
    this.result = new double[points.rows()];
  }

  /** Computes them; the arguments have been checked; a null metric means the Euclidean one. */
  static double[] of(
      Points points, Partition clusters, @Nullable DistanceMetric metric, int threads) {
    int tiles = (points.rows() + TILE - 1) / TILE;
    Silhouettes silhouettes = new Silhouettes(points, clusters, metric);
    Scratch[] scratch = new Scratch[Math.min(threads, tiles)];
    for (int w = 0; w < scratch.length; w++) {
      scratch[w] = silhouettes.new Scratch();
    }
    try (Workers workers = new Workers(scratch.length)) {
      workers.run(tiles, (tile, worker) -> scratch[worker].run(tile));
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
    private final double[][] tile = new double[TILE][d];
    private final double[][] block = new double[BLOCK][d];
    private final double[] transposed = new double[metric == null ? BLOCK * d : 0];
    private final double[] distances = new double[BLOCK];
    private final double[] sums = new double[TILE * clusters.count()];

    void run(int number) {
      int from = number * TILE;
      int rows = Math.min(TILE, points.rows() - from);
      int k = clusters.count();
      Arrays.fill(sums, 0);
      for (int r = 0; r < rows; r++) {
        points.copyRow(from + r, tile[r]);
      }
      for (int start = 0; start < points.rows(); start += BLOCK) {
        int width = Math.min(BLOCK, points.rows() - start);
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
      if (metric == null) {
        for (int c = 0; c < d; c++) {
          for (int b = 0; b < BLOCK; b++) {
            transposed[c * BLOCK + b] = block[b][c];
          }
        }
      }
    }

    private void measure(double[] row, int width) {
      if (metric == null) {
        squaredDistances(row, transposed, distances);
        for (int b = 0; b < width; b++) {
          distances[b] = Math.sqrt(distances[b]);
        }
      } else {
        for (int b = 0; b < width; b++) {
          distances[b] = metric.distance(row, block[b]);
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
