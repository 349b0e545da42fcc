package io.github.kmeans4j.core.internal.points;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.files.SparseBuilder;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The columns of sparse rows that matter: those in which some row stores a value, or some centroid
 * is not 0. A fit that sees them alone, in their order, comes to the same bits, since all others
 * add zeros to every sum, and it takes memory for them alone. Immutable and thread-safe.
 */
public final class OccurringColumns {
  /** Columns a value from which on the values are few, and are sorted. */
  private static final int FEW = 64;

  /**
   * Of no more columns than these none is left out: that would spare nothing, and rows of so few
   * columns may be measured as dense ones, column by column.
   */
  public static final int KEPT = 32;

  private final Points points;
  private final int dataColumns;

  /** The caller's numbers, ascending; null if all columns matter, or the rows are not sparse. */
  private final int @Nullable [] names;

  private OccurringColumns(Points points, int dataColumns, int @Nullable [] names) {
    this.points = points;
    this.dataColumns = dataColumns;
    this.names = names;
  }

  /**
   * Finds them.
   *
   * @param points data, n × d, of any storage
   * @param centroids whose columns matter too, or null
   * @return the columns; all of rows that are not sparse, or of few columns
   */
  public static OccurringColumns of(Points points, double @Nullable [][] centroids) {
    int d = points.columns();
    if (!(StoredRows.storageOf(points) instanceof Storage.Sparse rows) || d <= KEPT) {
      return all(points);
    }
    int first = rows.rowStarts()[0];
    int end = rows.rowStarts()[rows.rows()];
    int[] columns = rows.columnIndices();
    boolean few = centroids == null && (long) end - first < d / FEW;
    int[] names = few ? distinct(columns, first, end) : marked(columns, first, end, d, centroids);
    if (names.length == d) {
      return all(points);
    }
    int[] renumbered =
        few ? found(columns, first, end, names) : placed(columns, first, end, names, d);
    Points seen =
        rows instanceof Storage.SparseFloats floats
            ? Points.ofSparseRows(rows.rowStarts(), renumbered, floats.values(), names.length)
            : Points.ofSparseRows(
                rows.rowStarts(),
                renumbered,
                ((Storage.SparseDoubles) rows).values(),
                names.length);
    return new OccurringColumns(seen, d, names);
  }

  /**
   * Makes sparse rows of a few columns of the data.
   *
   * @param rows the values of these columns, row by row
   * @param names the data's number of each column, ascending; null if there are no others
   * @param dataColumns how many columns the data have
   * @return the same rows without their zeros
   */
  public static OccurringColumns sparse(double[][] rows, int @Nullable [] names, int dataColumns) {
    SparseBuilder sparse = new SparseBuilder();
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        if (Double.doubleToRawLongBits(row[c]) != 0) { // negative zeros are kept
          sparse.add(c, row[c]);
        }
      }
      sparse.endRow();
    }
    return new OccurringColumns(sparse.points(rows[0].length), dataColumns, names);
  }

  /** The columns of so few values that nothing as long as all columns need be made. */
  private static int[] distinct(int[] columns, int first, int end) {
    int[] names =
        IntStream.of(columns).skip(first).limit(end - first).sorted().distinct().toArray();
    return names.length == 0 ? new int[1] : names; // a matrix has a column
  }

  private static int[] found(int[] columns, int first, int end, int[] names) {
    int[] renumbered = new int[end];
    for (int p = first; p < end; p++) {
      renumbered[p] = Arrays.binarySearch(names, columns[p]);
    }
    return renumbered;
  }

  private static int[] marked(
      int[] columns, int first, int end, int d, double @Nullable [][] centroids) {
    BitSet occurs = new BitSet(d);
    for (int p = first; p < end; p++) {
      occurs.set(columns[p]);
    }
    if (centroids != null) {
      for (double[] centroid : centroids) {
        for (int c = 0; c < d; c++) {
          if (centroid[c] != 0) {
            occurs.set(c);
          }
        }
      }
    }
    occurs.set(occurs.isEmpty() ? 0 : occurs.nextSetBit(0)); // a matrix has a column
    return occurs.stream().toArray();
  }

  private static int[] placed(int[] columns, int first, int end, int[] names, int d) {
    int[] places = new int[d];
    for (int c = 0; c < names.length; c++) {
      places[names[c]] = c;
    }
    int[] renumbered = new int[end];
    for (int p = first; p < end; p++) {
      renumbered[p] = places[columns[p]];
    }
    return renumbered;
  }

  /**
   * Leaves no column out.
   *
   * @param points data, n × d, of any storage
   * @return all columns
   */
  public static OccurringColumns all(Points points) {
    return new OccurringColumns(points, points.columns(), null);
  }

  /**
   * Copies some of the rows.
   *
   * @param rows row indices
   * @return the same columns of their copies, in that order
   */
  public OccurringColumns some(int[] rows) {
    return new OccurringColumns(Subset.of(points, rows), dataColumns, names);
  }

  /**
   * Returns the data with these columns alone.
   *
   * @return n rows, on the caller's values
   */
  public Points points() {
    return points;
  }

  /**
   * Opens the rows with these columns alone, which know how the caller calls them.
   *
   * @param kernel what reads rows
   * @return the rows
   */
  public RowStore open(Kernel kernel) {
    RowStore store = RowStore.of(points, kernel);
    return names != null && store instanceof SparseRows sparse
        ? sparse.named(names, dataColumns)
        : store;
  }

  /**
   * Tells whether centroids are 0 in all other columns.
   *
   * @param centroids k × d
   * @return false if these columns do not do
   */
  public boolean hold(double[][] centroids) {
    if (names == null) {
      return true;
    }
    for (double[] centroid : centroids) {
      int at = 0;
      for (int c = 0; c < dataColumns; c++) {
        if (at < names.length && names[at] == c) {
          at++;
        } else if (centroid[c] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Takes these columns of centroids.
   *
   * @param centroids k × d
   * @return k rows of the columns that matter
   */
  public double[][] compact(double[][] centroids) {
    if (names == null) {
      return centroids;
    }
    double[][] compact = new double[centroids.length][names.length];
    for (int j = 0; j < compact.length; j++) {
      for (int c = 0; c < names.length; c++) {
        compact[j][c] = centroids[j][names[c]];
      }
    }
    return compact;
  }

  /**
   * Makes a matrix of all columns.
   *
   * @param centroids k rows of the columns that matter
   * @return k × d
   */
  public DMatrixRMaj expand(double[][] centroids) {
    DMatrixRMaj all = new DMatrixRMaj(centroids.length, dataColumns);
    for (int j = 0; j < centroids.length; j++) {
      for (int c = 0; c < centroids[j].length; c++) {
        all.data[j * dataColumns + (names == null ? c : names[c])] = centroids[j][c];
      }
    }
    return all;
  }

  /**
   * Makes rows of all columns.
   *
   * @param centroids k rows of the columns that matter
   * @return k rows of d values, no array of which is one of these
   */
  public double[][] expandRows(double[][] centroids) {
    double[][] all = new double[centroids.length][];
    for (int j = 0; j < all.length; j++) {
      all[j] = names == null ? centroids[j].clone() : new double[dataColumns];
      for (int c = 0; names != null && c < names.length; c++) {
        all[j][names[c]] = centroids[j][c];
      }
    }
    return all;
  }
}
