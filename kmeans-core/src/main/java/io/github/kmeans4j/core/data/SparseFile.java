package io.github.kmeans4j.core.data;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.files.MatrixMarketText;
import io.github.kmeans4j.core.internal.files.NpzMatrix;
import io.github.kmeans4j.core.internal.files.TextScanner;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StoredRows;
import io.github.kmeans4j.internal.door.InputFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Sparse rows that were read from a file: SciPy's {@code .npz}, Matrix Market, or svmlight's text
 * through {@link SvmlightFormat}.
 *
 * <pre>{@code
 * SparseFile matrix = SparseFile.npz(Path.of("matrix.npz"));  // of scipy.sparse.save_npz
 * Clustering c = new LloydKMeans(20).fit(matrix.points());
 * }</pre>
 *
 * <p>A file is checked while it is read: whatever is wrong with it ends in a {@link
 * FileFormatException} that names the byte, and in text the line. No length that a file claims is
 * believed before as many values were read, so that memory stays within a small multiple of what
 * the file holds: in the end 12 bytes a stored value (8 of floats) and 4 a row, while it is read up
 * to four times as much.
 *
 * <p>Immutable and thread-safe; arrays handed out are copies.
 */
public final class SparseFile {
  private static final int PIECE = 1 << 16;

  private final Points points;
  private final Storage.Sparse storage;
  private final double[] labels;

  SparseFile(Points points, double[] labels) {
    this.points = points;
    this.labels = labels;
    if (!(StoredRows.storageOf(points) instanceof Storage.Sparse sparse)) {
      throw new IllegalStateException(points + " are not sparse");
    }
    this.storage = sparse;
  }

  /**
   * Reads a matrix that SciPy saved: {@code scipy.sparse.save_npz(file, matrix)}, compressed or
   * not. It must be kept by rows ({@code matrix.tocsr()}), have values of types f4 or f8, which
   * stay floats or doubles, and indices of four or eight bytes; columns of a row may stand in any
   * order, but none twice ({@code matrix.sum_duplicates()}).
   *
   * @param file an {@code .npz} archive; one of another file system than the default one is copied
   *     into a temporary file meanwhile
   * @return its rows
   * @throws FileFormatException if it is no such file, or damaged
   * @throws IOException if it cannot be read
   */
  public static SparseFile npz(Path file) throws IOException {
    return new SparseFile(NpzMatrix.read(file), new double[0]);
  }

  /**
   * Reads a sparse matrix in Matrix Market's text ({@code .mtx}, "coordinate"): real, integer or
   * pattern (all values 1); general, or symmetric, where each entry off the diagonal stands for
   * two. Entries may come in any order, but none twice. Values become doubles.
   *
   * @param file a text file, not compressed
   * @return its rows
   * @throws FileFormatException if it is no such file (dense "array" files, complex, skew-symmetric
   *     and Hermitian matrices are refused too), damaged, or has more rows than bytes
   * @throws IOException if it cannot be read
   */
  public static SparseFile matrixMarket(Path file) throws IOException {
    try (InputStream in = InputFile.stream(file)) {
      return matrixMarket(in, file.toString());
    }
  }

  /**
   * Reads a sparse matrix in Matrix Market's text from a stream, such as that of a gzipped file.
   *
   * @param in the text; read to its end, not closed
   * @param name what messages call it
   * @return its rows
   * @throws FileFormatException as {@link #matrixMarket(Path)}
   * @throws IOException if it cannot be read
   */
  public static SparseFile matrixMarket(InputStream in, String name) throws IOException {
    TextScanner text = scanner(in, name, "");
    return new SparseFile(new MatrixMarketText(text).read(), new double[0]);
  }

  static TextScanner scanner(InputStream in, String name, String marks) throws IOException {
    TextScanner text =
        new TextScanner(
            Objects.requireNonNull(name, "name"),
            Objects.requireNonNull(in, "in"),
            0,
            marks,
            PIECE);
    text.refuseOthers();
    return text;
  }

  /**
   * Returns the rows for a fit.
   *
   * @return a read-only view, n × d, that copies nothing
   */
  public Points points() {
    return points;
  }

  /**
   * Counts the values that are stored; all others are 0.
   *
   * @return how many, those among them that are 0 included
   */
  public int storedValues() {
    return storage.rowStarts()[points.rows()] - storage.rowStarts()[0];
  }

  /**
   * Copies where each row begins in the other two arrays, and where the last one ends.
   *
   * @return n + 1 positions
   */
  public int[] rowStarts() {
    return storage.rowStarts().clone();
  }

  /**
   * Copies the column of each stored value.
   *
   * @return column indices, from 0, at least as many as the last row start says
   */
  public int[] columnIndices() {
    return storage.columnIndices().clone();
  }

  /**
   * Copies the stored values.
   *
   * @return values, widened to double without loss, as many as the last row start says
   */
  public double[] values() {
    double[] values = new double[storage.rowStarts()[points.rows()]];
    for (int p = 0; p < values.length; p++) {
      values[p] = storage.value(p);
    }
    return values;
  }

  /**
   * Copies the labels of the rows.
   *
   * @return one a row, or none where the format has none or they were ignored
   */
  public double[] labels() {
    return labels.clone();
  }

  /**
   * Describes the shape.
   *
   * @return for example {@code SparseFile[200 × 5000, 3117 stored values]}
   */
  @Override
  public String toString() {
    return "SparseFile["
        + points.rows()
        + " × "
        + points.columns()
        + ", "
        + storedValues()
        + " stored values]";
  }
}
