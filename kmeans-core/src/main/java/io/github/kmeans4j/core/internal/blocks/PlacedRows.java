package io.github.kmeans4j.core.internal.blocks;

import io.github.kmeans4j.core.internal.exact.FewSquares;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.lanes.LaneAssignment;
import io.github.kmeans4j.core.internal.lanes.RowRanges;
import io.github.kmeans4j.core.internal.lanes.SpatialOrder;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of not too many columns in blocks, where many candidates come in a spatial order, so that
 * neighbors stand together. Their values are copied column by column in each block. Of each block
 * the mean and the distance to the row farthest from it are known.
 *
 * <p>Memory: 4 bytes a value; 8 a value in blocks with doubles that are no floats. An order takes 4
 * bytes a row and 4 a value, which a fit takes over, and 2 a row more while it is made. Immutable
 * and thread-safe.
 */
public final class PlacedRows {
  /** Rows a block. */
  public static final int BLOCK = LaneAssignment.BLOCK;

  /** Blocks a chunk of work, whose means are measured at once. */
  private static final int BLOCKS = 64;

  /** The same of few rows, so that there is work for many threads. */
  private static final int FEW_BLOCKS = 8;

  private static final int FEW_ROWS = 8 * BLOCKS * BLOCK;

  /** The row at each place; null if they stand as they came. */
  public final int @Nullable [] order;

  /** The rows at their places, not copied. */
  public final RowStore store;

  final int d;

  /** Blocks a chunk. */
  final int perChunk;

  final Chunks chunks;

  /** Whether squares neither overflow in single precision nor underflow if they matter. */
  final boolean areMiddling;

  /** Whether the rows came as floats in one array. */
  final boolean isOfFloats;

  /** Block × column × row: the values of blocks that are floats; else null. */
  private final float[][][] floats;

  /** The values of the other blocks; else null. */
  private final double[][][] doubles;

  /** Chunk × column × block: the means; anything beyond the last block. */
  private final double[][][] means;

  /** How far rows of a block are from its mean at most. */
  private final double[] radii;

  private PlacedRows(FitRows rows, boolean ordered, boolean ofFit) {
    Workers workers = rows.workers();
    this.areMiddling = BlockRule.areMiddling(rows);
    RowStore given = rows.store();
    float[] flat = given.floats();
    this.d = given.d;
    this.isOfFloats = flat != null;
    RowRanges found = null;
    if (ordered) {
      boolean same = BlockRule.areFloats(rows);
      found = SpatialOrder.of(source(rows, same), given.n, d, BLOCK, LaneAssignment.CHUNK, workers);
      flat = same ? found.rows : null;
      this.order = found.numbers;
      this.store = given.reordered(found.numbers);
    } else {
      this.order = null;
      this.store = given;
    }
    float[] exact = flat;
    this.perChunk = store.n < FEW_ROWS ? FEW_BLOCKS : BLOCKS;
    this.chunks = new Chunks(store.n, perChunk * BLOCK);
    int blocks = Chunks.count(store.n, BLOCK);
    this.floats = new float[blocks][][];
    this.doubles = new double[blocks][][];
    this.means = new double[chunks.count()][d][perChunk];
    this.radii = new double[blocks];
    workers.run(chunks.count(), (chunk, worker) -> load(chunk, exact));
    if (found != null && ofFit) {
      LaneAssignment.offer(rows, found, exact == null);
    }
  }

  /** Where rows to be put in order are read: as they are if they are floats, else shifted. */
  private static SpatialOrder.Source source(FitRows rows, boolean floats) {
    RowStore store = rows.store();
    int d = store.d;
    float[] flat = store.floats();
    if (flat != null) {
      return (first, count, target) -> System.arraycopy(flat, first * d, target, 0, count * d);
    }
    if (floats) {
      return (first, count, target) -> {
        double[] row = new double[d];
        for (int r = 0; r < count; r++) {
          store.copy(first + r, row);
          for (int c = 0; c < d; c++) {
            target[r * d + c] = (float) row[c];
          }
        }
      };
    }
    SinglePrecision frame = rows.frame();
    return (first, count, target) -> {
      for (int r = 0; r < count; r++) {
        frame.load(first + r, target, r * d);
      }
    };
  }

  /**
   * Puts rows in blocks as they stand.
   *
   * @param rows the rows
   * @return the blocks
   */
  public static PlacedRows asGiven(FitRows rows) {
    return new PlacedRows(rows, false, false);
  }

  /**
   * Puts rows in order.
   *
   * @param rows the rows
   * @param ofFit whether these are all rows of a fit, to which the order is {@linkplain
   *     LaneAssignment#offer left}
   * @return the blocks
   */
  public static PlacedRows inOrder(FitRows rows, boolean ofFit) {
    return new PlacedRows(rows, true, ofFit);
  }

