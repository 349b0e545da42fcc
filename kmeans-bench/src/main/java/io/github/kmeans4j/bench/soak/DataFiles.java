package io.github.kmeans4j.bench.soak;

import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.core.data.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** The files that sources are read from; written once. */
final class DataFiles {
  private static final int COLUMNS = 20;

  private final Path raw;
  private final Path npy;

  /**
   * Writes them.
   *
   * @param folder where
   * @param rows of each
   * @param random draws the values
   */
  DataFiles(Path folder, int rows, SplittableRandom random) throws IOException {
    this.raw = folder.resolve("floats.raw");
    this.npy = folder.resolve("bytes.npy");
    RandomRows drawn = new RandomRows(random, rows);
    ByteBuffer floats = ByteBuffer.allocate(rows * COLUMNS * Float.BYTES);
    for (float value : drawn.floats(rows, COLUMNS)) {
      floats.putFloat(value);
    }
    Files.write(raw, floats.array());
    String header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + rows + ", " + COLUMNS + "), }\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(header.length());
    bytes.write(0);
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(drawn.bytes(rows, COLUMNS));
    Files.write(npy, bytes.toByteArray());
  }

  /** Opens one of them; to be closed. */
  FileSource open(SplittableRandom random) throws IOException {
    return random.nextBoolean()
        ? FileSource.raw(raw, ValueType.FLOAT, ByteOrder.BIG_ENDIAN, COLUMNS)
        : FileSource.npy(npy);
  }
}
