package io.github.kmeans4j.internal.model;

import io.github.kmeans4j.internal.door.ClosedFile;
import io.github.kmeans4j.internal.door.InputFile;
import io.github.kmeans4j.io.FileFormatException;
import io.github.kmeans4j.io.ReplacedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Writes and reads the frame around a saved model, as the {@linkplain
 * io.github.kmeans4j.internal.model package documentation} lays it out. Stateless.
 */
public final class ModelFile {
  /** Kind of a finished clustering. */
  public static final int CLUSTERING = 1;

  /** Kind of the state of a fitter for streams. */
  public static final int STREAM_FITTER = 2;

  /** Kind of the means and deviations that columns are standardized by. */
  public static final int STANDARDIZATION = 3;

  /** The version written, and so far the only one. */
  private static final int VERSION = 1;

  /**
   * Like PNG's: the first byte is no ASCII and the line ends show a transfer that changed them, so
   * that a text or a mangled file is told at once.
   */
  private static final byte[] MAGIC = {(byte) 0x89, 'K', 'M', '4', 'J', '\r', '\n', 0x1A};

  private static final int HEADER = 24;
  private static final int TRAILER = 4;

  /** The largest array that every JVM can make. */
  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** What messages call a stream, which has no name. */
  private static final String STREAM = "stream";

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
        channel ->
            write(
                bytes -> {
                  while (bytes.hasRemaining()) {
                    channel.write(bytes);
                  }
                },
                kind,
                layout));
  }

  /**
   * Writes a model to a stream, the same bytes as into a file.
   *
   * @param out receives them; neither flushed nor closed
   * @param kind what is saved
   * @param layout writes its fields
   * @throws IOException if they cannot be written; some may have been
   */
  public static void write(OutputStream out, int kind, Layout layout) throws IOException {
    Objects.requireNonNull(out, "out");
    // not a channel around the stream: that closes it when the thread is interrupted
    write(bytes -> out.write(bytes.array(), 0, bytes.limit()), kind, layout);
  }

  private static void write(ModelOutput.Target target, int kind, Layout layout) throws IOException {
    ModelOutput counted = new ModelOutput(null);
    layout.write(counted);
    ModelOutput out = new ModelOutput(target);
    out.bytes(MAGIC);
    out.putInt(VERSION);
    out.putInt(kind);
    out.putLong(counted.length());
    layout.write(out);
    if (out.length() != HEADER + counted.length()) {
      throw new IllegalStateException("the layout wrote different lengths");
    }
    out.end();
  }

  /**
   * Reads a model.
   *
   * @param file a file that {@link #write(Path, int, Layout)} wrote
   * @param kind what is expected
   * @param parser makes the model
   * @param <T> the model
   * @return what the parser returned
   * @throws FileFormatException if it is no such file, of an unknown version or another kind, cut
   *     off, too long, damaged, or holds impossible values
   * @throws IOException if it cannot be read
   */
  public static <T> T read(Path file, int kind, Parser<T> parser) throws IOException {
    try (FileChannel channel = InputFile.channel(file)) {
      String name = file.toString();
      long size = channel.size();
      ByteBuffer header = ByteBuffer.allocate((int) Math.min(HEADER, size));
      Contents contents = channel::read;
      contents.readFully(name, header, 0);
      long length = checkHeader(name, header.array(), size < HEADER + TRAILER, size, kind);
      if (length != size - HEADER - TRAILER) {
        throw wrongLength(
            name,
            length,
            (size - HEADER - TRAILER)
                + " by the size of the file; it is cut off, too long or damaged");
      }
      return parse(name, contents, length, parser);
    } catch (ClosedChannelException e) {
      throw ClosedFile.read(file.toString(), e);
    }
  }

  /**
   * Reads a model from a stream: as many bytes as its header says, and none beyond, so that others
   * may follow. Takes memory only for what has come, and believes no field before all has come and
   * the checksum is right.
   *
   * @param in gives the bytes that {@code write} wrote; not closed
   * @param kind what is expected
   * @param parser makes the model
   * @param <T> the model
   * @return what the parser returned
   * @throws FileFormatException as {@link #read(Path, int, Parser)}, or if the model is too large
   *     for one array; the message speaks of the stream, and counts bytes from its beginning
   * @throws IOException if it cannot be read
   */
  public static <T> T read(InputStream in, int kind, Parser<T> parser) throws IOException {
    byte[] header = Objects.requireNonNull(in, "in").readNBytes(HEADER);
    long length = checkHeader(STREAM, header, header.length < HEADER, header.length, kind);
    if (length < 0 || length > LARGEST_ARRAY - TRAILER) {
      throw wrongLength(
          STREAM, length, "at most " + (LARGEST_ARRAY - TRAILER) + " can come from a stream");
    }
    byte[] rest = in.readNBytes((int) length + TRAILER);
    if (rest.length < length + TRAILER) {
      throw wrongLength(
          STREAM,
          length,
          Math.max(0, rest.length - TRAILER)
              + " by the end of the stream; it is cut off or damaged");
    }
    return parse(STREAM, new ReceivedContents(header, rest), length, parser);
  }

  private static <T> T parse(String name, Contents contents, long length, Parser<T> parser)
      throws IOException {
    checkSum(name, contents, HEADER + length);
    ModelInput in = new ModelInput(name, contents, HEADER, HEADER + length);
    T model = parser.parse(in);
    in.end();
    return model;
  }

  /** Checks the first bytes and returns the length of the model, unchecked. */
  private static long checkHeader(
      String name, byte[] header, boolean isTooShort, long size, int kind)
      throws FileFormatException {
    byte[] magic = Arrays.copyOf(header, Math.min(MAGIC.length, header.length));
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
    if (isTooShort) {
      throw new FileFormatException(
          name,
          size,
          "a model file has at least " + (HEADER + TRAILER) + " bytes, but this one ends here");
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    int version = fields.getInt(8);
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
    int found = fields.getInt(12);
    if (found != kind) {
      throw new FileFormatException(
          name, 12, "the file must hold " + kindName(kind) + ", but holds " + kindName(found));
    }
    return fields.getLong(16);
  }

  private static FileFormatException wrongLength(String name, long length, String found) {
    return new FileFormatException(
        name,
        16,
        "the model has " + Long.toUnsignedString(length) + " bytes by the header, but " + found);
  }

  /** Before any field is believed. */
  private static void checkSum(String name, Contents contents, long end) throws IOException {
    CRC32 crc = new CRC32();
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(ModelOutput.BUFFER, end));
    for (long at = 0; at < end; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      contents.readFully(name, buffer, at);
      crc.update(buffer.flip());
    }
    buffer.clear().limit(TRAILER);
    contents.readFully(name, buffer, end);
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

  private static String kindName(int kind) {
    return switch (kind) {
      case CLUSTERING -> "a clustering (1)";
      case STREAM_FITTER -> "a fitter for streams (2)";
      case STANDARDIZATION -> "a standardization of columns (3)";
      default -> "an unknown kind (" + Integer.toUnsignedString(kind) + ")";
    };
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
