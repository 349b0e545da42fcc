package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;

/**
 * How many pairs of a row and a centroid survive so many coordinates, counted on a few rows: what
 * tells whether coordinates are worth their cost, and how many. Means of a few rows of a sample
 * stand for the centroids, since those of the first pass are often rows, whose rests are long. A
 * poor choice costs speed, never a wrong answer.
 */
final class Survivors {
  /** Numbers of coordinates to choose from. */
  private static final int[] SIZES = {8, 12, 16, 24, 32, 48, 64, 80, 96, 128};

  /** Centroids that are looked at, at most. */
  private static final int MOST_CENTROIDS = 128;

  /** Rows whose mean stands for a centroid, about. */
  private static final int ROWS = 8;

  /** Rows that are measured, at most: one block, for tiles that the fit uses anyway. */
  private static final int PROBES = 64;

  // What a row costs, in multiplications of one of its values: by all columns, where reading a
  // value
  // costs as much as some of them; by coordinates; and if these leave centroids over.
  private static final double DENSE_COST = 2500;
  private static final double READ_COST = 60;
  private static final double SIEVE_COST = 7000;
  private static final double SURVIVOR_COST = 30000;

  /** Coordinates must cost less than this part: bounds save work without them too. */
  private static final double WORTH = 0.5;

  /** Beside which one of its columns is dear in a single distance. */
  private static final double SINGLE = 3;

  private final FitRows rows;
  private final SinglePrecision frame;
  private final Workers workers;
  private final int d;
  private final double[][] means;

  /**
   * Tells whether a search for a subspace may pay at all: whether a few coordinates would be cheap
   * enough if they left over few rows.
   *
   * @param d number of columns
   * @param k number of centroids
   */
  static boolean mayBeFew(int d, int k) {
    return sieved(16, k, 0.1, 0) < WORTH * dense(d, k);
  }

  private static double dense(int d, int k) {
    return DENSE_COST + READ_COST * d + (double) d * k;
  }

  private static double sieved(int size, int k, double open, double columns) {
    return SIEVE_COST + (size + 1.0) * k + SURVIVOR_COST * open + columns;
  }

  /**
   * Takes means of some rows.
   *
   * @param centroids those of the first pass, k × d
   */
  Survivors(FitRows rows, double[][] centroids) {
    this.rows = rows;
    this.frame = rows.frame();
    this.workers = rows.workers();
    this.d = rows.store().d;
    this.means = means(Arrays.copyOf(centroids, Math.min(centroids.length, MOST_CENTROIDS)));
  }

  private double[][] means(double[][] centroids) {
    int n = rows.store().n;
    int k = centroids.length;
    int[] sample = spread(n, Math.min(n, ROWS * k));
    int[] labels = new int[sample.length];
    new RowAssignment(rows, k).assign(centroids, sample, labels, null);
    double[][] sums = new double[k][d];
    int[] sizes = new int[k];
    for (int s = 0; s < sample.length; s++) {
      rows.store().addTo(sample[s], 1, sums[labels[s]]);
      sizes[labels[s]]++;
    }
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < d; c++) {
        sums[j][c] = sizes[j] == 0 ? centroids[j][c] : sums[j][c] / sizes[j];
      }
    }
    return sums;
  }

  private static int[] spread(int n, int count) {
    int[] places = new int[count];
    Arrays.setAll(places, p -> (int) ((p + 0.5) * n / count));
    return places;
  }

  /**
   * Chooses how many of the first directions of a subspace are worth it.
   *
   * @param k number of centroids
   * @return 0 if no number of them is
   */
  int bestSize(Subspace subspace, int k) {
    if (subspace.size < SIZES[0]) {
      return 0;
    }
    NearestSearch search = new NearestSearch(frame, means.length);
    int probes = Math.min(Math.min(rows.store().n, PROBES), search.blockRows);
    long[] open = new long[SIZES.length];
    long[] pairs = new long[SIZES.length];
    count(subspace, search, probes, open, pairs);
    int best = 0;
    double least = WORTH * dense(d, k);
    for (int s = 0; s < SIZES.length && SIZES[s] <= subspace.size; s++) {
      double perRow = (double) pairs[s] / probes * k / means.length;
      double columns = SINGLE * d * Math.min(perRow, k / SINGLE);
      double cost = sieved(SIZES[s], k, (double) open[s] / probes, columns);
      if (cost < least) {
        least = cost;
        best = SIZES[s];
      }
    }
    return best;
  }

  /** Counts the rows with survivors, and those, for each size. */
  private void count(
      Subspace subspace, NearestSearch search, int probes, long[] open, long[] pairs) {
    int k = means.length;
    int m = subspace.size;
    ScoredCentroids scored = new ScoredCentroids(frame, means);
    float[] centroids = ProjectedCentroids.coordinates(frame, subspace, scored, workers);
    int[] sample = spread(rows.store().n, probes);
    for (int r = 0; r < probes; r++) {
      search.load(sample[r], r);
    }
    search.scoreAll(probes, scored);
    float[] coordinates = coordinates(subspace, search, probes);
    double[] insideSq = new double[k];
    double[] restsSq = new double[k];
    for (int r = 0; r < probes; r++) {
      search.scan(search.scores, r * search.stride, r * search.stride + k);
      double normSq = frame.squaredNorm(search.values, search.starts[r]);
      double limit = normSq + search.least;
      Arrays.fill(insideSq, 0);
      System.arraycopy(scored.exactNormsSq, 0, restsSq, 0, k);
      double restSq = normSq;
      int t = 0;
      for (int s = 0; s < SIZES.length && SIZES[s] <= m; s++) {
        int end = SIZES[s];
        for (int c = t; c < end; c++) {
          restSq -= (double) coordinates[r * m + c] * coordinates[r * m + c];
        }
        double rest = Math.sqrt(Math.max(0, restSq));
        int found = 0;
        for (int j = 0; j < k; j++) {
          for (int c = t; c < end; c++) {
            double y = centroids[j * m + c];
            double difference = coordinates[r * m + c] - y;
            insideSq[j] += difference * difference;
            restsSq[j] -= y * y;
          }
          double outside = rest - Math.sqrt(Math.max(0, restsSq[j]));
          found += insideSq[j] + outside * outside < limit && j != search.nearest ? 1 : 0;
        }
        pairs[s] += found;
        open[s] += found > 0 ? 1 : 0;
        t = end;
      }
    }
  }

  /** The coordinates of the rows that a search has loaded. */
  private float[] coordinates(Subspace subspace, NearestSearch search, int count) {
    int m = subspace.size;
    Tiles.Packed packed = frame.kernel.pack(subspace.basis, new float[m], m, d);
    int panel = frame.kernel.panelWidth(m);
    int panels = Chunks.count(m, panel);
    int stride = panels * panel;
    float[] scores = new float[count * stride];
    frame.kernel.scores(search.values, search.starts, count, packed, 0, panels, scores, stride);
    float[] coordinates = new float[count * m];
    for (int r = 0; r < count; r++) {
      for (int t = 0; t < m; t++) {
        coordinates[r * m + t] = scores[r * stride + t] / -2;
      }
    }
    return coordinates;
  }
}
