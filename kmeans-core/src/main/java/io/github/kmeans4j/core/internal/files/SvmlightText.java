package io.github.kmeans4j.core.internal.files;

import java.io.IOException;

/**
 * Rows of svmlight's text, which LIBSVM has too: {@code label qid:3 5:0.25 17:1 # comment}. For one
 * use; not thread-safe.
 */
public final class SvmlightText {
  /** What ends a word besides blanks. */
  public static final String MARKS = ":#";

  private final TextScanner text;
  private final int firstColumn;
  private final int columns;
  private final boolean keepsLabels;
  private long rowOffset;

  /**
   * Begins to read.
   *
   * @param text made with {@link #MARKS}
   * @param firstColumn number of the first column in the file, 0 or 1
   * @param columns how many columns there may be
   * @param keepsLabels whether labels are numbers that are kept, or words that are passed over
   */
  public SvmlightText(TextScanner text, int firstColumn, int columns, boolean keepsLabels) {
    this.text = text;
    this.firstColumn = firstColumn;
    this.columns = columns;
    this.keepsLabels = keepsLabels;
  }

  /**
   * Passes over empty lines and comments.
   *
   * @return whether a row follows
   */
  public boolean findRow() throws IOException {
    while (true) {
      long from = text.offset();
      text.skipBlanks();
      int c = text.peek();
      if (c < 0) {
        return false;
      }
      if (c != '\n' && c != '#') {
        rowOffset = from;
        return true;
      }
      text.skipLine();
    }
  }

  /**
   * Tells where the row begins that was found.
   *
   * @return bytes from the beginning of the file
   */
  public long rowOffset() {
    return rowOffset;
  }

  /** Passes over the row that was found. */
  public void skipRow() throws IOException {
    text.skipLine();
  }

  /**
   * Reads the row that was found.
   *
   * @param rows receives it
   */
  public void readRow(SparseBuilder rows) throws IOException {
    text.token();
    if (text.peek() == ':') {
      if (keepsLabels) {
        throw text.failure(
            text.tokenOffset(),
            "a row must begin with its label, but this one with '"
                + text.text()
                + ":'; see ignoringLabels()");
      }
      entry(rows);
    } else if (keepsLabels) {
      rows.label(text.number("the label"));
    }
    text.skipBlanks();
    while (!text.endsLine() && text.peek() != '#') {
      text.token();
      entry(rows);
      text.skipBlanks();
    }
    int twice = rows.endRow();
    if (twice >= 0) {
      throw text.failure(
          text.offset(),
          "a row must not have a column twice, but this one has column "
              + (twice + (long) firstColumn)
              + " twice");
    }
    text.skipLine();
  }

  /** Reads what follows the token before a colon. */
  private void entry(SparseBuilder rows) throws IOException {
    if (text.peek() != ':') {
      throw text.failure(
          text.tokenOffset(),
          "here must stand column:value, but stands '" + text.text() + "' without a colon");
    }
    if (text.isWord("qid")) {
      text.advance();
      text.token();
      return;
    }
    long number = text.wholeNumber("a column", (long) columns - 1 + firstColumn);
    if (number < firstColumn) {
      throw text.failure(
          text.tokenOffset(),
          "the first column must be 1, but here is 0; a file that counts from 0 is read by"
              + " zeroBased()");
    }
    text.advance();
    text.token();
    double value = text.number("a value");
    if (rows.isFull()) {
      throw text.failure(text.tokenOffset(), "there are more values than an array holds");
    }
    rows.add((int) (number - firstColumn), value);
  }
}
