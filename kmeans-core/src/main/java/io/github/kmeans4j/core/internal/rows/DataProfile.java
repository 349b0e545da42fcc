package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.core.internal.sums.Span;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.RowCheck;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the data tells before a fit: that every value is finite and no sum of squared
 * distances can overflow, how large the values are, and which bits they have, from which follows
 * how wide exact sums must be.
 */
public final class DataProfile {
  /** Rows a chunk of the scan. */
  private static final int CHUNK = 1024;

  private final double max;
  private final Span span;
  private final boolean integers;
  private final boolean floats;
  private final boolean exactSquares;
  private final int rows;
  private final int columns;

  private DataProfile(RowStore store, Part all, boolean exactSquares) {
    this.rows = store.rows();
    this.columns = store.columns();
    this.max = all.max;
    this.span = Span.of(all.minNonZero, all.max, all.integers, all.floats);
    this.integers = all.integers;
    this.floats = all.floats;
    this.exactSquares = exactSquares;
  }

  /**
   * Looks at the data.
   *
   * @param store rows
   * @param workers threads
   * @return the profile
   * @throws IllegalArgumentException if a value is not finite, or so large that the sum of the
   *     squared distances of all rows could overflow; the message names row and column
   */
  public static DataProfile of(RowStore store, Workers workers) {
    int n = store.rows();
    Chunks chunks = new Chunks(n, CHUNK);
    Part[] parts = new Part[chunks.count()];
    workers.run(
        parts.length,
        (chunk, worker) -> {
          Part part = new Part();
          store.profile(chunks.first(chunk), chunks.end(chunk), part);
          parts[chunk] = part;
        });
    Part all = new Part();
    for (Part part : parts) {
      all.add(part);
    }
    double limit = largestValue(n, store.dataColumns());
    if (all.max > limit) {
      throw tooLarge(store, limit);
    }
    return new DataProfile(
        store, all, all.integers && all.max * all.max * n * store.columns() <= 0x1p53);
  }

  /**
   * Describes rows of length 1, without a look at them.
   *
   * @param store rows
   * @param least at most the least magnitude that is not 0
   * @return the profile
   */
  public static DataProfile ofDirections(RowStore store, double least) {
    Part all = new Part();
    all.max = 1;
    all.minNonZero = Math.min(1, least);
    all.integers = false;
    all.floats = false;
    return new DataProfile(store, all, false);
  }

  /**
   * Returns how large values may be, so that no sum of squared distances overflows.
   *
   * @param weight the number of rows, or the sum of their weights
   * @param columns number of columns
   * @return the largest magnitude
   */
  public static double largestValue(double weight, int columns) {
    return RowCheck.largestValue(weight, columns);
  }

  /**
   * Plans exact sums of rows.
   *
   * @param store the rows that were looked at
   * @param weights one a row, or null
   * @param workers threads, for another look where the columns differ much
   * @return a layout that holds the sums of any of the rows
   */
  public SumGrid grid(RowStore store, double @Nullable [] weights, Workers workers) {
    Span weight = weights == null ? null : spanOf(weights);
    SumGrid grid = grid(new Span[] {span}, weight);
    return grid.isNarrow() ? grid : grid(spans(store, workers), weight);
  }

  /**
   * Tells whether exact sums of rows without weights are planned from what is known, with no other
   * look at the rows.
   *
   * @return false if columns differ so much that each needs a span of its own
   */
  public boolean isNarrow() {
    return grid(new Span[] {span}, null).isNarrow();
  }

  private SumGrid grid(Span[] spans, @Nullable Span weight) {
    Span[] terms = spans.clone();
    if (weight != null) {
      Arrays.setAll(terms, c -> spans[c].times(weight));
    }
    return new SumGrid(terms, columns, rows, weight != null);
  }

  private static Span spanOf(double[] weights) {
    double largest = 0;
    double least = Double.POSITIVE_INFINITY;
    boolean integers = true;
    for (double weight : weights) {
      largest = Math.max(largest, weight);
      least = weight > 0 ? Math.min(least, weight) : least;
      integers &= weight == Math.rint(weight);
    }
    return Span.of(least, largest, integers, false);
  }

  /** The span of each column, by another look at the data. */
  private Span[] spans(RowStore store, Workers workers) {
    int threads = workers.threads();
    double[][] values = new double[threads][];
    double[][] largest = new double[threads][];
    double[][] least = new double[threads][];
    Chunks chunks = new Chunks(rows, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          if (values[worker] == null) {
            values[worker] = new double[columns];
            largest[worker] = new double[columns];
            least[worker] = new double[columns];
            Arrays.fill(least[worker], Double.POSITIVE_INFINITY);
          }
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            store.magnitudes(i, values[worker], largest[worker], least[worker]);
          }
        });
    Span[] spans = new Span[columns];
    Arrays.fill(spans, Span.ZERO);
    for (int t = 0; t < threads; t++) {
      for (int c = 0; c < columns && values[t] != null; c++) {
        spans[c] = spans[c].union(Span.of(least[t][c], largest[t][c], integers, floats));
      }
    }
    return spans;
  }

  /**
   * Tells whether the sum of all squared values, in any order, is exact in plain double arithmetic.
   *
   * @return true for whole numbers that are small enough
   */
  public boolean exactSquares() {
    return exactSquares;
  }

  /**
   * Returns the largest absolute value.
   *
   * @return at least 0
   */
  public double max() {
    return max;
  }

  private static IllegalArgumentException tooLarge(RowStore store, double limit) {
    for (int i = 0; i < store.rows(); i++) {
      int c = store.firstBeyond(i, limit);
      if (c >= 0) {
        return new IllegalArgumentException(
            "points: squared distances overflow, since "
                + store.where(i, c)
                + "; the largest magnitude allowed for "
                + store.rows()
                + " rows of "
                + store.dataColumns()
                + " columns is "
                + String.format(Locale.ROOT, "%.2e", limit));
      }
    }
    throw new IllegalStateException("points changed while they were checked");
  }

  /** What a chunk of rows tells; filled by {@link RowStore#profile}. */
  static final class Part {
    double max;
    double minNonZero = Double.POSITIVE_INFINITY;
    boolean integers = true;
    boolean floats = true;

    void add(Part other) {
      max = Math.max(max, other.max);
      minNonZero = Math.min(minNonZero, other.minNonZero);
      integers &= other.integers;
      floats &= other.floats;
    }

    /** Throws for the first value of the row that is not finite. */
    void fail(RowStore store, int row) {
      int c = store.firstBeyond(row, Double.MAX_VALUE);
      if (c >= 0) {
        throw new IllegalArgumentException("points must be finite, but " + store.where(row, c));
      }
    }
  }
}
