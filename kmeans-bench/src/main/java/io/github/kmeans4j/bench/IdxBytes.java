package io.github.kmeans4j.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes gzipped IDX images and reads classes, unsigned bytes only: as little as a cold
 * start needs.
 */
public final class IdxBytes {
  private static final int MAGIC = 0x0803;
  private static final int CLASSES_MAGIC = 0x0801;
  private static final int BUFFER = 1 << 16;

  private IdxBytes() {}

  /**
   * Reads images.
   *
   * @param file gzipped IDX
   * @return n × d, called MNIST
   * @throws IOException if it cannot be read or is something else
   */
  public static BenchData read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER))) {
      int magic = in.readInt();
      if (magic != MAGIC) {
        throw new IOException(file + ": not IDX images of unsigned bytes, magic " + magic);
      }
      int rows = in.readInt();
      int columns = Math.multiplyExact(in.readInt(), in.readInt());
      byte[] bytes = new byte[Math.multiplyExact(rows, columns)];
      in.readFully(bytes);
      return new BenchData("MNIST", bytes, rows, columns);
    }
  }

  /**
   * Reads classes.
   *
   * @param file gzipped IDX
   * @return n classes
   * @throws IOException if it cannot be read or is something else
   */
  public static int[] readClasses(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER))) {
      int magic = in.readInt();
      if (magic != CLASSES_MAGIC) {
        throw new IOException(file + ": not IDX classes of unsigned bytes, magic " + magic);
      }
      int[] classes = new int[in.readInt()];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = in.readUnsignedByte();
      }
      return classes;
    }
  }

  /**
   * Writes images.
   *
   * @param data n × d, written as n × 1 × d
   * @param file to write
   * @throws IOException if that fails
   */
  public static void write(BenchData data, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file), BUFFER))) {
      out.writeInt(MAGIC);
      out.writeInt(data.rows());
      out.writeInt(1);
      out.writeInt(data.columns());
      out.write(data.bytes());
    }
  }
}
