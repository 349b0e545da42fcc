package io.github.kmeans4j.core.data;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.core.internal.files.SparseBuilder;
import io.github.kmeans4j.core.internal.files.SvmlightText;
import io.github.kmeans4j.core.internal.files.TextScanner;
import io.github.kmeans4j.internal.door.InputFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The text of svmlight and LIBSVM: a line a row, {@code label column:value column:value … #
 * comment}. How a file is meant does not stand in it, so it must be said: whether columns are
 * counted from 1 or from 0, how many there are, and what labels are.
 *
 * <pre>{@code
 * SparseFile train = SvmlightFormat.oneBased().read(Path.of("train.svm"));
 * SparseFile test =
 *     SvmlightFormat.oneBased().withColumns(train.points().columns()).read(Path.of("test.svm"));
 * double[] classes = train.labels();
 * }</pre>
 *
 * <p>Columns of a row may come in any order, but none twice. Empty lines and lines of a comment
 * only are no rows; {@code qid:7} is passed over. Values are finite decimal numbers, and become
 * doubles.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>number of columns: up to the last one that occurs
 *   <li>labels: numbers, which are kept
 * </ul>
 *
 * <p>Instances are immutable and thread-safe; {@link #withColumns} and {@link #ignoringLabels}
 * return copies.
 */
public final class SvmlightFormat {
  private final int firstColumn;
  private final int columns;
  private final boolean keepsLabels;

  private SvmlightFormat(int firstColumn, int columns, boolean keepsLabels) {
    this.firstColumn = firstColumn;
    this.columns = columns;
    this.keepsLabels = keepsLabels;
  }

  /**
   * Files that count columns from 1, as svmlight and LIBSVM do; what the file calls column 1
   * becomes column 0. A column 0 in the file is refused.
   *
   * @return the format
   */
  public static SvmlightFormat oneBased() {
    return new SvmlightFormat(1, 0, true);
  }

  /**
   * Files that count columns from 0, as scikit-learn's {@code dump_svmlight_file} does unless told
   * otherwise.
   *
   * @return the format
   */
  public static SvmlightFormat zeroBased() {
    return new SvmlightFormat(0, 0, true);
  }

  /**
   * Sets the number of columns; without it, the last one that occurs is the last one, which may
   * differ between files of the same data.
   *
   * @param columns number of columns d ≥ 1; a larger column in a file is then refused
   * @return a copy with that number
   * @throws IllegalArgumentException if it is less than 1
   */
  public SvmlightFormat withColumns(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns must be at least 1, but are " + columns);
    }
    return new SvmlightFormat(firstColumn, columns, keepsLabels);
  }

  /**
   * Leaves labels out: they may be any word, lists such as {@code 3,17}, or missing.
   *
   * @return a copy that ignores labels
   */
  public SvmlightFormat ignoringLabels() {
    return new SvmlightFormat(firstColumn, columns, false);
  }

  /**
   * Reads a whole file.
   *
   * @param file a text file, not compressed
   * @return its rows, and their labels unless they are ignored
   * @throws FileFormatException if it is no such file, or has no rows, or no values and no number
   *     of columns was set
   * @throws IOException if it cannot be read
   */
  public SparseFile read(Path file) throws IOException {
    try (InputStream in = InputFile.stream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a stream, such as that of a gzipped file.
   *
   * @param in the text; read to its end, not closed
   * @param name what messages call it
   * @return its rows, and their labels unless they are ignored
   * @throws FileFormatException as {@link #read(Path)}
   * @throws IOException if it cannot be read
   */
  public SparseFile read(InputStream in, String name) throws IOException {
    TextScanner scanner = SparseFile.scanner(in, name, SvmlightText.MARKS);
    SvmlightText text = text(scanner);
    SparseBuilder rows = new SparseBuilder();
    while (text.findRow()) {
      text.readRow(rows);
    }
    int d = columns(name, scanner.offset(), rows.rows(), rows.largestColumn());
    return new SparseFile(rows.points(d), keepsLabels ? rows.labels() : new double[0]);
  }

  /**
   * Opens a file of any size, to be read block by block. It is read once now, and all of it
   * checked; what is kept of it takes an eighth of a byte a row. Labels are not handed out.
   *
   * <p>The source is thread-safe. It stays open until it is closed, and the file must not change
   * meanwhile. As with every {@link java.nio.channels.FileChannel}, a thread that is interrupted
   * while it reads closes the file.
   *
   * @param file a text file, not compressed
   * @return its rows; to be closed
   * @throws FileFormatException as {@link #read(Path)}
   * @throws IOException if it cannot be read
   */
  public BlockSource open(Path file) throws IOException {
    return SvmlightSource.open(file, this);
  }

  SvmlightText text(TextScanner scanner) {
    int most = columns > 0 ? columns : Integer.MAX_VALUE;
    return new SvmlightText(scanner, firstColumn, most, keepsLabels);
  }

  /** The number of columns of a file that was read to its end. */
  int columns(String name, long end, long rows, int largestColumn) throws FileFormatException {
    if (rows == 0) {
      throw new FileFormatException(name, end, "there must be rows, but the file ends here");
    }
    if (columns == 0 && largestColumn < 0) {
      throw new FileFormatException(
          name, end, "no row has a value; say how many columns there are by withColumns");
    }
    return columns > 0 ? columns : largestColumn + 1;
  }
}
