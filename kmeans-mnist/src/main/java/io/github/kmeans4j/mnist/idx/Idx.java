package io.github.kmeans4j.mnist.idx;

import io.github.kmeans4j.io.ReplacedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes IDX files, plain or gzipped; which of both a file is shows in its first bytes.
 *
 * <p>A header is never believed: what a plain file claims is checked against its size before
 * anything is allocated, and otherwise memory grows with the bytes that are really there, so a
 * forged header ends in an {@link IdxFormatException}, not in an {@link OutOfMemoryError}.
 * Stateless.
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads a file.
   *
   * @param file plain or gzipped
   * @return its array
   * @throws IdxFormatException if it is not a whole IDX file and nothing else
   * @throws IOException if it cannot be read
   */
  public static IdxArray read(Path file) throws IOException {
    if (Files.isDirectory(file)) { // which some systems would open, and tell without its name
      throw new FileSystemException(file.toString(), null, "a folder cannot be read as a file");
    }
    long size = Files.isRegularFile(file) ? Files.size(file) : IdxReader.UNKNOWN;
    try (InputStream in = Files.newInputStream(file)) {
      return new IdxReader(file.toString()).read(in, size);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param in plain or gzipped; not closed
   * @param name what errors call it
   * @return its array
   * @throws IdxFormatException if it is not a whole IDX file and nothing else
   * @throws IOException if it cannot be read
   */
  public static IdxArray read(InputStream in, String name) throws IOException {
    return new IdxReader(name).read(in, IdxReader.UNKNOWN);
  }

  /**
   * Writes a file: into a temporary one beside it first, which then replaces it in one step, so
   * that the name never stands for half a file.
   *
   * @param array what to write
   * @param file where; replaced if it exists
   * @param compression plain or gzipped
   * @throws IOException if it cannot be written; the old file is then still there
   */
  public static void write(IdxArray array, Path file, Compression compression) throws IOException {
    ReplacedFile.write(
        file,
        channel -> {
          OutputStream out = Channels.newOutputStream(channel);
          if (compression == Compression.GZIP) {
            GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
            write(array, packed);
            packed.finish();
          } else {
            write(array, out);
          }
        });
  }

  private static void write(IdxArray array, OutputStream out) throws IOException {
    int[] shape = array.shape();
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length);
    header.put((byte) 0).put((byte) 0).put((byte) array.type().code());
    header.put((byte) shape.length);
    for (int length : shape) {
      header.putInt(length);
    }
    out.write(header.array());
    out.write(array.data());
  }

  /** How a file is packed. */
  public enum Compression {
    /** Not at all. */
    NONE,
    /** By gzip. */
    GZIP
  }
}
