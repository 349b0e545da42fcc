package io.github.kmeans4j.bench.shapes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes {@code .npy} files, version 1. A file is there whole or not at all; the library's {@code
 * FileSource} reads them.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int PIECE = 1 << 18;

  private Npy() {}

  /** Writes floats, n × d. */
  static void write(Path file, float[] rowMajor, int columns) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
    write(
        file,
        header("<f4", rowMajor.length / columns, columns),
        channel -> {
          for (int at = 0; at < rowMajor.length; at += PIECE) {
            int count = Math.min(PIECE, rowMajor.length - at);
            piece.clear().asFloatBuffer().put(rowMajor, at, count);
            writeFully(channel, piece.limit(4 * count));
          }
        });
  }

  /** Writes unsigned bytes, n × d. */
  static void write(Path file, byte[] rowMajor, int rows, int columns) throws IOException {
    ByteBuffer values = ByteBuffer.wrap(rowMajor, 0, rows * columns);
    write(file, header("|u1", rows, columns), channel -> writeFully(channel, values));
  }

  private static byte[] header(String type, int rows, int columns) {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(type, rows, columns);
    int before = MAGIC.length + 2;
    int length = (before + text.length()) / ALIGNMENT * ALIGNMENT + ALIGNMENT - before;
    String padded = text + " ".repeat(length - text.length() - 1) + "\n";
    return ByteBuffer.allocate(before + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private interface Content {
    void write(FileChannel channel) throws IOException;
  }

  private static void write(Path file, byte[] header, Content content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, ByteBuffer.wrap(header));
      content.write(channel);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void writeFully(FileChannel channel, ByteBuffer values) throws IOException {
    while (values.hasRemaining()) {
      channel.write(values);
    }
  }
}
