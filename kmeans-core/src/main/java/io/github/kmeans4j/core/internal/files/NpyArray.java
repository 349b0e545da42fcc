package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One array of numbers in NumPy's format, from a stream of which nobody knows the length: what is
 * allocated grows with what was read. For one use; not thread-safe.
 */
final class NpyArray {
  private static final int PIECE = 1 << 14;

  private final String name;
  private final InputStream in;
  private final NpyPreamble preamble;
  private final int count;
  private int read;

  /**
   * Reads what stands before the values.
   *
   * @param name what messages call the stream
   * @param dimensions how many the array must have, 0 or 1
   */
  NpyArray(String name, InputStream in, int dimensions) throws IOException {
    this.name = name;
    this.in = in;
    this.preamble = NpyPreamble.read(name, in, Long.MAX_VALUE, dimensions);
    long[] shape = preamble.shape();
    if (shape.length != dimensions) {
      throw wrong("there must be " + dimensions + " dimensions, but are " + shape.length);
    }
    long length = dimensions == 0 ? 1 : shape[0];
    if (length > Chunks.LARGEST_ARRAY) {
      throw wrong("there must be at most " + Chunks.LARGEST_ARRAY + " values, but are " + length);
    }
    this.count = (int) length;
  }

  /** How many values there are. */
  int count() {
    return count;
  }

  boolean isFloat() {
    return isType("f4");
  }

  /** Where a value stands. */
  long offset(int index) {
    return preamble.length() + (long) index * width();
  }

  /** A short word, as NumPy keeps single byte strings and strings. */
  String word() throws IOException {
    String type = preamble.type();
    boolean wide = type.matches("[<>|]U[1-8]");
    if (!wide && !type.matches("[<>|]S[1-8]")) {
      throw wrong("the type must be a short string, but is '" + type + "'");
    }
    byte[] bytes = in.readNBytes((wide ? 4 : 1) * (type.charAt(2) - '0'));
    end();
    return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
  }

  /**
   * Whole numbers of four or eight bytes.
   *
   * @param what a number is, for messages
   */
  int[] integers(String what) throws IOException {
    boolean wide = isType("i8");
    if (!wide && !isType("i4")) {
      throw wrong("the type must be i4 or i8, but is '" + preamble.type() + "'");
    }
    int[] values = new int[Math.min(count, PIECE)];
    for (int i = 0; i < count; ) {
      values = i == values.length ? Arrays.copyOf(values, grown(i)) : values;
      ByteBuffer piece = piece(values.length - i, wide ? 8 : 4);
      while (piece.hasRemaining()) {
        long value = wide ? piece.getLong() : piece.getInt();
        if (value < 0 || value > Integer.MAX_VALUE) {
          throw new FileFormatException(
              name,
              offset(i),
              what + " must be in 0.." + Integer.MAX_VALUE + ", but value " + i + " is " + value);
        }
        values[i++] = (int) value;
      }
    }
    end();
    return values;
  }

  float[] floats() throws IOException {
    float[] values = new float[Math.min(count, PIECE)];
    for (int i = 0; i < count; ) {
      values = i == values.length ? Arrays.copyOf(values, grown(i)) : values;
      ByteBuffer piece = piece(values.length - i, 4);
      int got = piece.remaining() / 4;
      piece.asFloatBuffer().get(values, i, got);
      i += got;
    }
    end();
    return values;
  }

  double[] doubles() throws IOException {
    if (!isType("f8")) {
      throw wrong(
          "the type must be f4 (float) or f8 (double) of either byte order, but is '"
              + preamble.type()
              + "'; save matrix.astype(numpy.float32)");
    }
    double[] values = new double[Math.min(count, PIECE)];
    for (int i = 0; i < count; ) {
      values = i == values.length ? Arrays.copyOf(values, grown(i)) : values;
      ByteBuffer piece = piece(values.length - i, 8);
      int got = piece.remaining() / 8;
      piece.asDoubleBuffer().get(values, i, got);
      i += got;
    }
    end();
    return values;
  }

  private boolean isType(String type) {
    return preamble.type().length() == 3
        && "<>".indexOf(preamble.type().charAt(0)) >= 0
        && preamble.type().endsWith(type);
  }

  private int width() {
    return preamble.type().endsWith("8") ? 8 : 4;
  }

  private int grown(int have) {
    return (int) Math.min(count, 2L * have);
  }

  /** The next values, at most as many as are wanted; all of them are there. */
  private ByteBuffer piece(int wanted, int width) throws IOException {
    byte[] bytes = in.readNBytes(Math.min(wanted, PIECE) * width);
    if (bytes.length < Math.min(wanted, PIECE) * width) {
      throw new FileFormatException(
          name,
          offset(read) + bytes.length,
          "there must be " + count + " values, but the array ends here");
    }
    read += bytes.length / width;
    return ByteBuffer.wrap(bytes).order(preamble.order());
  }

  private void end() throws IOException {
    if (in.read() >= 0) {
      throw new FileFormatException(
          name, offset(count), "the array must end after its " + count + " values, but goes on");
    }
  }

  private FileFormatException wrong(String problem) {
    return new FileFormatException(name, preamble.descriptionAt(), problem);
  }
}
