package io.github.kmeans4j.mnist.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Bytes of IDX files, right and wrong, put together by hand. */
public final class IdxBytes {
  private IdxBytes() {}

  /**
   * Puts a file together; nothing is checked.
   *
   * @param type third byte
   * @param shape lengths, as many as dimensions are claimed
   * @param elements the rest
   * @return the bytes of the plain file
   */
  public static byte[] file(int type, int[] shape, int... elements) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + elements.length);
    bytes.put((byte) 0).put((byte) 0).put((byte) type).put((byte) shape.length);
    for (int length : shape) {
      bytes.putInt(length);
    }
    for (int element : elements) {
      bytes.put((byte) element);
    }
    return bytes.array();
  }

  /**
   * Compresses.
   *
   * @param bytes any
   * @return one gzip member
   */
  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
