package io.github.kmeans4j.core.data;

import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a NumPy {@code .npy} file, versions 1 to 3: a magic string, the version, the length
 * of the description in two bytes (version 1) or four, and the description, a Python dictionary
 * such as {@code {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 784), }}. See <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** No array of plain numbers needs more. */
  private static final int LONGEST = 1 << 16;

  private NpyHeader() {}

  static FileLayout read(String name, FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(12, size)).order(ByteOrder.LITTLE_ENDIAN);
    FileLayout.readFully(name, channel, start, 0);
    if (size < MAGIC.length || !Arrays.equals(start.array(), 0, 6, MAGIC, 0, 6)) {
      throw new FileFormatException(
          name, 0, "a .npy file begins with 93 'NUMPY', but this one does not");
    }
    if (size < 12) {
      throw new FileFormatException(name, size, "the header must go on, but the file ends here");
    }
    int version = start.get(6);
    if (version < 1 || version > 3) {
      throw new FileFormatException(
          name, 6, "the version must be 1, 2 or 3, but is " + (version & 0xFF));
    }
    int at = version == 1 ? 10 : 12;
    long length = version == 1 ? start.getShort(8) & 0xFFFF : start.getInt(8) & 0xFFFF_FFFFL;
    if (length > LONGEST || length > size - at) {
      throw new FileFormatException(
          name,
          8,
          "the header must have at most "
              + Math.min(LONGEST, size - at)
              + " bytes, the lesser of "
              + LONGEST
              + " and what the file has, but has "
              + length);
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    FileLayout.readFully(name, channel, text, at);
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    NpyDescription description = NpyDescription.parse(new String(text.array(), charset), name, at);
    String type = description.type();
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return FileLayout.of(
        name, type(name, type, at), order, at + length, description.shape(), at, size);
  }

  private static ValueType type(String name, String descr, int at) throws FileFormatException {
    return switch (descr) {
      case "|u1", "<u1", ">u1" -> ValueType.UNSIGNED_BYTE;
      case "<f4", ">f4" -> ValueType.FLOAT;
      case "<f8", ">f8" -> ValueType.DOUBLE;
      default ->
          throw new FileFormatException(
              name,
              at,
              "the type must be u1 (unsigned byte), f4 (float) or f8 (double) of either byte order,"
                  + " but is '"
                  + descr
                  + "'; convert the array with astype");
    };
  }
}