  /**
   * Copies a chunk.
   *
   * @param exact the rows at their places, row-major, if they are floats
   */
  private void load(int chunk, float @Nullable [] exact) {
    int end = chunks.end(chunk);
    double[] values = new double[exact == null ? BLOCK * d : 0];
    double[][] columns = new double[d][BLOCK];
    double[] squares = new double[BLOCK];
    double[] scratch = new double[BLOCK];
    for (int first = chunks.first(chunk); first < end; first += BLOCK) {
      int rows = Math.min(BLOCK, end - first);
      int block = first / BLOCK;
      if (exact != null) {
        float[][] narrow = transpose(exact, first * d, rows);
        floats[block] = narrow;
        widen(narrow, columns);
      } else {
        store.copyColumns(first, rows, values, 0, BLOCK);
        for (int c = 0; c < d; c++) {
          System.arraycopy(values, c * BLOCK, columns[c], 0, rows);
          Arrays.fill(columns[c], rows, BLOCK, 0);
        }
        keep(block, columns);
      }
      measure(chunk, block, rows, columns, squares, scratch);
    }
  }

  private float[][] transpose(float[] rows, int from, int count) {
    float[][] columns = new float[d][BLOCK];
    for (int c = 0; c < d; c++) {
      float[] column = columns[c];
      for (int r = 0; r < count; r++) {
        column[r] = rows[from + r * d + c];
      }
    }
    return columns;
  }

  /** Finds the mean of a block, about, and its radius. */
  private void measure(
      int chunk, int block, int rows, double[][] columns, double[] squares, double[] scratch) {
    double[] mean = new double[d];
    double share = 1.0 / rows; // sums could overflow
    for (int c = 0; c < d; c++) {
      double[] x = columns[c];
      double even = 0;
      double odd = 0;
      for (int r = 0; r < BLOCK; r += 2) { // beyond the last row are zeros
        even += x[r] * share;
        odd += x[r + 1] * share;
      }
      mean[c] = even + odd;
      means[chunk][c][block % perChunk] = mean[c];
    }
    float[][] narrow = floats[block];
    if (narrow != null && isWide()) {
      radii[block] = radius(chunk, block, rows, narrow);
    } else {
      FewSquares.measure(columns, rows, mean, squares, scratch);
      radii[block] = Math.sqrt(largest(squares, 0, rows));
    }
  }

  /** Rounds the mean of a block to floats, and measures how far rows are from that at most. */
  private double radius(int chunk, int block, int rows, float[][] columns) {
    float[] mean = new float[d];
    for (int c = 0; c < d; c++) {
      mean[c] = (float) means[chunk][c][block % perChunk];
      means[chunk][c][block % perChunk] = mean[c];
    }
    float[] squares = new float[BLOCK];
    FloatSquares.measure(columns, mean, squares);
    float largest = 0;
    for (int r = 0; r < rows; r++) {
      largest = Math.max(largest, squares[r]);
    }
    return Math.sqrt(largest * (1 + 0x1p-18) + 0x1p-120);
  }

  /** Whether there are more columns than {@link FewSquares} measure; all rows are floats then. */
  boolean isWide() {
    return d > FewSquares.COLUMNS;
  }

  /** Keeps the values of a block in the precision that they need. */
  private void keep(int block, double[][] columns) {
    float[][] narrow = new float[d][BLOCK];
    boolean same = true;
    for (int c = 0; c < d; c++) {
      for (int r = 0; r < BLOCK; r++) {
        narrow[c][r] = (float) columns[c][r];
        same &= narrow[c][r] == columns[c][r];
      }
    }
    if (same) {
      floats[block] = narrow;
    } else {
      doubles[block] = Stream.of(columns).map(double[]::clone).toArray(double[][]::new);
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
    if (!isWide()) {
      FewSquares.measure(means[chunk], perChunk, point, squares, more);
      return;
    }
    Arrays.fill(squares, 0, perChunk, 0);
    for (int c = 0; c < d; c++) {
      double[] mean = means[chunk][c];
      for (int b = 0; b < perChunk; b++) {
        double t = mean[b] - point[c];
        squares[b] += t * t;
      }
    }
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

  /** The values of a block, column × row, and zeros behind its last row; null if no floats. */
  float @Nullable [][] floats(int block) {
    return floats[block];
  }

  /**
   * Returns the values of a block as doubles.
   *
   * @param scratch as many, which may be what is returned
   * @return column × row; not to be changed
   */
  double[][] doubles(int block, double[][] scratch) {
    double[][] whole = doubles[block];
    if (whole != null) {
      return whole;
    }
    widen(floats[block], scratch);
    return scratch;
  }

  private static void widen(float[][] from, double[][] to) {
    for (int c = 0; c < from.length; c++) {
      widen(from[c], to[c]);
    }
  }

  private static void widen(float[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
  }
}
