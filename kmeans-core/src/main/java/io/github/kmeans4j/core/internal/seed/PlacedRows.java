package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.lanes.SpatialOrder;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of few columns in blocks, where many candidates come in a spatial order, so that neighbors
 * stand together. Their values are copied column by column in each block. Of each block the mean
 * and the distance to the row farthest from it are known.
 *
 * <p>Memory: 4 bytes a value; 8 a value in chunks with doubles that are no floats. An order takes 4
 * bytes a row, as much again as the values of all rows in floats, and twice that for a moment.
 * Immutable and thread-safe.
 */
final class PlacedRows {
  /** Rows a block. */
  static final int BLOCK = 256;

  /** Blocks a chunk. */
  static final int BLOCKS = 64;

  /** Rows a chunk of work: as many blocks as are measured at once. */
  static final int CHUNK = BLOCK * BLOCKS;

  /** Fewer rows than these are not put in blocks. */
  private static final int FEWEST_ROWS = 1 << 13;

  /** Fewer candidates for each row than these are not worth copies of the rows. */
  private static final int FEWEST_CANDIDATES = 2;

  /** Fewer than these are not worth an order. */
  private static final int FEWEST_ORDERED = 48;

  /** Rows a chunk in which the order is made. */
  private static final int ORDERED = 16 * BLOCK;

  /** The row at each place; null if they stand as they came. */
  final int @Nullable [] order;

  /** The rows at their places, not copied. */
  final RowStore store;

  final int d;
  final Chunks chunks;

  /** The values of each chunk as floats, where they are floats; else null. */
  private final float[][] floats;

  /** The values of the other chunks; else null. */
  private final double[][] doubles;

  /** Chunk × column × block: the means; anything beyond the last block. */
  private final double[][][] means;

  /** How far rows of a block are from its mean at most. */
  private final double[] radii;

  private PlacedRows(FitRows rows, boolean ordered) {
    Workers workers = rows.workers();
    RowStore given = rows.store();
    this.order = ordered ? SpatialOrder.of(rows.frame(), BLOCK, ORDERED, workers) : null;
    this.store = order == null ? given : given.reordered(order);
    this.d = store.d;
    this.chunks = new Chunks(store.n, CHUNK);
    this.floats = new float[chunks.count()][];
    this.doubles = new double[chunks.count()][];
    this.means = new double[chunks.count()][d][BLOCKS];
    this.radii = new double[Chunks.count(store.n, BLOCK)];
    double[][] scratch = new double[workers.threads()][];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new double[CHUNK * d];
          }
          load(chunk, scratch[worker]);
        });
  }

  /**
   * Tells whether rows are put in blocks. As sums by blocks decide which rows are drawn, it depends
   * on no kernel and no number of threads.
   *
   * @param candidates how many are expected to be compared with every row
   */
  static boolean pays(int n, int d, long candidates) {
    return d <= FewSquares.COLUMNS && n >= FEWEST_ROWS && candidates >= FEWEST_CANDIDATES;
  }

  /** Tells whether an order pays as well, which decides it too. */
  static boolean orderPays(int n, int d, long candidates) {
    return pays(n, d, candidates)
        && candidates >= FEWEST_ORDERED
        && (long) n * d <= Chunks.LARGEST_ARRAY;
  }

  /** Puts rows in blocks as they stand. */
  static PlacedRows asGiven(FitRows rows) {
    return new PlacedRows(rows, false);
  }

  /** Puts rows in order. */
  static PlacedRows inOrder(FitRows rows) {
    return new PlacedRows(rows, true);
  }

  private void load(int chunk, double[] values) {
    int from = chunks.first(chunk);
    int end = chunks.end(chunk);
    double[][] columns = new double[d][BLOCK];
    double[] mean = new double[d];
    double[] squares = new double[BLOCK];
    double[] more = new double[BLOCK];
    for (int first = from; first < end; first += BLOCK) {
      int rows = Math.min(BLOCK, end - first);
      int at = (first - from) * d;
      int block = (first - from) / BLOCK;
      store.copyColumns(first, rows, values, at, BLOCK);
      for (int c = 0; c < d; c++) {
        double sum = 0;
        for (int r = 0; r < rows; r++) {
          double value = values[at + c * BLOCK + r];
          columns[c][r] = value;
          sum += value / rows;
        }
        Arrays.fill(values, at + c * BLOCK + rows, at + (c + 1) * BLOCK, 0);
        mean[c] = sum;
        means[chunk][c][block] = sum;
      }
      FewSquares.measure(columns, rows, mean, squares, more);
      radii[first / BLOCK] = Math.sqrt(largest(squares, 0, rows));
    }
    keep(chunk, values, Chunks.count(end - from, BLOCK) * BLOCK * d);
  }

  /** Keeps the values of a chunk in the precision that they need. */
  private void keep(int chunk, double[] values, int size) {
    float[] narrow = new float[size];
    boolean same = true;
    for (int i = 0; i < size; i++) {
      float value = (float) values[i];
      narrow[i] = value;
      same &= value == values[i];
    }
    if (same) {
      floats[chunk] = narrow;
    } else {
      doubles[chunk] = Arrays.copyOf(values, size);
    }
  }

  /** The largest of some values, none of them negative. */
  static double largest(double[] values, int from, int to) {
    double even = 0;
    double odd = 0;
    int i = from;
    for (; i + 2 <= to; i += 2) {
      even = values[i] > even ? values[i] : even;
      odd = values[i + 1] > odd ? values[i + 1] : odd;
    }
    double largest = Math.max(even, odd);
    return i < to ? Math.max(largest, values[i]) : largest;
  }

  /**
   * Measures the means of a chunk's blocks.
   *
   * @param point d values
   * @param squares receives the squared distance of each block's mean
   * @param more as many, scratch
   */
  void measureMeans(int chunk, double[] point, double[] squares, double[] more) {
    FewSquares.measure(means[chunk], BLOCKS, point, squares, more);
  }

  /**
   * Returns a limit for squared distances of points to a block's mean. No row of the block is
   * nearer to a point at the limit or beyond it than its loss, as {@link FewSquares} computes
   * distances.
   *
   * <pre>
   * With L the largest loss, R the radius and D the distance of the point to the mean, a row is D − R from
   * the point at least. All squares are computed with relative errors below (d + 2)2⁻⁵³, and where they
   * underflow with errors below d 2⁻¹⁰⁷⁴. D ≥ (√L + R)(1 + 10⁻⁹) + 2⁻⁵⁰⁰ leaves √L(1 + 10⁻⁹) + 2⁻⁵⁰⁰
   * for the row, however D and R were rounded, and so a computed square of L at least.
   * </pre>
   *
   * @param largestLoss of the block's rows
   * @return the limit; infinite where it overflows
   */
  double limitSq(int block, double largestLoss) {
    double limit = (Math.sqrt(largestLoss) + radii[block]) * (1 + 2e-9) + 0x1p-499;
    return limit * limit * (1 + 1e-12);
  }

  /**
   * Copies the values of a block as doubles.
   *
   * @param columns receives them, column × row
   */
  void copy(int block, double[][] columns) {
    int at = block % BLOCKS * BLOCK * d;
    double[] whole = doubles[block / BLOCKS];
    for (int c = 0; c < d; c++, at += BLOCK) {
      if (whole == null) {
        widen(floats[block / BLOCKS], at, columns[c]);
      } else {
        System.arraycopy(whole, at, columns[c], 0, BLOCK);
      }
    }
  }

  private static void widen(float[] from, int at, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[at + i];
    }
  }
}
