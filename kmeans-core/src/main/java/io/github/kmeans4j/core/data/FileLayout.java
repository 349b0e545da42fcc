package io.github.kmeans4j.core.data;

import io.github.kmeans4j.internal.door.ClosedFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * Where in a file the values stand: row-major, without gaps.
 *
 * @param offset of the first value, in bytes
 */
record FileLayout(ValueType type, ByteOrder order, long offset, long rows, int columns) {

  /** Reads bytes at a place, all of them. */
  static void readFully(String name, FileChannel channel, ByteBuffer target, long at)
      throws IOException {
    int from = target.position();
    try {
      while (target.hasRemaining()) {
        long position = at + target.position() - from;
        if (channel.read(target, position) < 0) {
          throw new FileFormatException(
              name,
              position,
              "the file must go on for " + target.remaining() + " more bytes, but ends here");
        }
      }
    } catch (ClosedChannelException e) {
      throw ClosedFile.read(name, e);
    }
  }

  /**
   * Makes the layout of an array with a header: the first dimension counts the rows, the others
   * together the columns; the elements must fill the file to its end.
   *
   * @param shape length of each dimension, at least one, each ≥ 0
   * @param shapeAt where the shape stands in the file
   * @param size of the file in bytes
   */
  static FileLayout of(
      String name,
      ValueType type,
      ByteOrder order,
      long offset,
      long[] shape,
      long shapeAt,
      long size)
      throws FileFormatException {
    String text = text(shape);
    long columns = 1;
    for (int i = 1; i < shape.length; i++) {
      if (shape[i] > 0 && columns > Integer.MAX_VALUE / shape[i]) {
        throw new FileFormatException(
            name,
            shapeAt,
            "a row must have at most "
                + Integer.MAX_VALUE
                + " values, but the shape "
                + text
                + " gives it more");
      }
      columns *= shape[i];
    }
    if (shape[0] == 0 || columns == 0) {
      throw new FileFormatException(
          name, shapeAt, "there must be rows and columns, but the shape is " + text);
    }
    long left = size - offset;
    long rowBytes = columns * type.bytes();
    if (shape[0] > left / rowBytes || shape[0] * rowBytes != left) {
      String needed =
          shape[0] > Long.MAX_VALUE / rowBytes
              ? "more than " + Long.MAX_VALUE
              : String.valueOf(shape[0] * rowBytes);
      throw new FileFormatException(
          name,
          shapeAt,
          "the shape "
              + text
              + " takes "
              + needed
              + " bytes of values, but the file has "
              + left
              + " after its header");
    }
    return new FileLayout(type, order, offset, shape[0], (int) columns);
  }

  private static String text(long[] shape) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shape.length && i < 8; i++) {
      text.append(i == 0 ? "" : " × ").append(shape[i]);
    }
    return text.append(shape.length > 8 ? " × …" : "").toString();
  }
}
