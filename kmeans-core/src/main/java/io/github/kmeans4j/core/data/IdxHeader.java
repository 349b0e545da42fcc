package io.github.kmeans4j.core.data;

import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The header of an IDX file: two zero bytes, the type, the number of dimensions, and the length of
 * each in four bytes; values are big-endian.
 */
final class IdxHeader {
  private IdxHeader() {}

  static FileLayout read(String name, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < 4) {
      throw new FileFormatException(
          name, size, "the magic number must have 4 bytes, but the file ends here");
    }
    ByteBuffer magic = ByteBuffer.allocate(4);
    FileLayout.readFully(name, channel, magic, 0);
    if (magic.get(0) == 0x1F && magic.get(1) == (byte) 0x8B) {
      throw new FileFormatException(
          name, 0, "the file is gzipped; only a plain IDX file can be read block by block");
    }
    if (magic.getShort(0) != 0) {
      throw new FileFormatException(
          name,
          0,
          String.format(
              "an IDX file begins with two zero bytes, but this one with %02x %02x",
              magic.get(0), magic.get(1)));
    }
    ValueType type = type(name, magic.get(2));
    int dimensions = magic.get(3) & 0xFF;
    long offset = 4 + 4L * dimensions;
    if (dimensions == 0 || offset > size) {
      throw new FileFormatException(
          name,
          3,
          dimensions == 0
              ? "there must be at least one dimension, but are 0"
              : "the header of "
                  + dimensions
                  + " dimensions takes "
                  + offset
                  + " bytes, but the file has "
                  + size);
    }
    ByteBuffer lengths = ByteBuffer.allocate(4 * dimensions);
    FileLayout.readFully(name, channel, lengths, 4);
    long[] shape = new long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      shape[i] = Integer.toUnsignedLong(lengths.getInt(4 * i));
    }
    return FileLayout.of(name, type, ByteOrder.BIG_ENDIAN, offset, shape, 4, size);
  }

  private static ValueType type(String name, byte code) throws FileFormatException {
    return switch (code) {
      case 0x08 -> ValueType.UNSIGNED_BYTE;
      case 0x0D -> ValueType.FLOAT;
      case 0x0E -> ValueType.DOUBLE;
      default ->
          throw new FileFormatException(
              name,
              2,
              String.format(
                  "the type must be 08 (unsigned byte), 0d (float) or 0e (double), but is %02x",
                  code));
    };
  }
}
