package io.github.kmeans4j.mnist.idx;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Reads and writes IDX files, plain or gzipped; which of both a file is shows in its first bytes.
 *
 * <p>A header is never believed: memory grows with the bytes that are really there, so a forged one
 * ends in an {@link IdxFormatException}, not in an {@link OutOfMemoryError}. Stateless.
 */
public final class Idx {
  /** Bytes read at once. */
  private static final int STEP = 1 << 20;

  /** The largest array that every JVM can make. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

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
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
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
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    boolean gzipped = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    Source source = new Source(name);
    try {
      return source.read(gzipped ? new GZIPInputStream(buffered, 1 << 16) : buffered);
    } catch (ZipException | EOFException e) {
      IdxFormatException failure =
          new IdxFormatException(
              name, source.offset, "the gzip stream is damaged or ends early: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
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
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".part");
    try {
      try (OutputStream out = Files.newOutputStream(temporary);
          OutputStream packed =
              compression == Compression.GZIP
                  ? new GZIPOutputStream(out, 1 << 16)
                  : new BufferedOutputStream(out, 1 << 16)) {
        int[] shape = array.shape();
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length);
        header.put((byte) 0).put((byte) 0).put((byte) array.type().code());
        header.put((byte) shape.length);
        for (int length : shape) {
          header.putInt(length);
        }
        packed.write(header.array());
        packed.write(array.data());
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** How a file is packed. */
  public enum Compression {
    /** Not at all. */
    NONE,
    /** By gzip. */
    GZIP
  }

  /** One file being read; knows how far it has come. */
  private static final class Source {
    private final String name;
    private long offset;

    Source(String name) {
      this.name = name;
    }

    IdxArray read(InputStream in) throws IOException {
      byte[] magic = header(in, 4, "the magic number");
      if (magic[0] != 0 || magic[1] != 0) {
        throw new IdxFormatException(
            name,
            0,
            String.format(
                "an IDX file begins with two zero bytes, but this one with %02x %02x",
                magic[0], magic[1]));
      }
      IdxType type =
          Arrays.stream(IdxType.values())
              .filter(t -> t.code() == (magic[2] & 0xFF))
              .findFirst()
              .orElse(null);
      if (type == null) {
        throw new IdxFormatException(
            name,
            2,
            String.format("the type must be one of 08, 09, 0b, 0c, 0d, 0e, but is %02x", magic[2]));
      }
      int dimensions = magic[3] & 0xFF;
      if (dimensions == 0) {
        throw new IdxFormatException(name, 3, "there must be at least one dimension, but are 0");
      }
      ByteBuffer lengths = ByteBuffer.wrap(header(in, 4 * dimensions, "the dimensions"));
      int[] shape = new int[dimensions];
      long bytes = type.bytes();
      for (int i = 0; i < dimensions; i++) {
        shape[i] = lengths.getInt();
        if (shape[i] < 0) {
          throw new IdxFormatException(
              name,
              4 + 4L * i,
              "dimension "
                  + i
                  + " must be less than 2147483648, but is "
                  + Integer.toUnsignedString(shape[i]));
        }
        bytes *= shape[i];
        if (bytes > LARGEST) {
          throw new IdxFormatException(
              name, 4 + 4L * i, "the dimensions make more than " + LARGEST + " bytes");
        }
      }
      byte[] data = body(in, (int) bytes, shape);
      if (in.read() >= 0) {
        throw new IdxFormatException(
            name,
            offset,
            "the file must end here, after "
                + bytes
                + " bytes for shape "
                + Arrays.toString(shape)
                + ", but goes on");
      }
      return new IdxArray(type, shape, data);
    }

    private byte[] header(InputStream in, int length, String what) throws IOException {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new IdxFormatException(
            name,
            offset + bytes.length,
            what + " takes " + length + " bytes, but the file ends after " + bytes.length);
      }
      offset += length;
      return bytes;
    }

    /** Reads the elements; what is allocated never exceeds twice what was really there. */
    private byte[] body(InputStream in, int length, int[] shape) throws IOException {
      byte[] data = new byte[Math.min(length, STEP)];
      int have = 0;
      while (have < length) {
        if (have == data.length) {
          data = Arrays.copyOf(data, (int) Math.min(length, 2L * data.length));
        }
        int got = in.read(data, have, data.length - have);
        if (got < 0) {
          throw new IdxFormatException(
              name,
              offset,
              "shape "
                  + Arrays.toString(shape)
                  + " takes "
                  + length
                  + " bytes of elements, but the file ends after "
                  + have);
        }
        have += got;
        offset += got;
      }
      return data;
    }
  }
}
