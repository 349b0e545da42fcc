package io.github.kmeans4j.mnist.idx;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** One file being read; knows how far it has come. For one use. */
final class IdxReader {
  /** The size of a source that does not tell. */
  static final long UNKNOWN = -1;

  /** What is allocated at first if the size is unknown. */
  private static final int STEP = 1 << 20;

  /** The largest array that every JVM can make. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

  private final String name;
  private long offset;

  IdxReader(String name) {
    this.name = name;
  }

  /** Reads to the end; {@code size} is what the stream has in bytes, as it is stored. */
  IdxArray read(InputStream in, long size) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    boolean gzipped = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    if (!gzipped) {
      return unpacked(buffered, size);
    }
    try {
      Gzip packed = new Gzip(buffered);
      IdxArray array = unpacked(packed, UNKNOWN);
      if (packed.goesOn()) {
        throw failure(offset, "the gzip stream must end here, but bytes follow it");
      }
      return array;
    } catch (ZipException | EOFException e) {
      String detail = e.getMessage() == null ? "" : ": " + e.getMessage();
      IdxFormatException failure =
          failure(offset, "the gzip stream is damaged or ends early" + detail);
      failure.initCause(e);
      throw failure;
    }
  }

  private IdxArray unpacked(InputStream in, long size) throws IOException {
    byte[] magic = header(in, 4, "the magic number");
    if (magic[0] != 0 || magic[1] != 0) {
      throw failure(
          0,
          String.format(
              "an IDX file begins with two zero bytes, but this one with %02x %02x",
              magic[0], magic[1]));
    }
    IdxType type =
        Arrays.stream(IdxType.values())
            .filter(t -> t.code() == (magic[2] & 0xFF))
            .findFirst()
            .orElseThrow(
                () ->
                    failure(
                        2,
                        String.format(
                            "the type must be one of 08, 09, 0b, 0c, 0d, 0e, but is %02x",
                            magic[2])));
    int dimensions = magic[3] & 0xFF;
    if (dimensions == 0) {
      throw failure(3, "there must be at least one dimension, but are 0");
    }
    int[] shape = new int[dimensions];
    int length = shape(ByteBuffer.wrap(header(in, 4 * dimensions, "the dimensions")), type, shape);
    long end = offset + length;
    if (size != UNKNOWN && size < end) {
      throw tooShort(size, size - offset, length, shape);
    }
    byte[] data = body(in, size == UNKNOWN ? STEP : length, length, shape);
    if (in.read() >= 0) {
      throw failure(
          end,
          "the file must end here, after "
              + length
              + " bytes of elements for shape "
              + Arrays.toString(shape)
              + ", but goes on");
    }
    return new IdxArray(type, shape, data);
  }

  private byte[] header(InputStream in, int length, String what) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw failure(
          offset + bytes.length,
          what + " must have " + length + " bytes, but the file ends after " + bytes.length);
    }
    offset += length;
    return bytes;
  }

  /** Fills in the shape and returns the number of bytes that it takes. */
  private int shape(ByteBuffer lengths, IdxType type, int[] shape) throws IdxFormatException {
    long bytes = type.bytes();
    int tooLarge = -1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = lengths.getInt();
      if (shape[i] < 0) {
        throw failure(
            4 + 4L * i,
            "dimension "
                + i
                + " must be less than 2147483648, but is "
                + Integer.toUnsignedString(shape[i]));
      }
      // capped, so that the product cannot overflow; a later 0 makes it 0 again
      bytes = Math.min(bytes, LARGEST + 1) * shape[i];
      if (bytes > LARGEST && tooLarge < 0) {
        tooLarge = i;
      }
    }
    if (bytes > LARGEST) {
      throw failure(
          4 + 4L * tooLarge,
          "the elements must take at most "
              + LARGEST
              + " bytes, but shape "
              + Arrays.toString(shape)
              + " takes more from dimension "
              + tooLarge
              + " on");
    }
    return (int) bytes;
  }

  /** Reads the elements; what is allocated beyond the first piece is at most twice what came. */
  private byte[] body(InputStream in, int first, int length, int[] shape) throws IOException {
    byte[] data = new byte[Math.min(length, first)];
    int have = 0;
    while (have < length) {
      if (have == data.length) {
        data = Arrays.copyOf(data, (int) Math.min(length, 2L * data.length));
      }
      int got = in.read(data, have, data.length - have);
      if (got < 0) {
        throw tooShort(offset, have, length, shape);
      }
      have += got;
      offset += got;
    }
    return data;
  }

  private IdxFormatException tooShort(long at, long have, int length, int[] shape) {
    return failure(
        at,
        "shape "
            + Arrays.toString(shape)
            + " takes "
            + length
            + " bytes of elements, but the file ends after "
            + have);
  }

  private IdxFormatException failure(long at, String problem) {
    return new IdxFormatException(name, at, problem);
  }

  /**
   * A gzip stream that can tell whether anything but gzip follows. Its parent looks behind each
   * member for another one, and keeps silent if there is none; how much it has read for that
   * depends on where its buffer ends. So what was read is compared with where the last member ends.
   */
  private static final class Gzip extends GZIPInputStream {
    /** Checksum and length at the end of a member. */
    private static final int TRAILER = 8;

    private final Counted source;

    /** What had been read when the inflater was last given bytes. */
    private long filled;

    Gzip(BufferedInputStream in) throws IOException {
      this(new Counted(in));
    }

    private Gzip(Counted source) throws IOException {
      super(source, 1 << 16);
      this.source = source;
    }

    @Override
    protected void fill() throws IOException {
      super.fill();
      filled = source.count;
    }

    /** To be asked at the end. */
    boolean goesOn() throws IOException {
      long end = filled - inf.getRemaining() + TRAILER;
      return source.count > end || source.read() >= 0;
    }
  }

  /**
   * Counts what is read from it. Its parent looks for another member only if bytes are said to be
   * available, which streams that are not at their end may deny; so what is said here is whether
   * the end has come.
   */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(BufferedInputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int got = in.read(bytes, from, length);
      count += Math.max(got, 0);
      return got;
    }

    @Override
    public int available() throws IOException {
      in.mark(1);
      boolean ended = in.read() < 0;
      in.reset();
      return ended ? 0 : 1;
    }
  }
}
