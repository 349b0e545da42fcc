package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text that is read token by token, line by line; knows where it stands. A token ends before a
 * blank, the end of the line, or a mark. For one use; not thread-safe.
 */
public final class TextScanner {
  /** More digits than a double has in full need no one to write them. */
  private static final int LONGEST_TOKEN = 1100;

  private static final int SHOWN = 40;

  /** Stays below the first line, however many follow. */
  private static final long UNKNOWN_LINE = Long.MIN_VALUE;

  /** A byte and its line. */
  record Place(long offset, long line) {}

  private final String name;
  private final InputStream in;
  private final String marks;
  private final byte[] buffer;
  private final byte[] token = new byte[LONGEST_TOKEN];
  private int at;
  private int end;
  private long bufferOffset;
  private long line;
  private int tokenLength;
  private long tokenOffset;

  /**
   * Begins to read.
   *
   * @param name what messages call the file
   * @param in the text, ASCII where it matters; not closed
   * @param offset where in the file the stream begins
   * @param marks characters that end a token and are none of their own
   * @param piece how many bytes are read at once
   */
  public TextScanner(String name, InputStream in, long offset, String marks, int piece) {
    this.name = name;
    this.in = in;
    this.bufferOffset = offset;
    this.line = offset == 0 ? 1 : UNKNOWN_LINE;
    this.marks = marks;
    this.buffer = new byte[piece];
  }

  /**
   * Refuses what is gzipped, or begins with a mark of Unicode; to be asked at the beginning.
   *
   * @throws FileFormatException if the text begins as such files do
   */
  public void refuseOthers() throws IOException {
    int first = peek();
    if (first == 0x1F) {
      throw failure(offset(), "this is no text; of a gzipped file read a GZIPInputStream");
    }
    if (first == 0xEF || first == 0xFE || first == 0xFF) {
      throw failure(
          offset(), "the text must be ASCII, but begins with a byte order mark; save it without");
    }
  }

  /** Returns the next byte without taking it, or -1 at the end. */
  int peek() throws IOException {
    if (at == end) {
      bufferOffset += end;
      at = 0;
      end = 0;
      int got = in.read(buffer, 0, buffer.length);
      if (got == 0) { // not what a stream may do, but some do, and it is not the end
        int one = in.read();
        buffer[0] = (byte) one;
        got = one < 0 ? -1 : 1;
      }
      if (got < 0) {
        return -1;
      }
      end = got;
    }
    return buffer[at] & 0xFF;
  }

  /** Takes the byte that was looked at. */
  void advance() {
    if (buffer[at++] == '\n') {
      line++;
    }
  }

  /** Passes over what separates tokens within a line. */
  void skipBlanks() throws IOException {
    int c = peek();
    while (isBlank(c)) {
      at++;
      c = peek();
    }
  }

  /** Passes over the rest of the line and its end. */
  void skipLine() throws IOException {
    int c = peek();
    while (c >= 0) {
      advance();
      if (c == '\n') {
        return;
      }
      c = peek();
    }
  }

  /** Whether nothing more stands in this line. */
  boolean endsLine() throws IOException {
    int c = peek();
    return c < 0 || c == '\n';
  }

  /** Reads a token, which is empty where none stands; it is kept for the methods that follow. */
  void token() throws IOException {
    tokenOffset = offset();
    tokenLength = 0;
    int c = peek();
    while (c >= 0 && c != '\n' && !isBlank(c) && marks.indexOf(c) < 0) {
      if (tokenLength == LONGEST_TOKEN) {
        throw failure(tokenOffset, "a word must have at most " + LONGEST_TOKEN + " characters");
      }
      token[tokenLength++] = (byte) c;
      at++;
      c = peek();
    }
  }

  /** The last token as text; what is no printable ASCII shows as '?'. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(tokenLength, SHOWN); i++) {
      text.append(token[i] > ' ' && token[i] < 0x7F ? (char) token[i] : '?');
    }
    return text.append(tokenLength > SHOWN ? "…" : "").toString();
  }

  /** Whether the last token is this word, of ASCII, in capitals or not. */
  boolean isWord(String word) {
    return tokenLength == word.length()
        && new String(token, 0, tokenLength, StandardCharsets.ISO_8859_1).equalsIgnoreCase(word);
  }

  /** The last token as a whole number, at least 0 and at most {@code largest}. */
  long wholeNumber(String what, long largest) throws FileFormatException {
    long number = 0;
    boolean isNumber = tokenLength > 0;
    for (int i = 0; i < tokenLength && isNumber; i++) {
      int digit = token[i] - '0';
      isNumber = digit >= 0 && digit <= 9;
      if (isNumber && (digit > largest || number > (largest - digit) / 10)) {
        throw failure(
            tokenOffset, what + " must be at most " + largest + ", but is '" + text() + "'");
      }
      number = 10 * number + digit;
    }
    if (!isNumber) {
      throw failure(tokenOffset, what + " must be a whole number, but is '" + text() + "'");
    }
    return number;
  }

  /** The last token as a finite number. */
  double number(String what) throws FileFormatException {
    double number = Decimals.parse(token, tokenLength);
    if (!Double.isFinite(number)) {
      throw failure(tokenOffset, what + " must be a finite number, but is '" + text() + "'");
    }
    return number;
  }

  /** Where the last token begins. */
  long tokenOffset() {
    return tokenOffset;
  }

  /**
   * Tells where the next byte stands.
   *
   * @return bytes from the beginning of the file
   */
  public long offset() {
    return bufferOffset + at;
  }

  /** Where the next byte stands. */
  Place place() {
    return new Place(offset(), line);
  }

  /** What is wrong in this line. */
  FileFormatException failure(long offset, String problem) {
    return failure(new Place(offset, line), problem);
  }

  /** What is wrong, and where; of text that is read from its middle on nobody knows the line. */
  FileFormatException failure(Place place, String problem) {
    return new FileFormatException(
        name, place.offset(), place.line() > 0 ? "line " + place.line() + ": " + problem : problem);
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
