package io.github.kmeans4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Writes and reads the frame around a saved model, as the {@linkplain io.github.kmeans4j.io package
 * documentation} lays it out. Stateless.
 */
public final class ModelFile {
  /** Kind of a finished clustering. */
  public static final int CLUSTERING = 1;

  /** Kind of the state of a fitter for streams. */
  public static final int STREAM_FITTER = 2;

  /** The version written, and so far the only one. */
  private static final int VERSION = 1;

  /**
   * Like PNG's: the first byte is no ASCII and the line ends show a transfer that changed them, so
   * that a text or a mangled file is told at once.
   */
  private static final byte[] MAGIC = {(byte) 0x89, 'K', 'M', '4', 'J', '\r', '\n', 0x1A};

  private static final int HEADER = 24;
  private static final int TRAILER = 4;

  private ModelFile() {}

  /** Lays out the model within the frame. */
  @FunctionalInterface
  public interface Layout {
    /**
     * Writes all fields. Called twice, first to learn the length; must write the same both times.
     *
     * @param out receives them
     * @throws IOException if the file cannot be written
     */
    void write(ModelOutput out) throws IOException;
  }

  /**
   * Makes a model of its fields.
   *
   * @param <T> the model
   */
  @FunctionalInterface
  public interface Parser<T> {
    /**
     * Reads all fields.
     *
     * @param in gives them; every length is checked before anything is allocated
     * @return the model
     * @throws FileFormatException if a field cannot be what it is
     * @throws IOException if the file cannot be read
     */
    T parse(ModelInput in) throws IOException;
  }

  /**
   * Saves a model; the file is replaced in one step, see {@link ReplacedFile}.
   *
   * @param file where; replaced if it exists
   * @param kind what is saved
   * @param layout writes its fields
   * @throws IOException if the file cannot be written; an old one is then still there
   */
  public static void write(Path file, int kind, Layout layout) throws IOException {
    ReplacedFile.write(
        file,
        channel -> {
          ModelOutput counted = new ModelOutput(null);
          layout.write(counted);
          ModelOutput out = new ModelOutput(channel);
          out.bytes(MAGIC);
          out.putInt(VERSION);
          out.putInt(kind);
          out.putLong(counted.length());
          layout.write(out);
          if (out.length() != HEADER + counted.length()) {
            throw new IllegalStateException("the layout wrote different lengths");
          }
          out.end();
        });
  }

  /**
   * Reads a model.
   *
   * @param file a file that {@link #write} wrote
   * @param kind what is expected
   * @param parser makes the model
   * @param <T> the model
   * @return what the parser returned
   * @throws FileFormatException if it is no such file, of an unknown version or another kind, cut
   *     off, too long, damaged, or holds impossible values
   * @throws IOException if it cannot be read
   */
  public static <T> T read(Path file, int kind, Parser<T> parser) throws IOException {
    Objects.requireNonNull(file, "file");
    String name = file.toString();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      checkHeader(name, channel, size, kind);
      checkSum(name, channel, size);
      ModelInput in = new ModelInput(name, channel, HEADER, size - TRAILER);
      T model = parser.parse(in);
      in.end();
      return model;
    }
  }

  private static void checkHeader(String name, FileChannel channel, long size, int kind)
      throws IOException {
    byte[] magic = new byte[(int) Math.min(MAGIC.length, size)];
    readFully(name, channel, ByteBuffer.wrap(magic), 0);
    if (!Arrays.equals(magic, 0, magic.length, MAGIC, 0, magic.length)) {
      throw new FileFormatException(
          name,
          0,
          "a model file begins with "
              + hex(MAGIC)
              + ", but this one with "
              + hex(magic)
              + "; it is no model of kmeans4j, or was changed as if it were text");
    }
    if (size < HEADER + TRAILER) {
      throw new FileFormatException(
          name,
          size,
          "a model file has at least " + (HEADER + TRAILER) + " bytes, but this one ends here");
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    readFully(name, channel, header, 0);
    int version = header.getInt(8);
    if (version != VERSION) {
      throw new FileFormatException(
          name,
          8,
          "the version must be "
              + VERSION
              + ", but is "
              + Integer.toUnsignedString(version)
              + "; a newer kmeans4j may be able to read it");
    }
    int found = header.getInt(12);
    if (found != kind) {
      throw new FileFormatException(
          name, 12, "the file must hold " + kindName(kind) + ", but holds " + kindName(found));
    }
    long length = header.getLong(16);
    if (length != size - HEADER - TRAILER) {
      throw new FileFormatException(
          name,
          16,
          "the model has "
              + Long.toUnsignedString(length)
              + " bytes by the header, but "
              + (size - HEADER - TRAILER)
              + " by the size of the file; it is cut off, too long or damaged");
    }
  }

  /** Before any field is believed. */
  private static void checkSum(String name, FileChannel channel, long size) throws IOException {
    CRC32 crc = new CRC32();
    long end = size - TRAILER;
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(ModelOutput.BUFFER, size));
    for (long at = 0; at < end; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      readFully(name, channel, buffer, at);
      crc.update(buffer.flip());
    }
    buffer.clear().limit(TRAILER);
    readFully(name, channel, buffer, end);
    int stored = buffer.getInt(0);
    if (stored != (int) crc.getValue()) {
      throw new FileFormatException(
          name,
          end,
          String.format(
              "the checksum must be %08x, as the bytes before it give, but is %08x;"
                  + " the file is damaged",
              (int) crc.getValue(), stored));
    }
  }

  static void readFully(String name, FileChannel channel, ByteBuffer target, long at)
      throws IOException {
    int from = target.position();
    while (target.hasRemaining()) {
      long position = at + target.position() - from;
      if (channel.read(target, position) < 0) {
        throw new FileFormatException(name, position, "the file ended while it was read");
      }
    }
  }

  private static String kindName(int kind) {
    return switch (kind) {
      case CLUSTERING -> "a clustering (1)";
      case STREAM_FITTER -> "a fitter for streams (2)";
      default -> "an unknown kind (" + Integer.toUnsignedString(kind) + ")";
    };
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
