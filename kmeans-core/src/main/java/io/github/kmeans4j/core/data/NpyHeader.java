package io.github.kmeans4j.core.data;

import io.github.kmeans4j.core.internal.files.ChannelInput;
import io.github.kmeans4j.core.internal.files.NpyPreamble;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** The header of a NumPy {@code .npy} file of plain numbers. */
final class NpyHeader {
  private NpyHeader() {}

  static FileLayout read(String name, FileChannel channel) throws IOException {
    long size = channel.size();
    NpyPreamble preamble = NpyPreamble.read(name, new ChannelInput(name, channel, 0), size, 1);
    int at = preamble.descriptionAt();
    return FileLayout.of(
        name,
        type(name, preamble.type(), at),
        preamble.order(),
        preamble.length(),
        preamble.shape(),
        at,
        size);
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
