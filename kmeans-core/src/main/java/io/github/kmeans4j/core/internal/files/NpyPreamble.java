package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before the values of a NumPy array, versions 1 to 3: a magic string, the version, the
 * length of the description in two bytes (version 1) or four, and the description, a Python
 * dictionary such as {@code {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 784), }}. See
 * <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
public final class NpyPreamble {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** No array of plain numbers needs more. */
  private static final int LONGEST = 1 << 16;

  private final String type;
  private final long[] shape;
  private final int descriptionAt;
  private final int length;

  private NpyPreamble(String type, long[] shape, int descriptionAt, int length) {
    this.type = type;
    this.shape = shape;
    this.descriptionAt = descriptionAt;
    this.length = length;
  }

  /**
   * Reads it, and not a byte more.
   *
   * @param name what messages call the file
   * @param in at the beginning of the array
   * @param size of the array with its preamble, in bytes; a large number if nobody knows
   * @param fewestDimensions 0 where a single value will do, else 1
   * @return what it says
   * @throws FileFormatException if it is no array, or one in Fortran order
   */
  public static NpyPreamble read(String name, InputStream in, long size, int fewestDimensions)
      throws IOException {
    byte[] start = in.readNBytes(10);
    if (start.length < MAGIC.length || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new FileFormatException(
          name, 0, "a .npy file begins with 93 'NUMPY', but this one does not");
    }
    if (start.length < 10 || size < 12) {
      throw endsEarly(name, Math.min(size, start.length));
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new FileFormatException(
          name, 6, "the version must be 1, 2 or 3, but is " + (version & 0xFF));
    }
    ByteBuffer lengths = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    lengths.put(start, 8, 2);
    int at = 10;
    if (version > 1) {
      byte[] more = in.readNBytes(2);
      at += more.length;
      if (more.length < 2) {
        throw endsEarly(name, at);
      }
      lengths.put(more);
    }
    long length = Integer.toUnsignedLong(lengths.getInt(0));
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
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw endsEarly(name, at + text.length);
    }
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    NpyDescription description =
        NpyDescription.parse(new String(text, charset), name, at, fewestDimensions);
    return new NpyPreamble(description.type(), description.shape(), at, at + (int) length);
  }

  private static FileFormatException endsEarly(String name, long at) {
    return new FileFormatException(name, at, "the header must go on, but the file ends here");
  }

  /**
   * Returns how an element is kept, in NumPy's words.
   *
   * @return for example {@code <f4}
   */
  public String type() {
    return type;
  }

  /**
   * Returns the order of an element's bytes.
   *
   * @return little-endian unless the type says otherwise
   */
  public ByteOrder order() {
    return type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /**
   * Returns the shape.
   *
   * @return the length of each dimension
   */
  public long[] shape() {
    return shape;
  }

  /**
   * Returns where the description stands, and with it type and shape.
   *
   * @return bytes from the beginning of the array
   */
  public int descriptionAt() {
    return descriptionAt;
  }

  /**
   * Returns where the values begin.
   *
   * @return bytes from the beginning of the array
   */
  public int length() {
    return length;
  }
}
