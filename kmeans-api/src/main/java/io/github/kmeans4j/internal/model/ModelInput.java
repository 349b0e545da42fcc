package io.github.kmeans4j.internal.model;

import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Gives the fields of a model that is being loaded, in the order in which they were saved. Every
 * method names its field in the message of its exception. Not thread-safe.
 */
public final class ModelInput {
  /** The longest string of a model, in bytes. */
  public static final int LONGEST_STRING = 1024;

  private final String name;
  private final Contents contents;
  private final long end;
  private final ByteBuffer buffer;

  /** Where the bytes behind the buffer begin. */
  private long next;

  /** Where the field begins that was asked for last. */
  private long field;

  ModelInput(String name, Contents contents, long from, long end) {
    this.name = name;
    this.contents = contents;
    this.next = from;
    this.field = from;
    this.end = end;
    this.buffer = ByteBuffer.allocate((int) Math.min(ModelOutput.BUFFER, end - from));
    buffer.limit(0);
  }

  /**
   * Reads a whole number of 4 bytes.
   *
   * @param what name of the field
   * @param least smallest allowed value
   * @return the value
   * @throws FileFormatException if it is smaller, or the model ends before
   * @throws IOException if the file cannot be read
   */
  public int readInt(String what, int least) throws IOException {
    int value = take(Integer.BYTES, what).getInt();
    if (value < least) {
      throw failure(what + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  /**
   * Reads a whole number of 8 bytes.
   *
   * @param what name of the field
   * @param least smallest allowed value
   * @param most largest allowed value
   * @return the value
   * @throws FileFormatException if it is outside, or the model ends before
   * @throws IOException if the file cannot be read
   */
  public long readLong(String what, long least, long most) throws IOException {
    long value = take(Long.BYTES, what).getLong();
    if (value < least || value > most) {
      throw failure(what + " must be in " + least + ".." + most + ", but is " + value);
    }
    return value;
  }

  /**
   * Reads a floating-point number that may be any.
   *
   * @param what name of the field
   * @return the value
   * @throws FileFormatException if the model ends before
   * @throws IOException if the file cannot be read
   */
  public double readDouble(String what) throws IOException {
    return take(Double.BYTES, what).getDouble();
  }

  /**
   * Reads a floating-point number.
   *
   * @param what name of the field
   * @param least smallest allowed value
   * @param most largest allowed value
   * @return the value, never NaN
   * @throws FileFormatException if it is outside or NaN, or the model ends before
   * @throws IOException if the file cannot be read
   */
  public double readDouble(String what, double least, double most) throws IOException {
    double value = take(Double.BYTES, what).getDouble();
    if (!(value >= least && value <= most)) {
      throw failure(what + " must be in " + least + ".." + most + ", but is " + value);
    }
    return value;
  }

  /**
   * Reads floating-point numbers that lie one after the other.
   *
   * @param what name of the field
   * @param count how many
   * @param least smallest allowed value
   * @param most largest allowed value
   * @return the values, none NaN
   * @throws FileFormatException if one is outside or NaN, or the model ends before
   * @throws IOException if the file cannot be read
   */
  public double[] readDoubles(String what, int count, double least, double most)
      throws IOException {
    require(what, count, Double.BYTES);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double value = take(Double.BYTES, what).getDouble();
      if (!(value >= least && value <= most)) {
        throw failure(
            what + ": entry " + i + " must be in " + least + ".." + most + ", but is " + value);
      }
      values[i] = value;
    }
    return values;
  }

  /**
   * Reads whole numbers of 8 bytes that lie one after the other.
   *
   * @param what name of the field
   * @param count how many
   * @param least smallest allowed value
   * @param most largest allowed value
   * @return the values
   * @throws FileFormatException if one is outside, or the model ends before
   * @throws IOException if the file cannot be read
   */
  public long[] readLongs(String what, int count, long least, long most) throws IOException {
    require(what, count, Long.BYTES);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      long value = take(Long.BYTES, what).getLong();
      if (value < least || value > most) {
        throw failure(
            what + ": entry " + i + " must be in " + least + ".." + most + ", but is " + value);
      }
      values[i] = value;
    }
    return values;
  }

  /**
   * Reads a matrix of floating-point numbers, row by row.
   *
   * @param what name of the field
   * @param rows how many rows
   * @param columns how many columns
   * @param largest largest allowed magnitude
   * @return rows × columns values in row-major order, all finite
   * @throws FileFormatException if one is too large, infinite or NaN (the message names row and
   *     column), or the model ends before
   * @throws IOException if the file cannot be read
   */
  public double[] readMatrix(String what, int rows, int columns, double largest)
      throws IOException {
    long count = (long) rows * columns;
    require(what, count, Double.BYTES);
    if (count > ModelFile.LARGEST_ARRAY) {
      throw failure(what + ": " + rows + " × " + columns + " values do not fit into one array");
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = take(Double.BYTES, what).getDouble();
      if (!(Math.abs(values[i]) <= largest)) {
        throw failure(
            what
                + " must be finite and at most "
                + largest
                + " in magnitude, but row "
                + i / columns
                + ", column "
                + i % columns
                + " is "
                + values[i]);
      }
    }
    return values;
  }

  /**
   * Reads a string.
   *
   * @param what name of the field
   * @return the string
   * @throws FileFormatException if it is longer than {@value #LONGEST_STRING} bytes, or the model
   *     ends before
   * @throws IOException if the file cannot be read
   */
  public String readString(String what) throws IOException {
    int length = take(Integer.BYTES, what).getInt();
    if (length < 0 || length > LONGEST_STRING) {
      throw failure(
          what
              + " must have at most "
              + LONGEST_STRING
              + " bytes, but has "
              + Integer.toUnsignedString(length));
    }
    require(what, length, 1);
    long start = field;
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = take(1, what).get();
    }
    field = start;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Checks that so many elements can still come, before anything is allocated for them.
   *
   * @param what name of the field
   * @param count how many, at least 0
   * @param bytes size of each
   * @throws FileFormatException if the rest of the model is shorter
   */
  public void require(String what, long count, int bytes) throws FileFormatException {
    long left = end - position();
    if (count > left / bytes) {
      field = position();
      throw failure(
          what
              + " takes "
              + count
              + " × "
              + bytes
              + " bytes, but the model has only "
              + left
              + " left");
    }
  }

  /**
   * Makes the exception for a value that cannot be, at the place of the field read last.
   *
   * @param problem what was expected and what was found
   * @return the exception, to be thrown
   */
  public FileFormatException failure(String problem) {
    return new FileFormatException(name, field, problem);
  }

  void end() throws FileFormatException {
    if (position() != end) {
      throw new FileFormatException(
          name,
          position(),
          "the model must end here, but " + (end - position()) + " more bytes follow");
    }
  }

  private long position() {
    return next - buffer.remaining();
  }

  private ByteBuffer take(int bytes, String what) throws IOException {
    field = position();
    if (buffer.remaining() < bytes) {
      if (bytes > end - field) {
        throw failure(
            what + " takes " + bytes + " bytes, but the model has only " + (end - field) + " left");
      }
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - field));
      contents.readFully(name, buffer, field);
      next = field + buffer.limit();
      buffer.flip();
    }
    return buffer;
  }
}
