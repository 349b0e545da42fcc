package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.util.Arrays;

/**
 * A sparse matrix in Matrix Market's text: a line that says what follows, comments, a line with the
 * numbers of rows, columns and entries, and a line an entry, {@code row column value}, counted from
 * 1, in any order. See <a href="https://math.nist.gov/MatrixMarket/formats.html">the format</a>
 * (Boisvert, Pozo and Remington 1996, NISTIR 5935). For one use; not thread-safe.
 */
public final class MatrixMarketText {
  private final TextScanner text;
  private boolean pattern;
  private boolean integer;
  private boolean symmetric;
  private int[] rows = new int[16];
  private int[] columns = new int[16];
  private double[] values = new double[16];
  private int stored;

  /**
   * Begins to read.
   *
   * @param text without marks
   */
  public MatrixMarketText(TextScanner text) {
    this.text = text;
  }

  /**
   * Reads all of it.
   *
   * @return the rows; the values of a row in the order of the file
   * @throws FileFormatException if it is another kind of file, or damaged
   */
  public Points read() throws IOException {
    banner();
    int c = skipEmptyLines('%');
    TextScanner.Place sizesAt = text.place();
    if (c < 0) {
      throw text.failure(sizesAt, "here must stand rows, columns and entries, but the file ends");
    }
    int n = (int) next("the number of rows", 1, Chunks.LARGEST_ARRAY - 1);
    int d = (int) next("the number of columns", 1, Integer.MAX_VALUE);
    long entries = next("the number of entries", 0, Long.MAX_VALUE);
    if (symmetric && n != d) {
      throw text.failure(
          sizesAt, "a symmetric matrix must have as many columns as rows, but is " + n + " × " + d);
    }
    endLine();
    for (long e = 0; e < entries; e++) {
      if (skipEmptyLines(-1) < 0) {
        throw text.failure(
            text.offset(), "there must be " + entries + " entries, but the file ends after " + e);
      }
      entry(n, d);
    }
    if (skipEmptyLines(-1) >= 0) {
      throw text.failure(
          text.offset(), "the file must end after its " + entries + " entries, but goes on");
    }
    if (n > text.offset()) {
      throw text.failure(
          sizesAt,
          "nearly all of the "
              + n
              + " rows are empty: there must not be more rows than the file has bytes, "
              + text.offset());
    }
    return byRows(n, d, sizesAt);
  }

  private void banner() throws IOException {
    word("%%MatrixMarket");
    word("matrix");
    text.skipBlanks();
    text.token();
    if (!text.isWord("coordinate")) {
      throw wrong("the matrix must be sparse, 'coordinate'");
    }
    text.skipBlanks();
    text.token();
    pattern = text.isWord("pattern");
    integer = text.isWord("integer");
    if (!pattern && !integer && !text.isWord("real")) {
      throw wrong("the values must be 'real', 'integer' or 'pattern'");
    }
    text.skipBlanks();
    text.token();
    symmetric = text.isWord("symmetric");
    if (!symmetric && !text.isWord("general")) {
      throw wrong("the matrix must be 'general' or 'symmetric'");
    }
    endLine();
  }

  private void word(String word) throws IOException {
    text.skipBlanks();
    text.token();
    if (!text.isWord(word)) {
      throw wrong("the file must begin with '%%MatrixMarket matrix'");
    }
  }

  private FileFormatException wrong(String rule) {
    return text.failure(text.tokenOffset(), rule + ", but here is '" + text.text() + "'");
  }

  /** Returns the first byte of the next line that is not empty, or -1. */
  private int skipEmptyLines(int comment) throws IOException {
    text.skipBlanks();
    int c = text.peek();
    while (c == '\n' || c >= 0 && c == comment) {
      text.skipLine();
      text.skipBlanks();
      c = text.peek();
    }
    return c;
  }

  private long next(String what, long least, long largest) throws IOException {
    text.skipBlanks();
    text.token();
    long number = text.wholeNumber(what, largest);
    if (number < least) {
      throw text.failure(
          text.tokenOffset(), what + " must be at least " + least + ", but is " + number);
    }
    return number;
  }

  private void endLine() throws IOException {
    text.skipBlanks();
    if (!text.endsLine()) {
      text.token();
      throw text.failure(
          text.tokenOffset(), "the line must end here, but goes on with '" + text.text() + "'");
    }
    text.skipLine();
  }

  private void entry(int n, int d) throws IOException {
    int row = (int) next("the row", 1, n) - 1;
    int column = (int) next("the column", 1, d) - 1;
    double value = 1;
    if (!pattern) {
      text.skipBlanks();
      text.token();
      value = text.number("the value");
      if (integer && value != Math.rint(value)) {
        throw text.failure(
            text.tokenOffset(), "the values are to be integers, but here is '" + text.text() + "'");
      }
    }
    if (symmetric && column > row) {
      throw text.failure(
          text.tokenOffset(),
          "a symmetric matrix has entries on and below its diagonal only, but here is row "
              + (row + 1)
              + ", column "
              + (column + 1));
    }
    add(row, column, value);
    if (symmetric && column != row) {
      add(column, row, value);
    }
    endLine();
  }

  private void add(int row, int column, double value) throws FileFormatException {
    if (stored == rows.length) {
      if (stored == Chunks.LARGEST_ARRAY) {
        throw text.failure(text.tokenOffset(), "there are more values than an array holds");
      }
      int length = (int) Math.min(Chunks.LARGEST_ARRAY, stored + (long) stored / 2);
      rows = Arrays.copyOf(rows, length);
      columns = Arrays.copyOf(columns, length);
      values = Arrays.copyOf(values, length);
    }
    rows[stored] = row;
    columns[stored] = column;
    values[stored++] = value;
  }

  private Points byRows(int n, int d, TextScanner.Place sizesAt) throws FileFormatException {
    int[] starts = new int[n + 1];
    for (int e = 0; e < stored; e++) {
      starts[rows[e] + 1]++;
    }
    for (int i = 0; i < n; i++) {
      starts[i + 1] += starts[i];
    }
    int[] sortedColumns = new int[stored];
    double[] sortedValues = new double[stored];
    // starts[i] moves to the end of row i, which is where row i + 1 begins
    for (int e = 0; e < stored; e++) {
      int to = starts[rows[e]]++;
      sortedColumns[to] = columns[e];
      sortedValues[to] = values[e];
    }
    System.arraycopy(starts, 0, starts, 1, n);
    starts[0] = 0;
    try {
      return Points.ofSparseRows(starts, sortedColumns, sortedValues, d);
    } catch (IllegalArgumentException e) {
      throw text.failure(
          sizesAt, "two entries are of the same row and column; from 0 on, " + e.getMessage());
    }
  }
}
