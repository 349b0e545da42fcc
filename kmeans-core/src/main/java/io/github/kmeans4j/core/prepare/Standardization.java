package io.github.kmeans4j.core.prepare;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.points.SourceBlocks;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;

/**
 * Means and standard deviations of columns, which turn rows into standardized ones and back: z = (x
 * − mean) / deviation, and x = z · deviation + mean. Where the deviation is 0 it is taken as 1, so
 * that a constant column becomes 0. {@linkplain Standardizer#withoutCentering() Without centering}
 * the mean is neither subtracted nor added.
 *
 * <p>What comes back from {@link #inverse inverse} differs from what went in by a few roundings, of
 * 2<sup>−52</sup> of the value or of the column's mean, whichever is larger; in data of floats by
 * those of floats.
 *
 * <p>Immutable and thread-safe; arrays handed out are copies. Save it beside the model, or into the
 * same stream before it: a clustering of standardized rows is of no use without.
 *
 * <pre>{@code
 * try (OutputStream out = Files.newOutputStream(file)) {
 *   scale.save(out);
 *   clusters.save(out);
 * }
 * try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
 *   scale = Standardization.load(in);
 *   clusters = Clustering.load(in);
 * }
 * }</pre>
 */
public final class Standardization {
  private final double[] means;
  private final double[] deviations;

  /** What is divided by: never 0. */
  private final double[] scales;

  /** What is subtracted: the means, or nothing. */
  private final double[] shifts;

  private final MissingValues missing;
  private final boolean centered;

  /** Takes over what was learned; the arrays are not copied. */
  Standardization(double[] means, double[] deviations, MissingValues missing, boolean centered) {
    this.means = means;
    this.deviations = deviations;
    this.missing = missing;
    this.centered = centered;
    this.shifts = centered ? means : new double[means.length];
    this.scales = deviations.clone();
    for (int c = 0; c < scales.length; c++) {
      scales[c] = scales[c] == 0 ? 1 : scales[c];
    }
  }

  /**
   * Returns the number of columns.
   *
   * @return d ≥ 1
   */
  public int columns() {
    return means.length;
  }

  /**
   * Returns the mean of each column.
   *
   * @return d values, exact quotients rounded once
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * Returns the standard deviation of each column.
   *
   * @return d values ≥ 0; 0 for a constant column
   */
  public double[] deviations() {
    return deviations.clone();
  }

  /**
   * Tells what becomes of missing values in {@link #transform(Points) transform}.
   *
   * @return what the standardizer was told
   */
  public MissingValues missingValues() {
    return missing;
  }

  /**
   * Tells whether means are subtracted.
   *
   * @return false {@linkplain Standardizer#withoutCentering() without centering}
   */
  public boolean isCentered() {
    return centered;
  }

  /**
   * Standardizes data.
   *
   * @param points n × d, in the units of the fit; not changed
   * @return n × d new values: floats for floats and bytes, doubles for doubles, sparse for sparse;
   *     where missing ones are allowed, what the column's mean becomes takes their place
   * @throws IllegalArgumentException if the number of columns differs; if rows are sparse and means
   *     are subtracted; if a value is infinite, too large, or missing where that is refused, named
   *     by row and column
   */
  public Points transform(Points points) {
    return each(Objects.requireNonNull(points, "points"), 0, this::standardized);
  }

  /**
   * Standardizes rows of doubles.
   *
   * @param rows one array a row, d values each
   * @return as many rows of new values
   * @throws IllegalArgumentException as {@link #transform(Points)}
   */
  public Points transform(double[][] rows) {
    return transform(Points.of(rows));
  }

  /**
   * Standardizes rows of floats.
   *
   * @param rows one array a row, d values each
   * @return as many rows of new values, floats
   * @throws IllegalArgumentException as {@link #transform(Points)}
   */
  public Points transform(float[][] rows) {
    return transform(Points.of(rows));
  }

  /**
   * Standardizes one row.
   *
   * @param row d values; not changed
   * @return d new values
   * @throws IllegalArgumentException as {@link #transform(Points)}; the message names the column
   */
  public double[] transform(double[] row) {
    return each(Objects.requireNonNull(row, "row"), this::standardized);
  }

