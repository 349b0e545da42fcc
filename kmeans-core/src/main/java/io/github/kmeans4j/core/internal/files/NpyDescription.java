package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.io.FileFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dictionary in the header of a {@code .npy} file: three keys in any order, each once;
 * their values a string, a truth value and a tuple of whole numbers. Nothing else of Python. For
 * one use.
 */
final class NpyDescription {
  private static final int MOST_DIMENSIONS = 64;

  private final String text;
  private final String file;
  private final long start;
  private final int fewestDimensions;
  private int at;
  private @Nullable String type;
  private @Nullable Boolean fortranOrder;
  private long @Nullable [] shape;

  private NpyDescription(String text, String file, long start, int fewestDimensions) {
    this.text = text;
    this.file = file;
    this.start = start;
    this.fewestDimensions = fewestDimensions;
  }

  /**
   * Reads a description of an array in C order.
   *
   * @param start where the text stands in the file
   * @param fewestDimensions 0 where a single value will do, else 1
   */
  static NpyDescription parse(String text, String file, long start, int fewestDimensions)
      throws FileFormatException {
    NpyDescription description = new NpyDescription(text, file, start, fewestDimensions);
    description.dictionary();
    return description;
  }

  /** For example {@code <f4}. */
  String type() {
    return present(type);
  }

  /** The length of each dimension. */
  long[] shape() {
    return present(shape);
  }

  private void dictionary() throws FileFormatException {
    expect('{');
    while (!accept('}')) {
      int keyAt = at;
      String key = string();
      expect(':');
      boolean isNew =
          switch (key) {
            case "descr" -> type == null;
            case "fortran_order" -> fortranOrder == null;
            case "shape" -> shape == null;
            default -> false;
          };
      if (!isNew) {
        at = keyAt;
        throw failure(
            "the keys must be 'descr', 'fortran_order' and 'shape', each once, but here is '"
                + key
                + "'");
      }
      switch (key) {
        case "descr" -> type = descr();
        case "fortran_order" -> fortranOrder = truth();
        default -> shape = tuple();
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (peek() != 0) {
      throw failure("the header must end after its dictionary, but goes on");
    }
    if (type == null || fortranOrder == null || shape == null) {
      throw failure("the header must have the keys 'descr', 'fortran_order' and 'shape'");
    }
  }

  private String descr() throws FileFormatException {
    if (peek() == '[') {
      throw failure("the array must hold plain numbers, but holds records");
    }
    return string();
  }

  private boolean truth() throws FileFormatException {
    peek();
    if (text.startsWith("False", at)) {
      at += 5;
      return false;
    }
    if (text.startsWith("True", at)) {
      throw failure(
          "the array must be in C order, but is in Fortran order;"
              + " save numpy.ascontiguousarray(array)");
    }
    throw failure("here must stand False or True");
  }

  private long[] tuple() throws FileFormatException {
    int from = at;
    expect('(');
    List<Long> lengths = new ArrayList<>();
    while (!accept(')')) {
      lengths.add(number());
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    if (lengths.size() < fewestDimensions || lengths.size() > MOST_DIMENSIONS) {
      at = from;
      throw failure(
          "the array must have "
              + fewestDimensions
              + " to "
              + MOST_DIMENSIONS
              + " dimensions, but has "
              + lengths.size());
    }
    return lengths.stream().mapToLong(Long::longValue).toArray();
  }

  private long number() throws FileFormatException {
    peek();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(from, at);
    if (digits.isEmpty() || digits.length() > 18) {
      at = from;
      throw failure("here must stand a length of 1 to 18 digits");
    }
    accept('L'); // Python 2 wrote it behind long numbers
    return Long.parseLong(digits);
  }

  private String string() throws FileFormatException {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw failure("here must stand a string");
    }
    int from = at + 1;
    int end = text.indexOf(quote, from);
    if (end < 0) {
      throw failure("the string that begins here must end");
    }
    at = end + 1;
    return text.substring(from, end);
  }

  private boolean accept(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws FileFormatException {
    if (!accept(c)) {
      throw failure("here must stand '" + c + "'");
    }
  }

  /** Skips blanks and returns what follows, or 0 at the end. */
  private char peek() {
    while (at < text.length() && " \n\t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private FileFormatException failure(String problem) {
    return new FileFormatException(file, start + at, "header: " + problem);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a parsed description has all of its parts");
    }
    return value;
  }
}