  /**
   * Standardizes data as they are read.
   *
   * @param source n × d values in the units of the fit
   * @return a source of the standardized rows; a read fails as {@link #transform(Points)} does, or
   *     with an {@link IllegalStateException} if the given source does not read what it is asked
   *     for; closing it closes the given one
   * @throws IllegalArgumentException if the number of columns differs
   */
  public BlockSource transform(BlockSource source) {
    checkColumns(Objects.requireNonNull(source, "source").columns());
    return new BlockSource() {
      @Override
      public long rows() {
        return source.rows();
      }

      @Override
      public int columns() {
        return source.columns();
      }

      @Override
      public Points read(long firstRow, int rows) throws IOException {
        Points block = SourceBlocks.read(source, firstRow, rows);
        return each(block, firstRow, Standardization.this::standardized);
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  /**
   * Turns standardized data back.
   *
   * @param points n × d standardized values; not changed
   * @return n × d new values in the units of the fit: floats for floats and bytes, doubles for
   *     doubles, sparse for sparse
   * @throws IllegalArgumentException if the number of columns differs, if rows are sparse and means
   *     are to be added, or if a value is not finite or becomes too large, named by row and column
   */
  public Points inverse(Points points) {
    return each(Objects.requireNonNull(points, "points"), 0, this::restored);
  }

  /**
   * Turns one standardized row back.
   *
   * @param row d values, a centroid say; not changed
   * @return d new values in the units of the fit
   * @throws IllegalArgumentException as {@link #inverse(Points)}; the message names the column
   */
  public double[] inverse(double[] row) {
    return each(Objects.requireNonNull(row, "row"), this::restored);
  }

  /**
   * Turns standardized rows back.
   *
   * @param matrix k × d values, the centroids of a clustering say; not changed
   * @return k × d new values in the units of the fit
   * @throws IllegalArgumentException as {@link #inverse(Points)}
   */
  public DMatrixRMaj inverse(DMatrixRMaj matrix) {
    Points points = Points.of(matrix);
    checkColumns(points.columns());
    DMatrixRMaj units = new DMatrixRMaj(points.rows(), points.columns());
    for (int i = 0; i < points.rows(); i++) {
      for (int c = 0; c < points.columns(); c++) {
        double value = points.get(i, c);
        units.set(i, c, finite(i, c, value, restored(i, c, value), Double.MAX_VALUE));
      }
    }
    return units;
  }

  /**
   * Saves the standardization, in the library's own format, versioned and with a checksum; every
   * later version of the library reads it. The file is replaced in one step, as by {@link
   * io.github.kmeans4j.Clustering#save(Path)}.
   *
   * @param file where; replaced if it exists
   * @throws IOException if it cannot be written; an old file is then still there
   */
  public void save(Path file) throws IOException {
    StandardizationFile.write(file, this);
  }

  /**
   * Writes the standardization to a stream, the same bytes as {@link #save(Path)} into a file.
   *
   * @param out receives them; neither flushed nor closed
   * @throws IOException if they cannot be written; some may have been
   */
  public void save(OutputStream out) throws IOException {
    StandardizationFile.write(out, this);
  }

  /**
   * Loads a saved standardization, bit for bit.
   *
   * @param file a file that {@link #save(Path)} wrote
   * @return the standardization
   * @throws io.github.kmeans4j.io.FileFormatException if it is no such file, of an unknown version,
   *     cut off, damaged, or holds impossible values
   * @throws IOException if it cannot be read
   */
  public static Standardization load(Path file) throws IOException {
    return StandardizationFile.read(file);
  }

  /**
   * Loads a standardization from a stream; takes as many bytes as were saved and none beyond, so
   * that a clustering may follow.
   *
   * @param in gives the bytes that {@code save} wrote; not closed
   * @return the standardization
   * @throws io.github.kmeans4j.io.FileFormatException as {@link #load(Path)}; the message speaks of
   *     the stream
   * @throws IOException if it cannot be read
   */
  public static Standardization load(InputStream in) throws IOException {
    return StandardizationFile.read(in);
  }

  /**
   * Describes it in one line.
   *
   * @return the number of columns, and what becomes of missing values
   */
  @Override
  public String toString() {
    return "Standardization["
        + columns()
        + " columns, missing values "
        + missing
        + (centered ? "]" : ", without centering]");
  }

  private double standardized(long row, int c, double value) {
    double known = ColumnMoments.isThere(row, c, value, missing) ? value : means[c];
    return (known - shifts[c]) / scales[c];
  }

  private double restored(long row, int c, double value) {
    return value * scales[c] + shifts[c];
  }

  /** Makes one value of another, at a row (−1 where there is only one) and a column. */
  private interface Change {
    double of(long row, int column, double value);
  }

  private double[] each(double[] row, Change change) {
    checkColumns(row.length);
    double[] changed = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      changed[c] = finite(-1, c, row[c], change.of(-1, c, row[c]), Double.MAX_VALUE);
    }
    return changed;
  }

  /** Changes rows, of which the first one has the given number in messages. */
  private Points each(Points points, long first, Change change) {
    checkColumns(points.columns());
    Storage storage = StoredRows.storageOf(points);
    if (storage instanceof Storage.Sparse rows) {
      if (centered) {
        refuseSparse(points);
      }
      return sparse(rows, first, change);
    }
    return storage instanceof Storage.Doubles || storage instanceof Storage.DoubleRows
        ? doubles(points, first, change)
        : floats(points, first, change);
  }

  /** Throws if zeros that are not stored would have to become other numbers. */
  static void refuseSparse(Points points) {
    if (StoredRows.storageOf(points) instanceof Storage.Sparse) {
      throw new IllegalArgumentException(
          "points: sparse rows cannot be centered, since each zero would have to be stored;"
              + " take new Standardizer().withoutCentering()");
    }
  }

  /** What is not stored is 0, and stays so where nothing is subtracted. */
  private static Points sparse(Storage.Sparse rows, long first, Change change) {
    int[] given = rows.rowStarts();
    int[] starts = new int[rows.rows() + 1];
    int[] columns = Arrays.copyOfRange(rows.columnIndices(), given[0], given[rows.rows()]);
    boolean isDouble = rows instanceof Storage.SparseDoubles;
    double[] doubles = new double[isDouble ? columns.length : 0];
    float[] floats = new float[isDouble ? 0 : columns.length];
    double largest = isDouble ? Double.MAX_VALUE : Float.MAX_VALUE;
    for (int i = 0; i < rows.rows(); i++) {
      starts[i + 1] = given[i + 1] - given[0];
      for (int p = starts[i]; p < starts[i + 1]; p++) {
        double value = rows.value(given[0] + p);
        double changed =
            finite(first + i, columns[p], value, change.of(first + i, columns[p], value), largest);
        if (isDouble) {
          doubles[p] = changed;
        } else {
          floats[p] = (float) changed;
        }
      }
    }
    return isDouble
        ? Points.ofSparseRows(starts, columns, doubles, rows.columns())
        : Points.ofSparseRows(starts, columns, floats, rows.columns());
  }

  /** One array a row, since all values may be more than one array holds. */
  private static Points doubles(Points points, long first, Change change) {
    double[][] changed = new double[points.rows()][points.columns()];
    for (int i = 0; i < changed.length; i++) {
      double[] row = changed[i];
      points.copyRow(i, row);
      for (int c = 0; c < row.length; c++) {
        row[c] = finite(first + i, c, row[c], change.of(first + i, c, row[c]), Double.MAX_VALUE);
      }
    }
    return Points.of(changed);
  }

  private static Points floats(Points points, long first, Change change) {
    float[][] changed = new float[points.rows()][points.columns()];
    double[] row = new double[points.columns()];
    for (int i = 0; i < changed.length; i++) {
      points.copyRow(i, row);
      for (int c = 0; c < row.length; c++) {
        double value = change.of(first + i, c, row[c]);
        changed[i][c] = (float) finite(first + i, c, row[c], value, Float.MAX_VALUE);
      }
    }
    return Points.of(changed);
  }

  private static double finite(long row, int column, double value, double changed, double largest) {
    if (!(Math.abs(changed) <= largest)) {
      throw new IllegalArgumentException(
          (row < 0 ? "row: column " : "points: row " + row + ", column ")
              + column
              + " is "
              + value
              + ", which becomes "
              + changed
              + "; it must be in "
              + -largest
              + ".."
              + largest);
    }
    return changed;
  }

  private void checkColumns(int columns) {
    if (columns != means.length) {
      throw new IllegalArgumentException(
          "points must have "
              + means.length
              + " columns, as the standardization has, but have "
              + columns);
    }
  }
}
